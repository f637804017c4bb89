import { duration } from "../health-facts"

describe("duration", () => {
  it.each([
    [0, "0 s"],
    [119, "119 s"],
    [120, "2 min"],
    [351, "6 min"],
    [7_169, "119 min"],
    [7_170, "2 h"],
    [86_400, "24 h"],
  ])("says %i seconds as %s", (seconds, words) => {
    expect(duration(seconds)).toBe(words)
  })
})
