import { learnServerTime } from "../clock"
import {
  addDays,
  addMonths,
  datesOf,
  daysBetween,
  isDate,
  showDate,
  showDuration,
  showRange,
  showTimeIn,
  todayIn,
  weekdayOf,
} from "../dates"

describe("dates", () => {
  it("are counted over the ends of months, years and leap days", () => {
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01")
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29")
    expect(addDays("2027-03-01", -1)).toBe("2027-02-28")
    expect(daysBetween("2026-12-30", "2027-01-02")).toBe(3)
    expect(addMonths("2026-12-15", 1)).toBe("2027-01-01")
  })

  it("are counted over a change of the clocks, where a day has 23 hours", () => {
    expect(datesOf({ start: "2026-03-28", end: "2026-03-30" })).toEqual([
      "2026-03-28",
      "2026-03-29",
      "2026-03-30",
    ])
  })

  it("have weekdays from 1, Monday, to 7", () => {
    expect(weekdayOf("2026-11-23")).toBe(1)
    expect(weekdayOf("2026-11-29")).toBe(7)
    expect(weekdayOf("2000-01-02")).toBe(7)
  })

  it("are shown as they are, in any zone of the browser", () => {
    expect(showDate("2026-01-01", "en")).toBe("Jan 1, 2026")
    expect(showDate("2026-01-01", "de")).toBe("1. Jan. 2026")
    expect(showRange("2026-01-01", "2026-01-01", "en")).toBe("Jan 1, 2026")
    expect(showRange("2026-12-30", "2027-01-02", "en")).toMatch(
      /^Dec 30, 2026\s–\sJan 2, 2027$/
    )
  })

  it("are told from what only looks like one", () => {
    expect(isDate("2026-02-28")).toBe(true)
    for (const text of ["2026-02-29", "2026-2-28", "0000-00-00", "", null]) {
      expect(isDate(text)).toBe(false)
    }
  })

  it("are today where the resource is, by the server's clock", () => {
    learnServerTime("2026-11-21T14:30:00.000Z")
    expect(todayIn("Australia/Brisbane")).toBe("2026-11-22")
    expect(todayIn("America/Los_Angeles")).toBe("2026-11-21")
    expect(todayIn("UTC")).toBe("2026-11-21")
  })

  it("have times where it happened, and alone on the date that is meant", () => {
    const moment = "2026-11-21T14:30:00.000Z"
    const there = "Australia/Brisbane"
    expect(showTimeIn(moment, "de", there, "2026-11-22")).toBe("00:30")
    expect(showTimeIn(moment, "de", "UTC", "2026-11-22")).toBe(
      "21.11.2026, 14:30"
    )
    expect(showTimeIn(moment, "de", there)).toBe("22.11.2026, 00:30")
  })
})

describe("a duration", () => {
  it.each([
    [0, "0 sec"],
    [119.4, "119 sec"],
    [119.5, "2 min"],
    [351, "6 min"],
    [7_199, "120 min"],
    [7_200, "2 hr"],
    [90_000, "25 hr"],
  ])("of %s s is shown as %s", (seconds, text) => {
    expect(showDuration(seconds, "en")).toBe(text)
  })

  it("is written out in a sentence, in the reader's language", () => {
    expect(showDuration(351, "en", "long")).toBe("6 minutes")
    expect(showDuration(1, "en", "long")).toBe("1 second")
    expect(showDuration(351, "de")).toBe("6 Min.")
    expect(showDuration(7_200, "de", "long")).toBe("2 Stunden")
  })
})
