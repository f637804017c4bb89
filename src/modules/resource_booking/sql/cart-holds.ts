import type { HoldLine, RepricedLine } from "../types"
import type { Statement } from "./database"
import { CLOCK } from "./dates"
import { HOLD_RECORD, STILL_ACTIVE } from "./holds"

/**
 * The holds that a cart's lines are sold with, whatever has become of them, but
 * for those that were released or replaced. Answers HoldRecords with a line.
 */
export function holdsOfLines(cartId: string): Statement {
  return {
    name: "booking_holds_of_lines",
    text: `
      with ${CLOCK}
      select ${HOLD_RECORD} from booking_hold h
      where h.cart_id = $1 and h.cart_line_item_id is not null
        and h.replaced_by is null and h.status <> 'released'
      order by h.created_at, h.id`,
    values: [cartId],
  }
}

/** The live hold that a line is sold with. Answers `{ id }`. */
export function liveHoldOfLine(lineItemId: string): Statement {
  return {
    text: `select id from booking_hold
      where cart_line_item_id = $1 and status = 'active'`,
    values: [lineItemId],
  }
}

/** Keeps live holds alive at least until a moment, and remembers their end. */
export function pinHolds(ids: string[], untilMs: number): Statement {
  return {
    name: "booking_pin_holds",
    text: `update booking_hold
      set pinned_from = coalesce(pinned_from, expires_at),
        expires_at = greatest(expires_at, to_timestamp($2::bigint / 1000.0)),
        updated_at = clock_timestamp()
      where id = any ($1::text[]) and ${STILL_ACTIVE}`,
    values: [ids, untilMs],
  }
}

/** Gives pinned holds their own end back, but not one before a moment. */
export function unpinHolds(ids: string[], leastMs: number): Statement {
  return {
    name: "booking_unpin_holds",
    text: `update booking_hold
      set expires_at = greatest(pinned_from, to_timestamp($2::bigint / 1000.0)),
        pinned_from = null, expiring_announced_at = null,
        updated_at = clock_timestamp()
      where id = any ($1::text[]) and pinned_from is not null
        and ${STILL_ACTIVE}`,
    values: [ids, leastMs],
  }
}

/** What a hold becomes when it comes into a cart. */
export type Attachment = {
  cart_id: string
  customer_id: string | null
  owner: string
  line: HoldLine
  expires_at_ms: number
  deadline_ms: number
}

export function attachHold(id: string, to: Attachment): Statement {
  const { line } = to
  return {
    name: "booking_attach_hold",
    text: `update booking_hold
      set cart_id = $2, customer_id = $3, owner = $4,
        cart_line_item_id = $5, variant_id = $6, line_quantity = $7,
        unit_price = $8::numeric, currency_code = $9,
        charged_dates = $10, price_mode = $11,
        expires_at = to_timestamp($12::bigint / 1000.0),
        deadline = to_timestamp($13::bigint / 1000.0),
        expiring_announced_at = null, updated_at = clock_timestamp()
      where id = $1 and ${STILL_ACTIVE}`,
    values: [
      ...[id, to.cart_id, to.customer_id, to.owner],
      ...[line.line_item_id, line.variant_id, line.quantity],
      ...[line.unit_price, line.currency_code],
      ...[line.charged_dates, line.price_mode],
      ...[to.expires_at_ms, to.deadline_ms],
    ],
  }
}

/** Another line and price for holds that are not sold or released. */
export function repriceHolds(lines: RepricedLine[]): Statement {
  return {
    name: "booking_reprice_holds",
    text: `update booking_hold h
      set cart_line_item_id = given.line_item_id,
        line_quantity = given.quantity, unit_price = given.unit_price::numeric,
        currency_code = given.currency_code, updated_at = clock_timestamp()
      from jsonb_to_recordset($1::jsonb) as given (hold_id text,
        line_item_id text, quantity int, unit_price text, currency_code text)
      where h.id = given.hold_id and h.status in ('active', 'expired')`,
    values: [JSON.stringify(lines)],
  }
}

/** Holds of a cart that were released for this reason. Answers UnpricedBookings. */
export function holdsReleasedFor(cartId: string, reason: string): Statement {
  return {
    text: `select h.cart_line_item_id as line_item_id, h.id as hold_id, o.reason
      from booking_hold h
      join booking_operation o
        on o.hold_id = h.id and o.operation = 'hold.released'
      where h.cart_id = $1 and h.status = 'released' and o.reason = $2
        and h.cart_line_item_id is not null
      order by o.seq`,
    values: [cartId, reason],
  }
}

/** A cart's live holds become another owner's. Answers `{ id }`. */
export function adoptHolds(
  cartId: string,
  owner: string,
  customerId: string
): Statement {
  return {
    text: `update booking_hold
      set owner = $2, customer_id = $3, updated_at = clock_timestamp()
      where cart_id = $1 and ${STILL_ACTIVE} and owner is distinct from $2
      returning id`,
    values: [cartId, owner, customerId],
  }
}
