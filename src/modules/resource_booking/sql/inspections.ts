/**
 * What reconciliation looks for in this module's own rows, without asking
 * anybody else: one query each, however many rows there are.
 */
import type { Closure } from "../domain/front-desk/room-facts"
import type { CalendarDate } from "../domain/shared/calendar"
import { ALL, type Scope, type Within, within } from "./check-scope"
import type { Statement } from "./database"
import { KEPT_WITH_THE_ONE_BEFORE, NEEDED } from "./needed-units"

/** How many are listed of what one query finds; all are counted. */
const MAX_LISTED = 100

/** Nobody waits for them. */
const TIMEOUT_MS = 60_000

/** What a query found, and among how many things. */
export type Inspected<Row> = { checked: number; total: number; rows: Row[] }

/** A resource's own date. Needs `booking_resource r`. */
const TODAY = "(statement_timestamp() at time zone r.timezone)::date"

/** No zone's today is before it. */
const FIRST_TODAY = "((statement_timestamp() at time zone 'UTC')::date - 1)"

/** Of `booking_allocation a`: on its index of last dates. */
const NOT_OVER = `a.status = 'confirmed'
  and a.dates[cardinality(a.dates)] >= ${FIRST_TODAY}`

const allocationsNotOver = (w: Within) => `
  select count(*) from booking_allocation a
  where ${w.holds("a.hold_id")} and ${NOT_OVER}`

/** Neither left nor said not to come. */
const NOT_ENDED = "a.departed_at is null and a.no_show_at is null"

/**
 * @param checked SQL that counts what is looked at
 * @param found SQL whose every row is a finding
 * @param order by its columns: the most urgent first
 */
function inspection(
  checked: string,
  found: string,
  order: string,
  { tables, values, byIndex }: Within = within(ALL)
): Statement {
  return {
    ...{ values, byIndex },
    text: `
      with ${tables}, found as materialized (${found})
      select (${checked}) as checked, (select count(*) from found) as total,
        (select coalesce(json_agg(listed), '[]') from (
          select * from found order by ${order} limit ${MAX_LISTED}) listed)
          as rows`,
    timeoutMs: TIMEOUT_MS,
  }
}

type InRoom = { resource_name: string; allocation_id: string }

export type Overstay = InRoom & {
  order_id: string | null
  departure: CalendarDate
}

/** Who is in after the day on which they were to leave. */
const OVERSTAYS = inspection(
  "select count(*) from booking_occupancy",
  `select r.name as resource_name, o.allocation_id, a.order_id, due.departure
  from booking_occupancy o
  join booking_resource r on r.id = o.resource_id
  join booking_allocation a on a.id = o.allocation_id
  cross join lateral (select a.dates[cardinality(a.dates)]
    + case r.span when 'night' then 1 else 0 end as departure) due
  where due.departure < ${TODAY}`,
  "departure, resource_name, allocation_id"
)

export type StrayOccupancy = InRoom & {
  why: "deleted" | "replaced" | "canceled" | "ended" | "early" | "unkept"
  replaced_by: string | null
  arrival: CalendarDate
}

/** Who is in by an allocation that gives no right to it, or none any more. */
const STRAY_OCCUPANCIES = inspection(
  "select count(*) from booking_occupancy",
  `select * from (
    select r.name as resource_name, o.allocation_id, a.replaced_by,
      a.dates[1] as arrival,
      case when r.deleted_at is not null then 'deleted'
        when a.replaced_by is not null then 'replaced'
        when a.status = 'canceled' then 'canceled'
        when not (${NOT_ENDED}) then 'ended'
        when a.dates[1] > ${TODAY} then 'early'
        when not exists (select from booking_claim cl
          where cl.claimant_id = a.id) then 'unkept' end as why
    from booking_occupancy o
    join booking_resource r on r.id = o.resource_id
    join booking_allocation a on a.id = o.allocation_id) entered
  where why is not null`,
  "resource_name, allocation_id"
)

export type OpenEndedClosure = {
  resource_name: string
  blackout_id: string
  reason: string
  start_date: CalendarDate
}

/** Out of order, and nobody has said until when. A freeze is meant to be so. */
const OPEN_ENDED_CLOSURES = inspection(
  `select count(*) from booking_blackout
    where kind = 'out_of_order' and lifted_at is null`,
  `select r.name as resource_name, b.id as blackout_id, b.reason, b.start_date
  from booking_blackout b
  join booking_resource r on r.id = b.resource_id and r.deleted_at is null
  where b.kind = 'out_of_order' and b.lifted_at is null
    and b.end_date is null`,
  "start_date, resource_name, blackout_id"
)

export type LateTurnover = {
  resource_name: string
  task_id: string
  due_date: CalendarDate
  is_started: boolean
  /** Whoever is to come into it today, or should have come. */
  awaited_by: string | null
}

const TO_DO = "t.status in ('open', 'started')"

