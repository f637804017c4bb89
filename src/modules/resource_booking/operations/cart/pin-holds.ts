import { decidePin, type PinPlan } from "../../domain/cart/decide-pin"
import { addressOf } from "../../domain/holds/address-facts"
import {
  basketClock,
  pinnedEnd,
  pinnedUntil,
} from "../../domain/holds/deadline"
import type { DatesSnapshot } from "../../domain/holds/decide-hold"
import { afterPlacement } from "../../domain/holds/decide-placement"
import {
  refuseLost,
  takeAgain,
  type TakenAgain,
} from "../../domain/holds/take-again"
import type { AddressFacts, SiblingFacts } from "../../domain/shared/facts"
import { unwrap } from "../../errors"
import {
  holdsOfLines,
  type Pin,
  pinHolds as writePins,
} from "../../sql/cart-holds"
import type { Statement } from "../../sql/database"
import {
  datesSnapshot,
  evictOverdue,
  insertDefaultCapacity,
} from "../../sql/dates"
import {
  type BasketRecord,
  type HoldRecord,
  lockBaskets,
  reviveHold,
  writeBaskets,
} from "../../sql/holds"
import type { LimitsRecord } from "../../sql/limits"
import { datesKeys, takeLocks } from "../../sql/locks"
import { insertLog, type LogEntry } from "../../sql/log"
import { transact, type Transaction } from "../../sql/transaction"
import type { PinHolds, PinResult } from "../../types"
import { wantedDates } from "../capacity/wanted-dates"
import { limitsStatement } from "../holds/owner-limits"
import { hasItsClaims } from "../holds/succession"
import { askAboutHolds } from "../shared/ask-store"
import type { Call } from "../shared/context"
import { onlyResource } from "../shared/hold-log"
import { iso } from "../shared/records"

const MINUTE_MS = 60_000

/**
 * Keeps the holds of a cart's lines alive through a payment: for the checkout
 * grace, longer than a completion can run. One that has ended, or has lost its
 * dates, is taken again: as a new request, by today's rules, limits and price,
 * unless it is paid for already. All of them or none; with `leave_lost`, those
 * that can't be had stay behind.
 *
 * @param input `lines`: every line of the cart that sells bookings, as it is
 * now, matched with its hold; `quotes`: by hold, what it costs today
 * @returns the ids of the holds that `unpinHolds` would give their own end
 * back; or, with nothing pinned, those whose price today must be known first
 * @throws BookingRefusal `not_found` for a line without a hold; `invalid_data`
 * for one whose variant, quantity or price is not what was held; for an ended
 * hold as `placeHold`, or `price_changed`, and each of the lost ones in `lost`;
 * `busy`
 */
export async function pinHolds(
  call: Call,
  input: PinHolds
): Promise<PinResult> {
  const { cart_id, lines, leave_lost = false } = input
  if (call.options.validate_hold) {
    await askAboutEnded(call, input)
  }
  return transact(call.db, async (tx) => {
    const baskets = await lockCart(tx, cart_id)
    const found = await tx.query<HoldRecord>(holdsOfLines(cart_id))
    const early = decide(lines, found)
    const concerned = found.filter(({ id }) => isIn(early, id))
    if (concerned.length === 0) {
      return { pinned: [], unquoted: [] }
    }
    const [, rows] = await tx.all([
      takeLocks(datesKeys(concerned.flatMap((hold) => hold.items))),
      holdsOfLines(cart_id),
    ])
    const holds = rows as HoldRecord[]
    const plan = decide(lines, holds)
    const unquoted = unquotedOf(input, plan)
    if (unquoted.length > 0) {
      return { pinned: [], unquoted }
    }
    const pins = await planPins(call, tx, { input, baskets, holds, plan })
    const lost = pins.flatMap((group) => group.lost)
    if (lost.length > 0 && !leave_lost) {
      unwrap(refuseLost(lost))
    }
    await tx.commit(pins.flatMap((group) => writes(call, group)))
    call.committed()
    const pinned = pins.flatMap(({ kept, again }) => [...kept, ...again])
    return { pinned: pinned.map((hold) => hold.id), unquoted: [] }
  })
}

