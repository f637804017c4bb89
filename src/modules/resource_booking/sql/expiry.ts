import type { CalendarDate } from "../types"
import type { Statement } from "./database"
import { CLOCK } from "./dates"
import { STILL_ACTIVE } from "./holds"
import { isoText } from "./lists"
import {
  givenEntries,
  INTO_LOG,
  LOG_COLUMNS,
  logRows,
  numbering,
  type LogEntry,
} from "./log"

export type DueHold = {
  id: string
  cart_id: string | null
  items: { resource_id: string; lock_number: number; dates: CalendarDate[] }[]
}

/**
 * Holds past their end, the longest overdue first, read without any lock.
 *
 * @param skip what an earlier batch of the same run could not lock
 */
export function dueHolds(limit: number, skip: string[]): Statement {
  return {
    name: "booking_due_holds",
    text: `
      with ${CLOCK}, due as (
        select id, cart_id, expires_at from booking_hold
        where status = 'active' and expires_at <= (select now from clock)
          and id <> all ($2::text[])
        order by expires_at limit $1
      )
      select due.id, due.cart_id, jsonb_agg(jsonb_build_object(
          'resource_id', i.resource_id, 'lock_number', r.lock_number,
          'dates', to_jsonb(i.dates)) order by i.position) as items
      from due
      join booking_hold_item i on i.hold_id = due.id
      join booking_resource r on r.id = i.resource_id
      group by due.id, due.cart_id, due.expires_at
      order by due.expires_at`,
    values: [limit, skip],
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

/**
 * Announces that holds end soon, each once for each end: sets the mark and
 * writes the event in one statement. Neither status nor end is written, so no
 * lock is needed. Answers `{ id }`.
 */
export function announceExpiring(
  withinMs: number,
  limit: number,
  eventName: string
): Statement {
  return {
    text: `
      with ${CLOCK}, soon as (
        select id from booking_hold
        where status = 'active' and expires_at > (select now from clock)
          and expires_at <= (select now from clock)
            + $1::bigint * interval '1 millisecond'
          and expiring_announced_at is null and replaces is null
          -- A hold that was short from the start needs no warning at once.
          and ttl_ms > $1::bigint
        order by expires_at limit $2
        for update skip locked
      ), marked as (
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
          'event_name', $3::text, 'event_data', told.data))
          as row (${LOG_COLUMNS})`)},
      logged as (${INTO_LOG})
      select id from marked`,
    values: [withinMs, limit, eventName],
  }
}
