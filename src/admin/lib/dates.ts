/**
 * Dates are `YYYY-MM-DD` and stay text. Where something is to be counted, a
 * date is its number of days since 1970; where it is to be shown, it is
 * formatted in UTC, where its number came from. The browser's zone plays no
 * part.
 */
import type { CalendarDate } from "../../modules/resource_booking/types"
import { serverNow } from "./clock"

const DAY_MS = 86_400_000

export type { CalendarDate }
export type DateRange = { start: CalendarDate; end: CalendarDate }

function dayNumber(date: CalendarDate): number {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number)
  return Date.UTC(year, month - 1, day) / DAY_MS
}

function dateOf(dayNumber: number): CalendarDate {
  return new Date(dayNumber * DAY_MS).toISOString().slice(0, 10)
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return dateOf(dayNumber(date) + days)
}

/** How many days later `end` is. */
export function daysBetween(start: CalendarDate, end: CalendarDate): number {
  return dayNumber(end) - dayNumber(start)
}

/** All dates from the first to the last, both inclusive. */
export function datesOf({ start, end }: DateRange): CalendarDate[] {
  const length = Math.max(0, daysBetween(start, end) + 1)
  const first = dayNumber(start)
  return Array.from({ length }, (_, index) => dateOf(first + index))
}

/** 1 (Monday) to 7. */
export function weekdayOf(date: CalendarDate): number {
  return ((dayNumber(date) + 3) % 7) + 1
}

/** The date that it is now in a zone, by the server's clock. */
export function todayIn(timezone: string): CalendarDate {
  return dateIn(timezone, serverNow())
}

function dateIn(timezone: string, instant: number): CalendarDate {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone: timezone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(instant)
  const part = (type: string) => parts.find((p) => p.type === type)?.value
  return `${part("year")}-${part("month")}-${part("day")}`
}

export function startOfMonth(date: CalendarDate): CalendarDate {
  return `${date.slice(0, 7)}-01`
}

export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const [year = 0, month = 1] = date.split("-").map(Number)
  return dateOf(Date.UTC(year, month - 1 + months, 1) / DAY_MS)
}

export function isDate(text: string | null | undefined): text is CalendarDate {
  return (
    text !== null &&
    text !== undefined &&
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    dateOf(dayNumber(text)) === text
  )
}

type Style = Intl.DateTimeFormatOptions

const MEDIUM: Style = { day: "numeric", month: "short", year: "numeric" }

/** A date as people write it. */
export function showDate(
  date: CalendarDate,
  locale: string,
  style: Style = MEDIUM
): string {
  return formatter(locale, { ...style, timeZone: "UTC" }).format(
    dayNumber(date) * DAY_MS
  )
}

/** A date of these days, whose year is clear. */
export function showShort(date: CalendarDate, locale: string): string {
  return showDate(date, locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
  })
}

/** First to last as people write it; one date stands alone. */
export function showRange(
  start: CalendarDate,
  end: CalendarDate,
  locale: string
): string {
  return start === end
    ? showDate(start, locale)
    : formatter(locale, { ...MEDIUM, timeZone: "UTC" }).formatRange(
        dayNumber(start) * DAY_MS,
        dayNumber(end) * DAY_MS
      )
}

/** A moment in the reader's own zone: when somebody did something. */
export function showMoment(moment: string, locale: string): string {
  return formatter(locale, { dateStyle: "medium", timeStyle: "short" }).format(
    Date.parse(moment)
  )
}

/** The time of a moment where it happened, with its day unless that is meant. */
export function showTimeIn(
  moment: string,
  locale: string,
  timezone: string,
  on: CalendarDate | null = null
): string {
  const instant = Date.parse(moment)
  const isThen = on !== null && dateIn(timezone, instant) === on
  const style: Style = isThen
    ? { timeStyle: "short" }
    : { dateStyle: "medium", timeStyle: "short" }
  return formatter(locale, { ...style, timeZone: timezone }).format(instant)
}

const MINUTE = 60
const HOUR = 60 * MINUTE

/**
 * How long something takes, in the unit that people would use: seconds below
 * two minutes, minutes below two hours, then hours.
 */
export function showDuration(
  seconds: number,
  locale: string,
  unitDisplay: "short" | "long" = "short"
): string {
  const show = (value: number, unit: "second" | "minute" | "hour") =>
    value.toLocaleString(locale, { style: "unit", unit, unitDisplay })
  const whole = Math.round(seconds)
  if (whole < 2 * MINUTE) {
    return show(whole, "second")
  }
  const minutes = Math.round(whole / MINUTE)
  return whole < 2 * HOUR
    ? show(minutes, "minute")
    : show(Math.round(whole / HOUR), "hour")
}

/** The day of a moment in the reader's own zone. */
export function showDay(moment: string, locale: string): string {
  return formatter(locale, MEDIUM).format(Date.parse(moment))
}

/** Making a formatter costs more than all its uses on a page. */
const formatters = new Map<string, Intl.DateTimeFormat>()
function formatter(locale: string, style: Style): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(style)
  const known = formatters.get(key)
  if (known) {
    return known
  }
  const made = new Intl.DateTimeFormat(locale, style)
  formatters.set(key, made)
  return made
}
