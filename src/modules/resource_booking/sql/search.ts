import type { CalendarDate } from "../domain/calendar"
import type { ResourceFacts } from "../domain/facts"
import type { Statement } from "./database"
import { CLOCK, RESOURCE_FACTS } from "./dates"
import { freed, isDue, overdueUnits } from "./due"
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
import { keepShown } from "./sold-in"

/** How far around a stay its neighbours matter to the choice of a member. */
export const GAP_BOUND = 60

/** What is not counted beside the given dates. */
const WITHOUT = "$3::text[]"

/** Units that are free on a date; overbooked places are never offered. */
const FREE = `(coalesce(c.max_capacity, m.default_capacity, 0)
  - coalesce(c.held, 0) - coalesce(c.allocated, 0)
  + ${overdueUnits("c", WITHOUT)})`

/** The rows of a member's capacity around the stay. */
const AROUND = `c.resource_id = m.id
    and c.date between s.first - ${GAP_BOUND} and s.last + ${GAP_BOUND}`

/**
 * Dates around the stay on which a member has no unit free, is closed, or has
 * neither a row nor a default. A blackout that touches the stay was excluded
 * before, so each lies on one side. The few rows that look full are the only
 * ones that overdue holds may matter to.
 */
const TAKEN = `
  select c.date from booking_capacity c
  where ${AROUND}
    and c.max_capacity - c.held - c.allocated < 1 and ${FREE} < 1
  union all
  select case when b.end_date < s.first then b.end_date else b.start_date end
  from closed b where b.resource_id = m.id or b.resource_id is null
  union all
  select beside.date
  from (
    select c.date,
      lag(c.date, 1, s.first - ${GAP_BOUND} - 1) over by_date as before,
      lead(c.date, 1, s.last + ${GAP_BOUND} + 1) over by_date as after
    from booking_capacity c
    where coalesce(m.default_capacity, 0) = 0 and ${AROUND}
    window by_date as (order by c.date)
  ) present
  cross join lateral (values
    (present.date - 1, present.before), (present.date + 1, present.after)
  ) as beside (date, neighbour)
  where beside.date <> beside.neighbour`

/**
 * Members of a group that are open and have at least one unit free on every
 * one of the dates, with the free dates directly before and after, at most
 * GAP_BOUND of them and none in the past. The rules of a booking (lead time,
 * length of stay) are not looked at: see `memberFacts`.
 *
 * Answers `{ resource_id, lock_number, free, gap_before, gap_after }`; `free`
 * has the units of each date in the dates' order. The gaps come from the
 * nearest taken date on either side: one range of the capacity's primary key
 * for a member, however many claims there are.
 *
 * @param dates ascending
 * @param without holds that are not to be counted
 */
export function groupCandidates(
  groupId: string,
  dates: CalendarDate[],
  without: string[] = []
): Statement {
  return {
    name: "booking_group_candidates",
    text: `
      with ${CLOCK}, stay as materialized (
        select min(d) as first, max(d) as last from unnest($2::date[]) as d
      ), member as materialized (
        select r.id, r.lock_number, r.default_capacity,
          ((select now from clock) at time zone r.timezone)::date as today
        from booking_resource r
        where r.group_id = $1 and r.deleted_at is null and r.is_active
      ), ${freed(WITHOUT)}, closed as materialized (
        select b.resource_id, b.start_date, b.end_date
        from booking_blackout b, stay s
        where b.lifted_at is null
          and b.start_date <= s.last + ${GAP_BOUND}
          and (b.end_date is null or b.end_date >= s.first - ${GAP_BOUND})
          and (b.resource_id = any (array(select id from member))
            or b.group_id = $1 or b.applies_to_all)
      ), units as materialized (
        select m.id, array_agg(on_it.free order by d.n) as free
        from member m
        cross join unnest($2::date[]) with ordinality as d (date, n)
        left join booking_capacity c
          on c.resource_id = m.id and c.date = d.date
        -- Counted once, however often it is named.
        cross join lateral (select ${FREE} as free offset 0) on_it
        group by m.id having min(on_it.free) >= 1
      )
      select m.id as resource_id, m.lock_number, u.free,
        greatest(0, s.first - 1 - greatest(
          near.before, m.today - 1, s.first - 1 - ${GAP_BOUND})) as gap_before,
        least(near.after, s.last + 1 + ${GAP_BOUND}) - s.last - 1 as gap_after
      from units u
      join member m on m.id = u.id
      cross join stay s
      cross join lateral (
        select max(t.date) filter (where t.date < s.first) as before,
          min(t.date) filter (where t.date > s.last) as after
        from (${TAKEN}) as t (date)
      ) near
      where not exists (
        select from closed b cross join unnest($2::date[]) as d
        where (b.resource_id = m.id or b.resource_id is null)
          and b.start_date <= d and (b.end_date is null or d <= b.end_date))`,
    values: [groupId, dates, without],
  }
}

/** Members of groups, and the instant at which they were read. */
export type MemberFacts = { now_ms: number; resources: ResourceFacts[] }

/** What the rules of members of groups are. Answers MemberFacts. */
export function memberFacts(ids: string[]): Statement {
  return {
    name: "booking_member_facts",
    text: `
      with ${CLOCK}
      select (extract(epoch from (select now from clock)) * 1000)::bigint
          as now_ms,
        (select coalesce(jsonb_agg(${RESOURCE_FACTS}), '[]')
          from booking_resource r
          where r.id = any ($1::text[]) and r.deleted_at is null)
          as resources`,
    values: [ids],
  }
}

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
 * Of the capacity only the stay's rows are read, each by the primary key:
 * `offset 0` keeps the planner from reading all of it instead. Due holds are
 * looked for where something is held, in one range for a resource; with those
 * that are found, its dates are counted again. The lead time is compared by dates, as `windowOf` does: of a date's two midnights, where
 * clocks go back, PostgreSQL knows the second.
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
  const today = "((select now from clock) at time zone r.timezone)::date"
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
        and ${length} between coalesce(r.min_stay, 1)
          and coalesce(r.max_stay, ${length})
        and ${start} >= ${today}
        and (r.lead_time_hours = 0
          or ${start} > (((select now from clock)
              + r.lead_time_hours * interval '1 hour' - interval '1 millisecond')
            at time zone r.timezone)::date)
        and (r.horizon_days is null
          or ${last} <= ${today} + r.horizon_days)
        and not exists (select from closed b
          where b.resource_id = r.id and b.start_date <= ${last})
        and not exists (select from closed b
          where b.group_id = r.group_id and b.start_date <= ${last})
        and not exists (select from closed b
          where b.applies_to_all and b.start_date <= ${last})
    ), counted as materialized (
      select m.*, min(c.max_capacity - c.held - c.allocated) as free,
        count(c.date) as rows,
        min(c.date) filter (where c.held > 0) as held_from,
        max(c.date) filter (where c.held > 0) as held_to
      from candidate m
      left join lateral (${stayRows(start)}) c on true
      group by m.id, m.group_id, m.default_capacity, m.last, m.length
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
