import { monitorEventLoopDelay } from "node:perf_hooks"

const RESOLUTION_MS = 1

/**
 * The longest that the process answered nobody else while it did some work, in
 * ms. The best of three: what else the machine does counts for nothing.
 */
export async function longestPause(
  work: () => Promise<unknown>
): Promise<number> {
  const pauses: number[] = []
  for (let run = 0; run < 3; run++) {
    const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
    delay.enable()
    await work()
    // What ended just now is seen by the next timer.
    await new Promise((resolve) => setTimeout(resolve, 2 * RESOLUTION_MS))
    delay.disable()
    pauses.push(delay.max / 1e6)
  }
  return Math.min(...pauses)
}
