import { capacityOf, freeUnits, liveHeld } from "../shared/availability"
import type { CalendarDate } from "../shared/calendar"
import { sumDemand } from "../shared/demand"
import type { DateFacts, Demand, ResourceFacts } from "../shared/facts"
import { accept, type Decision, refuse } from "../shared/refusals"
import { type DatesSnapshot, decideRetake } from "./decide-hold"

/** Units of one item on one date that are beyond what there is. */
export type Grant = { item_id: string; date: CalendarDate; units: number }

type DemandOfItem = Demand & { id: string }

/**
 * Whether dates that are sold out may be granted all the same, because they are
 * paid for: no date may come to have more than `limit` units beyond its
 * capacity. Closed dates stay closed.
 *
 * @returns the grants: none when there is room without
 */
export function decideOverbooking(
  snapshot: DatesSnapshot,
  items: DemandOfItem[],
  limit: number
): Decision<Grant[]> {
  const taken = decideRetake(snapshot, items)
  if (taken.ok) {
    return accept([])
  }
  if (taken.code !== "sold_out") {
    return taken
  }
  const dates = datesBeyond(limit, snapshot, items)
  return dates.length === 0
    ? accept(grantsFor(snapshot, items))
    : refuse(taken.code, taken.message, { ...taken.details, dates })
}

/** The dates that would have more units beyond their capacity than allowed. */
function datesBeyond(
  limit: number,
  snapshot: DatesSnapshot,
  items: DemandOfItem[]
): CalendarDate[] {
  const wanted = sumDemand(items)
  const dates = snapshot.dates
    .filter((facts) => {
      const units = wanted.get(facts.resource_id)?.get(facts.date) ?? 0
      return units > 0 && excess(snapshot, facts, units) > limit
    })
    .map(({ date }) => date)
  return [...new Set(dates)].sort()
}

function excess(
  snapshot: DatesSnapshot,
  facts: DateFacts,
  units: number
): number {
  const capacity = capacityOf(resourceOf(snapshot, facts), facts) ?? 0
  return liveHeld(facts) + facts.allocated + units - capacity
}

/** The items take what is free, in their order; the rest is granted. */
function grantsFor(snapshot: DatesSnapshot, items: DemandOfItem[]): Grant[] {
  const free = new Map(
    snapshot.dates.map((facts) => [
      `${facts.resource_id} ${facts.date}`,
      freeUnits(resourceOf(snapshot, facts), facts),
    ])
  )
  return items.flatMap(({ id, resource_id, dates, quantity }) =>
    dates.flatMap((date) => {
      const key = `${resource_id} ${date}`
      const left = free.get(key) ?? 0
      free.set(key, Math.max(0, left - quantity))
      const units = Math.max(0, quantity - left)
      return units > 0 ? [{ item_id: id, date, units }] : []
    })
  )
}

/** It is there: the retake was not refused for want of it. */
function resourceOf(
  { resources }: DatesSnapshot,
  { resource_id }: DateFacts
): ResourceFacts {
  return resources.find((r) => r.id === resource_id) as ResourceFacts
}