/** To be cleaned since before today, or with somebody coming today. */
const LATE_TURNOVER = inspection(
  `select count(*) from booking_housekeeping_task t where ${TO_DO}`,
  `select * from (
    select r.name as resource_name, t.id as task_id, t.due_date,
      t.status = 'started' as is_started, ${TODAY} as today,
      (select a.id from booking_claim cl
        join booking_allocation a on a.id = cl.claimant_id
        where cl.resource_id = r.id and cl.date = ${TODAY}
          and cl.state = 'allocated' and ${NOT_ENDED}
          and not exists (select from booking_occupancy o
            where o.allocation_id = a.id)
        order by a.id limit 1) as awaited_by
    from booking_housekeeping_task t
    join booking_resource r on r.id = t.resource_id and r.deleted_at is null
    where ${TO_DO}) task
  where due_date < today or awaited_by is not null`,
  "awaited_by is null, due_date, resource_name, task_id"
)

export type ClosedAllocation = {
  resource_name: string
  allocation_id: string
  order_id: string | null
  /** Null when the resource itself was deleted. */
  blackout_id: string | null
  closure: Closure | "deleted"
  /** From today on, those that are closed. */
  first: CalendarDate
  last: CalendarDate
}

/** Sold from today on, and closed: by the claims' primary key. */
const CLOSED_ALLOCATIONS = inspection(
  "select count(*) from booking_blackout where lifted_at is null",
  `select c.resource_name, a.id as allocation_id, a.order_id, c.blackout_id,
    c.closure, min(cl.date) as first, max(cl.date) as last
  from (
    select r.id as resource_id, r.name as resource_name, b.id as blackout_id,
      case b.kind when 'freeze' then 'frozen' when 'blackout' then 'blackout'
        else case b.reason when 'maintenance' then 'maintenance'
          else 'out_of_order' end end as closure,
      greatest(b.start_date, ${TODAY}) as first, b.end_date as last
    from booking_blackout b
    join booking_resource r on r.deleted_at is null
      and (b.applies_to_all or b.resource_id = r.id
        or b.group_id = r.group_id)
    where b.lifted_at is null
      and (b.end_date is null or b.end_date >= ${FIRST_TODAY})
    union all
    select r.id, r.name, null, 'deleted', ${TODAY}, null
    from booking_resource r where r.deleted_at is not null) c
  join booking_claim cl on cl.resource_id = c.resource_id
    and cl.date >= c.first and (c.last is null or cl.date <= c.last)
    and cl.state = 'allocated'
  join booking_allocation a on a.id = cl.claimant_id
    and a.status = 'confirmed' and ${NOT_ENDED}
  group by c.resource_id, c.resource_name, c.blackout_id, c.closure, a.id`,
  "first, resource_name, allocation_id, blackout_id"
)

export type DoubleAssignment = {
  resource_name: string
  /** More units than there are; or one booking has the date in two segments. */
  kind: "sold_beyond" | "same_booking"
  first: CalendarDate
  last: CalendarDate
  /** Of the first date. */
  units: number
  max_capacity: number
  /** Granted by staff, or by the option for late payments. */
  overbooked: number
  allocation_ids: string[]
}

/**
 * Dates that are promised to more than there is room for, as the allocations
 * say it: claims may be missing. Dates with the same allocations are one.
 */
const doubleAssignments = (w: Within) =>
  inspection(
    allocationsNotOver(w),
    `with night as materialized (
    select a.id, a.resource_id, a.quantity, d.date
    from booking_allocation a
    join booking_resource r on r.id = a.resource_id
    cross join lateral unnest(a.dates) as d (date)
    where ${w.resourceOfDates("a.resource_id")}
      and ${w.dates("a.resource_id", "d.date")}
      and ${NOT_OVER} and d.date >= ${TODAY}
  ), crowded as (
    select n.resource_id, n.date, sum(n.quantity) as units,
      coalesce(c.max_capacity, r.default_capacity, 0) as max_capacity,
      coalesce(c.overbooked, 0) as overbooked,
      array_agg(n.id order by n.id) as allocation_ids
    from night n
    join booking_resource r on r.id = n.resource_id
    left join booking_capacity c
      on c.resource_id = n.resource_id and c.date = n.date
    group by n.resource_id, n.date, c.max_capacity, c.overbooked,
      r.default_capacity
    having sum(n.quantity) > coalesce(c.max_capacity, r.default_capacity, 0)
  ), doubled as (
    select min(a.resource_id) as resource_id, d.date,
      array_agg(a.id order by a.id) as allocation_ids
    from booking_allocation a
    join booking_resource r on r.id = a.resource_id
    cross join lateral unnest(a.dates) as d (date)
    where ${w.holds("a.hold_id")} and ${NOT_OVER} and d.date >= ${TODAY}
    group by a.hold_item_id, d.date having count(*) > 1
  )
  select r.name as resource_name, 'sold_beyond' as kind, min(x.date) as first,
    max(x.date) as last, (array_agg(x.units order by x.date))[1] as units,
    (array_agg(x.max_capacity order by x.date))[1] as max_capacity,
    max(x.overbooked) as overbooked, x.allocation_ids
  from crowded x join booking_resource r on r.id = x.resource_id
  group by r.id, x.allocation_ids
  union all
  select r.name, 'same_booking', min(x.date), max(x.date), 0, 0, 0,
    x.allocation_ids
  from doubled x join booking_resource r on r.id = x.resource_id
  group by r.id, x.allocation_ids`,
    "first, resource_name, kind, allocation_ids",
    w
  )

