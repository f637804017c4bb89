import { adoptHolds as writeAdoption } from "../../sql/cart-holds"
import {
  type BasketRecord,
  type CartHoldRecord,
  cartHolds,
  lockBaskets,
  readHold,
  writeBaskets,
} from "../../sql/holds"
import type { LimitsRecord } from "../../sql/limits"
import { insertLog } from "../../sql/log"
import { transact } from "../../sql/transaction"
import { checkLimits, limitsStatement } from "../holds/owner-limits"
import { askAboutHolds } from "../shared/ask-store"
import type { Call } from "../shared/context"
import { ownerOf } from "../shared/hold-identity"

/**
 * A cart whose guest has logged in: its live holds become the customer's, with
 * what is left of the cart's clock, and within the customer's limits. Neither
 * status nor end changes, so no dates are locked.
 *
 * @throws BookingRefusal `limit_reached` when the customer has too many, and
 * `not_allowed_by_store`: all of them stay the cart's; `busy`
 */
export async function adoptHolds(
  call: Call,
  cart: { cart_id: string; customer_id: string }
): Promise<void> {
  const { cart_id, customer_id } = cart
  const owner = ownerOf(cart) as string
  // From their addresses they are counted already.
  const to = { owner, customer_id, address: null }
  if (call.options.validate_hold) {
    await askAboutAdopting(call, cart, owner)
  }
  await transact(call.db, async (tx) => {
    const before = await tx.query<CartHoldRecord>(cartHolds([cart_id]))
    const strange = before.filter((hold) => hold.owner !== owner)
    if (strange.length === 0) {
      return
    }
    // One whose owner was erased has none.
    const others = new Set(strange.flatMap((hold) => hold.owner ?? []))
    const [, rows, found, facts] = await tx.all([
      ...lockBaskets([owner, ...others], true),
      cartHolds([cart_id]),
      limitsStatement(call, to, []),
    ])
    const holds = (found as CartHoldRecord[]).filter((h) => h.owner !== owner)
    const [hold] = holds
    if (!hold) {
      return
    }
    const own = facts?.[0] as LimitsRecord
    checkLimits(call, to, holds, own)
    const baskets = rows as BasketRecord[]
    const mine = baskets.find((b) => b.owner === owner) as BasketRecord
    const isIdle = own.siblings.length === 0
    const clocks = baskets.filter((basket) => basket !== mine || !isIdle)
    const first = firstEnd([...clocks, ...holds], hold.now_ms)
    const [adopted = []] = await tx.all([
      writeAdoption(cart_id, owner, customer_id),
    ])
    await tx.commit([
      writeBaskets([{ ...mine, deadline_ms: first ?? mine.deadline_ms }]),
      insertLog(
        adopted.map((row) => ({
          operation: "hold.adopted",
          actor: call.actor,
          hold_id: row.id as string,
          after: { customer_id },
        }))
      ),
    ])
  })
}

async function askAboutAdopting(
  call: Call,
  { cart_id, customer_id }: { cart_id: string; customer_id: string },
  owner: string
): Promise<void> {
  const live = await call.db.query<CartHoldRecord>(cartHolds([cart_id]))
  const strange = live.filter((hold) => hold.owner !== owner)
  const holds = await Promise.all(
    strange.map(({ id }) => readHold(call.db, id))
  )
  const there = holds.filter((hold) => hold !== undefined)
  await askAboutHolds(call, "adopt", there, { customer_id })
}

/**
 * What is left of the clocks that run: a customer's own, if anything is held in
 * it. Null when none does.
 */
function firstEnd(
  clocks: { deadline_ms: number }[],
  nowMs: number
): number | null {
  const ends = clocks.map(({ deadline_ms }) => deadline_ms)
  const running = ends.filter((end) => end > nowMs)
  return running.length > 0 ? Math.min(...running) : null
}
