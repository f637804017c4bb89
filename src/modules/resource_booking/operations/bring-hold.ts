import { basketClock, commonDeadline } from "../domain/deadline"
import { decideLive } from "../domain/decide-change"
import { decideLimits } from "../domain/limits"
import { reject, unwrap } from "../errors"
import { attachHold } from "../sql/cart-holds"
import {
  cartHolds,
  extendHolds,
  lockBaskets,
  selectHold,
  writeBaskets,
  type BasketRecord,
  type CartHoldRecord,
  type HoldRecord,
} from "../sql/holds"
import { datesKeys, takeLocks } from "../sql/locks"
import { insertLog } from "../sql/log"
import { transact, type Transaction } from "../sql/transaction"
import type { HoldAccess, HoldAnswer, HoldLine } from "../types"
import type { Call } from "./context"
import { accessibleHold } from "./hold-access"
import { ownerOf } from "./hold-identity"
import { extendedLog, onlyResource } from "./hold-log"
import { toAnswer } from "./records"

const MINUTE_MS = 60_000

export type BringHold = {
  hold_id: string
  access: HoldAccess
  cart_id: string
  customer_id: string | null
  line: HoldLine
}

/**
 * Brings a hold that was placed before there was a cart into one, as what a
 * line is sold with. It gets the cart's clock, and the cart's owner.
 *
 * @throws BookingRefusal `not_found`, also for a hold of another cart;
 * `invalid_data` when it is sold with a line already; `already_confirmed`,
 * `released`, `expired`; `limit_reached` when the owner has too many; `busy`
 */
export async function bringHold(
  call: Call,
  input: BringHold
): Promise<HoldAnswer> {
  const { hold_id, access, cart_id } = input
  const owner = ownerOf(input) as string
  return transact(call.db, async (tx) => {
    const found = await accessibleHold(call, tx, hold_id, access)
    const { basket, siblings } = await lockBasketsOf(tx, found, owner, cart_id)
    const items = [found, ...siblings].flatMap((hold) => hold.items)
    const [, rows] = await tx.all([
      takeLocks(datesKeys(items)),
      selectHold(hold_id),
    ])
    const hold = rows?.[0] as HoldRecord
    checkFree(hold, input)
    unwrap(decideLive(hold, hold.now_ms))
    const others = siblings.filter((sibling) => sibling.id !== hold_id)
    const now = hold.now_ms
    unwrap(
      decideLimits(
        call.options.limits,
        others.map(sizeOf),
        null,
        hold.items,
        now
      )
    )
    const lifetime = call.options.hold_lifetime_minutes * MINUTE_MS
    const clock = basketClock(basket, others.length, now, lifetime)
    const deadline = Math.min(clock.deadline_ms, hold.deadline_ms)
    const end = commonDeadline(
      [hold, ...others].map((h) => h.ttl_ms),
      [hold, ...others].map((h) => h.expires_at_ms),
      deadline,
      now
    )
    const later = others.filter((other) => other.expires_at_ms < end)
    const written = await tx.commit([
      attachHold(hold_id, {
        ...{ cart_id, owner, line: input.line, expires_at_ms: end },
        customer_id: input.customer_id,
        deadline_ms: deadline,
      }),
      extendHolds(
        later.map((other) => other.id),
        end,
        now
      ),
      writeBaskets([{ ...basket, ...clock, deadline_ms: deadline }]),
      insertLog([
        {
          operation: "hold.brought",
          actor: call.actor,
          hold_id,
          resource_id: onlyResource(hold.items),
          before: { cart_id: hold.cart_id },
          after: { cart_id, line_item_id: input.line.line_item_id },
        },
        ...later.map((other) => extendedLog(call.actor, other, end)),
      ]),
      selectHold(hold_id),
    ])
    call.committed()
    return toAnswer(call, written[4]?.[0] as HoldRecord)
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

function checkFree(hold: HoldRecord, { cart_id, line }: BringHold): void {
  if (hold.cart_id !== null && hold.cart_id !== cart_id) {
    reject("not_found", `There is no hold with id ${hold.id}.`)
  }
  if (hold.line && hold.line.line_item_id !== line.line_item_id) {
    reject("invalid_data", "This hold is in the cart already.")
  }
}

function sizeOf(hold: CartHoldRecord) {
  return {
    ...hold,
    units: hold.items.reduce((sum, item) => sum + item.quantity, 0),
    resource_dates: hold.items.reduce(
      (sum, { dates }) => sum + dates.length,
      0
    ),
  }
}
