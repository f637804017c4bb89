import type { CalendarDate } from "../shared/calendar"
import { type PeriodLength, periodStart } from "../shared/periods"

/** What a date contributes to a report, as availability says it. */
export type DateFigures = {
  date: CalendarDate
  max_capacity: number
  held: number
  allocated: number
  available_capacity: number
}

export type Figures = {
  capacity: number
  allocated: number
  held: number
  available: number
  /** allocated / capacity, 0 to 1; 0 without capacity. */
  utilization: number
}

export type Period = Figures & {
  start_date: CalendarDate
  end_date: CalendarDate
}

/**
 * Sums unit-dates over a range and over each day, ISO week or calendar month
 * in it; the first and last period are cut to the range.
 *
 * @param entries one for each date, ascending
 */
export function capacityReport(
  entries: DateFigures[],
  groupBy: PeriodLength
): { summary: Figures; periods: Period[] } {
  const byPeriod = new Map<CalendarDate, DateFigures[]>()
  for (const entry of entries) {
    const start = periodStart(entry.date, groupBy)
    const known = byPeriod.get(start) ?? []
    known.push(entry)
    byPeriod.set(start, known)
  }
  return {
    summary: sumOf(entries),
    periods: [...byPeriod.values()].map((of) => ({
      start_date: of[0]?.date as CalendarDate,
      end_date: of[of.length - 1]?.date as CalendarDate,
      ...sumOf(of),
    })),
  }
}

function sumOf(entries: DateFigures[]): Figures {
  const sum = (figure: (entry: DateFigures) => number) =>
    entries.reduce((total, entry) => total + figure(entry), 0)
  const capacity = sum((e) => e.max_capacity)
  const allocated = sum((e) => e.allocated)
  return {
    capacity,
    allocated,
    held: sum((e) => e.held),
    available: sum((e) => e.available_capacity),
    utilization: shareOf(allocated, capacity),
  }
}

/** Four digits; an overbooked place would make it more than 1. */
export function shareOf(allocated: number, capacity: number): number {
  if (capacity === 0) {
    return 0
  }
  return Math.min(1, Math.round((allocated / capacity) * 10_000) / 10_000)
}
