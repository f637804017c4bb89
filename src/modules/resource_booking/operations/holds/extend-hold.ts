import { commonDeadline, laterEnds } from "../../domain/holds/deadline"
import { decideExtension, decideLive } from "../../domain/holds/decide-change"
import { reject, unwrap } from "../../errors"
import type { Row } from "../../sql/database"
import {
  type CartHoldRecord,
  cartHolds,
  extendHolds,
  type HoldRecord,
  lockBaskets,
  selectHold,
} from "../../sql/holds"
import { datesKeys, takeLocks } from "../../sql/locks"
import { insertLog } from "../../sql/log"
import { transact, type Transaction } from "../../sql/transaction"
import type { HoldAccess, HoldAnswer } from "../../types"
import type { Call } from "../shared/context"
import { extendedLog } from "../shared/hold-log"
import { toAnswer } from "../shared/records"
import { accessibleHold } from "./hold-access"
import { hasItsClaims, stillThere } from "./succession"

/**
 * A new end: now + TTL, within the lifetime cap; the old one, if that is later
 * already. The other live holds of the
 * same cart get it too, since a cart has one clock; therefore their dates are
 * locked as well.
 *
 * @throws BookingRefusal `not_found`, `already_confirmed`, `released`,
 * `expired`, `limit_reached` at the cap, `busy`
 */
export async function extendHold(
  call: Call,
  id: string,
  access: HoldAccess
): Promise<HoldAnswer> {
  return transact(call.db, async (tx) => {
    const found = await accessibleHold(call, tx, id, access)
    const cart = await lockCart(tx, found)
    const items = [...found.items, ...cart.flatMap((hold) => hold.items)]
    const [, rows, siblings] = await tx.all([
      takeLocks(datesKeys(items)),
      selectHold(id),
      ...(found.owner && found.cart_id ? [cartHolds([found.cart_id])] : []),
    ])
    const hold = stillThere(rows, id)
    unwrap(decideLive(hold, hold.now_ms))
    if (!hasItsClaims(hold)) {
      // Extending would promise what is not there.
      reject("expired", "This hold has expired.")
    }
    const together = mergeHolds(hold, siblings)
    const { expires_at_ms, deadline_ms } = hold
    const common = commonDeadline(
      together.map((h) => h.ttl_ms),
      together.map((h) => h.expires_at_ms),
      deadline_ms,
      hold.now_ms
    )
    const end = Math.min(common, deadline_ms)
    if (unwrap(decideExtension(end, expires_at_ms, deadline_ms)) === "keep") {
      return toAnswer(call, hold)
    }
    const { cart_id, now_ms } = hold
    const later = laterEnds(
      together.map((one) => ({ ...one, cart_id })),
      end
    )
    const log = later.map((one) => extendedLog(call.actor, one))
    await tx.commit([extendHolds(later, now_ms), insertLog(log)])
    call.committed()
    const updated = { expires_at_ms: end, updated_at_ms: now_ms }
    return toAnswer(call, { ...hold, ...updated })
  })
}

async function lockCart(
  tx: Transaction,
  hold: HoldRecord
): Promise<CartHoldRecord[]> {
  if (!hold.owner || !hold.cart_id) {
    return []
  }
  const rows = await tx.all([
    ...lockBaskets([hold.owner], true),
    cartHolds([hold.cart_id]),
  ])
  return ofOwner(hold, rows[2])
}

type Clocked = Pick<
  HoldRecord,
  "id" | "ttl_ms" | "expires_at_ms" | "deadline_ms"
>

function mergeHolds(hold: HoldRecord, siblings: Row[] = []): Clocked[] {
  const others = ofOwner(hold, siblings)
  return [hold, ...others.filter((other) => other.id !== hold.id)]
}

/** Only the owner's holds are guarded by the basket that is locked. */
function ofOwner(hold: HoldRecord, rows: Row[] = []): CartHoldRecord[] {
  return (rows as CartHoldRecord[]).filter((h) => h.owner === hold.owner)
}
