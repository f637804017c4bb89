import type { CalendarDate } from "../shared/calendar"
import { sumDemand } from "../shared/demand"
import type { Demand } from "../shared/facts"
import { accept, type Decision, refuse } from "../shared/refusals"

/** A new hold's item: what it needs on each of its dates. */
type Item = Demand & { id: string }

/** Units of an item on a date that the hold before it keeps for it. */
export type Cover = { item_id: string; date: CalendarDate; units: number }

/**
 * While a hold is about to take over from another one, it claims only what the
 * other one lacks: together they keep all that it needs.
 *
 * @param kept what the hold that goes has; nothing, if it has ended
 * @returns how much of each item's dates is kept already
 */
export function coverOf(items: Item[], kept: Demand[]): Cover[] {
  const left = sumDemand(kept)
  return items.flatMap(({ id, resource_id, dates, quantity }) =>
    dates.flatMap((date) => {
      const byDate = left.get(resource_id)
      const there = byDate?.get(date) ?? 0
      const units = Math.min(there, quantity)
      byDate?.set(date, there - units)
      return units > 0 ? [{ item_id: id, date, units }] : []
    })
  )
}

/** Between the new hold and its line, both are kept for so long. */
export const TAKE_OVER_MS = 60_000

/** With less time than that, a line could not be written and taken over. */
const LEAST_MS = 10_000

/**
 * Until when a hold and the one that is placed to take over from it are kept: a
 * minute, within the old one's deadline. The time that a declined card leaves
 * beyond the deadline is for paying.
 */
export function keptUntil(
  hold: { expires_at_ms: number; deadline_ms: number },
  nowMs: number
): Decision<number> {
  const wanted = Math.min(nowMs + TAKE_OVER_MS, hold.deadline_ms)
  return hold.deadline_ms - nowMs >= LEAST_MS
    ? accept(Math.max(hold.expires_at_ms, wanted))
    : refuse(
        "limit_reached",
        "This booking can no longer be changed. Please pay for it, or choose again.",
        { kind: "too_late" }
      )
}
