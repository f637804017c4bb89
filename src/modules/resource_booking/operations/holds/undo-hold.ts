import { decideLive } from "../../domain/holds/decide-change"
import { detachHold, giveKeyBack } from "../../sql/cart-holds"
import type { Statement } from "../../sql/database"
import { type HoldRecord, readHold } from "../../sql/holds"
import { datesKeys, takeLocks } from "../../sql/locks"
import { insertLog } from "../../sql/log"
import { transact } from "../../sql/transaction"
import type { HoldBefore, UndoHold } from "../../types"
import type { Call } from "../shared/context"
import { onlyResource } from "../shared/hold-log"
import { endHold } from "./succession"

/**
 * The line that a hold was placed for could not be written. It is released,
 * and the same request may be made again by its key; one that was brought is
 * what it was before. Of a hold that was sold, or has taken over from the one
 * that its line had, nothing changes.
 *
 * @throws BookingRefusal `busy`
 */
export async function undoHold(call: Call, input: UndoHold): Promise<void> {
  const { hold_id, before, replaces } = input
  await transact(call.db, async (tx) => {
    const found = await readHold(tx, hold_id)
    if (!found) {
      return
    }
    await tx.all([takeLocks(datesKeys(found.items))])
    const hold = await readHold(tx, hold_id)
    if (!hold) {
      return
    }
    if (replaces && hold.line?.line_item_id) {
      // It has taken over, and nothing else is left of the booking.
      return
    }
    const isLive = decideLive(hold, hold.now_ms).ok
    const undone = before
      ? isLive
        ? detachment(call, hold, before)
        : []
      : releasing(call, hold)
    if (undone.length > 0) {
      await tx.commit(undone)
      call.committed()
    }
  })
}

function releasing(call: Call, hold: HoldRecord): Statement[] {
  if (hold.status !== "active" && hold.status !== "expired") {
    return []
  }
  const reason = "its line could not be written"
  return [...endHold(call, hold, hold.now_ms, reason), giveKeyBack(hold.id)]
}

function detachment(
  { actor }: Call,
  hold: HoldRecord,
  before: HoldBefore
): Statement[] {
  return [
    ...detachHold(hold.id, before),
    insertLog([
      {
        operation: "hold.brought_back",
        actor,
        hold_id: hold.id,
        resource_id: onlyResource(hold.items),
        before: { cart_id: hold.cart_id },
        after: { cart_id: before.cart_id },
        reason: "its line could not be written",
      },
    ]),
  ]
}
