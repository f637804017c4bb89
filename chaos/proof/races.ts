import { RACES } from "../../integration-tests/helpers/races"
import { openArena } from "../../integration-tests/helpers/races/arena"
import { run } from "../../integration-tests/helpers/races/tally"
import type { Line } from "./report"

const ROUNDS = 2_000

/** Every race (L3), so many rounds of each. */
export async function* playRaces(share: number): AsyncGenerator<Line> {
  const rounds = Math.ceil(ROUNDS * share)
  for (const race of RACES) {
    const began = performance.now()
    const arena = await openArena()
    const tally = await run(race, arena, (soFar) => soFar.rounds < rounds)
    await arena.world.close()
    const { attempts, contended, successes, busy } = tally
    yield {
      what: race.name,
      size: `${rounds.toLocaleString("en-AU")} rounds`,
      ...{ attempts, contended, successes },
      refusals: tally.refusals + busy,
      errors: tally.errors,
      violations: tally.breaches,
      seconds: (performance.now() - began) / 1000,
    }
  }
}
