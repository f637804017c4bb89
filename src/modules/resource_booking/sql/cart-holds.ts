import type {
  CartLineOfHold,
  HoldBefore,
  HoldLine,
  RepricedLine,
} from "../types"
import type { Statement } from "./database"
import { CLOCK } from "./dates"
import { STILL_ACTIVE } from "./due"
import { HOLD_RECORD } from "./holds"
import { VARIANT_LINK_FROM, VARIANT_LINK_LIVES } from "./variant-links"

/** Nothing is agreed any more: it is sold with no line, and waits for none. */
const NO_LINE = `cart_line_item_id = null, variant_id = null,
        line_quantity = null, unit_price = null, currency_code = null,
        charged_dates = null, price_mode = null`

/** The scope of keys that were given back. */
const UNDONE = "undone"

const HAS_LINE = `h.cart_line_item_id is not null
  and h.replaced_by is null and h.status <> 'released'`

const AWAITS_LINE = `h.status in ('active', 'expired')
  and h.variant_id is not null and h.cart_line_item_id is null
  and h.idempotency_scope <> '${UNDONE}'`

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
      where h.cart_id = $1 and ${HAS_LINE}
      order by h.created_at, h.id`,
    values: [cartId],
  }
}

/**
 * Those, and after them those that wait for their line, also if they have ended
 * by now, and have not given their key back; those that are about to take over
 * from another among them. Answers HoldRecords.
 */
export function holdsForLines(cartId: string): Statement {
  return {
    name: "booking_holds_for_lines",
    text: `
      with ${CLOCK}
      select ${HOLD_RECORD} from booking_hold h
      where h.cart_id = $1 and (${HAS_LINE} or ${AWAITS_LINE})
      order by h.cart_line_item_id is null, h.created_at, h.id`,
    values: [cartId],
  }
}

/**
 * Whether a cart has, or ever had, a hold, or is to have one: a variant of its
 * lines sells bookings. Answers `{ concerned }`.
 */
export function concernsBookings(
  cartId: string,
  variantIds: string[]
): Statement {
  return {
    name: "booking_concerns_bookings",
    text: `
      select exists (select from booking_hold where cart_id = $1)
        or exists (
          select from ${VARIANT_LINK_FROM}
          where l.variant_id = any ($2::text[]) and ${VARIANT_LINK_LIVES})
        as concerned`,
    values: [cartId, variantIds],
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

/**
 * An ended hold is no longer that of a line which is gone: nothing that looks
 * for the holds of a cart's lines finds it. Answers `{ id }`.
 *
 * @param overdueId the hold, if it has ended and that is not written down yet
 */
export function forgetLine(
  lineItemId: string,
  overdueId: string | null
): Statement {
  return {
    text: `update booking_hold
      set ${NO_LINE}, updated_at = clock_timestamp()
      where (cart_line_item_id = $1 and status = 'expired')
        or (id = $2 and cart_line_item_id = $1 and status = 'active'
          and expires_at <= clock_timestamp())
      returning id`,
    values: [lineItemId, overdueId],
  }
}

/** A hold with an end to write. Moments in epoch milliseconds. */
export type Pin = { id: string; end_ms: number; own_end_ms: number }

/**
 * Keeps live holds alive at least until a moment, and remembers their own end.
 * That a payment was tried is forgotten: another one comes.
 */
export function pinHolds(pins: Pin[]): Statement {
  return {
    name: "booking_pin_holds",
    text: `update booking_hold h
      set pinned_from = to_timestamp(given.own_end_ms / 1000.0),
        expires_at = greatest(h.expires_at,
          to_timestamp(given.end_ms / 1000.0)),
        payment_tried_at = null, updated_at = clock_timestamp()
      from unnest($1::text[], $2::bigint[], $3::bigint[])
        as given (id, end_ms, own_end_ms)
      where h.id = given.id and ${STILL_ACTIVE}`,
    values: [
      pins.map(({ id }) => id),
      pins.map(({ end_ms }) => end_ms),
      pins.map(({ own_end_ms }) => own_end_ms),
    ],
  }
}

/**
 * A payment of the cart is about to be tried. The rows are locked in one order
 * for everybody who comes this way. Answers `{ id }`.
 */
export function notePayment(cartId: string): Statement {
  return {
    text: `
      with pinned as (
        select id from booking_hold
        where cart_id = $1 and status = 'active' and pinned_from is not null
        order by id for update)
      update booking_hold h
      set payment_tried_at = clock_timestamp(), updated_at = clock_timestamp()
      from pinned where h.id = pinned.id
      returning h.id`,
    values: [cartId],
  }
}

/** Ends pinned holds at other moments than their pin's. */
export function unpinHolds(ends: { id: string; end_ms: number }[]): Statement {
  return {
    name: "booking_unpin_holds",
    text: `update booking_hold h
      set expires_at = to_timestamp(given.end_ms / 1000.0),
        pinned_from = null, expiring_announced_at = null,
        updated_at = clock_timestamp()
      from unnest($1::text[], $2::bigint[]) as given (id, end_ms)
      where h.id = given.id and h.pinned_from is not null
        and ${STILL_ACTIVE}`,
    values: [ends.map(({ id }) => id), ends.map(({ end_ms }) => end_ms)],
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

/** Brings a live hold into a cart. */
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

/** Takes a hold that was brought out of its cart again. */
export function detachHold(id: string, to: HoldBefore): Statement[] {
  return [...(to.basket ? [giveClockBack(to.basket)] : []), detach(id, to)]
}

/** Unless it has changed since. */
function giveClockBack(basket: NonNullable<HoldBefore["basket"]>): Statement {
  return {
    text: `update booking_basket
      set deadline = to_timestamp($3::bigint / 1000.0)
      where owner = $1 and deadline = to_timestamp($2::bigint / 1000.0)`,
    values: [basket.owner, basket.after_ms, basket.before_ms],
  }
}

function detach(id: string, to: HoldBefore): Statement {
  return {
    text: `update booking_hold
      set cart_id = $2, customer_id = $3, owner = $4, ${NO_LINE},
        expires_at = to_timestamp($5::bigint / 1000.0),
        deadline = to_timestamp($6::bigint / 1000.0),
        expiring_announced_at = null, updated_at = clock_timestamp()
      where id = $1 and ${STILL_ACTIVE}`,
    values: [
      ...[id, to.cart_id, to.customer_id, to.owner],
      ...[to.expires_at_ms, to.deadline_ms],
    ],
  }
}

/**
 * The line that a hold is sold with is written. One that is about to take over
 * from another is not attached, but takes over. Answers `{ id }`.
 */
export function attachLine(line: CartLineOfHold): Statement {
  return {
    name: "booking_attach_line",
    text: `update booking_hold
      set cart_line_item_id = $2, updated_at = clock_timestamp()
      where id = $1 and cart_id = $3 and cart_line_item_id is null
        and variant_id is not null and replaces is null and status in ('active', 'expired')
      returning id`,
    values: [line.hold_id, line.line_item_id, line.cart_id],
  }
}

/** The key of a hold that was undone is free for the same request. */
export function giveKeyBack(id: string): Statement {
  return {
    text: `update booking_hold
      set idempotency_scope = '${UNDONE}', idempotency_key = id
      where id = $1`,
    values: [id],
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
