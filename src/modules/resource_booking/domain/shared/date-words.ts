import {
  type CalendarDate,
  isConsecutive,
  type Span,
  stayBounds,
} from "./calendar"
import { runsOf } from "./demand"

const LONG = new Intl.DateTimeFormat("en-US", {
  dateStyle: "long",
  timeZone: "UTC",
})

/** A date as people read it: `January 16, 2027`. */
export function dateInWords(date: CalendarDate): string {
  return LONG.format(Date.parse(date))
}

/**
 * Dates as people read them, consecutive ones as a range:
 * `January 16 – 18, 2027; February 2, 2027`.
 *
 * @param dates ascending
 */
export function datesInWords(dates: CalendarDate[]): string {
  return runsOf(dates)
    .map((run) => rangeInWords(run[0] as string, run.at(-1) as string))
    .join("; ")
}

/**
 * A stay as people read it, from its first day to its last, or from check-in to
 * check-out; dates with gaps, as they are.
 *
 * @param dates ascending, at least one
 */
export function stayInWords(span: Span, dates: CalendarDate[]): string {
  if (!isConsecutive(dates)) {
    return datesInWords(dates)
  }
  const { start_date, end_date } = stayBounds(span, dates)
  return rangeInWords(start_date, end_date)
}

function rangeInWords(first: CalendarDate, last: CalendarDate): string {
  const text = LONG.formatRange(Date.parse(first), Date.parse(last))
  // The thin spaces of a range are for print.
  return text.replace(/\s/g, " ")
}
