import { occurrences, periodOf, pieces } from "../periods"

const dates = (start_date: string, end_date: string) => ({
  start_date,
  end_date,
})
const YEAR = dates("2026-11-21", "2027-11-20")

describe("periodOf", () => {
  it("includes its first and its last day", () => {
    expect(periodOf("2028-02-28", 3)).toEqual(dates("2028-02-28", "2028-03-01"))
    expect(periodOf("2027-01-01", 1)).toEqual(dates("2027-01-01", "2027-01-01"))
  })
})

describe("occurrences", () => {
  it("finds a season once for each year that it touches", () => {
    const season = { from: "01-15", to: "03-15" }
    const within = dates("2026-11-21", "2028-11-20")

    expect(occurrences(season, within)).toEqual([
      dates("2027-01-15", "2027-03-15"),
      dates("2028-01-15", "2028-03-15"),
    ])
  })

  it("joins the two sides of New Year", () => {
    expect(occurrences({ from: "12-01", to: "02-10" }, YEAR)).toEqual([
      dates("2026-12-01", "2027-02-10"),
    ])
  })

  it("cuts a season that has begun, or that ends too late", () => {
    expect(occurrences({ from: "11-10", to: "03-20" }, YEAR)).toEqual([
      dates("2026-11-21", "2027-03-20"),
      dates("2027-11-10", "2027-11-20"),
    ])
    expect(
      occurrences(
        { from: "11-10", to: "03-20" },
        dates("2027-02-01", "2027-10-31")
      )
    ).toEqual([dates("2027-02-01", "2027-03-20")])
  })

  it("finds a holiday on its one day, also on the first and last", () => {
    const holiday = { from: "12-25", to: "12-25" }

    expect(occurrences(holiday, YEAR)).toEqual([
      dates("2026-12-25", "2026-12-25"),
    ])
    expect(occurrences(holiday, dates("2026-12-25", "2027-12-25"))).toEqual([
      dates("2026-12-25", "2026-12-25"),
      dates("2027-12-25", "2027-12-25"),
    ])
  })

  it("counts a repair from the first day", () => {
    expect(occurrences({ starts_in: 9, days: 4 }, YEAR)).toEqual([
      dates("2026-11-30", "2026-12-03"),
    ])
    expect(occurrences({ starts_in: 0, days: 1 }, YEAR)).toEqual([
      dates("2026-11-21", "2026-11-21"),
    ])
  })
})

describe("pieces", () => {
  it("leaves a period alone that is short enough", () => {
    expect(pieces(YEAR, 365)).toEqual([YEAR])
  })

  it("cuts a longer one without a gap or an overlap", () => {
    expect(pieces(dates("2027-01-01", "2027-01-07"), 3)).toEqual([
      dates("2027-01-01", "2027-01-03"),
      dates("2027-01-04", "2027-01-06"),
      dates("2027-01-07", "2027-01-07"),
    ])
  })
})
