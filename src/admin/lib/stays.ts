import { addDays, type CalendarDate, daysBetween } from "./dates"
import type { Span } from "./types"

type Stay = { start_date: CalendarDate; end_date: CalendarDate }

export type Freed = { start: CalendarDate; end: CalendarDate; count: number }

/**
 * The dates that become free when a stay ends today, for the question before
 * it: those to come, of a stay by nights tonight too. The first one never.
 *
 * @param stay check-in and check-out date, or first and last day
 * @returns null when it is none
 */
export function freedBy(
  span: Span,
  { start_date, end_date }: Stay,
  today: CalendarDate
): Freed | null {
  const isNights = span === "night"
  const second = addDays(start_date, 1)
  const next = isNights ? today : addDays(today, 1)
  const start = next > second ? next : second
  const end = isNights ? addDays(end_date, -1) : end_date
  return start > end ? null : { start, end, count: daysBetween(start, end) + 1 }
}
