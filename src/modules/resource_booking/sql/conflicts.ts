import type {
  Actor,
  ConflictDTO,
  LatePaymentPolicy,
  ListConflicts,
  RaiseConflict,
  ResolveConflict,
  Span,
} from "../types"
import type { Statement } from "./database"
import { Filters, isoText, type Listing } from "./lists"
import { INTO_LOG, LOG_COLUMNS, numbering } from "./log"

/** A conflict, its items as they are stored. */
export type ConflictRecord = Omit<ConflictDTO, "items"> & {
  items: (Omit<ConflictDTO["items"][number], "start_date" | "end_date"> & {
    span: Span
  })[]
}

const ITEMS = `(
  select coalesce(jsonb_agg(jsonb_build_object(
      'id', i.id, 'resource_id', i.resource_id, 'group_id', i.group_id,
      'span', r.span, 'dates', to_jsonb(i.dates), 'quantity', i.quantity)
      order by i.position), '[]')
  from booking_hold_item i
  join booking_resource r on r.id = i.resource_id
  where i.hold_id = c.hold_id)`

/** The columns of a ConflictRecord, from `booking_conflict c`. */
export const CONFLICT = `
  c.id, c.status, c.policy, c.order_id, c.line_item_id, c.cart_id, c.hold_id,
  ${ITEMS} as items, c.code, to_jsonb(c.dates) as dates, c.outcome, c.note,
  ${isoText("c.created_at")} as created_at,
  ${isoText("c.resolved_at")} as resolved_at`

export const CONFLICT_ORDER = {
  id: "c.id",
  created_at: "c.created_at",
  status: "c.status",
}

export function conflictsListing(query: ListConflicts): Listing {
  return {
    columns: CONFLICT,
    from: "booking_conflict c",
    filters: new Filters()
      .given(query.status, (p) => `c.status = ${p}`)
      .given(query.order_id, (p) => `c.order_id = ${p}`)
      .given(query.hold_id, (p) => `c.hold_id = ${p}`)
      .containing(query.q, ["c.id", "c.order_id", "c.cart_id", "c.hold_id"]),
    order: CONFLICT_ORDER,
    tieBreak: "c.id",
  }
}

export function selectConflict(id: string): Statement {
  return {
    text: `select ${CONFLICT} from booking_conflict c where c.id = $1`,
    values: [id],
  }
}

/** The conflict of an order's line, or the open one of a cart's. */
export function conflictOf({
  order_id,
  line_item_id,
  cart_id,
  hold_id,
}: RaiseConflict): Statement {
  return {
    text: `select ${CONFLICT} from booking_conflict c
      where case when $1::text is not null
        then c.order_id = $1
          and coalesce(c.line_item_id, c.hold_id) = coalesce($2, $4)
        else c.order_id is null and c.cart_id = $3 and c.status = 'open'
          and coalesce(c.hold_id, c.line_item_id) = coalesce($4, $2) end`,
    values: [order_id, line_item_id, cart_id, hold_id],
  }
}

/**
 * What was raised about an order's line, and about its cart before there was an
 * order; locked, so that it is settled once. Answers `{ id, status, outcome }`.
 */
export function lockConflicts(
  orderId: string,
  lineItemId: string | null,
  holdId: string
): Statement {
  return {
    text: `select id, status, outcome from booking_conflict
      where (order_id = $1 and coalesce(line_item_id, hold_id)
          = coalesce($2::text, $3))
        or (order_id is null and hold_id = $3 and status = 'open')
      order by id for update`,
    values: [orderId, lineItemId, holdId],
  }
}

/** Lines of orders that have a conflict, settled or not. */
export function conflictLines(orderIds: string[]): Statement {
  return {
    text: `select order_id, line_item_id, hold_id from booking_conflict
      where order_id = any ($1::text[])`,
    values: [orderIds],
  }
}

/** Open conflicts in pages by id. Answers ConflictRecords. */
export function openConflicts(after: string, limit: number): Statement {
  return {
    text: `select ${CONFLICT} from booking_conflict c
      where c.status = 'open' and c.id > $1 order by c.id limit $2`,
    values: [after, limit],
  }
}

/**
 * The log's entry of what a statement named `written` wrote: nothing written,
 * nothing logged. Parameters 1 and 2 are the actor.
 */
