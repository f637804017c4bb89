import { RACES } from "../helpers/races"
import { openArena, type Race } from "../helpers/races/arena"
import { jobAgainstJob } from "../helpers/races/job-job"
import { run } from "../helpers/races/tally"
import {
  expiringBlindly,
  type Tampering,
  together,
  withoutLocks,
} from "../helpers/sabotage"

/** `npm run proof` plays 2,000 of each. */
const ROUNDS = Number(process.env.RACE_ROUNDS ?? 10)
/** The control stops at the first one that is lost. */
const CONTROL_ROUNDS = Math.max(ROUNDS, 50)

/** What has to be taken away before the race can be lost. */
function protectionOf(race: Race): Tampering {
  return race === jobAgainstJob
    ? together(withoutLocks, expiringBlindly)
    : withoutLocks
}

describe.each(RACES)("$name, by several processes at once", (race) => {
  it("ends as if one had come after the other", async () => {
    const arena = await openArena()
    const tally = await run(race, arena, (soFar) => soFar.rounds < ROUNDS)
    await arena.world.close()
    expect(tally.breaches).toEqual([])
    expect(tally.errors).toEqual([])
    expect(tally.successes).toBeGreaterThanOrEqual(ROUNDS)
  })

  it("goes wrong without its protection", async () => {
    const arena = await openArena({
      tampering: protectionOf(race),
      unguarded: true,
    })
    const tally = await run(
      race,
      arena,
      (soFar) => soFar.rounds < CONTROL_ROUNDS && soFar.breaches.length === 0
    )
    await arena.world.close()
    expect(tally.breaches).not.toEqual([])
  })
})
