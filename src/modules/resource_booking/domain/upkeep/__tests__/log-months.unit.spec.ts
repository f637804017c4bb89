import { decideLogMonths, type LogMonths } from "../log-months"

const MONTHS: LogMonths = {
  current: "2027-01-01",
  made: ["2026-11-01", "2026-12-01", "2027-01-01", "2027-02-01", "2027-03-01"],
  beside: [],
}
const NOTHING = { make: [], drop: [], beside: false }

describe("decideLogMonths", () => {
  it("has nothing to do most of the time", () => {
    expect(decideLogMonths(MONTHS, 2)).toEqual(NOTHING)
  })

  it("makes the current month and two ahead, over the turn of the year", () => {
    expect(
      decideLogMonths({ ...MONTHS, current: "2026-12-01", made: [] }, 24)
    ).toEqual({
      ...NOTHING,
      make: ["2026-12-01", "2027-01-01", "2027-02-01"],
    })
  })

  it("keeps as many whole months as is wished, and the current one", () => {
    expect(decideLogMonths(MONTHS, 1)).toEqual({
      ...NOTHING,
      drop: ["2026-11-01"],
    })
    const year = { ...MONTHS, made: ["2024-12-01", "2025-01-01"] }
    expect(decideLogMonths(year, 24).drop).toEqual(["2024-12-01"])
  })

  it("makes no month of which there are entries beside", () => {
    const made = ["2027-02-01", "2027-03-01"]
    expect(
      decideLogMonths({ ...MONTHS, made, beside: ["2027-01-01"] }, 2)
    ).toEqual(NOTHING)
  })

  it("drops the entries beside when all of them are old enough", () => {
    const beside = ["2026-10-01", "2026-12-01"]
    expect(decideLogMonths({ ...MONTHS, beside }, 2).beside).toBe(false)
    expect(decideLogMonths({ ...MONTHS, beside }, 1).beside).toBe(false)
    expect(
      decideLogMonths({ ...MONTHS, beside: ["2026-10-01"] }, 2).beside
    ).toBe(true)
  })
})
