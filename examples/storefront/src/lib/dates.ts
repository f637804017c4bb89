/** Dates are `YYYY-MM-DD` text; no zone ever shifts them. */
const utc = (date: string) => new Date(`${date}T00:00:00Z`)
const text = (moment: Date) => moment.toISOString().slice(0, 10)

export function addDays(date: string, days: number): string {
  const moment = utc(date)
  moment.setUTCDate(moment.getUTCDate() + days)
  return text(moment)
}

/** The same day of another month, or that month's last. */
export function addMonths(date: string, months: number): string {
  const first = utc(`${date.slice(0, 7)}-01`)
  first.setUTCMonth(first.getUTCMonth() + months)
  const month = text(first).slice(0, 7)
  const day = Math.min(Number(date.slice(8)), daysIn(month))
  return `${month}-${String(day).padStart(2, "0")}`
}

/** @param month `YYYY-MM` */
export function daysIn(month: string): number {
  const [year = 0, number = 0] = month.split("-").map(Number)
  return new Date(Date.UTC(year, number, 0)).getUTCDate()
}

/** 0 is Monday. */
export function weekday(date: string): number {
  return (utc(date).getUTCDay() + 6) % 7
}

/** From the first to the last, both inclusive. */
export function datesBetween(first: string, last: string): string[] {
  const dates: string[] = []
  for (let date = first; date <= last; date = addDays(date, 1)) {
    dates.push(date)
  }
  return dates
}

export function todayIn(timeZone?: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone }).format(new Date())
}

const format = (options: Intl.DateTimeFormatOptions) => {
  const formatter = new Intl.DateTimeFormat("en-AU", {
    ...options,
    timeZone: "UTC",
  })
  return (date: string) => formatter.format(utc(date))
}

/** Fri, 18 Dec 2026 */
export const shortDate = format({
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
})
/** Friday 18 December 2026 */
export const longDate = format({
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
})
const monthName = format({ month: "long", year: "numeric" })

/** @param month `YYYY-MM` */
export const longMonth = (month: string) => monthName(`${month}-01`)

/** A moment, in the customer's own time: 2:05 pm */
export function timeOfDay(moment: string): string {
  return new Date(moment).toLocaleTimeString("en-AU", {
    hour: "numeric",
    minute: "2-digit",
  })
}
