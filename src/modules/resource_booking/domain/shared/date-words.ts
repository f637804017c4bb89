import type { CalendarDate } from "./calendar"
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
  return runsOf(dates).map(rangeInWords).join("; ")
}

function rangeInWords(run: CalendarDate[]): string {
  const [first, last] = [run[0], run.at(-1)] as [CalendarDate, CalendarDate]
  const text = LONG.formatRange(Date.parse(first), Date.parse(last))
  // The thin spaces of a range are for print.
  return text.replace(/\s/g, " ")
}
