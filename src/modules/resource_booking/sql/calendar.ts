import type { CapacityCell } from "../domain/capacity/calendar-row"
import type { CalendarDate } from "../domain/shared/calendar"
import type { BlackoutFacts, ResourceFacts } from "../domain/shared/facts"
import type { Statement } from "./database"
import { BLACKOUT_FACTS, CLOCK, RESOURCE_FACTS } from "./dates"
import { overdueUnits } from "./due"
import { isoText } from "./lists"
import { resourceFilters, type ResourceListFilters } from "./resources"

export type CalendarBookingRecord = {
  resource_id: string
  kind: "allocation" | "hold"
  id: string
  hold_id: string
  dates: CalendarDate[]
  quantity: number
  order_id: string | null
  customer_id: string | null
  email: string | null
  guests: string[] | null
  note: string | null
  expires_at: string | null
}

/** All that a page of the calendar shows, of one moment. */
export type CalendarRecord = {
  now_ms: number
  count: number
  resources: (ResourceFacts & { type: string })[]
  /** By resource; those without a row are missing. */
  cells: Record<string, CapacityCell[]> | null
  blackouts: BlackoutFacts[]
  bookings: CalendarBookingRecord[]
}

/** Rows of resources' capacity by resource, as lists: CapacityCells. */
function cellsOf(ids: string, start: string, end: string): string {
  return `(select json_object_agg(resource_id, cells) from (
      select c.resource_id, json_agg(json_build_array(c.date,
          c.max_capacity, c.held, c.allocated, ${overdueUnits("c")}))
          as cells
      from booking_capacity c
      where c.resource_id = any (${ids}) and c.date between ${start} and ${end}
      group by c.resource_id) by_resource)`
}

/** BlackoutFacts in force in a period. */
function blackoutsOf(
  ids: string,
  groups: string,
  start: string,
  end: string
): string {
  return `select coalesce(json_agg(${BLACKOUT_FACTS}), '[]')
    from booking_blackout b
    where b.lifted_at is null and b.start_date <= ${end}
      and (b.end_date is null or b.end_date >= ${start})
      and (b.applies_to_all or b.resource_id = any (${ids})
        or b.group_id = any (${groups}))`
}

/** Members of a group and their dates, of one moment. */
export type GroupDatesRecord = Pick<
  CalendarRecord,
  "now_ms" | "cells" | "blackouts"
> & { resources: ResourceFacts[] }

/** What is known of the members of a group in a period; GroupDatesRecord. */
export function selectGroupDates(
  groupId: string,
  dates: CalendarDate[]
): Statement {
  const ids = "array(select id from member)"
  const [start, end] = ["$2::date", "$3::date"]
  return {
    name: "booking_group_dates",
    text: `
      with ${CLOCK}, member as materialized (
        select r.* from booking_resource r
        where r.group_id = $1 and r.deleted_at is null
      )
      select (extract(epoch from (select now from clock)) * 1000)::bigint
          as now_ms,
        (select coalesce(json_agg(${RESOURCE_FACTS}), '[]') from member r)
          as resources,
        ${cellsOf(ids, start, end)} as cells,
        (${blackoutsOf(ids, "array[$1]", start, end)}) as blackouts`,
    values: [groupId, dates[0], dates[dates.length - 1]],
  }
}

/**
 * One statement. It goes by the claims of the page's resources, a range of
 * an index each: whatever else is in the tables costs nothing. JSON,
 * and not rows, since there are several lists; lists of lists, since the names
 * of 30,000 dates' fields would be most of it.
 */
export function selectCalendar(
  query: ResourceListFilters,
  period: { start_date: CalendarDate; end_date: CalendarDate },
  paging: { limit: number; offset: number }
): Statement {
  const filters = resourceFilters(query)
  const start = `${filters.parameter(period.start_date)}::date`
  const end = `${filters.parameter(period.end_date)}::date`
  const limit = filters.parameter(paging.limit)
  const offset = filters.parameter(paging.offset)
  const ids = "array(select id from page)"
  return {
    text: `
      with ${CLOCK}, page as materialized (
        select r.* from booking_resource r where ${filters.text}
        order by r.name, r.id limit ${limit} offset ${offset}
      ), claimed as materialized (
        select cl.claimant_id, cl.state
        from booking_claim cl
        where cl.resource_id = any (${ids})
          and cl.date between ${start} and ${end}
        group by cl.claimant_id, cl.state
      ), booked as (
        select a.resource_id, 'allocation' as kind, a.id, a.hold_id, a.dates,
          a.quantity, a.order_id, h.customer_id, h.email,
          (select json_agg(guest->>'name' order by n)
            from jsonb_array_elements(a.guests)
              with ordinality as e (guest, n)) as guests,
          a.note, null as expires_at
        from claimed c
        join booking_allocation a on a.id = c.claimant_id
        join booking_hold h on h.id = a.hold_id
        where c.state = 'allocated'
        union all
        select i.resource_id, 'hold', h.id, h.id, i.dates, i.quantity, null,
          h.customer_id, h.email, null, null, ${isoText("h.expires_at")}
        from claimed c
        join booking_hold_item i on i.id = c.claimant_id
        join booking_hold h on h.id = i.hold_id
        where c.state = 'held' and h.status = 'active'
          and h.expires_at > (select now from clock)
      )
      select (extract(epoch from (select now from clock)) * 1000)::bigint
          as now_ms,
        (select count(*) from booking_resource r where ${filters.text})
          as count,
        (select coalesce(json_agg(
            ${RESOURCE_FACTS} || jsonb_build_object('type', r.type)
            order by r.name, r.id), '[]') from page r) as resources,
        ${cellsOf(ids, start, end)} as cells,
        (${blackoutsOf(ids, "array(select group_id from page)", start, end)})
          as blackouts,
        (select coalesce(json_agg(booked order by booked.dates[1], booked.id),
            '[]') from booked) as bookings`,
    values: filters.values,
  }
}
