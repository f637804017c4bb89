import { runHistory } from "../../integration-tests/helpers/history/run"
import { gate, type Line } from "./report"

const OPERATIONS = 1_000_000
/** A history is checked as a whole, in memory: several of them. */
const SECONDS_EACH = 60

/**
 * Random histories (L4) of clients in two processes, with processes killed and
 * connections cut meanwhile, until there are enough operations.
 */
export async function* playHistories(share: number): AsyncGenerator<Line> {
  const wanted = Math.ceil(OPERATIONS * share)
  const began = performance.now()
  const disturbed = { kills: 0, terminations: 0, unknown: 0 }
  let operations = 0
  const line: Line = {
    what: "random histories in two processes",
    ...{ size: "", attempts: 0, contended: 0, successes: 0, refusals: 0 },
    ...{ errors: [], violations: [], seconds: 0 },
  }
  while (operations < wanted) {
    const result = await runHistory({ seconds: SECONDS_EACH })
    operations += result.operations
    disturbed.kills += result.kills
    disturbed.terminations += result.terminations
    disturbed.unknown += result.unknown
    line.attempts += result.attempts
    line.contended += result.contended
    line.successes += result.successes
    line.refusals += result.refusals
    line.errors.push(...result.errors)
    line.violations.push(...result.violations)
    console.log(`${operations} operations of histories`)
  }
  line.size = [
    `${operations.toLocaleString("en-AU")} operations`,
    `${disturbed.kills} processes killed`,
    `${disturbed.terminations} connections cut`,
    `${disturbed.unknown} answers lost`,
  ].join(", ")
  yield gate({ ...line, seconds: (performance.now() - began) / 1000 })
}
