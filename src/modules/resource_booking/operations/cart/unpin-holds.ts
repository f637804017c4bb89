import { unpinnedEnd } from "../../domain/holds/deadline"
import { decideLive } from "../../domain/holds/decide-change"
import { holdsOfLines, unpinHolds as writeUnpinned } from "../../sql/cart-holds"
import type { Statement } from "../../sql/database"
import { expireHolds } from "../../sql/expiry"
import { type HoldRecord, lockBaskets } from "../../sql/holds"
import { datesKeys, takeLocks } from "../../sql/locks"
import { insertLog } from "../../sql/log"
import { transact } from "../../sql/transaction"
import type { UnpinHolds } from "../../types"
import type { Call } from "../shared/context"
import { expiredLog } from "../shared/hold-log"
import { iso } from "../shared/records"

const MINUTE_MS = 60_000

/**
 * After a completion that failed: a cart's pinned holds get their own end back.
 * If a payment was tried, they have five minutes for another one; what was
 * taken again and never tried to be paid ends. What has ended or was sold
 * stays so.
 *
 * @param input `release`: the payment was declined, and the store wants the
 * dates back at once
 * @throws BookingRefusal `busy`
 */
export async function unpinHolds(call: Call, input: UnpinHolds): Promise<void> {
  const { cart_id, release } = input
  await transact(call.db, async (tx) => {
    const found = (await tx.query<HoldRecord>(holdsOfLines(cart_id))).filter(
      isPinned
    )
    if (found.length === 0) {
      return
    }
    const owners = new Set(found.flatMap((hold) => hold.owner ?? []))
    await tx.all([
      ...lockBaskets([...owners], true),
      takeLocks(datesKeys(found.flatMap((hold) => hold.items))),
    ])
    const ids = found.map(({ id }) => id)
    const locked = await tx.query<HoldRecord>(holdsOfLines(cart_id))
    const pinned = locked
      .filter(isPinned)
      .filter((hold) => ids.includes(hold.id))
    await tx.commit(
      release ? releasing(call, pinned) : givingBack(call, pinned)
    )
    call.committed()
  })
}

type Pinned = HoldRecord & { pinned_from_ms: number }

function isPinned(hold: HoldRecord): hold is Pinned {
  return hold.pinned_from_ms !== null && decideLive(hold, hold.now_ms).ok
}

function givingBack({ actor, options }: Call, pinned: Pinned[]): Statement[] {
  const grace = options.checkout_grace_minutes * MINUTE_MS
  const ends = pinned.map((hold) => {
    const own = { ...hold, own_end_ms: hold.pinned_from_ms }
    return { id: hold.id, end_ms: unpinnedEnd(own, grace, hold.now_ms) }
  })
  return [
    writeUnpinned(ends),
    insertLog(
      pinned.map((hold, i) => ({
        ...{ operation: "hold.unpinned", actor, hold_id: hold.id },
        before: { expires_at: iso(hold.expires_at_ms) },
        after: { expires_at: iso((ends[i] as { end_ms: number }).end_ms) },
      }))
    ),
  ]
}

function releasing({ actor }: Call, pinned: Pinned[]): Statement[] {
  return [
    writeUnpinned(pinned.map(({ id, now_ms }) => ({ id, end_ms: now_ms }))),
    expireHolds(
      pinned.map(({ id }) => id),
      pinned.map((hold) => expiredLog(actor, hold, "payment_failed"))
    ),
  ]
}
