import {
  basketClock,
  commonDeadline,
  sameCart,
  ttlOf,
  type BasketClock,
} from "../domain/deadline"
import { decideLive } from "../domain/decide-change"
import { depletedBy, type PlacementFacts } from "../domain/decide-placement"
import type { SiblingFacts } from "../domain/facts"
import type { Span } from "../domain/calendar"
import { confirmHold, describeAllocations } from "../sql/allocations"
import { settleConflict } from "../sql/conflicts"
import type { Statement } from "../sql/database"
import { evictOverdue, insertDefaultCapacity } from "../sql/dates"
import { expireHolds } from "../sql/expiry"
import {
  extendHolds,
  insertHolds,
  markReplaced,
  releaseHold,
  writeBaskets,
  type HoldRecord,
  type NewHold,
  type NewHoldItem,
} from "../sql/holds"
import { insertLog, type LogEntry } from "../sql/log"
import type { CreateAllocations, HoldAnswer } from "../types"
import { newId } from "./ids"
import type { ChosenItem } from "./choose-from-groups"
import type { Call } from "./context"
import {
  confirmedLog,
  expiredLog,
  extendedLog,
  placedLog,
  releasedLog,
} from "./hold-log"
import type { HoldRequest } from "./place-together"
import { toAnswer } from "./records"
import { wantedDates } from "./wanted-dates"

const MINUTE_MS = 60_000

type PlacedItem = NewHoldItem & { lock_number: number; span: Span }

/** A hold that was decided on, ready to be written. */
export type Placement = {
  call: Call
  hold: Omit<NewHold, "items"> & { items: PlacedItem[] }
  /** The basket's clock, when this hold starts it. */
  clock: BasketClock | null
  /** Live holds of the cart that get the new one's end. */
  extended: SiblingFacts[]
  /** What was known when it was decided. */
  facts: PlacementFacts
  /** The hold that goes in the same moment. */
  replaced: HoldRecord | null
  /** Staff book: it is confirmed in the same moment. */
  staff: CreateAllocations | null
}

/** Ids and clock of a hold that may be placed. */
export function preparePlacement(
  request: HoldRequest,
  basket: BasketClock | null,
  chosen: ChosenItem[],
  facts: PlacementFacts,
  replaced: HoldRecord | null
): Placement {
  const { call, input, owner } = request
  const { now_ms: now, siblings } = facts
  const lifetime = call.options.hold_lifetime_minutes * MINUTE_MS
  const own = facts.resources.filter((r) =>
    chosen.some((item) => item.resource_id === r.id)
  )
  const ttl = ttlOf(own, call.options.hold_ttl_minutes)
  const clock = basketClock(basket, siblings.length, now, lifetime)
  const cart = sameCart(siblings, input.cart_id ?? null)
  const end = commonDeadline(
    [ttl, ...cart.map((s) => s.ttl_ms)],
    [...cart, ...(replaced ? [replaced] : [])].map((s) => s.expires_at_ms),
    clock.deadline_ms,
    now
  )
  return {
    call,
    replaced,
    staff: request.staff,
    hold: {
      id: input.id ?? newId("bhold"),
      expires_at_ms: end,
      ttl_ms: ttl,
      deadline_ms: clock.deadline_ms,
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
      items: chosen.map(placedItem),
    },
    clock: clock === basket ? null : clock,
    extended: cart.filter((sibling) => sibling.expires_at_ms < end),
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
    ...extensions.map(({ extended, hold }) =>
      extendHolds(
        extended.map((sibling) => sibling.id),
        hold.expires_at_ms,
        now_ms
      )
    ),
    ...placements.flatMap(({ call, replaced }) =>
      replaced ? freeingOf(call, replaced, now_ms) : []
    ),
    insertHolds(holds, placements.flatMap(logOf)),
    ...placements.flatMap(({ replaced, hold }) =>
      replaced ? [markReplaced(replaced.id, hold.id)] : []
    ),
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

/** Ends a hold that lives, or writes down that it has ended. */
function freeingOf(call: Call, hold: HoldRecord, nowMs: number): Statement[] {
  if (decideLive(hold, nowMs).ok) {
    return releaseHold(hold.id, nowMs)
  }
  return hold.status === "active"
    ? [expireHolds([hold.id], [expiredLog(call.actor, hold)])]
    : []
}

function logOf(placement: Placement): LogEntry[] {
  const { call, hold, extended, facts, replaced } = placement
  const ends = replaced && decideLive(replaced, facts.now_ms).ok
  return [
    ...(ends ? [releasedLog(call.actor, replaced, `for ${hold.id}`)] : []),
    ...extended.map((s) => extendedLog(call.actor, s, hold.expires_at_ms)),
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
    claims: 0,
    now_ms: facts.now_ms,
  })
}
