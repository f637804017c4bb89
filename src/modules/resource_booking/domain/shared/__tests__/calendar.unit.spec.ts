import fc from "fast-check"

import {
  addDays,
  datesOf,
  dayNumber,
  FIRST_DATE,
  fromDayNumber,
  inclusiveRange,
  instantOf,
  isCalendarDate,
  isConsecutive,
  isTimezone,
  LAST_DATE,
  lengthOf,
  type Span,
  startOfDate,
  stayBounds,
  stayRange,
  todayIn,
  weekday,
} from "../calendar"

const days = fc.integer({
  min: dayNumber(FIRST_DATE),
  max: dayNumber(LAST_DATE),
})
const dates = days.map(fromDayNumber)
const spans = fc.constantFrom<Span>("night", "day")

describe("isCalendarDate", () => {
  it.each(["2000-01-02", "2028-02-29", "2199-12-31"])("takes %s", (date) => {
    expect(isCalendarDate(date)).toBe(true)
  })

  it.each([
    ["the lock key's origin", "2000-01-01"],
    ["a date after the last", "2200-01-01"],
    ["a day that is none", "2026-02-30"],
    ["a leap day of a common year", "2027-02-29"],
    ["a thirteenth month", "2027-13-01"],
    ["a date without zeros", "2027-1-5"],
    ["a date with a time", "2027-01-05T00:00"],
    ["a date with a space", " 2027-01-05"],
    ["a date and a line", "2027-01-05\n"],
    ["a year of five digits", "12027-01-05"],
    ["infinity", "infinity"],
    ["a word", "tomorrow"],
    ["nothing", ""],
    ["a number", 20270105],
    ["a list", ["2027-01-05"]],
    ["undefined", undefined],
  ])("refuses %s", (_, value) => {
    expect(isCalendarDate(value)).toBe(false)
  })

  it("takes every day in between", () => {
    fc.assert(fc.property(dates, (date) => isCalendarDate(date)))
  })
})

describe("dayNumber and fromDayNumber", () => {
  it("count from 2000-01-01", () => {
    expect(dayNumber("2000-01-01")).toBe(0)
    expect(dayNumber("2000-01-02")).toBe(1)
    expect(dayNumber("2000-03-01")).toBe(60)
    expect(dayNumber("2027-01-15")).toBe(9876)
  })

  it("are each other's inverse", () => {
    fc.assert(fc.property(days, (day) => dayNumber(fromDayNumber(day)) === day))
  })

  it("keep the order of dates", () => {
    fc.assert(
      fc.property(dates, dates, (a, b) => a < b === dayNumber(a) < dayNumber(b))
    )
  })
})

describe("addDays", () => {
  it("goes over the ends of months, years and February", () => {
    expect(addDays("2027-01-31", 1)).toBe("2027-02-01")
    expect(addDays("2027-12-31", 1)).toBe("2028-01-01")
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29")
    expect(addDays("2027-03-01", -1)).toBe("2027-02-28")
  })

  it("loses no day where clocks change", () => {
    expect(addDays("2027-03-28", 1)).toBe("2027-03-29")
    expect(addDays("2027-10-31", 1)).toBe("2027-11-01")
  })
})

describe("weekday", () => {
  it("begins the week on Monday", () => {
    expect(weekday("2027-01-04")).toBe(1)
    expect(weekday("2027-01-10")).toBe(7)
  })
})

describe("a half-open range", () => {
  it("does not contain its end: adjacent is not overlapping", () => {
    const first = { start: "2027-01-10", end: "2027-01-12" }
    const next = { start: "2027-01-12", end: "2027-01-13" }
    expect(datesOf(first)).toEqual(["2027-01-10", "2027-01-11"])
    expect(datesOf(next)).toEqual(["2027-01-12"])
  })

  it("is empty when it ends where it begins, or before", () => {
    const empty = { start: "2027-01-10", end: "2027-01-10" }
    const reversed = { start: "2027-01-10", end: "2027-01-08" }
    expect([datesOf(empty), lengthOf(empty)]).toEqual([[], 0])
    expect([datesOf(reversed), lengthOf(reversed)]).toEqual([[], -2])
  })

  it("has its last day when the bounds are inclusive", () => {
    expect(inclusiveRange("2027-01-10", "2027-01-10")).toEqual({
      start: "2027-01-10",
      end: "2027-01-11",
    })
  })
})

