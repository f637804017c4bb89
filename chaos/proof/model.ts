import { runModel } from "../../integration-tests/helpers/model/run"
import { gate, type Line } from "./report"

const RUNS = 5_000
const COMMANDS = 60
/** Runs that share a database: it is audited after each batch. */
const BATCH = 500

/** Random commands against the model (L2); nobody else is there. */
export async function* playModel(share: number): AsyncGenerator<Line> {
  const runs = Math.ceil(RUNS * share)
  const began = performance.now()
  const line: Line = {
    what: "random commands against a model",
    size: `${runs.toLocaleString("en-AU")} × ≤ ${COMMANDS}`,
    ...{ attempts: 0, contended: 0, successes: 0, refusals: 0, seconds: 0 },
    ...{ errors: [], violations: [] },
  }
  for (let done = 0; done < runs; done += BATCH) {
    const result = await runModel({
      runs: Math.min(BATCH, runs - done),
      commands: COMMANDS,
    })
    line.attempts += result.commands
    line.successes += result.successes
    line.refusals += result.refusals
    line.violations.push(...result.violations)
    if (result.counterexample) {
      line.violations.push(result.counterexample)
    }
  }
  yield gate({ ...line, seconds: (performance.now() - began) / 1000 })
}
