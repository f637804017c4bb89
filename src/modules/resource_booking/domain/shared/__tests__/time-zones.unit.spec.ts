import { ruleIn, windowOf } from "../availability"
import { addDays, type CalendarDate, startOfDate, todayIn } from "../calendar"
import { resource } from "./facts"
import { Temporal } from "./temporal"

/**
 * Every zone that ICU knows, around every change of its clocks, against an
 * implementation of dates that is not the one in use. These years are those of
 * bookings to come; the zones that once changed oddly have theirs since 2011.
 */
const YEARS = ["2026-01-01T00:00Z", "2029-01-01T00:00Z"] as const
const SINCE_2011 = ["2011-12-01T00:00Z", "2026-01-01T00:00Z"] as const
const ODD = [
  ...["Africa/Cairo", "Africa/Casablanca", "America/Asuncion"],
  ...["America/Caracas", "America/Havana", "America/Santiago"],
  ...["America/Sao_Paulo", "America/Scoresbysund", "Antarctica/Casey"],
  ...["Antarctica/Troll", "Antarctica/Vostok", "Asia/Beirut", "Asia/Gaza"],
  ...["Asia/Pyongyang", "Asia/Tehran", "Atlantic/Azores"],
  ...["Australia/Lord_Howe", "Pacific/Apia"],
]
const HOUR = 3_600_000

/** The oracle's day: the date that it is, and the moment at which one begins. */
const oracle = {
  today: (zone: string, instant: number): CalendarDate =>
    Temporal.Instant.fromEpochMilliseconds(instant)
      .toZonedDateTimeISO(zone)
      .toPlainDate()
      .toString(),
  start: (zone: string, date: CalendarDate): number =>
    Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds,
}

type Day = { zone: string; date: CalendarDate; start: number }

/** The first day of a period, and those around each change of the clocks. */
function daysOf(zone: string, [from, to]: readonly [string, string]): Day[] {
  const dates = new Set<CalendarDate>()
  let moment: ReturnType<typeof Temporal.ZonedDateTime.from> | null =
    Temporal.Instant.from(from).toZonedDateTimeISO(zone)
  const end = Temporal.Instant.from(to).epochMilliseconds
  while (moment !== null && moment.epochMilliseconds < end) {
    const date = moment.toPlainDate().toString()
    dates.add(addDays(date, -1)).add(date).add(addDays(date, 1))
    moment = moment.getTimeZoneTransition("next")
  }
  return [...dates].map((date) => ({
    ...{ zone, date, start: oracle.start(zone, date) },
  }))
}

const DAYS = [
  ...Intl.supportedValuesOf("timeZone").flatMap((zone) => daysOf(zone, YEARS)),
  ...ODD.flatMap((zone) => daysOf(zone, SINCE_2011)),
]

/** All that differs from what is right, each in words. */
function differences(check: (day: Day) => [unknown, unknown][]): string[] {
  return DAYS.flatMap((day) =>
    check(day)
      .filter(([is, right]) => is !== right)
      .map(
        ([is, right]) =>
          `${day.zone} ${day.date}: ${String(is)}, not ${String(right)}`
      )
  )
}

describe("bookable dates in all time zones (R5)", () => {
  it("begin at the zone's first moment of that date", () => {
    const found = differences(({ zone, date, start }) => [
      [startOfDate(zone, date), start],
    ])
    expect(found).toEqual([])
  })

  it("are today from that moment on, and not the moment before", () => {
    const found = differences(({ zone, start }) =>
      [start - 1, start, start + HOUR - 1, start + HOUR].map((instant) => [
        todayIn(zone, instant),
        oracle.today(zone, instant),
      ])
    )
    expect(found).toEqual([])
  })

  it("are too soon once less than the lead time is left", () => {
    const found = differences(({ zone, date, start }) => {
      const of = resource({ timezone: zone, lead_time_hours: 48 })
      const rule = (late: number) =>
        ruleIn(windowOf(of, start - 48 * HOUR + late), date)
      return [
        [rule(0), null],
        [rule(1), "too_soon"],
        [rule(HOUR), "too_soon"],
      ]
    })
    expect(found).toEqual([])
  })

  it("are past once the next one has begun", () => {
    const found = differences(({ zone, start }) => {
      const of = resource({ timezone: zone })
      const before = oracle.today(zone, start - 1)
      return [
        [ruleIn(windowOf(of, start - 1), before), null],
        [ruleIn(windowOf(of, start), before), "past"],
        [windowOf(of, start).first, oracle.today(zone, start)],
      ]
    })
    expect(found).toEqual([])
  })

  it.each([
    ["America/Havana", "2026-11-01", "2026-11-01T00:00-04:00"],
    ["Atlantic/Azores", "2026-10-25", "2026-10-25T00:00+00:00"],
    ["America/Scoresbysund", "2022-10-30", "2022-10-30T00:00+00:00"],
    ["Antarctica/Vostok", "2023-12-18", "2023-12-18T00:00+07:00"],
  ])("begin at the first of two midnights: %s", (zone, date, moment) => {
    expect(startOfDate(zone, date)).toBe(Date.parse(moment))
  })

  it.each([
    ["America/Havana", "2026-03-08", "2026-03-08T01:00-04:00"],
    ["Asia/Beirut", "2026-03-29", "2026-03-29T01:00+03:00"],
    ["Africa/Cairo", "2026-04-24", "2026-04-24T01:00+03:00"],
    ["America/Santiago", "2026-09-06", "2026-09-06T01:00-03:00"],
    ["America/Asuncion", "2023-10-01", "2023-10-01T01:00-03:00"],
  ])("begin at one o'clock without a midnight: %s", (zone, date, moment) => {
    expect(startOfDate(zone, date)).toBe(Date.parse(moment))
  })

  it.each([
    ["Pacific/Apia", "2011-12-30", "2011-12-31"],
    ["Pacific/Kwajalein", "1993-08-21", "1993-08-22"],
  ])("a date that %s left out is never today", (zone, missing, next) => {
    const start = startOfDate(zone, missing)
    expect(start).toBe(startOfDate(zone, next))
    expect(todayIn(zone, start - 1)).toBe(addDays(missing, -1))
    expect(todayIn(zone, start)).toBe(next)
  })

  it("has a date of 24 and a half hours where clocks go back by half", () => {
    const of = (date: CalendarDate) => startOfDate("Australia/Lord_Howe", date)
    expect(of("2026-04-06") - of("2026-04-05")).toBe(24.5 * HOUR)
  })
})
