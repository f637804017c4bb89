import type { DatesSnapshot } from "../domain/holds/decide-hold"
import type { CalendarDate } from "../domain/shared/calendar"
import type { Queryable, Statement } from "./database"
import { freed, isDueOn, overdueUnits } from "./due"

/** The dates of a resource that a decision is about. */
export type WantedDates = { resource_id: string; dates: CalendarDate[] }

/**
 * The instant of the statement that contains it, read after the locks of the
 * statements before it. In milliseconds, as everything that is stored. Not
 * `now()`: that is frozen at BEGIN, before the locks were waited for.
 */
export const CLOCK = `clock as materialized (
  select date_trunc('milliseconds', clock_timestamp()) as now
)`

/** A moment in epoch milliseconds. */
export const ms = (column: string) =>
  `(extract(epoch from ${column}) * 1000)::bigint`

/** The instant, where nothing else is read. Answers `{ now_ms }`. */
export function databaseClock(): Statement {
  return {
    text: `with ${CLOCK}
      select (extract(epoch from now) * 1000)::bigint as now_ms from clock`,
  }
}

/** ResourceFacts of `booking_resource r`. */
export const RESOURCE_FACTS = `jsonb_build_object(
  'id', r.id, 'name', r.name, 'group_id', r.group_id,
  'timezone', r.timezone, 'span', r.span,
  'default_capacity', r.default_capacity,
  'min_stay', r.min_stay, 'max_stay', r.max_stay,
  'lead_time_hours', r.lead_time_hours, 'horizon_days', r.horizon_days,
  'hold_ttl_minutes', r.hold_ttl_minutes, 'is_active', r.is_active)`

/** BlackoutFacts of `booking_blackout b`. */
export const BLACKOUT_FACTS = `jsonb_build_object(
  'resource_id', b.resource_id, 'group_id', b.group_id,
  'all', b.applies_to_all, 'start', b.start_date, 'end', b.end_date,
  'kind', b.kind)`

/**
 * The columns of a DatesSnapshot. Needs CLOCK, and `freed` of `without`;
 * parameters 1 and 2 are the wanted (resource, date) pairs, 3 the distinct
 * resource ids.
 */
export const DATES_SNAPSHOT = (without: string) => `
  (extract(epoch from (select now from clock)) * 1000)::bigint as now_ms,
  (select coalesce(jsonb_agg(${RESOURCE_FACTS}), '[]')
    from booking_resource r
    where r.id = any ($3::text[]) and r.deleted_at is null) as resources,
  (select coalesce(jsonb_agg(jsonb_build_object(
      'resource_id', w.resource_id, 'date', w.date,
      'has_row', c.date is not null,
      'max_capacity', coalesce(c.max_capacity, 0),
      'held', coalesce(c.held, 0), 'allocated', coalesce(c.allocated, 0),
      'overdue', ${overdueUnits("c", without)})), '[]')
    from unnest($1::text[], $2::date[]) as w (resource_id, date)
    left join booking_capacity c
      on c.resource_id = w.resource_id and c.date = w.date) as dates,
  (select coalesce(jsonb_agg(${BLACKOUT_FACTS}), '[]')
    from booking_blackout b
    where b.lifted_at is null
      and b.start_date <= (select max(d) from unnest($2::date[]) as d)
      and (b.end_date is null
        or b.end_date >= (select min(d) from unnest($2::date[]) as d))
      and (b.resource_id = any ($3::text[]) or b.applies_to_all
        or b.group_id in (select g.group_id from booking_resource g
          where g.id = any ($3::text[])))) as blackouts`

/** Parameters 1 to 3 of DATES_SNAPSHOT. */
export function snapshotValues(wanted: WantedDates[]): unknown[] {
  return [
    wanted.flatMap((w) => w.dates.map(() => w.resource_id)),
    wanted.flatMap((w) => w.dates),
    [...new Set(wanted.map((w) => w.resource_id))],
  ]
}

const WITHOUT = "$4::text[]"

/**
 * Everything that decides about certain dates, in one statement. Read in a
 * transaction after its locks it is the truth; read without them it was true
 * at that instant.
 *
 * @param without holds that are not to be counted
 */
export function datesSnapshot(
  wanted: WantedDates[],
  without: string[] = []
): Statement {
  return {
    name: "booking_dates_snapshot",
    text: `with ${CLOCK}, ${freed(WITHOUT)}
      select ${DATES_SNAPSHOT(WITHOUT)}`,
    values: [...snapshotValues(wanted), without],
  }
}

export async function readDates(
  on: Queryable,
  wanted: WantedDates[]
): Promise<DatesSnapshot> {
  const [row] = await on.query<DatesSnapshot>(datesSnapshot(wanted))
  return row as DatesSnapshot
}

/**
 * Rows for dates that live off their resource's default capacity, made on
 * first need: a claim must have one. `max_capacity` is read again from the
 * resource, which the caller has locked.
 */
export function insertDefaultCapacity(wanted: WantedDates[]): Statement {
  return {
    name: "booking_insert_default_capacity",
    text: `
      insert into booking_capacity
        (resource_id, date, max_capacity, from_default)
      select w.resource_id, w.date, r.default_capacity, true
      from unnest($1::text[], $2::date[]) as w (resource_id, date)
      join booking_resource r on r.id = w.resource_id
      where r.default_capacity is not null
      on conflict do nothing`,
    values: snapshotValues(wanted).slice(0, 2),
  }
}

/**
 * Removes claims of ended holds from dates whose locks the caller has. They
 * have no rights, but their counters would stand in the way of the CHECK.
 *
 * @param nowMs the instant of the decision: exactly the holds that it did not
 * count are evicted
 */
export function evictOverdue(wanted: WantedDates[], nowMs: number): Statement {
  return {
    name: "booking_evict_overdue",
    text: `
      -- By where they are: nobody writes claims of dates that are locked.
      delete from booking_claim
      where ctid = any (array(
        select cl.place
        from unnest($1::text[], $2::date[]) as on_it (resource_id, date)
        cross join lateral (
          select cl.ctid as place from booking_claim cl
          where ${isDueOn("on_it", "to_timestamp($3::bigint / 1000.0)")}
          offset 0) cl))`,
    values: [...snapshotValues(wanted).slice(0, 2), nowMs],
  }
}
