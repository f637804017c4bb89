import type { Logger } from "@medusajs/framework/types"

/** Events of one moment are published together. */
const DELAY_MS = 50

/**
 * Publishes the outbox soon after each commit, one run at a time. Losing a run
 * loses nothing: the rows stay in the outbox for the next one, or the job.
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
  notify = (): void => {
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
    }, DELAY_MS)
    this.timer.unref()
  }

  /** Waits for a run in progress; what is left stays in the outbox. */
  async stop(): Promise<void> {
    this.stopped = true
    clearTimeout(this.timer)
    this.timer = undefined
    await this.running
  }

  private async run(): Promise<void> {
    try {
      await this.publish()
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      this.logger.warn(
        `resource_booking: events stay in the outbox for now: ${message}`
      )
    }
  }
}
