import { basketClock, pinnedUntil } from "../domain/deadline"
import { decideRetake, type DatesSnapshot } from "../domain/decide-hold"
import { decidePin, type PinPlan } from "../domain/decide-pin"
import { afterPlacement } from "../domain/decide-placement"
import { refuse } from "../domain/refusals"
import { reject, unwrap } from "../errors"
import { holdsOfLines, pinHolds as writePins } from "../sql/cart-holds"
import type { Statement } from "../sql/database"
import {
  datesSnapshot,
  evictOverdue,
  insertDefaultCapacity,
} from "../sql/dates"
import {
  lockBaskets,
  reviveHold,
  writeBaskets,
  type BasketRecord,
  type HoldRecord,
} from "../sql/holds"
import { datesKeys, takeLocks } from "../sql/locks"
import { insertLog, type LogEntry } from "../sql/log"
import { transact, type Transaction } from "../sql/transaction"
import type { LostHold, PinHolds } from "../types"
import type { Call } from "./context"
import { onlyResource } from "./hold-log"
import { wantedDates } from "./wanted-dates"
import { iso } from "./records"

const MINUTE_MS = 60_000

/**
 * Keeps the holds of a cart's lines alive through a payment: for the checkout
 * grace, longer than a completion can run. One that has ended is taken again if
 * its dates are still free. All of them or none; with `leave_lost`, those whose
 * dates are gone stay behind.
 *
 * @param input `lines`: every line of the cart that sells bookings, as it is now
 * @returns the ids of the holds that `unpinHolds` would give their own end back
 * @throws BookingRefusal `not_found` for a line without a hold; `invalid_data`
 * for one whose variant, quantity or price is not what was held; for an ended
 * hold `frozen`, `blackout`, `no_capacity` or `sold_out`, naming the dates, and
 * each of the lost ones in `lost`; `busy`
 */
export async function pinHolds(call: Call, input: PinHolds): Promise<string[]> {
  const { cart_id, lines, leave_lost = false } = input
  return transact(call.db, async (tx) => {
    const basket = await lockCart(tx, cart_id)
    const found = await tx.query<HoldRecord>(holdsOfLines(cart_id))
    const early = unwrap(decidePin(lines, found, found[0]?.now_ms ?? 0))
    const ids = [...early.keep, ...early.retake]
    if (!basket || ids.length === 0) {
      return []
    }
    const items = found
      .filter((hold) => ids.includes(hold.id))
      .flatMap((hold) => hold.items)
    const [, rows, facts] = await tx.all([
      takeLocks(datesKeys(items)),
      holdsOfLines(cart_id),
      datesSnapshot(wantedDates(items)),
    ])
    const holds = rows as HoldRecord[]
    const snapshot = facts?.[0] as DatesSnapshot
    const plan = unwrap(decidePin(lines, holds, snapshot.now_ms))
    const pins = planPins(call, basket, holds, plan, snapshot)
    if (pins.lost.length > 0 && !leave_lost) {
      refuseLost(pins, snapshot)
    }
    await tx.commit(writes(call, pins, snapshot))
    call.committed()
    return [...pins.kept, ...pins.again].map((hold) => hold.id)
  })
}

/** A cart's holds have one owner; his basket's row keeps them still. */
async function lockCart(
  tx: Transaction,
  cartId: string
): Promise<BasketRecord | undefined> {
  const holds = await tx.query<HoldRecord>(holdsOfLines(cartId))
  const owners = [...new Set(holds.map((hold) => hold.owner))]
  const known = owners.filter((owner) => owner !== null)
  if (known.length === 0) {
    return undefined
  }
  const [, baskets] = await tx.all(lockBaskets(known, true))
  return (baskets as BasketRecord[])[0]
}

type Pins = {
  clock: BasketRecord
  end_ms: number
  kept: HoldRecord[]
  again: HoldRecord[]
  /** Ended, and their dates or their time are gone. */
  lost: LostHold[]
  ended: HoldRecord[]
}

const TIME_IS_OVER = refuse(
  "expired",
  "The time to pay is over. Please choose your dates again."
)

function planPins(
  call: Call,
  basket: BasketRecord,
  holds: HoldRecord[],
  plan: PinPlan,
  snapshot: DatesSnapshot
): Pins {
  const kept = holds.filter((hold) => plan.keep.includes(hold.id))
  const ended = holds.filter((hold) => plan.retake.includes(hold.id))
  const time = clockOf(call, basket, kept, snapshot.now_ms)
  const pins: Pins = { ...time, kept, ended, again: [], lost: [] }
  let left = snapshot
  for (const hold of ended) {
    const isInTime = time.end_ms > snapshot.now_ms
    const decision = isInTime ? decideRetake(left, hold.items) : TIME_IS_OVER
    if (decision.ok) {
      left = afterPlacement(left, hold.items)
      pins.again.push(hold)
    } else {
      const { code, details } = decision
      pins.lost.push({ hold_id: hold.id, code, dates: details.dates ?? [] })
    }
  }
  return pins
}

/** Says all that is gone at once; `lost` has the reason of each hold. */
function refuseLost({ ended, lost }: Pins, snapshot: DatesSnapshot): never {
  const demands = ended.flatMap((hold) => hold.items)
  const decision = decideRetake(snapshot, demands)
  const { code, message, details } = decision.ok ? TIME_IS_OVER : decision
  return reject(code, message, { ...details, lost })
}

function writes(
  call: Call,
  { clock, end_ms, kept, again }: Pins,
  { now_ms }: DatesSnapshot
): Statement[] {
  const wanted = wantedDates(again.flatMap((hold) => hold.items))
  const all = [...kept, ...again]
  return [
    ...(again.length > 0
      ? [
          insertDefaultCapacity(wanted),
          evictOverdue(wanted, now_ms),
          ...again.flatMap((hold) => reviveHold(hold.id, end_ms)),
        ]
      : []),
    writePins(
      all.map((hold) => hold.id),
      end_ms
    ),
    writeBaskets([clock]),
    insertLog(all.map((hold) => pinnedLog(call, hold, end_ms, again))),
  ]
}

/** The basket's clock, which starts anew when nothing in it lives. */
function clockOf(
  { options }: Call,
  basket: BasketRecord,
  live: HoldRecord[],
  nowMs: number
): { clock: BasketRecord; end_ms: number } {
  const lifetime = options.hold_lifetime_minutes * MINUTE_MS
  const current = basketClock(basket, live.length, nowMs, lifetime)
  const known = current === basket ? basket.grace_until_ms : null
  const clock = { ...basket, ...current, grace_until_ms: known }
  const grace = options.checkout_grace_minutes * MINUTE_MS
  const { end_ms, grace_until_ms } = pinnedUntil(clock, grace, nowMs)
  return { clock: { ...clock, grace_until_ms }, end_ms }
}

function pinnedLog(
  { actor }: Call,
  hold: HoldRecord,
  endMs: number,
  again: HoldRecord[]
): LogEntry {
  const expires_at = iso(Math.max(hold.expires_at_ms, endMs))
  const before = { expires_at: iso(hold.expires_at_ms) }
  const common = {
    actor,
    hold_id: hold.id,
    resource_id: onlyResource(hold.items),
  }
  return again.includes(hold)
    ? {
        ...common,
        operation: "hold.taken_again",
        before: { status: "expired", ...before },
        after: { status: "active", expires_at },
      }
    : { ...common, operation: "hold.pinned", before, after: { expires_at } }
}
