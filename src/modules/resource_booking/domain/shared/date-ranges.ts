import {
  type CalendarDate,
  type DateRange,
  datesOf,
  inclusiveRange,
  isCalendarDate,
  lengthOf,
  weekday,
} from "./calendar"
import { accept, type Decision, refuse } from "./refusals"

/** Ten years: the most dates that staff set or read at a time. */
const MAX_STAFF_DATES = 3_660

/**
 * A checked range of dates, from inclusive bounds.
 *
 * @param most how many dates it may have
 */
export function rangeBetween(
  startDate: unknown,
  endDate: unknown,
  most: number = MAX_STAFF_DATES
): Decision<DateRange> {
  if (!isCalendarDate(startDate) || !isCalendarDate(endDate)) {
    return notADate()
  }
  return checkLength(inclusiveRange(startDate, endDate), most)
}

/** The range itself, unless it is empty, reversed or too long. */
export function checkLength(
  range: DateRange,
  most: number
): Decision<DateRange> {
  const length = lengthOf(range)
  if (length <= 0) {
    return refuse("invalid_range", "The range contains no dates.", {
      kind: "empty",
    })
  }
  return length > most ? tooMany(most) : accept(range)
}

/** The dates between inclusive bounds that fall on certain weekdays. */
export function weekdaysBetween(
  startDate: unknown,
  endDate: unknown,
  weekdays?: number[]
): Decision<CalendarDate[]> {
  const range = rangeBetween(startDate, endDate)
  if (!range.ok) {
    return range
  }
  const dates = datesOf(range.value)
  if (weekdays === undefined) {
    return accept(dates)
  }
  const known = weekdays.every((day) => [1, 2, 3, 4, 5, 6, 7].includes(day))
  if (!known || weekdays.length === 0) {
    const message = "Weekdays must be numbers from 1 (Monday) to 7 (Sunday)."
    return refuse("invalid_data", message)
  }
  return accept(dates.filter((date) => weekdays.includes(weekday(date))))
}

/** A checked list of dates, ascending. */
export function listOfDates(
  dates: unknown[],
  most: number = MAX_STAFF_DATES
): Decision<CalendarDate[]> {
  if (!dates.every(isCalendarDate)) {
    return notADate()
  }
  if (dates.length === 0) {
    return refuse("invalid_range", "The list of dates is empty.", {
      kind: "empty",
    })
  }
  if (new Set(dates).size !== dates.length) {
    return refuse("invalid_range", "A date is listed more than once.", {
      kind: "repeated",
    })
  }
  return dates.length > most ? tooMany(most) : accept([...dates].sort())
}

/** The bounds of a list's filter: either may be left out. */
export function checkBounds(bounds: {
  start_date?: unknown
  end_date?: unknown
}): Decision<null> {
  const given = [bounds.start_date, bounds.end_date]
  return given.every((date) => date === undefined || isCalendarDate(date))
    ? accept(null)
    : notADate()
}

function notADate() {
  return refuse(
    "invalid_range",
    "Dates must be valid and formatted YYYY-MM-DD.",
    { kind: "not_a_date" }
  )
}

function tooMany(most: number) {
  const message = `At most ${most} dates are allowed at a time.`
  return refuse("invalid_range", message, { max_dates: most })
}
