import type { CalendarDate } from "../domain/shared/calendar"
import { CLOCK } from "./dates"
import { isDue } from "./due"
import {
  GROUP,
  GROUP_ORDER,
  groupFilters,
  type GroupListFilters,
} from "./groups"
import { Filters, type Listing } from "./lists"
import {
  RESOURCE,
  RESOURCE_FROM,
  RESOURCE_ORDER,
  resourceFilters,
  type ResourceListFilters,
} from "./resources"
import { openByRules } from "./rules"
import { keepShown } from "./sold-in"

/** A stay as people say it; what its end means is each resource's own. */
export type SearchedStay = {
  start_date: CalendarDate
  end_date: CalendarDate
  quantity: number
}

/** Resources that are free for a whole stay, as a list in one statement. */
export function resourceSearch(
  query: ResourceListFilters,
  stay: SearchedStay
): Listing {
  const filters = resourceFilters(query)
  const { sold, variants } = keepShown(filters, "resources", query.scope)
  const available = freeForStay(filters, stay, sold)
  const outer = new Filters(filters.values)
  return {
    with: available,
    columns: `${RESOURCE}${variants}, a.units as available_quantity`,
    from: `available a join (${RESOURCE_FROM}) on r.id = a.id`,
    filters: outer.given(stay.quantity, (p) => `a.units >= ${p}::int`),
    order: RESOURCE_ORDER,
    tieBreak: "r.id",
  }
}

/** Groups whose members together have the units, each on one resource. */
export function groupSearch(
  query: GroupListFilters,
  stay: SearchedStay
): Listing {
  const members = new Filters().always("r.group_id is not null")
  const filters = groupFilters(query, new Filters(members.values))
  const { sold, variants } = keepShown(filters, "groups", query.scope)
  const available = freeForStay(members, stay, sold)
  return {
    with: available,
    columns: `${GROUP}${variants}, a.units as available_quantity`,
    from: `(select group_id, sum(units) as units from available
        where units >= 1 group by group_id) a
      join booking_resource_group g on g.id = a.group_id`,
    filters: filters.given(stay.quantity, (p) => `a.units >= ${p}::int`),
    order: GROUP_ORDER,
    tieBreak: "g.id",
  }
}

/**
 * `with …` that ends in `available`: the resources that are open for a whole
 * stay by their rules and blackouts, and the units that are free on every date
 * of it.
 *
 * Of the capacity only the stay's rows are read, by the primary key: `offset 0`
 * keeps the planner from reading all of it instead. They are counted for each
 * resource by itself: nothing has to be sorted. Due holds are
 * looked for where something is held, in one range for a resource; with those
 * that are found, its dates are counted again.
 *
 * @param filters conditions on `booking_resource r`
 * @param tables other common tables, in front
 */
function freeForStay(
  filters: Filters,
  stay: SearchedStay,
  tables: string[]
): string {
  const conditions = filters.text
  const start = `${filters.parameter(stay.start_date)}::date`
  const end = `${filters.parameter(stay.end_date)}::date`
  const last = `(${end} - (r.span = 'night')::int)`
  const length = `(${last} - ${start} + 1)`
  return `with ${[...tables, CLOCK].join()}, closed as materialized (
      select b.resource_id, b.group_id, b.applies_to_all, b.start_date
      from booking_blackout b
      where b.lifted_at is null and b.start_date <= ${end}
        and (b.end_date is null or b.end_date >= ${start})
    ), candidate as materialized (
      select r.id, r.group_id, r.default_capacity, ${last} as last,
        ${length} as length
      from booking_resource r
      where ${conditions}
        and r.deleted_at is null and r.is_active
        and ${openByRules({ first: start, last, shortest: length, longest: length })}
        and not exists (select from closed b
          where b.resource_id = r.id and b.start_date <= ${last})
        and not exists (select from closed b
          where b.group_id = r.group_id and b.start_date <= ${last})
        and not exists (select from closed b
          where b.applies_to_all and b.start_date <= ${last})
    ), counted as materialized (
      select m.*, c.*
      from candidate m
      cross join lateral (
        select min(c.max_capacity - c.held - c.allocated) as free,
          count(*) as rows,
          min(c.date) filter (where c.held > 0) as held_from,
          max(c.date) filter (where c.held > 0) as held_to
        from (${stayRows(start)}) c) c
    ), due as materialized (
      select m.id, cl.date, sum(cl.quantity)::int as quantity
      from counted m
      cross join lateral (
        select cl.date, cl.quantity from booking_claim cl
        where cl.resource_id = m.id
          and cl.date between m.held_from and m.held_to
          and ${isDue("(select now from clock)")}
        offset 0) cl
      where m.held_from is not null
      group by m.id, cl.date
    ), counted_again as materialized (
      select m.id, min(c.max_capacity - c.held - c.allocated
        + coalesce(due.quantity, 0)) as free
      from counted m
      cross join lateral (${stayRows(start)}) c
      left join due on due.id = m.id and due.date = c.date
      where m.id = any (array(select due.id from due))
      group by m.id
    ), available as materialized (
      select m.id, m.group_id, least(coalesce(again.free, m.free),
          case when m.rows < m.length
            then coalesce(m.default_capacity, 0) end) as units
      from counted m left join counted_again again on again.id = m.id
    )`
}

/** The rows of a candidate `m` on its dates, by the primary key. */
const stayRows = (start: string) => `
  select c.date, c.max_capacity, c.held, c.allocated
  from booking_capacity c
  where c.resource_id = m.id and c.date between ${start} and m.last
  offset 0`
