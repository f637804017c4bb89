import { decideLive } from "../../domain/holds/decide-change"
import { notFound, unwrap } from "../../errors"
import { attachLine as writeAttachment } from "../../sql/cart-holds"
import { type HoldRecord, selectHold } from "../../sql/holds"
import type { CartLineOfHold } from "../../types"
import type { Call } from "../shared/context"

/**
 * The line that a hold was placed for is written: it is sold with it from now
 * on. Neither status nor end nor claims change, so no dates are locked.
 * Repeating it is harmless.
 *
 * @throws BookingRefusal `released`, `already_confirmed` where it is not there to
 * be sold with it any more; `not_found`; `busy`
 */
export async function attachLine(
  call: Call,
  line: CartLineOfHold
): Promise<void> {
  const [attached] = await call.db.query(writeAttachment(line))
  if (attached) {
    return
  }
  const [hold] = await call.db.query<HoldRecord>(selectHold(line.hold_id))
  if (hold?.line?.line_item_id === line.line_item_id) {
    return
  }
  if (hold) {
    unwrap(decideLive(hold, hold.now_ms))
  }
  notFound("hold", line.hold_id)
}
