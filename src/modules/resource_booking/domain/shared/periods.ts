import type { z } from "zod"

import type * as R from "../../records"
import { addDays, type CalendarDate, weekday } from "./calendar"

export type PeriodLength = (typeof R.PERIOD_LENGTHS)[number]

/** Both bounds inclusive. */
export type Period = z.infer<typeof R.Period>

/** The first date of the day, ISO week or calendar month that a date is in. */
export function periodStart(
  date: CalendarDate,
  length: PeriodLength
): CalendarDate {
  switch (length) {
    case "day":
      return date
    case "week":
      return addDays(date, 1 - weekday(date))
    case "month":
      return `${date.slice(0, 8)}01`
  }
}

/** The period that a date is in, cut to a range. */
export function periodOf(
  date: CalendarDate,
  length: PeriodLength,
  range: Period
): Period {
  const start = periodStart(date, length)
  const end = endOf(start, length)
  return {
    start_date: start < range.start_date ? range.start_date : start,
    end_date: end > range.end_date ? range.end_date : end,
  }
}

function endOf(start: CalendarDate, length: PeriodLength): CalendarDate {
  switch (length) {
    case "day":
      return start
    case "week":
      return addDays(start, 6)
    case "month":
      // Every month's first is at most 31 days before the next one.
      return addDays(periodStart(addDays(start, 31), "month"), -1)
  }
}
