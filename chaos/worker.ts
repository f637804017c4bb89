import { openSync } from "node:fs"

import type { Call } from "../integration-tests/engine"
import { Chooser } from "../integration-tests/helpers/history/choice"
import { ask } from "../integration-tests/helpers/history/client"
import {
  type Asked,
  Journal,
} from "../integration-tests/helpers/history/journal"
import type { Stage } from "../integration-tests/helpers/history/stage"
import { processAt } from "../integration-tests/helpers/process"
import { withoutLocks } from "../integration-tests/helpers/sabotage"

/**
 * A server process of a history: random clients and the expiry job, until it is
 * told to stop or killed. Everything that a client asks and is told is in the
 * journal.
 */
export type WorkerTask = {
  name: string
  stage: Stage
  journal: string
  clients: number
  /** For the control: no lock is taken. */
  unlocked: boolean
}

const JOB_EVERY_MS = 40

let stopped = false
process.on("message", (message: WorkerTask | "stop") => {
  if (message === "stop") {
    stopped = true
    return
  }
  void work(message)
})
process.on("disconnect", () => process.exit())
process.send?.("ready")

async function work(task: WorkerTask): Promise<void> {
  const { stage, name, clients } = task
  const call = processAt(stage.url, {
    options: { hold_ttl_minutes: stage.ttl_ms / 60_000 },
    connections: 8,
    tampering: task.unlocked ? withoutLocks : undefined,
  })
  const journal = new Journal(
    openSync(task.journal, "a"),
    name,
    await databaseClock(call)
  )
  const chooser = new Chooser(stage)
  const tell = async (asked: Asked) => {
    const { outcome, answer } = await journal.note(asked, () =>
      ask(call, asked)
    )
    chooser.learn(asked, outcome, answer.hold_id)
  }
  await Promise.all([
    job(tell),
    ...Array.from({ length: clients }, () =>
      client(() => tell(chooser.next()))
    ),
  ])
  await call.db.close()
  process.exit()
}

async function client(next: () => Promise<void>): Promise<void> {
  while (!stopped) {
    await next()
    // Where every answer comes at once, it would not hear that it shall stop.
    await new Promise((resolve) => setImmediate(resolve))
  }
}

async function job(tell: (asked: Asked) => Promise<void>): Promise<void> {
  while (!stopped) {
    await tell({ kind: "expire" })
    await new Promise((resolve) => setTimeout(resolve, JOB_EVERY_MS))
  }
}

/** The database's time, as near as a round trip tells. */
async function databaseClock({ db }: Call): Promise<() => number> {
  const local = () => performance.timeOrigin + performance.now()
  const offsets: { trip: number; offset: number }[] = []
  for (let i = 0; i < 10; i++) {
    const from = local()
    const [row] = await db.query<{ ms: number }>({
      text: "select extract(epoch from clock_timestamp())::float8 * 1000 as ms",
    })
    const to = local()
    const offset = (row?.ms as number) - (from + to) / 2
    offsets.push({ trip: to - from, offset })
  }
  offsets.sort((a, b) => a.trip - b.trip)
  const offset = offsets[0]?.offset as number
  return () => local() + offset
}