describe("stayRange and stayBounds", () => {
  it("end a night stay on check-out, a day stay with its last day", () => {
    const [start, end] = ["2027-01-10", "2027-01-12"] as const
    expect(datesOf(stayRange("night", start, end))).toEqual([
      "2027-01-10",
      "2027-01-11",
    ])
    expect(datesOf(stayRange("day", start, end))).toEqual([
      "2027-01-10",
      "2027-01-11",
      "2027-01-12",
    ])
  })

  it("show one date as one night, or as one day", () => {
    expect(stayBounds("night", ["2027-01-10"])).toEqual({
      start_date: "2027-01-10",
      end_date: "2027-01-11",
    })
    expect(stayBounds("day", ["2027-01-10"])).toEqual({
      start_date: "2027-01-10",
      end_date: "2027-01-10",
    })
  })

  it("are each other's inverse", () => {
    const lengths = fc.integer({ min: 1, max: 400 })
    fc.assert(
      fc.property(spans, dates, lengths, (span, start, length) => {
        const stay = datesOf({ start, end: addDays(start, length) })
        const { start_date, end_date } = stayBounds(span, stay)
        expect(datesOf(stayRange(span, start_date, end_date))).toEqual(stay)
      })
    )
  })
})

describe("isConsecutive", () => {
  it("sees a missing date", () => {
    expect(isConsecutive(["2027-01-31", "2027-02-01"])).toBe(true)
    expect(isConsecutive(["2027-01-30", "2027-02-01"])).toBe(false)
    expect(isConsecutive(["2027-01-30"])).toBe(true)
  })
})

describe("todayIn", () => {
  it("differs between zones at one instant", () => {
    const instant = Date.UTC(2027, 0, 10, 12)
    expect(todayIn("UTC", instant)).toBe("2027-01-10")
    expect(todayIn("Pacific/Kiritimati", instant)).toBe("2027-01-11")
    expect(todayIn("Pacific/Pago_Pago", instant)).toBe("2027-01-10")
  })

  it("changes at midnight of the zone, to the millisecond", () => {
    const midnight = Date.UTC(2027, 0, 10, 14)
    expect(todayIn("Australia/Brisbane", midnight - 1)).toBe("2027-01-10")
    expect(todayIn("Australia/Brisbane", midnight)).toBe("2027-01-11")
  })
})

describe("startOfDate", () => {
  it("is midnight in the zone", () => {
    expect(startOfDate("Australia/Brisbane", "2027-01-11")).toBe(
      Date.UTC(2027, 0, 10, 14)
    )
  })

  it("is the first moment of a date that has no midnight", () => {
    // Clocks went from 24:00 of the 3rd to 1:00 of the 4th.
    expect(startOfDate("America/Sao_Paulo", "2018-11-04")).toBe(
      Date.UTC(2018, 10, 4, 3)
    )
  })

  it("belongs to its date, and the moment before does not", () => {
    const zones = fc.constantFrom(
      "UTC",
      "Europe/Berlin",
      "America/Los_Angeles",
      "Pacific/Kiritimati",
      "Asia/Kathmandu"
    )
    fc.assert(
      fc.property(zones, dates, (zone, date) => {
        const start = startOfDate(zone, date)
        expect(todayIn(zone, start)).toBe(date)
        expect(todayIn(zone, start - 1)).toBe(addDays(date, -1))
      })
    )
  })
})

describe("isTimezone", () => {
  it.each(["UTC", "Australia/Brisbane", "America/Argentina/Salta"])(
    "takes %s",
    (zone) => {
      expect(isTimezone(zone)).toBe(true)
    }
  )

  it.each(["", "local", "system", "UTC+3", "+03:00", "IST", "Mars/Olympus"])(
    "refuses %j",
    (zone) => {
      expect(isTimezone(zone)).toBe(false)
    }
  )
})

describe("instantOf", () => {
  it("reads ISO 8601, in UTC unless it names a zone", () => {
    const noon = Date.UTC(2027, 0, 10, 12)
    expect(instantOf("2027-01-10T12:00:00.000Z")).toBe(noon)
    expect(instantOf("2027-01-10T12:00")).toBe(noon)
    expect(instantOf("2027-01-10T22:00+10:00")).toBe(noon)
    expect(instantOf("2027-01-10")).toBe(Date.UTC(2027, 0, 10))
  })

  it.each(["", "now", "2027-13-01", "+12027-01-01", "0000-01-01"])(
    "has no instant for %j",
    (text) => {
      expect(instantOf(text)).toBeNull()
    }
  )
})
