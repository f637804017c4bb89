/**
 * Waits for work, but not longer than it may take.
 *
 * @returns false when the time is over and the work is not
 * @throws what the work throws in time
 */
export function settled(
  work: Promise<unknown>,
  withinMs: number
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(false), withinMs)
    timer.unref()
    work.then(() => resolve(true), reject).finally(() => clearTimeout(timer))
  })
}
