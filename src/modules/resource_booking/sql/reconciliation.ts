import type { Actor, ReconciliationFigures, ReconciliationRun } from "../types"
import { type Scope, within } from "./check-scope"
import type { Statement } from "./database"
import { Filters, isoText, type Listing } from "./lists"

/** A checkout may still be going on: its lock on the cart lives this long. */
const OLD_ENOUGH = "clock_timestamp() - interval '120 seconds'"

/** A run every five minutes makes 9,000 rows in this time. */
const KEPT_FOR = "interval '30 days'"

const RECONCILIATION = `
  r.id, r.trigger, r.dry_run, r.progress, r.checked, r.fixed, r.flagged, r.details,
  r.actor_type, r.actor_id, ${isoText("r.started_at")} as started_at,
  ${isoText("r.finished_at")} as finished_at`

/** Writes that a run has begun, and forgets the oldest ones. */
export function beginReconciliation(
  id: string,
  { trigger, dry_run }: ReconciliationRun,
  actor: Actor
): Statement[] {
  return [
    {
      text: `delete from booking_reconciliation
        where started_at < clock_timestamp() - ${KEPT_FOR}`,
    },
    {
      text: `insert into booking_reconciliation
          (id, trigger, dry_run, actor_type, actor_id, started_at)
        values ($1, $2, $3, $4, $5, clock_timestamp())`,
      values: [id, trigger, dry_run, actor.type, actor.id],
    },
  ]
}

/** Answers the ReconciliationDTO. */
export function finishReconciliation(
  id: string,
  { checked, fixed, flagged, details }: ReconciliationFigures
): Statement {
  return {
    text: `update booking_reconciliation r
      set checked = $2, fixed = $3, flagged = $4, details = $5::jsonb,
        progress = 1, finished_at = clock_timestamp()
      where r.id = $1
      returning ${RECONCILIATION}`,
    values: [id, checked, fixed, flagged, JSON.stringify(details)],
  }
}

/** @param share of the run that is done, 0 to 1 */
export function noteProgress(id: string, share: number): Statement {
  return {
    text: "update booking_reconciliation set progress = $2 where id = $1",
    values: [id, share],
  }
}

export const RECONCILIATION_ORDER = { started_at: "r.started_at" }

export function reconciliationsListing(query: { q?: string }): Listing {
  return {
    columns: RECONCILIATION,
    from: "booking_reconciliation r",
    filters: new Filters().containing(query.q, ["r.details::text"]),
    order: RECONCILIATION_ORDER,
    tieBreak: "r.id",
  }
}

// What the checks look at. Pages go by a key, so that a row which a check
// mends does not move the others.

/** Lines that live holds are sold with. Answers `{ line_item_id, hold_id }`. */
export function heldLines(after: string, limit: number): Statement {
  return {
    text: `select cart_line_item_id as line_item_id, id as hold_id
      from booking_hold
      where status = 'active' and cart_line_item_id > $1
        and expires_at > clock_timestamp() and created_at < ${OLD_ENOUGH}
      order by cart_line_item_id limit $2`,
    values: [after, limit],
  }
}

/** Holds `h` that were placed, or taken again, since the moment $2. */
const PLACED_SINCE = `(h.created_at >= $2 or h.id = any (array(
          select o.hold_id from booking_operation o
          where o.operation = 'hold.taken_again' and o.created_at >= $2)))`

/**
 * Carts that holds were placed for since a moment, with the lines that these
 * are sold with, whatever has become of them; and when a conflict of the cart
 * was last settled. One with an open conflict is on record already. Answers
 * HeldCarts.
 *
 * @param among these carts alone
 */
export function heldCarts(
  after: string,
  since: Date,
  limit: number,
  among: string[] | null = null
): Statement {
  return {
    text: `select h.cart_id,
        array_agg(distinct h.cart_line_item_id) as line_item_ids,
        (select ${isoText("max(c.resolved_at)")} from booking_conflict c
          where c.cart_id = h.cart_id) as settled_at
      from booking_hold h
      where ${PLACED_SINCE} and h.cart_line_item_id is not null
        and h.cart_id > $1
        and ($4::text[] is null or h.cart_id = any ($4::text[]))
        and not exists (select from booking_conflict c
          where c.cart_id = h.cart_id and c.status = 'open')
      group by h.cart_id order by h.cart_id limit $3`,
    values: [after, since, limit, among],
  }
}

/**
 * Of these carts, those with lines whose holds are neither sold nor given back:
 * an order of theirs lacks dates. Answers `{ cart_id }`.
 */
export function unsoldAmong(cartIds: string[]): Statement {
  return {
    text: `select distinct h.cart_id from booking_hold h
      where h.cart_id = any ($1::text[]) and h.variant_id is not null
        and h.status in ('active', 'expired') and h.replaces is null
        and h.replaced_by is null`,
    values: [cartIds],
  }
}

/** Of these holds, those that a line was sold with. Answers AgreedHolds. */
export function agreedHolds(ids: string[]): Statement {
  return {
    text: `select id as hold_id, cart_id, variant_id from booking_hold
      where id = any ($1::text[]) and variant_id is not null`,
    values: [ids],
  }
}

/** Allocations `a` of dates that are not over: what is past can't be sold again. */
const SOLD = `a.status = 'confirmed' and a.created_at < ${OLD_ENOUGH}
        and a.dates[cardinality(a.dates)] >= current_date - 1`

/** Orders with allocations of dates that are not over. Answers `{ order_id }`. */
export function soldOrders(after: string, limit: number): Statement {
  return {
    text: `select a.order_id from booking_allocation a
      where a.order_id > $1 and ${SOLD}
      group by a.order_id order by a.order_id limit $2`,
    values: [after, limit],
  }
}

/** Of these orders, those with dates that are not over. Answers `{ order_id }`. */
export function soldAmong(orderIds: string[]): Statement {
  return {
    text: `select distinct a.order_id from booking_allocation a
      where a.order_id = any ($1::text[]) and ${SOLD}
      order by a.order_id`,
    values: [orderIds],
  }
}

/**
 * What orders have or had. A canceled allocation counts: somebody has decided
 * about it. Answers `{ order_id, line_item_id, hold_id }`.
 */
export function allocatedLines(orderIds: string[]): Statement {
  return {
    text: `select distinct order_id, line_item_id, hold_id
      from booking_allocation where order_id = any ($1::text[])`,
    values: [orderIds],
  }
}

/** Of lines of orders, those that have or had dates. Answers `{ line_item_id }`. */
export function linesWithDates(lineIds: string[]): Statement {
  return {
    text: `select distinct line_item_id from booking_allocation
      where line_item_id = any ($1::text[])`,
    values: [lineIds],
  }
}

/** Answers `{ variant_id }`. */
export function linkedVariants(): Statement {
  return { text: "select distinct variant_id from booking_variant_link" }
}

/** Events that the bus should have by now. Answers `{ late }`. */
export function lateEvents(): Statement {
  return {
    text: `select count(*) as late from booking_outbox
      where occurred_at < clock_timestamp() - interval '1 minute'`,
  }
}

/** Answers `{ dates }`: how many have counters. */
export function countedDates(scope: Scope): Statement {
  const w = within(scope)
  return {
    text: `with ${w.tables} select count(*) as dates from booking_capacity c
      where ${w.rows("booking_capacity", "c")}`,
    ...{ values: w.values, byIndex: w.byIndex },
  }
}