/**
 * Those that are to be taken again at today's price; nobody asks about what is
 * paid for.
 */
async function askAboutEnded(call: Call, input: PinHolds): Promise<void> {
  const { cart_id, lines, is_paid, quotes } = input
  if (is_paid || !quotes) {
    return
  }
  const holds = await call.db.query<HoldRecord>(holdsOfLines(cart_id))
  const { retake } = decide(lines, holds)
  const ended = holds.filter(({ id }) => retake.includes(id))
  await askAboutHolds(call, "take_again", ended)
}

/** @throws BookingRefusal as `pinHolds` */
function decide(lines: PinHolds["lines"], holds: HoldRecord[]): PinPlan {
  const whole = holds.map((hold) => ({ ...hold, is_whole: hasItsClaims(hold) }))
  return unwrap(decidePin(lines, whole, holds[0]?.now_ms ?? 0))
}

function isIn({ keep, retake }: PinPlan, id: string): boolean {
  return keep.includes(id) || retake.includes(id)
}

function unquotedOf({ is_paid, quotes = {} }: PinHolds, plan: PinPlan) {
  return is_paid ? [] : plan.retake.filter((id) => !quotes[id])
}

/** The rows of the baskets keep a cart's holds still. */
async function lockCart(
  tx: Transaction,
  cartId: string
): Promise<BasketRecord[]> {
  const holds = await tx.query<HoldRecord>(holdsOfLines(cartId))
  const owners = new Set(holds.flatMap(({ owner }) => owner ?? []))
  if (owners.size === 0) {
    return []
  }
  const [, baskets] = await tx.all(lockBaskets([...owners], true))
  return baskets as BasketRecord[]
}

type Planning = {
  input: PinHolds
  baskets: BasketRecord[]
  holds: HoldRecord[]
  plan: PinPlan
}

/** The holds of one owner, with the clock of his basket. */
type Pins = TakenAgain<HoldRecord> & {
  clock: BasketRecord | null
  end_ms: number
  grace_ms: number
  now_ms: number
  kept: HoldRecord[]
}

async function planPins(
  call: Call,
  tx: Transaction,
  planning: Planning
): Promise<Pins[]> {
  const { holds, plan } = planning
  const concerned = holds.filter(({ id }) => isIn(plan, id))
  const owners = new Set(concerned.map(({ owner }) => owner))
  const pins: Pins[] = []
  let left = plan.retake.length > 0 ? await snapshotOf(tx, planning) : null
  for (const owner of owners) {
    const own = concerned.filter((hold) => hold.owner === owner)
    const those = { ...planning, holds: own }
    const planned = await planOwners(call, tx, those, owner, left)
    const items = planned.again.flatMap((hold) => hold.items)
    // What one takes again the next can't have.
    left = left && afterPlacement(left, items)
    pins.push(planned)
  }
  return pins
}

/** The dates of all that must be taken again. */
async function snapshotOf(
  tx: Transaction,
  { holds, plan }: Planning
): Promise<DatesSnapshot> {
  const ended = holds.filter(({ id }) => plan.retake.includes(id))
  const wanted = wantedDates(ended.flatMap((hold) => hold.items))
  const ids = ended.map(({ id }) => id)
  const [row] = await tx.query<DatesSnapshot>(datesSnapshot(wanted, ids))
  return row as DatesSnapshot
}

async function planOwners(
  call: Call,
  tx: Transaction,
  { input, baskets, holds, plan }: Planning,
  owner: string | null,
  snapshot: DatesSnapshot | null
): Promise<Pins> {
  const kept = holds.filter((hold) => plan.keep.includes(hold.id))
  const ended = holds.filter((hold) => plan.retake.includes(hold.id))
  const basket = baskets.find((one) => one.owner === owner) ?? null
  const now = (holds[0] as HoldRecord).now_ms
  if (!snapshot || ended.length === 0) {
    const time = clockOf(call, basket, kept.length, now)
    return { ...time, kept, again: [], lost: [] }
  }
  const facts = await factsOf(call, tx, owner, ended)
  const live = Math.max(kept.length, facts.siblings.length)
  const time = clockOf(call, basket, live, snapshot.now_ms)
  const taken = takeAgain(snapshot, ended, {
    ...{ is_paid: input.is_paid, quotes: input.quotes ?? {} },
    is_in_time: time.end_ms > snapshot.now_ms,
    limits: call.options.limits,
    ...facts,
  })
  return { ...time, ...taken, kept }
}

