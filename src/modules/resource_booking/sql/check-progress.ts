/** How far the checks have come, and where the next ones begin. */
import type { DateKey } from "./check-scope"
import type { Statement } from "./database"

/** Of the log: see `planChecks`. Transactions as PostgreSQL numbers them. */
export type Watermark = {
  /** All entries up to this one are committed and have been checked. */
  checked_to: number
  /** The last entry that the run before could see... */
  seen_to: number
  /** ...and the first transaction that had not begun by then. */
  seen_before: string
}

/** The last keys of the slices that were looked at; null begins a round. */
export type SlicePosition = {
  holds: string | null
  dates: DateKey | null
  resources: string | null
}

/** How far Medusa's orders and carts have been looked at. */
export type OrderPosition = {
  /** The start of the last run that came to its end. */
  since: string | null
  orders: string
  sold_orders: string
  carts: string
}

export type Positions = {
  changes: Watermark
  slices: SlicePosition
  orders: OrderPosition
}

/** Answers `{ name, position }`. */
export function positions(): Statement {
  return { text: "select name, position from booking_check_progress" }
}

export function keepPosition<K extends keyof Positions>(
  name: K,
  position: Positions[K]
): Statement {
  return {
    text: `insert into booking_check_progress (name, position)
      values ($1, $2::jsonb)
      on conflict (name) do update set position = excluded.position,
        updated_at = clock_timestamp()`,
    values: [name, JSON.stringify(position)],
  }
}

/** What transactions there are. Answers `{ oldest, next, last }`. */
export function logNow(): Statement {
  return {
    text: `select pg_snapshot_xmin(pg_current_snapshot())::text as oldest,
      pg_snapshot_xmax(pg_current_snapshot())::text as next,
      (select coalesce(max(seq), 0) from booking_operation) as last`,
  }
}

/** What entries of the log are about. `last` is null where there are none. */
export type Changes = {
  last: number | null
  holds: string[]
  resources: string[]
}

/** The next entries of the log. Answers Changes. */
export function changesAfter(seq: number, limit: number): Statement {
  return {
    text: `select max(seq) as last,
        coalesce(array_agg(distinct hold_id)
          filter (where hold_id is not null), '{}') as holds,
        coalesce(array_agg(distinct resource_id) filter (where hold_id is null
          and resource_id is not null), '{}') as resources
      from (select seq, hold_id, resource_id from booking_operation
        where seq > $1 order by seq limit $2) entry`,
    values: [seq, limit],
  }
}

/** Answers `{ key }` of the row so many after a key; none at the end. */
export function idAfter(
  table: "booking_hold" | "booking_resource",
  after: string | null,
  rows: number
): Statement {
  return {
    text: `select id as key from ${table}
      where $1::text is null or id > $1 order by id offset $2 limit 1`,
    values: [after, rows - 1],
  }
}

/** The same of capacities: answers `{ key }`, a DateKey. */
export function dateAfter(after: DateKey | null, rows: number): Statement {
  const [resource, date] = after ?? [null, null]
  return {
    text: `select jsonb_build_array(resource_id, date) as key
      from booking_capacity
      where $1::text is null or (resource_id, date) > ($1, $2::date)
      order by resource_id, date offset $3 limit 1`,
    values: [resource, date, rows - 1],
  }
}

/** How many rows there are, as autovacuum knows it. Answers `{ holds, dates }`. */
export function roughSizes(): Statement {
  return {
    text: `select
      (select greatest(reltuples, 0) from pg_class
        where oid = 'booking_hold'::regclass) as holds,
      (select greatest(reltuples, 0) from pg_class
        where oid = 'booking_capacity'::regclass) as dates`,
  }
}

/**
 * What the last report flagged: by the holds, dates and resources that it is
 * about. Answers `{ holds, dates, resources, subjects }`.
 */
export function lastFlagged(): Statement {
  return {
    text: `
      with said as materialized (
        select distinct found ->> 'subject' as id
        from (select details from booking_reconciliation
          where finished_at is not null and not dry_run
          order by started_at desc limit 1) last
        cross join jsonb_array_elements(last.details) as found
        where found ->> 'action' = 'flagged'
      )
      select array(
          select h.id from booking_hold h join said using (id)
          union select i.hold_id from booking_hold_item i join said using (id)
          union select a.hold_id from booking_allocation a join said using (id)
        ) as holds,
        (select coalesce(jsonb_agg(jsonb_build_array(d.resource_id, d.date)), '[]')
          from (
            select cl.resource_id, cl.date from booking_claim cl
            join said on said.id = cl.claimant_id
            union
            select c.resource_id, c.date
            from said join booking_capacity c
              on c.resource_id = split_part(said.id, ' ', 1)
            where said.id = c.resource_id || ' ' || c.date) d) as dates,
        array(
          select r.id from booking_resource r join said using (id)
          union select t.resource_id from booking_housekeeping_task t
            join said using (id)
          union select b.resource_id from booking_blackout b
            join said using (id) where b.resource_id is not null
        ) as resources,
        array(select id from said) as subjects`,
  }
}
