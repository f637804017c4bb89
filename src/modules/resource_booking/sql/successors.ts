import type { Statement } from "./database"
import { CLOCK } from "./dates"
import { deleteClaims, HOLD_RECORD } from "./holds"

/** Holds that are about to take over from these. Answers HoldRecords. */
export function successorsOf(ids: string[]): Statement {
  return {
    name: "booking_successors_of",
    text: `
      with ${CLOCK}
      select ${HOLD_RECORD} from booking_hold h
      where h.replaces = any ($1::text[]) and h.status = 'active'
        and h.replaces is not null`,
    values: [ids],
  }
}

/** What becomes of a hold that takes over. Moments in epoch milliseconds. */
export type Succession = {
  line_item_id: string
  expires_at_ms: number
  now_ms: number
}

/**
 * One hold takes over from another, under the locks of both's dates: the old
 * one's claims go, and the new one's become whole. The old one's row is written
 * by the caller before.
 */
export function takeOver(
  { id, replaces }: { id: string; replaces: string },
  { line_item_id, expires_at_ms, now_ms }: Succession
): Statement[] {
  return [
    deleteClaims([replaces]),
    {
      name: "booking_replaced_by",
      text: `update booking_hold set replaced_by = $2 where id = $1`,
      values: [replaces, id],
    },
    {
      name: "booking_complete_claims",
      text: `insert into booking_claim
          (resource_id, date, claimant_id, quantity, state, due_at)
        select i.resource_id, d.date, i.id, i.quantity, 'held', h.due_at
        from booking_hold_item i join booking_hold h on h.id = i.hold_id
        cross join unnest(i.dates) as d (date)
        where i.hold_id = $1
        on conflict (resource_id, date, claimant_id)
          do update set quantity = excluded.quantity
          where booking_claim.quantity <> excluded.quantity`,
      values: [id],
    },
    {
      name: "booking_take_over",
      text: `update booking_hold
        set replaces = null, cart_line_item_id = $2,
          expires_at = to_timestamp($3::bigint / 1000.0),
          updated_at = to_timestamp($4::bigint / 1000.0)
        where id = $1`,
      values: [id, line_item_id, expires_at_ms, now_ms],
    },
  ]
}
