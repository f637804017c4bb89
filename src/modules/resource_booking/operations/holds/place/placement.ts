import {
  type BasketClock,
  basketClock,
  commonDeadline,
  laterEnds,
  sameCart,
  ttlOf,
} from "../../../domain/holds/deadline"
import {
  depletedBy,
  type PlacementFacts,
} from "../../../domain/holds/decide-placement"
import { coverOf } from "../../../domain/holds/succession"
import { confirmHold, describeAllocations } from "../../../sql/allocations"
import { settleConflict } from "../../../sql/conflicts"
import type { Statement } from "../../../sql/database"
import { evictOverdue, insertDefaultCapacity } from "../../../sql/dates"
import { extendHolds, insertHolds, writeBaskets } from "../../../sql/holds"
import { insertLog, type LogEntry } from "../../../sql/log"
import type { CreateAllocations, HoldAnswer } from "../../../types"
import { wantedDates } from "../../capacity/wanted-dates"
import type { Call } from "../../shared/context"
import { confirmedLog, extendedLog, placedLog } from "../../shared/hold-log"
import { newId } from "../../shared/ids"
import { toAnswer } from "../../shared/records"
import { dropSuccessors, keptHold, type Predecessor } from "../succession"
import type {
  ChosenItem,
  Extended,
  HoldRequest,
  PlacedItem,
  Placement,
} from "./types"

const MINUTE_MS = 60_000

/** Ids and clock of a hold that may be placed. */
export function preparePlacement(
  request: HoldRequest,
  basket: BasketClock | null,
  chosen: ChosenItem[],
  facts: PlacementFacts,
  before: Predecessor
): Placement {
  const { call, input, owner } = request
  const { now_ms: now, siblings } = facts
  const lifetime = call.options.hold_lifetime_minutes * MINUTE_MS
  const own = facts.resources.filter((r) =>
    chosen.some((item) => item.resource_id === r.id)
  )
  const ttl = ttlOf(own, call.options.hold_ttl_minutes)
  const kept = keptHold(before, now)
  const live = siblings.length + (kept ? 1 : 0)
  const clock = basketClock(basket, live, now, lifetime)
  const deadline = Math.min(
    clock.deadline_ms,
    kept?.hold.deadline_ms ?? Infinity
  )
  const cart = sameCart(siblings, input.cart_id ?? null)
  const end = commonDeadline(
    [ttl, ...cart.map((s) => s.ttl_ms)],
    cart.map((s) => s.expires_at_ms),
    deadline,
    now
  )
  return {
    call,
    before,
    staff: request.staff,
    hold: {
      id: input.id ?? newId("bhold"),
      // What takes over gets its own end, and the cart its new one, then.
      expires_at_ms: kept?.until_ms ?? Math.min(end, deadline),
      ttl_ms: ttl,
      deadline_ms: deadline,
      owner,
      cart_id: input.cart_id ?? null,
      customer_id: input.customer_id ?? null,
      email: input.email ?? null,
      address: request.address,
      scope: request.scope,
      key: input.idempotency_key,
      fingerprint: request.fingerprint,
      metadata: input.metadata ?? {},
      created_at_ms: now,
      line: input.line ?? null,
      staff_booking: request.staff !== null,
      replaces: request.replaces,
      items: chosen.map(placedItem),
    },
    clock: clock === basket ? null : clock,
    extended: kept
      ? laterEnds<Extended>([kept.hold], kept.until_ms)
      : laterEnds<Extended>(cart, end),
    facts,
  }
}

function placedItem(item: ChosenItem, position: number): PlacedItem {
  return { ...item, id: newId("bitem"), position }
}

/** The statements that write placements, in the order they must run. */
export function writesOf(placements: Placement[]): Statement[] {
  const { dates, now_ms } = (placements[0] as Placement).facts
  const holds = placements.map((placement) => placement.hold)
  const wanted = wantedDates(holds.flatMap((hold) => hold.items))
  const baskets = placements.flatMap(({ hold, clock }) =>
    hold.owner && clock
      ? [{ owner: hold.owner, ...clock, grace_until_ms: null }]
      : []
  )
  const extensions = placements.filter(({ extended }) => extended.length > 0)
  return [
    ...(dates.some((d) => !d.has_row) ? [insertDefaultCapacity(wanted)] : []),
    ...(dates.some((d) => d.overdue > 0) ? [evictOverdue(wanted, now_ms)] : []),
    ...(baskets.length > 0 ? [writeBaskets(baskets)] : []),
    ...extensions.map(({ extended }) => extendHolds(extended, now_ms)),
    ...placements.flatMap(({ call, before }) =>
      dropSuccessors(call, before.successors, now_ms)
    ),
    insertHolds(holds, placements.flatMap(logOf), placements.flatMap(coversOf)),
    ...placements.flatMap(({ call, hold, staff }) =>
      staff ? confirmationOf(call, hold, staff) : []
    ),
  ]
}

/** What staff book is nobody's hold first: it is confirmed as it is placed. */
function confirmationOf(
  call: Call,
  hold: Placement["hold"],
  input: CreateAllocations
): Statement[] {
  const created = hold.items.map((item) => ({
    id: newId("balloc"),
    hold_item_id: item.id,
  }))
  const { order_id = null, line_item_id = null } = input
  const { guests = [], note = null, settles } = input
  const order = { order_id, line_item_id }
  return [
    ...confirmHold(hold.id, order_id, line_item_id, created),
    describeAllocations(
      created.map((a) => a.id),
      guests,
      note
    ),
    insertLog(confirmedLog(call.actor, hold, created, order)),
    ...(settles
      ? [
          settleConflict(settles.conflict_id, call.actor, {
            outcome: "rebooked",
            note: settles.note,
          }),
        ]
      : []),
  ]
}

/** What the hold before keeps for it until it takes over. */
function coversOf({ hold, before, facts }: Placement) {
  const kept = keptHold(before, facts.now_ms)
  return kept ? coverOf(hold.items, kept.hold.items) : []
}

function logOf(placement: Placement): LogEntry[] {
  const { call, hold, extended, facts } = placement
  return [
    ...extended.map((later) => extendedLog(call.actor, later)),
    ...placedLog(call.actor, hold, depletedBy(facts, hold.items)),
  ]
}

/** The answer from what is being written: nothing is read again. */
export function answerOf({ call, hold, facts }: Placement): HoldAnswer {
  return toAnswer(call, {
    ...hold,
    status: "active",
    order_id: null,
    updated_at_ms: hold.created_at_ms,
    pinned_from_ms: null,
    payment_tried: false,
    claimed: 0,
    now_ms: facts.now_ms,
  })
}
