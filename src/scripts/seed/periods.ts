import { DateTime } from "luxon"

import type { CalendarDate } from "../../modules/resource_booking/types"
import type { DaysFromToday, Season } from "./catalog/shapes"

/** Dates from the first to the last, both inclusive. */
export type Period = { start_date: CalendarDate; end_date: CalendarDate }

/** The calendar date that it is in a zone. */
export function todayIn(zone: string): CalendarDate {
  return DateTime.now().setZone(zone).toFormat("yyyy-MM-dd")
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return utc(date).plus({ days }).toFormat("yyyy-MM-dd")
}

/** As many days, the first of which is `start`. */
export function periodOf(start: CalendarDate, days: number): Period {
  return { start_date: start, end_date: addDays(start, days - 1) }
}

/** Where a season of every year, or a repair, falls into a period. */
export function occurrences(
  when: Season | DaysFromToday,
  within: Period
): Period[] {
  return "starts_in" in when
    ? [periodOf(addDays(within.start_date, when.starts_in), when.days)]
    : seasonsIn(when, within)
}

/** A period in pieces of so many dates at most. */
export function pieces(period: Period, days: number): Period[] {
  const { start_date, end_date } = period
  const { end_date: last } = periodOf(start_date, days)
  return last >= end_date
    ? [period]
    : [
        { start_date, end_date: last },
        ...pieces({ start_date: addDays(last, 1), end_date }, days),
      ]
}

function seasonsIn({ from, to }: Season, within: Period): Period[] {
  const first = utc(within.start_date).year - 1
  const last = utc(within.end_date).year
  const years = Array.from({ length: last - first + 1 }, (_, i) => first + i)
  return years
    .map((year) => ({
      start_date: later(`${year}-${from}`, within.start_date),
      end_date: earlier(
        `${from <= to ? year : year + 1}-${to}`,
        within.end_date
      ),
    }))
    .filter(({ start_date, end_date }) => start_date <= end_date)
}

function utc(date: CalendarDate): DateTime {
  return DateTime.fromISO(date, { zone: "utc" })
}

const later = (a: CalendarDate, b: CalendarDate) => (a > b ? a : b)
const earlier = (a: CalendarDate, b: CalendarDate) => (a < b ? a : b)
