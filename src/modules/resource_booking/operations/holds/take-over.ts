import {
  basketClock,
  commonDeadline,
  laterEnds,
} from "../../domain/holds/deadline"
import {
  type DatesSnapshot,
  decideRetake,
} from "../../domain/holds/decide-hold"
import { refuse } from "../../domain/shared/refusals"
import { notFound, unwrap } from "../../errors"
import type { Statement } from "../../sql/database"
import {
  datesSnapshot,
  evictOverdue,
  insertDefaultCapacity,
} from "../../sql/dates"
import {
  type BasketRecord,
  type CartHoldRecord,
  cartHolds,
  extendHolds,
  type HoldRecord,
  lockBaskets,
  readHold,
  writeBaskets,
} from "../../sql/holds"
import { datesKeys, takeLocks } from "../../sql/locks"
import { insertLog } from "../../sql/log"
import { takeOver as writeTakeOver } from "../../sql/successors"
import { transact, type Transaction } from "../../sql/transaction"
import type { CartLineOfHold, HoldAnswer } from "../../types"
import { wantedDates } from "../capacity/wanted-dates"
import type { Call } from "../shared/context"
import { extendedLog } from "../shared/hold-log"
import { toAnswer } from "../shared/records"
import { endHold, isKept, readPredecessor } from "./succession"

const MINUTE_MS = 60_000

/**
 * The line says the new dates: the hold that was placed for them takes over
 * from the one before, whose dates are free from that moment on. Repeating it
 * is harmless.
 *
 * What the one before should have kept and has not is taken, if it is free.
 *
 * @throws BookingRefusal `not_found` for a hold that is not of this cart, or is
 * to take over from none; `released`, `expired` when it has ended; `frozen`,
 * `blackout`, `no_capacity`, `sold_out` when dates are gone; `busy`
 */
export async function takeOver(
  call: Call,
  input: CartLineOfHold
): Promise<HoldAnswer> {
  const { hold_id, cart_id, line_item_id } = input
  return transact(call.db, async (tx) => {
    const found = await readHold(tx, hold_id)
    if (!found || found.cart_id !== cart_id) {
      return notFound("hold", hold_id)
    }
    if (found.line?.line_item_id === line_item_id) {
      return toAnswer(call, found)
    }
    if (!found.replaces) {
      return notFound("hold", hold_id)
    }
    const locked = await lockBoth(tx, found, found.replaces)
    if (locked.hold.line?.line_item_id === line_item_id) {
      // Somebody who looked at the cart was faster.
      return toAnswer(call, locked.hold)
    }
    const succession = await decideSuccession(call, tx, locked)
    const { hold, clock, end_ms, now_ms } = succession
    const later = laterEnds(
      succession.siblings.map((other) => ({ ...other, cart_id })),
      end_ms
    )
    await tx.commit([
      ...completionOf(succession),
      ...endHold(call, succession.before, now_ms, `for ${hold.id}`),
      ...writeTakeOver(
        { id: hold.id, replaces: succession.before.id },
        { line_item_id, expires_at_ms: end_ms, now_ms }
      ),
      extendHolds(later, now_ms),
      writeBaskets([clock]),
      insertLog(later.map((one) => extendedLog(call.actor, one))),
    ])
    call.committed()
    const after = { expires_at_ms: end_ms, updated_at_ms: now_ms }
    return toAnswer(call, { ...hold, ...after })
  })
}

/** Both holds, under the locks of their baskets and dates. */
type LockedBoth = {
  hold: HoldRecord
  before: HoldRecord | null
  /** The cart's other live holds of the same owner, their dates locked, too. */
  siblings: CartHoldRecord[]
  baskets: BasketRecord[]
}

async function lockBoth(
  tx: Transaction,
  found: HoldRecord,
  beforeId: string
): Promise<LockedBoth> {
  const early = await readPredecessor(tx, beforeId)
  const owners = [found, early.hold].flatMap((hold) => hold?.owner ?? [])
  const cart = cartHolds([found.cart_id as string])
  const [, baskets, live] = await tx.all([
    ...lockBaskets([...new Set(owners)], true),
    cart,
  ])
  const siblingsIn = (rows: unknown) =>
    (rows as CartHoldRecord[]).filter(
      ({ id, owner }) => id !== beforeId && owner === found.owner
    )
  const known = siblingsIn(live)
  const involved = [found, ...(early.hold ? [early.hold] : []), ...known]
  const [, still] = await tx.all([
    takeLocks(datesKeys(involved.flatMap((one) => one.items))),
    cart,
  ])
  const hold = (await readHold(tx, found.id)) ?? notFound("hold", found.id)
  const { hold: before } = await readPredecessor(tx, beforeId)
  return {
    ...{ hold, before, baskets: baskets as BasketRecord[] },
    siblings: siblingsIn(still).filter(({ id }) =>
      known.some((one) => one.id === id)
    ),
  }
}

type Succession = {
  hold: HoldRecord
  before: HoldRecord
  siblings: CartHoldRecord[]
  clock: BasketRecord
  /** Dates that must be taken, since the hold before does not keep them. */
  lacking: DatesSnapshot | null
  end_ms: number
  now_ms: number
}

/** @throws BookingRefusal as `takeOver` */
async function decideSuccession(
  call: Call,
  tx: Transaction,
  { hold, before, siblings, baskets }: LockedBoth
): Promise<Succession> {
  const now = hold.now_ms
  if (!before || hold.replaces !== before.id || !isAlive(hold)) {
    return unwrap(
      refuse("expired", "The change took too long. Please try again.")
    )
  }
  const basket = baskets.find(
    ({ owner }) => owner === hold.owner
  ) as BasketRecord
  const lifetime = call.options.hold_lifetime_minutes * MINUTE_MS
  // It lives itself, so the clock runs on.
  const clock = basketClock(basket, siblings.length + 1, now, lifetime)
  const together = [hold, ...siblings]
  return {
    ...{ hold, before, siblings, now_ms: now },
    clock: { ...basket, ...clock },
    lacking: isKept(before, now) ? null : await requireDates(tx, hold),
    end_ms: Math.min(
      hold.deadline_ms,
      commonDeadline(
        together.map(({ ttl_ms }) => ttl_ms),
        together.map(({ expires_at_ms }) => expires_at_ms),
        hold.deadline_ms,
        now
      )
    ),
  }
}

function isAlive(hold: HoldRecord): boolean {
  return hold.status === "active" && hold.expires_at_ms > hold.now_ms
}

/** @throws BookingRefusal when what nobody keeps for it any more is gone */
async function requireDates(
  tx: Transaction,
  hold: HoldRecord
): Promise<DatesSnapshot> {
  const wanted = wantedDates(hold.items)
  const [row] = await tx.query<DatesSnapshot>(datesSnapshot(wanted, [hold.id]))
  const snapshot = row as DatesSnapshot
  unwrap(decideRetake(snapshot, hold.items))
  return snapshot
}

function completionOf({ hold, lacking }: Succession): Statement[] {
  const wanted = wantedDates(hold.items)
  return lacking
    ? [insertDefaultCapacity(wanted), evictOverdue(wanted, lacking.now_ms)]
    : []
}
