/**
 * Waits for work, but not for longer than that: it goes on, or doesn't, and
 * nobody waits for it any more. The time keeps no process alive.
 *
 * @returns false when the time is over and the work is not
 * @throws what the work throws in time
 */
export async function within(
  ms: number,
  work: Promise<unknown>
): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms)
    timer.unref()
  })
  try {
    return await Promise.race([work.then(() => true), late])
  } finally {
    clearTimeout(timer)
  }
}
