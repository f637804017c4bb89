import type { Actor } from "../types"
import type { Statement } from "./database"
import { CLOCK } from "./dates"
import type { LockedDates } from "./locks"

/** An ended hold that nothing needs any more. */
export type EndedHold = { id: string; items: LockedDates[] }

/**
 * A hold that a line was agreed by is kept for so long at least: reconciliation
 * looks back as far for carts that were paid and never completed.
 */
export const AGREED_FOR_DAYS = 30

/** A value, and no exists: it is looked up for each hold, never for all. */
function isMissing(table: string, column: string): string {
  return `(select 1 from ${table} other where other.${column} = h.id limit 1)
          is null`
}

/**
 * Ended some time ago, and nobody's: no allocation, no conflict, no hold that
 * was to take over from it. As `h`; parameter 1 is the days. Needs CLOCK: a range
 * of the index, where a volatile function would be asked of every row.
 */
const UNNEEDED = `h.status in ('released', 'expired')
        and h.ended_at <= (select now from clock) - $1::int * interval '1 day'
        and (h.variant_id is null or h.ended_at <= (select now from clock)
            - interval '${AGREED_FOR_DAYS} days')
        and ${isMissing("booking_allocation", "hold_id")}
        and ${isMissing("booking_conflict", "hold_id")}
        and ${isMissing("booking_hold", "replaces")}`

/**
 * The oldest of them. Their rows are locked, but for those that somebody else
 * has locked: nothing can come to refer to them. Answers EndedHolds.
 *
 * @param skip what an earlier batch of the same run could not lock
 */
export function endedHolds(
  days: number,
  limit: number,
  skip: string[]
): Statement {
  return {
    name: "booking_ended_holds",
    text: `
      with ${CLOCK}, ended as (
        select h.id, h.ended_at from booking_hold h
        where ${UNNEEDED} and h.id <> all ($3::text[])
        order by h.ended_at limit $2 for update skip locked
      )
      select ended.id, coalesce((
          select jsonb_agg(jsonb_build_object(
            'lock_number', r.lock_number, 'dates', to_jsonb(i.dates)))
          from booking_hold_item i join booking_resource r
            on r.id = i.resource_id
          where i.hold_id = ended.id), '[]') as items
      from ended order by ended.ended_at`,
    values: [days, limit, skip],
  }
}

/**
 * Deletes holds with their items, under the locks of their rows and dates: who
 * takes an ended hold again looks at it under the same. Answers `{ id }`.
 */
export function deleteHolds(ids: string[], actor: Actor): Statement {
  return {
    name: "booking_delete_holds",
    text: `
      with item as (
        delete from booking_hold_item where hold_id = any ($1::text[])
      ), gone as (
        delete from booking_hold where id = any ($1::text[]) returning id
      ), logged as (
        insert into booking_operation (operation, actor_type, actor_id, after)
        select 'hold.deleted', $2, $3, jsonb_build_object('holds', count(*))
        from gone having count(*) > 0
      )
      select id from gone`,
    values: [ids, actor.type, actor.id],
  }
}

/** Of these holds, those that are there. Answers `{ id }`. */
export function existingHolds(ids: string[]): Statement {
  return {
    text: "select id from booking_hold where id = any ($1::text[])",
    values: [ids],
  }
}
