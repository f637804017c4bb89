import type { CalendarDate } from "../types"
import type { Statement } from "./database"
import { CLOCK } from "./dates"
import { STILL_ACTIVE } from "./due"
import { isoText } from "./lists"
import {
  givenEntries,
  INTO_LOG,
  LOG_COLUMNS,
  type LogEntry,
  logRows,
  numbering,
} from "./log"

export type DueHold = {
  id: string
  cart_id: string | null
  /** False: it got a later end, which its claims don't say yet. */
  is_over: boolean
  items: { resource_id: string; lock_number: number; dates: CalendarDate[] }[]
}

const DUE = "status = 'active' and due_at <= (select now from clock)"

/** Answers a row if a hold is due, or may be: the cheapest look. */
export function anyDue(): Statement {
  return {
    text: `with ${CLOCK}
      select id from booking_hold where ${DUE} order by due_at limit 1`,
  }
}

/**
 * Holds that are due, the longest first. Their rows are locked, but for those
 * that somebody else has locked: jobs at the same time share the work. Only for
 * a transaction that waits for no lock from then on.
 *
 * @param skip what an earlier batch of the same run could not lock
 */
export function dueHolds(limit: number, skip: string[]): Statement {
  return {
    name: "booking_due_holds",
    text: `
      with ${CLOCK}, due as (
        select id, cart_id, due_at, expires_at from booking_hold
        where ${DUE} and id <> all ($2::text[])
        order by due_at limit $1 for no key update skip locked
      )
      select due.id, due.cart_id,
        due.expires_at <= (select now from clock) as is_over,
        jsonb_agg(jsonb_build_object(
          'resource_id', i.resource_id, 'lock_number', r.lock_number,
          'dates', to_jsonb(i.dates)) order by i.position) as items
      from due
      join booking_hold_item i on i.hold_id = due.id
      join booking_resource r on r.id = i.resource_id
      group by due.id, due.cart_id, due.due_at, due.expires_at
      order by due.due_at`,
    values: [limit, skip],
  }
}

/**
 * Claims say the later end that their hold has got since they were written.
 * Under the locks of its dates, and of its row. Answers `{ id }`.
 */
export function renewDueAt(ids: string[]): Statement {
  return {
    name: "booking_renew_due_at",
    text: `
      with ${CLOCK}, renewed as (
        update booking_hold set due_at = expires_at
        where id = any ($1::text[]) and ${STILL_ACTIVE}
          and expires_at > (select now from clock)
        returning id
      ), written as (
        update booking_claim cl set due_at = (
          select h.expires_at from booking_hold_item i
          join booking_hold h on h.id = i.hold_id
          where i.id = cl.claimant_id)
        where cl.claimant_id = any (array(
          select i.id from booking_hold_item i
          where i.hold_id = any (array(select id from renewed))))
      )
      select id from renewed`,
    values: [ids],
  }
}

/**
 * Writes down that holds have expired, as far as they still are overdue now
 * that their dates are locked: one may have been extended, confirmed or
 * released since it was found. Answers `{ id }` of those.
 */
export function expireHolds(ids: string[], log: LogEntry[]): Statement {
  return {
    name: "booking_expire_holds",
    text: `
      with ${CLOCK}, expired as (
        update booking_hold set status = 'expired',
          ended_at = (select now from clock), updated_at = (select now from clock)
        where id = any ($1::text[]) and ${STILL_ACTIVE}
          and expires_at <= (select now from clock)
        returning id
      ), freed as (
        -- Arrays, not joins: a plan by the indexes whatever is known of the
        -- tables' sizes.
        delete from booking_claim where claimant_id = any (array(
          select i.id from booking_hold_item i
          where i.hold_id = any (array(select id from expired))))
      ), ${numbering(`
        select row.* from (${givenEntries("$2")}) row
        join expired on expired.id = row.hold_id`)},
      logged as (${INTO_LOG})
      select id from expired`,
    values: [ids, logRows(log)],
  }
}

const SOON = "(select now from clock) + $1::bigint * interval '1 millisecond'"

/** Live holds that end soon and were not announced; those first that end first. */
const UNANNOUNCED = `
  select id from booking_hold
  where status = 'active' and expires_at > (select now from clock)
    and due_at <= ${SOON} and expires_at <= ${SOON}
    and expiring_announced_at is null and replaces is null
    -- A hold that was short from the start needs no warning at once.
    and ttl_ms > $1::bigint and id <> all ($3::text[])
  order by due_at, id limit $2
  for update skip locked`

/**
 * Announces that holds end soon, each once for each end: sets the mark and
 * writes the event in one statement. Neither status nor end is written, so no
 * lock is needed. Answers `{ id }`.
 */
export function announceExpiring(
  withinMs: number,
  limit: number,
  without: string[],
  eventName: string
): Statement {
  return {
    text: `
      with ${CLOCK}, soon as (${UNANNOUNCED}), marked as (
        update booking_hold h
        set expiring_announced_at = (select now from clock)
        from soon where h.id = soon.id
        returning h.id, h.cart_id, h.expires_at
      ), ${numbering(`
        select row.* from marked m
        cross join lateral (select jsonb_build_object('id', m.id,
          'cart_id', m.cart_id, 'expires_at', ${isoText("m.expires_at")})
          as data) told
        cross join lateral jsonb_to_record(jsonb_build_object(
          'operation', 'hold.expiring', 'hold_id', m.id, 'actor_type', 'job',
          'event_name', $4::text, 'event_data', told.data))
          as row (${LOG_COLUMNS})`)},
      logged as (${INTO_LOG})
      select id from marked`,
    values: [withinMs, limit, without, eventName],
  }
}

/** The first of them. Answers `{ id }`. */
export function firstUnannounced(
  withinMs: number,
  without: string[]
): Statement {
  return {
    text: `with ${CLOCK} ${UNANNOUNCED}`,
    values: [withinMs, 1, without],
  }
}
