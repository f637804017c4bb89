import { type Call, expireHolds } from "../../engine"
import type { Arena, Attempt, Race } from "./arena"

export type Tally = {
  rounds: number
  attempts: number
  /** Attempts during which somebody else attempted the same. */
  contended: number
  successes: number
  refusals: number
  busy: number
  errors: string[]
  breaches: string[]
}

const JOB_EVERY_MS = 30_000

const NOTHING: Tally = {
  ...{ rounds: 0, attempts: 0, contended: 0, successes: 0, refusals: 0 },
  ...{ busy: 0, errors: [], breaches: [] },
}

/**
 * Runs rounds of a race, then audits the invariants. The job comes by between
 * rounds, as it does in a store: a race may take minutes.
 *
 * @param more asked after each round with what there is so far
 */
export async function run(
  race: Race,
  arena: Arena,
  more: (soFar: Tally) => boolean
): Promise<Tally> {
  let tally = NOTHING
  let tidied = performance.now()
  while (more(tally)) {
    if (performance.now() - tidied > JOB_EVERY_MS) {
      await expireHolds(arena.processes[0] as Call)
      tidied = performance.now()
    }
    const { attempts, breaches } = await race.play(arena)
    tally = add(tally, attempts, breaches)
  }
  const audited = (await arena.world.audit()).map(
    (v) => `${v.invariant}: ${v.description}: ${v.subject}`
  )
  return { ...tally, breaches: [...tally.breaches, ...audited] }
}

function add(tally: Tally, attempts: Attempt[], breaches: string[]): Tally {
  const ok = attempts.filter((a) => a.outcome === "ok").length
  const busy = attempts.filter((a) => a.outcome === "busy").length
  const errors = attempts.flatMap((a) =>
    a.outcome === "error" ? [a.error] : []
  )
  return {
    rounds: tally.rounds + 1,
    attempts: tally.attempts + attempts.length,
    contended: tally.contended + overlapping(attempts).length,
    successes: tally.successes + ok,
    refusals: tally.refusals + attempts.length - ok - busy - errors.length,
    busy: tally.busy + busy,
    errors: [...tally.errors, ...errors],
    breaches: [...tally.breaches, ...breaches],
  }
}

/** Those intervals that overlap another one. */
export function overlapping<T extends { from: number; to: number }>(
  intervals: T[]
): T[] {
  const sorted = [...intervals].sort((a, b) => a.from - b.from)
  let latestEnd = -Infinity
  return sorted.filter((one, i) => {
    const next = sorted[i + 1]
    const meets =
      one.from <= latestEnd || (next !== undefined && next.from <= one.to)
    latestEnd = Math.max(latestEnd, one.to)
    return meets
  })
}
