import { within } from "../modules/resource_booking"

/** A request waits so long for what may take minutes in a large store. */
const WAIT_MS = 10_000

/** What has come of work that goes on: its result, or how much of it is done. */
export type SoFar<T> = { result: T } | { progress: number }

/**
 * Work of this process that nobody needs to wait for. It goes on when a request
 * has been answered; who asks meanwhile joins it, and who asks later is given
 * the result that nobody has had yet.
 */
export class Background<T> {
  private work: Promise<T> | null = null
  private progress = 0

  /**
   * @param start begins it, and is told how to say which share of it is done
   * @throws what the work throws, once
   */
  async join(
    start: (done: (share: number) => void) => Promise<T>,
    waitMs = WAIT_MS
  ): Promise<SoFar<T>> {
    if (this.work === null) {
      this.progress = 0
      this.work = start((share) => (this.progress = share))
    }
    const { work } = this
    const isOver = await inTime(work, waitMs)
    if (!isOver) {
      return { progress: this.progress }
    }
    if (this.work === work) {
      this.work = null
    }
    return { result: await work }
  }
}

/** Whether work ends in time, one way or another. */
export function inTime(
  work: Promise<unknown>,
  waitMs = WAIT_MS
): Promise<boolean> {
  const end = work.catch(() => undefined)
  return within(waitMs, end)
}
