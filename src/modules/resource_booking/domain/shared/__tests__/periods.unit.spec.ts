import { periodOf } from "../periods"

const year = { start_date: "2027-01-01", end_date: "2027-12-31" }

describe("periodOf", () => {
  it.each([
    ["2027-01-15", "day", "2027-01-15", "2027-01-15"],
    ["2027-01-11", "week", "2027-01-11", "2027-01-17"],
    ["2027-01-17", "week", "2027-01-11", "2027-01-17"],
    ["2027-02-28", "month", "2027-02-01", "2027-02-28"],
    ["2027-08-01", "month", "2027-08-01", "2027-08-31"],
  ] as const)("%s, by %s: from %s to %s", (date, length, start, end) => {
    expect(periodOf(date, length, year)).toEqual({
      ...{ start_date: start, end_date: end },
    })
  })

  it("is cut to the range", () => {
    expect(periodOf("2027-01-01", "week", year)).toEqual({
      ...{ start_date: "2027-01-01", end_date: "2027-01-03" },
    })
    const range = { start_date: "2027-01-10", end_date: "2027-01-20" }
    expect(periodOf("2027-01-15", "month", range)).toEqual(range)
  })
})
