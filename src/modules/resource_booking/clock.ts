import type { Logger } from "@medusajs/framework/types"

import type { Ticks } from "./domain/upkeep/health-facts"
import { isBookingRefusal } from "./errors"
import { within } from "./within"

/** Something that is done again and again. */
export type Task = {
  name: string
  everyMs: number
  /** What takes longer has failed, and the next run may begin beside it. */
  withinMs: number
  /** Also where the process only serves, and leaves the work to others. */
  everywhere?: boolean
  run: () => Promise<unknown>
}

type Entry = {
  task: Task
  startedAt: number
  running: Promise<void> | undefined
  /** Runs that were given up and have not ended. */
  hung: number
  okAt: number | null
  failures: number
  warnedAt: number
}

const TICK_MS = 1_000
/** A timer that is early by a hair must not cost a whole tick. */
const SLACK_MS = TICK_MS / 2
const WARN_MS = 60_000
/** A busy moment passes by itself; a row of them is told of. */
const WORTH_SAYING = 3
const MAX_HUNG = 3
const STOP_MS = 3_000

/**
 * The module's own clock: Medusa's scheduler may be a Redis that has lost what
 * it knew. Each task runs once at a time in a process; what the tasks do is
 * safe in all processes at once. A task that is slow, fails or hangs keeps no
 * other from its time.
 *
 * Medusa's scheduler calls `runDue` as well: then what this clock has done is
 * not due, and either of the two is enough.
 */
export class Clock {
  private readonly entries = new Map<string, Entry>()
  private timer: NodeJS.Timeout | undefined
  private startedAt: number | undefined

  /** @param given isWorker: false runs only what is done everywhere */
  constructor(
    private readonly logger: Pick<Logger, "error" | "info">,
    private readonly given: { isWorker: boolean }
  ) {}

  /** Another task of the same name takes the place of the one before. */
  every(task: Task): void {
    const known = this.entries.get(task.name)
    if (known) {
      known.task = task
      return
    }
    this.entries.set(task.name, {
      ...{ task, startedAt: -Infinity, running: undefined, hung: 0 },
      ...{ okAt: null, failures: 0, warnedAt: -Infinity },
    })
  }

  start(): void {
    if (this.timer) {
      return
    }
    const { isWorker } = this.given
    const tick = () => {
      void this.run(({ everywhere }) => isWorker || everywhere === true)
    }
    this.timer = setInterval(tick, TICK_MS)
    this.timer.unref()
    this.startedAt = performance.now()
    tick()
  }

  /** Runs what is due, in whatever process, and waits for it. Never throws. */
  async runDue(): Promise<void> {
    await this.run(() => true)
  }

  /** Begins nothing more, and waits a little for what is running. */
  async stop(): Promise<void> {
    clearInterval(this.timer)
    this.timer = undefined
    const running = [...this.entries.values()].flatMap((e) => e.running ?? [])
    await within(STOP_MS, Promise.all(running))
  }

  /** How its work fares; what is done everywhere is no work. */
  ticks(): Ticks {
    const now = performance.now()
    const work = [...this.entries.values()].filter((e) => !e.task.everywhere)
    return Object.fromEntries(
      work.map(({ task, okAt, failures }) => {
        const ago = okAt === null ? null : Math.round(now - okAt) / 1_000
        return [task.name, { ok_seconds_ago: ago, failures }]
      })
    )
  }

  /** Since any of its work went well, or else since its start; 0 before. */
  quietSeconds(): number {
    const { startedAt = performance.now() } = this
    const work = [...this.entries.values()].filter((e) => !e.task.everywhere)
    const last = Math.max(startedAt, ...work.map((e) => e.okAt ?? 0))
    return (performance.now() - last) / 1_000
  }

  private async run(isMeant: (task: Task) => boolean): Promise<void> {
    const now = performance.now()
    const due = [...this.entries.values()].filter(
      ({ task, running, hung, startedAt }) =>
        isMeant(task) &&
        !running &&
        hung < MAX_HUNG &&
        now - startedAt >= task.everyMs - SLACK_MS
    )
    await Promise.all(due.map((entry) => this.runOne(entry)))
  }

  private runOne(entry: Entry): Promise<void> {
    entry.startedAt = performance.now()
    entry.running = this.attempt(entry).finally(() => {
      entry.running = undefined
    })
    return entry.running
  }

  private async attempt(entry: Entry): Promise<void> {
    const { run, withinMs } = entry.task
    const work = (async () => run())()
    try {
      if (!(await within(withinMs, work))) {
        entry.hung++
        const ended = () => entry.hung--
        work.then(ended, ended)
        throw new Error(`it did not finish within ${withinMs / 1_000} s`)
      }
      this.noteSuccess(entry)
    } catch (error) {
      this.noteFailure(entry, error)
    }
  }

  private noteSuccess(entry: Entry): void {
    const { task, failures } = entry
    if (failures > 0) {
      const again = `${task.name} works again after ${failures} failures`
      this.logger.info(`resource_booking: ${again}`)
    }
    entry.okAt = performance.now()
    entry.failures = 0
    entry.warnedAt = -Infinity
  }

  /** Once a minute: it may fail each second, and says the same. */
  private noteFailure(entry: Entry, error: unknown): void {
    const now = performance.now()
    entry.failures++
    const mayPass = isBookingRefusal(error) && entry.failures < WORTH_SAYING
    if (mayPass || now - entry.warnedAt < WARN_MS) {
      return
    }
    entry.warnedAt = now
    const times = entry.failures > 1 ? ` ${entry.failures} times in a row` : ""
    const reason = error instanceof Error ? error.message : String(error)
    this.logger.error(
      `resource_booking: ${entry.task.name} failed${times}: ${reason}`
    )
  }
}
