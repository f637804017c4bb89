import { DateTime, IANAZone } from "luxon"

import type { SPANS } from "../../records/words"

/** A calendar date, `YYYY-MM-DD`. It has no time and no zone. */
export type CalendarDate = string

/** What a stay's end date means: the check-out date, or the last day. */
export type Span = (typeof SPANS)[number]

/** Half-open: `end` is the first date that is not part of the range. */
export type DateRange = { start: CalendarDate; end: CalendarDate }

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
const EPOCH = Date.UTC(2000, 0, 1)

/** The dates that can be booked at all; the lock keys are exact inside them. */
export const FIRST_DATE: CalendarDate = "2000-01-02"
export const LAST_DATE: CalendarDate = "2199-12-31"

/**
 * @returns true for a real calendar date between FIRST_DATE and LAST_DATE in
 * the exact form `YYYY-MM-DD`; `2026-02-30` and `infinity` are not.
 */
export function isCalendarDate(value: unknown): value is CalendarDate {
  return (
    typeof value === "string" &&
    /^\d{4}-\d{2}-\d{2}$/.test(value) &&
    value >= FIRST_DATE &&
    value <= LAST_DATE &&
    // A day that its month does not have is counted into the next month.
    fromDayNumber(dayNumber(value)) === value
  )
}

/** Days since 2000-01-01: the second half of a date's lock key. */
export function dayNumber(date: CalendarDate): number {
  const [year, month, day] = date.split("-").map(Number) as [
    number,
    number,
    number,
  ]
  return (Date.UTC(year, month - 1, day) - EPOCH) / DAY_MS
}

/** The inverse of `dayNumber`. */
export function fromDayNumber(day: number): CalendarDate {
  return DateTime.fromMillis(EPOCH + day * DAY_MS, {
    zone: "utc",
  }).toISODate() as CalendarDate
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return fromDayNumber(dayNumber(date) + days)
}

/** Monday is 1, Sunday is 7, as in ISO 8601. */
export function weekday(date: CalendarDate): number {
  return DateTime.fromISO(date, { zone: "utc" }).weekday
}

/** Every date of a half-open range, ascending. */
export function datesOf(range: DateRange): CalendarDate[] {
  const first = dayNumber(range.start)
  const count = Math.max(0, dayNumber(range.end) - first)
  return Array.from({ length: count }, (_, i) => fromDayNumber(first + i))
}

/** Number of dates in a half-open range; 0 or less when it is not one. */
export function lengthOf(range: DateRange): number {
  return dayNumber(range.end) - dayNumber(range.start)
}

/**
 * The one place where a stay's two dates, as people say them, become a
 * half-open range: a `night` stay ends on check-out, a `day` stay includes its
 * last day.
 */
export function stayRange(
  span: Span,
  startDate: CalendarDate,
  endDate: CalendarDate
): DateRange {
  return span === "night"
    ? { start: startDate, end: endDate }
    : { start: startDate, end: addDays(endDate, 1) }
}

/** Capacity, blackouts, reports and calendars take inclusive dates always. */
export function inclusiveRange(
  startDate: CalendarDate,
  endDate: CalendarDate
): DateRange {
  return { start: startDate, end: addDays(endDate, 1) }
}

/**
 * How a set of claimed dates is shown as start and end: the inverse of
 * `stayRange` when the dates are consecutive.
 *
 * @param dates ascending and not empty
 */
export function stayBounds(
  span: Span,
  dates: CalendarDate[]
): { start_date: CalendarDate; end_date: CalendarDate } {
  const first = dates[0] as CalendarDate
  const last = dates[dates.length - 1] as CalendarDate
  return {
    start_date: first,
    end_date: span === "night" ? addDays(last, 1) : last,
  }
}

/** True when no date is missing between the first and the last. */
export function isConsecutive(dates: CalendarDate[]): boolean {
  const days = dates.map(dayNumber)
  return days.every((day, i) => i === 0 || day === (days[i - 1] as number) + 1)
}

let asked = { zone: "UTC", nowMs: 0, today: "1970-01-01" }

/**
 * The calendar date that it is in a zone at an instant. The last answer is
 * kept: it is asked for each date of each request of a batch, at one instant.
 */
export function todayIn(zone: string, nowMs: number): CalendarDate {
  if (asked.zone !== zone || asked.nowMs !== nowMs) {
    const today = DateTime.fromMillis(nowMs, { zone }).toISODate() as string
    asked = { zone, nowMs, today }
  }
  return asked.today
}

/**
 * The instant, in epoch milliseconds, at which a date begins in a zone: the
 * first of two midnights where clocks go back to it, and the moment after the
 * gap where they skip it.
 */
export function startOfDate(zone: string, date: CalendarDate): number {
  const named = IANAZone.create(zone)
  const midnight = EPOCH + dayNumber(date) * DAY_MS
  const offsetAt = (instant: number) => named.offset(instant) * MINUTE_MS
  // No zone is a day away from UTC, so these are before and after a change.
  const [before, after] = [midnight - DAY_MS, midnight + DAY_MS].map(
    (near) => midnight - offsetAt(near)
  ) as [number, number]
  const first = Math.min(before, after)
  return first + offsetAt(first) === midnight ? first : Math.max(before, after)
}

/**
 * True for a zone name such as `Europe/Berlin` that ICU knows. Abbreviations
 * and offsets are not names: `local` is the server's zone, `IST` is Israel to
 * one library and India to another, and PostgreSQL reads `UTC+3` as west.
 */
export function isTimezone(zone: string): boolean {
  return /^(UTC$|[A-Za-z_]+\/)/.test(zone) && IANAZone.isValidZone(zone)
}

/**
 * The instant, in epoch milliseconds, that an ISO 8601 text names; UTC if it
 * names no zone. Null for anything else, and outside the years 1 to 9999.
 */
export function instantOf(text: string): number | null {
  const moment = DateTime.fromISO(text, { zone: "utc" })
  return moment.isValid && moment.year >= 1 && moment.year <= 9999
    ? moment.toMillis()
    : null
}