/** Without those that are asked for: they don't count against themselves. */
async function factsOf(
  call: Call,
  tx: Transaction,
  owner: string | null,
  ended: HoldRecord[]
): Promise<{ siblings: SiblingFacts[]; address: AddressFacts | null }> {
  const { address = null, customer_id = null } = ended[0] ?? {}
  const to = { owner, address, customer_id }
  const [facts] = await tx.query<LimitsRecord>(limitsStatement(call, to, ended))
  const found = facts as LimitsRecord
  return {
    siblings: found.siblings,
    address: addressOf(found, address, customer_id),
  }
}

function writes(call: Call, pins: Pins): Statement[] {
  const { clock, end_ms, now_ms, kept, again } = pins
  const wanted = wantedDates(again.flatMap((hold) => hold.items))
  const ends = [...kept.map(pinOf(pins)), ...again.map(pinAgainOf(pins))]
  return [
    ...(again.length > 0
      ? [insertDefaultCapacity(wanted), evictOverdue(wanted, now_ms)]
      : []),
    ...again.flatMap((hold) =>
      reviveHold(hold.id, end_ms, clock?.deadline_ms ?? null)
    ),
    writePins(ends),
    ...(clock ? [writeBaskets([clock])] : []),
    insertLog([
      ...kept.map((hold, i) => pinnedLog(call, hold, ends[i] as Pin)),
      ...again.map((hold) => takenAgainLog(call, hold, end_ms)),
    ]),
  ]
}

const pinOf =
  ({ end_ms, grace_ms }: Pins) =>
  (hold: HoldRecord): Pin => ({
    id: hold.id,
    end_ms: pinnedEnd(hold, end_ms, grace_ms),
    own_end_ms: ownEndOf(hold),
  })

/** Its deadline is its basket's from now on: it is a new request. */
const pinAgainOf =
  ({ end_ms }: Pins) =>
  (hold: HoldRecord): Pin => ({
    ...{ id: hold.id, end_ms, own_end_ms: ownEndOf(hold) },
  })

function ownEndOf({ pinned_from_ms, expires_at_ms }: HoldRecord): number {
  return pinned_from_ms ?? expires_at_ms
}

/** The basket's clock, which starts anew when nothing in it lives. */
function clockOf(
  { options }: Call,
  basket: BasketRecord | null,
  live: number,
  now_ms: number
): Pick<Pins, "clock" | "end_ms" | "grace_ms" | "now_ms"> {
  const lifetime = options.hold_lifetime_minutes * MINUTE_MS
  const grace_ms = options.checkout_grace_minutes * MINUTE_MS
  if (!basket) {
    return { clock: null, end_ms: now_ms + grace_ms, grace_ms, now_ms }
  }
  const current = basketClock(basket, live, now_ms, lifetime)
  const known = current === basket ? basket.grace_until_ms : null
  const clock = { ...basket, ...current, grace_until_ms: known }
  const { end_ms, grace_until_ms } = pinnedUntil(clock, grace_ms, now_ms)
  return {
    clock: { ...clock, grace_until_ms },
    ...{ end_ms, grace_ms, now_ms },
  }
}

function pinnedLog({ actor }: Call, hold: HoldRecord, pin: Pin): LogEntry {
  return {
    ...{ operation: "hold.pinned", actor, hold_id: hold.id },
    resource_id: onlyResource(hold.items),
    before: { expires_at: iso(hold.expires_at_ms) },
    after: { expires_at: iso(Math.max(hold.expires_at_ms, pin.end_ms)) },
  }
}

function takenAgainLog(
  { actor }: Call,
  hold: HoldRecord,
  endMs: number
): LogEntry {
  return {
    ...{ operation: "hold.taken_again", actor, hold_id: hold.id },
    resource_id: onlyResource(hold.items),
    before: { status: "expired", expires_at: iso(hold.expires_at_ms) },
    after: { status: "active", expires_at: iso(endMs) },
  }
}
