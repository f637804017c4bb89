/**
 * Waits for work, but not for longer than that: it goes on, or doesn't, and
 * nobody waits for it any more.
 *
 * @throws what the work throws in time
 */
export async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  try {
    await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
