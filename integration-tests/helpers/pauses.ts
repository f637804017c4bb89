import { setTimeout } from "node:timers/promises"

/**
 * The longest that the process answered nobody else while it did some work, in
 * ms of its own computing: what else the machine does counts for nothing. The
 * best of three, so that neither does what is compiled on first use.
 */
export async function longestPause(
  work: () => Promise<unknown>
): Promise<number> {
  const pauses: number[] = []
  for (let run = 0; run < 3; run++) {
    let isOver = false
    const watch = watchTurns(() => isOver)
    await work()
    isOver = true
    pauses.push(await watch)
  }
  return Math.min(...pauses)
}

/** A timer that comes with each turn of the event loop. */
async function watchTurns(isOver: () => boolean): Promise<number> {
  let longest = 0
  for (let last = computed(); !isOver();) {
    await setTimeout(1)
    const now = computed()
    longest = Math.max(longest, now - last)
    last = now
  }
  return longest
}

function computed(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}
