import type { DatesSnapshot } from "../../domain/holds/decide-hold"
import { availabilityOf, windowOf } from "../../domain/shared/availability"
import type { CalendarDate } from "../../domain/shared/calendar"
import type { ResourceFacts } from "../../domain/shared/facts"
import { earliestEnds } from "../../sql/capacity"
import type { Queryable } from "../../sql/database"
import type { AvailabilityEntry } from "../../types"
import { iso } from "../shared/records"

/**
 * A resource's answer for each of the dates that were read, ascending.
 *
 * @param quantity units that must be free for a date to be available
 */
export function entriesOf(
  snapshot: DatesSnapshot,
  resource: ResourceFacts,
  quantity: number
): AvailabilityEntry[] {
  const window = windowOf(resource, snapshot.now_ms)
  return snapshot.dates
    .filter((facts) => facts.resource_id === resource.id)
    .map((facts) =>
      availabilityOf(resource, facts, snapshot.blackouts, quantity, window)
    )
    .sort((a, b) => (a.date < b.date ? -1 : 1))
}

/** Adds to held dates when the first of the live holds on them may end. */
export async function withEnds(
  on: Queryable,
  resourceIds: string[],
  entries: AvailabilityEntry[]
): Promise<AvailabilityEntry[]> {
  const held = entries.filter((entry) => entry.reason === "held")
  if (held.length === 0) {
    return entries
  }
  const dates = held.map((entry) => entry.date)
  const ends = await on.query<{ date: CalendarDate; may_free_at: number }>(
    earliestEnds(resourceIds, dates)
  )
  const byDate = new Map(ends.map((end) => [end.date, end.may_free_at]))
  return entries.map((entry) => {
    const end = entry.reason === "held" ? byDate.get(entry.date) : undefined
    // No end means that the holds were released since the dates were read.
    return end === undefined ? entry : { ...entry, may_free_at: iso(end) }
  })
}
