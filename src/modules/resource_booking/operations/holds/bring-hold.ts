import {
  type BasketClock,
  basketClock,
  broughtEnd,
} from "../../domain/holds/deadline"
import { decideLive } from "../../domain/holds/decide-change"
import { notFound, reject, unwrap } from "../../errors"
import { attachHold } from "../../sql/cart-holds"
import {
  type BasketRecord,
  type CartHoldRecord,
  cartHolds,
  type HoldRecord,
  lockBaskets,
  selectHold,
  writeBaskets,
} from "../../sql/holds"
import type { LimitsRecord } from "../../sql/limits"
import { datesKeys, takeLocks } from "../../sql/locks"
import { insertLog } from "../../sql/log"
import { transact, type Transaction } from "../../sql/transaction"
import type { BringHold, BroughtHold, HoldBefore } from "../../types"
import { askAboutHolds } from "../shared/ask-store"
import type { Call } from "../shared/context"
import { ownerOf } from "../shared/hold-identity"
import { onlyResource } from "../shared/hold-log"
import { toAnswer } from "../shared/records"
import { accessibleHold } from "./hold-access"
import { checkLimits, limitsStatement } from "./owner-limits"
import { hasItsClaims, stillThere } from "./succession"

const MINUTE_MS = 60_000

/**
 * Brings a hold that was placed before there was a cart into one, as what a
 * line is sold with. It gets the cart's owner, whose limits it passes like one
 * that is placed, and ends with the cart, whose other holds it lengthens by
 * nothing.
 *
 * @returns `before`: what it was, for `undoHold`
 * @throws BookingRefusal `not_found`, also for a hold of another cart;
 * `invalid_data` when it is sold with a line already; `already_confirmed`,
 * `released`, `expired`; `limit_reached` when the owner has too many;
 * `not_allowed_by_store`; `busy`
 */
export async function bringHold(
  call: Call,
  input: BringHold
): Promise<BroughtHold> {
  const { hold_id, access, cart_id } = input
  if (call.options.validate_hold) {
    await askAboutBringing(call, input)
  }
  return transact(call.db, async (tx) => {
    const found = await accessibleHold(call, tx, hold_id, access)
    const { address } = found
    // A customer's hold stays theirs: a guest's cart is no way around limits.
    const customer_id = input.customer_id ?? found.customer_id
    const owner = ownerOf({ cart_id, customer_id }) as string
    const to = { owner, customer_id, address }
    const { basket, siblings } = await lockBasketsOf(tx, found, owner, cart_id)
    const [, rows, facts] = await tx.all([
      takeLocks(datesKeys(found.items)),
      selectHold(hold_id),
      limitsStatement(call, to, [found]),
    ])
    const hold = stillThere(rows, hold_id)
    checkFree(hold, input)
    unwrap(decideLive(hold, hold.now_ms))
    if (!hasItsClaims(hold)) {
      reject("expired", "This hold has expired.")
    }
    checkLimits(call, to, [hold], facts?.[0] as LimitsRecord)
    const others = siblings.filter((sibling) => sibling.id !== hold_id)
    const lifetime = call.options.hold_lifetime_minutes * MINUTE_MS
    const clock = basketClock(basket, others.length, hold.now_ms, lifetime)
    const deadline = Math.min(clock.deadline_ms, hold.deadline_ms)
    const ends = others.map((other) => other.expires_at_ms)
    const end = broughtEnd({ ...hold, deadline_ms: deadline }, ends)
    const written = await tx.commit([
      attachHold(hold_id, {
        ...{ cart_id, owner, line: input.line, expires_at_ms: end },
        customer_id,
        deadline_ms: deadline,
      }),
      writeBaskets([{ ...basket, ...clock, deadline_ms: deadline }]),
      insertLog([broughtLog(call, hold, input)]),
      selectHold(hold_id),
    ])
    call.committed()
    const answer = toAnswer(call, written[3]?.[0] as HoldRecord)
    return { ...answer, before: beforeOf(hold, basket, clock, deadline) }
  })
}

async function askAboutBringing(call: Call, input: BringHold): Promise<void> {
  const { hold_id, access, cart_id, line } = input
  const hold = await accessibleHold(call, call.db, hold_id, access)
  await askAboutHolds(call, "bring", [hold], {
    cart_id,
    customer_id: input.customer_id ?? hold.customer_id,
    variant_id: line.variant_id,
  })
}

async function lockBasketsOf(
  tx: Transaction,
  hold: HoldRecord,
  owner: string,
  cartId: string
): Promise<{ basket: BasketRecord; siblings: CartHoldRecord[] }> {
  const owners = [...new Set([owner, ...(hold.owner ? [hold.owner] : [])])]
  const [, baskets, siblings] = await tx.all([
    ...lockBaskets(owners, true),
    cartHolds([cartId]),
  ])
  const all = baskets as BasketRecord[]
  return {
    basket: all.find((basket) => basket.owner === owner) as BasketRecord,
    siblings: siblings as CartHoldRecord[],
  }
}

/** Sold with a line, or for one that is being written, it is taken. */
function checkFree(hold: HoldRecord, { cart_id, line }: BringHold): void {
  if (hold.cart_id !== null && hold.cart_id !== cart_id) {
    notFound("hold", hold.id)
  }
  const sold = hold.line?.line_item_id ?? null
  const isAnothers = sold !== null && sold !== line.line_item_id
  if (isAnothers || hold.replaces !== null) {
    reject("invalid_data", "This hold is already in the cart.")
  }
}

function broughtLog({ actor }: Call, hold: HoldRecord, to: BringHold) {
  const { cart_id, line } = to
  return {
    operation: "hold.brought",
    actor,
    hold_id: hold.id,
    resource_id: onlyResource(hold.items),
    before: { cart_id: hold.cart_id },
    after: { cart_id, line_item_id: line.line_item_id },
  }
}

function beforeOf(
  hold: HoldRecord,
  { owner: basketOwner }: BasketRecord,
  clock: BasketClock,
  after_ms: number
): HoldBefore {
  const { cart_id, customer_id, owner, expires_at_ms, deadline_ms } = hold
  const before_ms = clock.deadline_ms
  return {
    ...{ cart_id, customer_id, owner, expires_at_ms, deadline_ms },
    basket:
      before_ms === after_ms
        ? null
        : { owner: basketOwner, before_ms, after_ms },
  }
}
