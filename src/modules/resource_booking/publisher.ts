import type { Logger } from "@medusajs/framework/types"

import { within } from "./within"

/** Events of one moment are published together. */
const DELAY_MS = 50
/** A bus that has refused, or not answered, is asked again after a while. */
const PAUSE_MS = 1_000
/** What a process still publishes when it is told to end. */
const STOP_MS = 3_000

/**
 * Publishes the outbox soon after each commit, one run at a time. Losing a run
 * loses nothing: the rows stay in the outbox for the next one, or for another
 * process.
 */
export class Publisher {
  private timer: NodeJS.Timeout | undefined
  private running: Promise<void> | undefined
  private stopped = false

  constructor(
    private readonly publish: () => Promise<number>,
    private readonly logger: Pick<Logger, "warn">
  ) {}

  /** Something was committed; never waits and never throws. */
  notify = (): void => this.startIn(DELAY_MS)

  /**
   * Publishes what is there, within some seconds; what is left stays in the
   * outbox for another process.
   */
  async stop(withinMs = STOP_MS): Promise<void> {
    if (this.stopped) {
      return
    }
    this.stopped = true
    clearTimeout(this.timer)
    this.timer = undefined
    const last = (this.running ?? Promise.resolve()).then(() => this.run())
    await within(withinMs, last)
  }

  private startIn(ms: number): void {
    if (this.timer || this.stopped) {
      return
    }
    this.timer = setTimeout(() => {
      this.timer = undefined
      if (this.running) {
        this.notify()
      } else {
        this.running = this.run().finally(() => (this.running = undefined))
      }
    }, ms)
    this.timer.unref()
  }

  private async run(): Promise<void> {
    try {
      await this.publish()
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      this.logger.warn(
        `resource_booking: events stay in the outbox for now: ${message}`
      )
      this.startIn(PAUSE_MS)
    }
  }
}
