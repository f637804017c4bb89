import { type CalendarDate, isConsecutive, lengthOf } from "./calendar"
import type { Demand } from "./facts"

/** The most that one request may ask for; beyond it the input is refused. */
export const MAX_ITEMS = 20
export const MAX_RESOURCE_DATES = 366
export const MAX_QUANTITY = 1000

/**
 * Adds up what several items want of the same resource and date: two items of
 * one unit each need two units, and must be refused where one is left.
 *
 * @returns units by `resource_id` and date, dates ascending
 */
export function sumDemand(
  demands: Demand[]
): Map<string, Map<CalendarDate, number>> {
  const total = new Map<string, Map<CalendarDate, number>>()
  for (const demand of demands) {
    const byDate =
      total.get(demand.resource_id) ?? new Map<CalendarDate, number>()
    for (const date of demand.dates) {
      byDate.set(date, (byDate.get(date) ?? 0) + demand.quantity)
    }
    total.set(demand.resource_id, byDate)
  }
  for (const [id, byDate] of total) {
    total.set(id, new Map([...byDate].sort(([a], [b]) => (a < b ? -1 : 1))))
  }
  return total
}

/**
 * Consecutive runs of a sorted list of dates: each is a stay of its own for
 * the minimum and maximum length, so that a list of single dates is no way
 * around them.
 */
export function runsOf(dates: CalendarDate[]): CalendarDate[][] {
  const runs: CalendarDate[][] = []
  for (const date of dates) {
    const run = runs[runs.length - 1]
    if (run && isConsecutive([run[run.length - 1] as CalendarDate, date])) {
      run.push(date)
    } else {
      runs.push([date])
    }
  }
  return runs
}

/**
 * About how many dates items want, before their resources' spans are known: to
 * bound what is done together, not to decide anything.
 */
export function aboutHowManyDates(
  items: { dates?: unknown[]; start_date?: string; end_date?: string }[]
): number {
  const counts = items.map(({ dates, start_date, end_date }) => {
    const count =
      dates?.length ??
      lengthOf({ start: start_date ?? "", end: end_date ?? "" }) + 1
    return Math.min(MAX_RESOURCE_DATES, Math.max(1, count || 1))
  })
  return counts.reduce((sum, count) => sum + count, 0)
}