export type LostClaim = {
  resource_name: string
  /** An allocation, or an item of a live hold. */
  claimant_id: string
  kind: "allocation" | "hold"
  first: CalendarDate
  last: CalendarDate
}

/**
 * Dates that somebody has and that are not kept for them as they should be:
 * they can be sold again. What is past can't.
 */
const lostClaims = (w: Within) =>
  inspection(
    `select (${allocationsNotOver(w)}) + (select count(*) from booking_hold h
    where ${w.holds("h.id")}
      and status = 'active' and expires_at > statement_timestamp())`,
    `select r.name as resource_name, claimant_id, kind, min(d.date) as first,
    max(d.date) as last
  from (
    select 'allocation' as kind, a.id as claimant_id, 'allocated' as state,
      a.resource_id, a.dates, a.quantity
    from booking_allocation a where ${w.holds("a.hold_id")} and ${NOT_OVER}
    union all
    select 'hold', i.id, 'held', i.resource_id, i.dates, i.quantity
    from booking_hold h join booking_hold_item i on i.hold_id = h.id
    where ${w.holds("h.id")} and h.status = 'active' and h.expires_at > statement_timestamp()
      and h.replaces is null) owned
  join booking_resource r on r.id = owned.resource_id
  cross join lateral unnest(owned.dates) as d (date)
  left join booking_claim cl using (resource_id, date, claimant_id)
  where d.date >= ${TODAY}
    and (cl.quantity, cl.state)
      is distinct from (owned.quantity, owned.state)
  group by r.id, claimant_id, kind
  union all
  select r.name, i.id, 'hold', min(d.date), max(d.date)
  from booking_hold h
  join booking_hold_item i on i.hold_id = h.id
  join booking_resource r on r.id = i.resource_id
  cross join lateral unnest(i.dates) as d (date)
  where ${w.holds("h.id")}
    and h.status = 'active' and h.expires_at > statement_timestamp()
    and h.replaces is not null and d.date >= ${TODAY}
    and ${KEPT_WITH_THE_ONE_BEFORE} < ${NEEDED}
  group by r.id, i.id`,
    "first, resource_name, claimant_id",
    w
  )

export type StrayClaim = {
  resource_name: string
  claimant_id: string
  first: CalendarDate
  last: CalendarDate
}

/** Dates that are kept for nobody: they can't be sold. */
const strayClaims = (w: Within) =>
  inspection(
    `select count(*) from booking_claim cl
    where ${w.rows("booking_claim", "cl")}
      and cl.date >= ${FIRST_TODAY}`,
    `select r.name as resource_name, cl.claimant_id, min(cl.date) as first,
    max(cl.date) as last
  from booking_claim cl
  join booking_resource r on r.id = cl.resource_id
  left join booking_allocation a on a.id = cl.claimant_id
    and a.status = 'confirmed' and a.resource_id = cl.resource_id
    and cl.date = any (a.dates) and cl.state = 'allocated'
  left join booking_hold_item i on i.id = cl.claimant_id
    and i.resource_id = cl.resource_id and cl.date = any (i.dates)
    and cl.state = 'held'
  left join booking_hold h on h.id = i.hold_id and h.status = 'active'
  where ${w.rows("booking_claim", "cl")}
    and cl.date >= ${FIRST_TODAY} and cl.date >= ${TODAY}
    and a.id is null and h.id is null
  group by r.id, cl.claimant_id`,
    "first, resource_name, claimant_id",
    w
  )

/** What each query's rows are. */
export type Inspections = {
  overstays: Overstay
  stray_occupancies: StrayOccupancy
  open_ended_closures: OpenEndedClosure
  late_turnover: LateTurnover
  closed_allocations: ClosedAllocation
  double_assignments: DoubleAssignment
  lost_claims: LostClaim
  stray_claims: StrayClaim
}

/** What was sold and held is looked at as far as it is in the scope. */
export const INSPECTIONS: Record<
  keyof Inspections,
  (scope: Scope) => Statement
> = {
  overstays: () => OVERSTAYS,
  stray_occupancies: () => STRAY_OCCUPANCIES,
  open_ended_closures: () => OPEN_ENDED_CLOSURES,
  late_turnover: () => LATE_TURNOVER,
  closed_allocations: () => CLOSED_ALLOCATIONS,
  double_assignments: (scope) => doubleAssignments(within(scope)),
  lost_claims: (scope) => lostClaims(within(scope)),
  stray_claims: (scope) => strayClaims(within(scope)),
}

/** They look at all rooms, whatever the scope. */
export const OF_ALL_ROOMS: ReadonlySet<keyof Inspections> = new Set([
  "overstays",
  "stray_occupancies",
  "open_ended_closures",
  "late_turnover",
  "closed_allocations",
] as const)