const LOGGED = `, ${numbering(`
  select row.* from written w
  cross join lateral (select case when w.is_new then 'conflict.raised'
    else 'conflict.resolved' end as name) entry
  cross join lateral (select jsonb_build_object('id', w.id,
    'status', w.status, 'policy', w.policy, 'outcome', w.outcome,
    'order_id', w.order_id, 'line_item_id', w.line_item_id,
    'cart_id', w.cart_id, 'hold_id', w.hold_id, 'code', w.code,
    'dates', to_jsonb(w.dates)) as data) told
  cross join lateral jsonb_to_record(jsonb_build_object(
    'operation', entry.name, 'hold_id', w.hold_id, 'order_id', w.order_id,
    'actor_type', $1::text, 'actor_id', $2::text, 'after', told.data,
    'reason', w.note, 'event_name', 'resource_booking.' || entry.name,
    'event_data', told.data)) as row (${LOG_COLUMNS})`)}
  ${INTO_LOG} returning seq`

/** A hold, if it is of this cart, and can't be deleted now. Answers `{ id }`. */
export function keepHoldOf(id: string, cartId: string | null): Statement {
  return {
    text: `select id from booking_hold where id = $1 and cart_id = $2
      for key share`,
    values: [id, cartId],
  }
}

/** Raises a conflict, unless it was raised before. */
export function insertConflict(
  id: string,
  actor: Actor,
  policy: LatePaymentPolicy,
  raised: RaiseConflict
): Statement {
  return {
    text: `
      with written as (
        insert into booking_conflict (id, policy, order_id, line_item_id,
          cart_id, hold_id, code, dates)
        values ($3, $4, $5, $6, $7, $8, $9, $10::date[])
        on conflict do nothing
        returning *, true as is_new)${LOGGED}`,
    values: [...conflictValues(id, actor, policy, raised)],
  }
}

/** Of an order's line that got its dates beyond the capacity. */
export function insertOverbooked(
  id: string,
  actor: Actor,
  policy: LatePaymentPolicy,
  raised: RaiseConflict,
  note: string | null
): Statement {
  return {
    // A row that this statement made has no xmax: it is new.
    text: `
      with written as (
        insert into booking_conflict as c (id, policy, order_id, line_item_id,
          cart_id, hold_id, code, dates, status, outcome, note, resolved_at)
        values ($3, $4, $5, $6, $7, $8, $9, $10::date[], 'resolved',
          'overbooked', $11, clock_timestamp())
        on conflict (order_id, coalesce(line_item_id, hold_id))
          where order_id is not null
        do update set status = 'resolved', outcome = 'overbooked', note = $11,
          resolved_at = clock_timestamp()
        returning c.*, c.xmax = 0 as is_new)${LOGGED}`,
    values: [...conflictValues(id, actor, policy, raised), note],
  }
}

function conflictValues(
  id: string,
  actor: Actor,
  policy: LatePaymentPolicy,
  { order_id, line_item_id, cart_id, hold_id, code, dates }: RaiseConflict
): unknown[] {
  return [
    ...[actor.type, actor.id, id, policy, order_id, line_item_id],
    ...[cart_id, hold_id, code, dates],
  ]
}

/**
 * Settles an open conflict together with what settles it: if somebody else was
 * faster, the trigger refuses, and with it the whole transaction.
 */
export function settleConflict(
  id: string,
  actor: Actor,
  { outcome, note = null }: ResolveConflict
): Statement {
  return {
    text: `
      with written as (
        update booking_conflict
        set status = 'resolved', outcome = $4, note = $5,
          resolved_at = clock_timestamp()
        where id = $3
        returning *, false as is_new)${LOGGED}`,
    values: [actor.type, actor.id, id, outcome, note],
  }
}

/** Settles an open conflict; one that is settled stays as it is. */
export function resolveConflict(
  id: string,
  actor: Actor,
  { outcome, note = null }: ResolveConflict
): Statement {
  return {
    text: `
      with written as (
        update booking_conflict
        set status = 'resolved', outcome = $4, note = $5,
          resolved_at = clock_timestamp()
        where id = $3 and status = 'open'
        returning *, false as is_new)${LOGGED}`,
    values: [actor.type, actor.id, id, outcome, note],
  }
}
