import { runHistory } from "../helpers/history/run"

/** `npm run proof` runs it for minutes. */
const SECONDS = Number(process.env.HISTORY_SECONDS ?? 10)

describe("a random history in several processes", () => {
  it("is one that a single clerk could have written", async () => {
    const result = await runHistory({ seconds: SECONDS })
    expect(result.violations).toEqual([])
    expect(result.errors).toEqual([])
    // Enough must have succeeded, or it proves nothing.
    expect(result.successes / result.attempts).toBeGreaterThan(0.15)
    expect(result.kills).toBeGreaterThan(0)
    expect(result.terminations).toBeGreaterThan(0)
  })

  it("is found to be impossible where nothing is locked", async () => {
    const result = await runHistory({ seconds: 3, unprotected: true })
    expect(result.violations).toContainEqual(
      expect.stringMatching(/makes \d+ of 3/)
    )
  })
})
