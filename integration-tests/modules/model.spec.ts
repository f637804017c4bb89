import { runModel } from "../helpers/model/run"
import { confirmingBlindly, withoutEviction } from "../helpers/sabotage"

describe("random commands, one after the other", () => {
  it("have the answers that a clerk with a notebook gives", async () => {
    // `npm run proof` runs 5,000 of up to 60 commands.
    const result = await runModel({ runs: 200, commands: 40 })
    expect(result.counterexample).toBeNull()
    expect(result.violations).toEqual([])
    expect(result.runs).toBe(200)
    // Enough must succeed and enough be refused, or it proves nothing.
    expect(result.successes / result.commands).toBeGreaterThan(0.15)
    expect(result.refusals / result.commands).toBeGreaterThan(0.15)
  })

  it.each([
    ["whose holds keep their dates when they end", withoutEviction],
    ["that confirms holds without looking at them", confirmingBlindly],
  ])("find out a module %s", async (_, tampering) => {
    const result = await runModel({ runs: 200, commands: 40, tampering })
    expect(result.counterexample).not.toBeNull()
  })
})
