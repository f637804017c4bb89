import {
  checkBounds,
  checkLength,
  listOfDates,
  rangeBetween,
  weekdaysBetween,
} from "../date-ranges"

describe("rangeBetween", () => {
  it("includes both bounds", () => {
    expect(rangeBetween("2027-01-10", "2027-01-10")).toEqual({
      ok: true,
      value: { start: "2027-01-10", end: "2027-01-11" },
    })
  })

  it("takes as many dates as it may, and not one more", () => {
    expect(rangeBetween("2027-01-10", "2027-01-12", 3).ok).toBe(true)
    expect(rangeBetween("2027-01-10", "2027-01-13", 3)).toMatchObject({
      code: "invalid_range",
    })
  })

  it.each<[unknown, unknown]>([
    ["2027-01-10", "2027-01-09"],
    ["2027-02-30", "2027-03-01"],
    ["2027-01-10", "infinity"],
    [undefined, "2027-01-10"],
  ])("refuses %j to %j", (start, end) => {
    expect(rangeBetween(start, end)).toMatchObject({ code: "invalid_range" })
  })
})

describe("checkLength", () => {
  it("refuses an empty range", () => {
    const empty = { start: "2027-01-10", end: "2027-01-10" }
    expect(checkLength(empty, 366)).toMatchObject({ code: "invalid_range" })
  })
})

describe("weekdaysBetween", () => {
  it("takes every date, or those on the weekdays", () => {
    // From a Sunday to a Monday.
    const [sunday, monday] = ["2027-01-10", "2027-01-11"]
    expect(weekdaysBetween(sunday, monday)).toMatchObject({
      value: [sunday, monday],
    })
    expect(weekdaysBetween(sunday, monday, [1])).toMatchObject({
      value: [monday],
    })
    expect(weekdaysBetween(sunday, monday, [7, 7])).toMatchObject({
      value: [sunday],
    })
    expect(weekdaysBetween(sunday, monday, [3])).toMatchObject({ value: [] })
  })

  it.each([[[]], [[0]], [[8]], [[1.5]]])("refuses weekdays %j", (weekdays) => {
    expect(weekdaysBetween("2027-01-10", "2027-01-11", weekdays)).toMatchObject(
      { code: "invalid_data" }
    )
  })

  it("refuses a range that is none", () => {
    expect(weekdaysBetween("2027-01-10", "2027-01-09", [1])).toMatchObject({
      code: "invalid_range",
    })
  })
})

describe("listOfDates", () => {
  it("sorts them", () => {
    expect(listOfDates(["2027-01-11", "2027-01-10"])).toEqual({
      ok: true,
      value: ["2027-01-10", "2027-01-11"],
    })
  })

  it.each<[string, unknown[]]>([
    ["no date", []],
    ["a date twice", ["2027-01-10", "2027-01-10"]],
    ["what is no date", ["2027-01-10", 1]],
    ["too many", ["2027-01-10", "2027-01-11", "2027-01-12"]],
  ])("refuses %s", (_, dates) => {
    expect(listOfDates(dates, 2)).toMatchObject({ code: "invalid_range" })
  })
})

describe("checkBounds", () => {
  const accepted = { ok: true, value: null }

  it("accepts both, either or none", () => {
    const start_date = "2027-01-15"
    expect(checkBounds({})).toEqual(accepted)
    expect(checkBounds({ start_date })).toEqual(accepted)
    expect(checkBounds({ start_date, end_date: "2027-01-14" })).toEqual(
      accepted
    )
  })

  it("refuses what PostgreSQL would read as a date, and is none", () => {
    for (const word of ["tomorrow", "infinity", "2027-1-5"]) {
      expect(checkBounds({ end_date: word })).toMatchObject({
        ok: false,
        code: "invalid_range",
      })
    }
  })
})
