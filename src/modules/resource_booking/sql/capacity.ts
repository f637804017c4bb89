import type {
  CapacityRow,
  DateCapacity,
} from "../domain/capacity/decide-capacity"
import type { CalendarDate } from "../domain/shared/calendar"
import type { Statement } from "./database"
import { CLOCK } from "./dates"
import { overdueUnits } from "./due"

/** Capacity rows of a resource, and the instant they were read. */
export type CapacitySnapshot = { now_ms: number; rows: CapacityRow[] }

/**
 * The rows of one resource whose dates fulfill a condition. Units of ended
 * holds are not counted as held: who has the locks may evict them.
 */
function capacityRows(condition: string): string {
  return `
    with ${CLOCK}
    select (extract(epoch from (select now from clock)) * 1000)::bigint
        as now_ms,
      (select coalesce(jsonb_agg(jsonb_build_object(
          'date', c.date, 'max_capacity', c.max_capacity,
          'overbooked', c.overbooked, 'from_default', c.from_default,
          'held', c.held - ${overdueUnits("c")},
          'allocated', c.allocated) order by c.date), '[]')
        from booking_capacity c
        where c.resource_id = $1 and ${condition}) as rows`
}

/** Answers a CapacitySnapshot of those dates that have a row. */
export function capacityOn(
  resourceId: string,
  dates: CalendarDate[]
): Statement {
  return {
    name: "booking_capacity_on",
    text: capacityRows("c.date = any ($2::date[])"),
    values: [resourceId, dates],
  }
}

/** Answers a CapacitySnapshot of every row from the resource's today on. */
export function capacityFromToday(resourceId: string): Statement {
  return {
    text: capacityRows(`c.date >= (
      select ((select now from clock) at time zone r.timezone)::date
      from booking_resource r where r.id = $1)`),
    values: [resourceId],
  }
}

/**
 * Writes capacities by hand: a row that was made from the default becomes one
 * of its own. The counters are left alone; the CHECK compares them.
 */
export function writeCapacity(
  resourceId: string,
  capacities: DateCapacity[]
): Statement {
  return {
    text: `
      insert into booking_capacity (resource_id, date, max_capacity)
      select $1, given.date, given.max_capacity
      from unnest($2::date[], $3::int[]) as given (date, max_capacity)
      on conflict (resource_id, date) do update
      set max_capacity = excluded.max_capacity, from_default = false`,
    values: [
      resourceId,
      capacities.map((c) => c.date),
      capacities.map((c) => c.max_capacity),
    ],
  }
}

/** Rows that were made from the default capacity follow it. */
export function rewriteDefaultCapacity(
  resourceId: string,
  dates: CalendarDate[],
  capacity: number | null
): Statement {
  return {
    text: `update booking_capacity set max_capacity = $3
      where resource_id = $1 and date = any ($2::date[]) and from_default`,
    values: [resourceId, dates, capacity],
  }
}

/** Rows that were made from a default capacity that there is no longer. */
export function removeDefaultCapacity(
  resourceId: string,
  dates: CalendarDate[]
): Statement {
  return {
    text: `delete from booking_capacity
      where resource_id = $1 and date = any ($2::date[]) and from_default`,
    values: [resourceId, dates],
  }
}

/**
 * When the first of the live holds on a date may end, for each of the dates.
 * Answers `{ date, may_free_at }`, the moment in epoch milliseconds.
 */
export function earliestEnds(
  resourceIds: string[],
  dates: CalendarDate[]
): Statement {
  return {
    text: `
      with ${CLOCK}
      select cl.date,
        (extract(epoch from min(h.expires_at)) * 1000)::bigint as may_free_at
      from booking_claim cl
      join booking_hold_item i on i.id = cl.claimant_id
      join booking_hold h on h.id = i.hold_id
      where cl.resource_id = any ($1::text[]) and cl.date = any ($2::date[])
        and cl.state = 'held' and h.status = 'active'
        and h.expires_at > (select now from clock)
      group by cl.date`,
    values: [resourceIds, dates],
  }
}
