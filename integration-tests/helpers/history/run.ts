import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { eventually, openWorld, withoutGuards, type World } from "../world"
import { checkHistory } from "./check"
import { ask } from "./client"
import { contendedAttempts } from "./contention"
import { type Entry, readJournal } from "./journal"
import { readFinal, readLog } from "./log"
import { setStage, type Stage } from "./stage"
import { Troupe } from "./troupe"

export type HistoryOptions = {
  seconds: number
  /** For the control: neither locks nor the database's own protections. */
  unprotected?: boolean
}

export type HistoryResult = {
  operations: number
  attempts: number
  /** Attempts to place while somebody else wanted one of the same dates. */
  contended: number
  successes: number
  refusals: number
  /** Nobody was told what became of them. */
  unknown: number
  errors: string[]
  violations: string[]
  kills: number
  terminations: number
}

const PROCESSES = 2
const CLIENTS_EACH = 6

/**
 * Random clients in two processes for a while, with processes killed and
 * connections cut meanwhile; then everything is held against everything else.
 */
export async function runHistory(
  options: HistoryOptions
): Promise<HistoryResult> {
  const world = await openWorld()
  const folder = mkdtempSync(join(tmpdir(), "history-"))
  try {
    if (options.unprotected) {
      await withoutGuards(world)
    }
    const stage = await setStage(world)
    const troupe = new Troupe(folder, {
      stage,
      clients: CLIENTS_EACH,
      unlocked: options.unprotected ?? false,
    })
    const disturbed = await perform(world, troupe, options.seconds)
    const journal = troupe.journals().flatMap(readJournal)
    journal.push(...(await comeToRest(world, journal, stage)))
    return { ...(await judge(world, stage, journal)), ...disturbed }
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await world.close()
  }
}

async function perform(world: World, troupe: Troupe, seconds: number) {
  for (let i = 0; i < PROCESSES; i++) {
    await troupe.start()
  }
  const disturbed = { kills: 0, terminations: 0 }
  const began = performance.now()
  const elapsed = () => (performance.now() - began) / 1000
  for (let n = 1; elapsed() < seconds; n++) {
    await pause(500 + Math.random() * 500)
    disturbed.terminations += await cutOneConnection(world)
    // Not at the very end: the new process shall still do something.
    if (n % 8 === 4 && elapsed() < seconds - 2) {
      await troupe.killOne()
      await troupe.start()
      disturbed.kills++
    }
  }
  await troupe.stop()
  await eventually(
    async () => (await sessions(world, "state <> 'idle'")).length === 0,
    "the end of what the killed processes had begun"
  )
  return disturbed
}

async function cutOneConnection(world: World): Promise<number> {
  const [victim] = await sessions(world, "state <> 'idle'")
  if (!victim) {
    return 0
  }
  await world.sql("select pg_terminate_backend($1)", [victim.pid])
  return 1
}

function sessions(world: World, condition: string): Promise<{ pid: number }[]> {
  return world.sql<{ pid: number }>(
    `select pid from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()
        and application_name = 'resource_booking' and ${condition}
      order by random()`
  )
}

/** Who was not told asks again with the same key, as a client would. */
async function comeToRest(
  world: World,
  journal: Entry[],
  stage: Stage
): Promise<Entry[]> {
  const call = world.process({
    options: { hold_ttl_minutes: stage.ttl_ms / 60_000 },
  })
  const again: Entry[] = []
  for (const entry of journal) {
    if (entry.kind === "place" && entry.outcome === "unknown") {
      const from = Date.now()
      const result = await ask(call, entry)
      // Its times are of another clock: nothing is concluded from them.
      const times = { from: -Infinity, to: Infinity }
      again.push({ ...entry, id: `again:${entry.id}`, ...times, ...result })
      if (result.outcome === "busy") {
        throw new Error(`busy since ${from}, with nobody else there`)
      }
    }
  }
  return again
}

async function judge(world: World, stage: Stage, journal: Entry[]) {
  const [log, final] = [await readLog(world), await readFinal(world)]
  const audited = (await world.audit()).map(
    (v) => `${v.invariant}: ${v.description}: ${v.subject}`
  )
  const asked = journal.filter((entry) => entry.kind !== "expire")
  const errors = asked.filter((entry) => entry.outcome.startsWith("error"))
  const successes = asked.filter((entry) => entry.outcome === "ok").length
  const unknown = asked.filter((entry) => entry.outcome === "unknown").length
  return {
    operations: journal.length,
    attempts: asked.length,
    contended: contendedAttempts(journal, stage),
    ...{ successes, unknown },
    refusals: asked.length - successes - unknown - errors.length,
    errors: errors.map((entry) => entry.outcome),
    violations: [...checkHistory({ stage, journal, log, final }), ...audited],
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
