import { isStorable } from "../domain/text"
import { liveHoldOfLine } from "../sql/cart-holds"
import type { Call } from "./context"
import { releaseHoldById } from "./release-hold"

/**
 * Gives back the dates of a cart's line that is gone. What was sold, has ended
 * or was released before stays so.
 *
 * @param reason why, for the log
 * @returns whether something was released
 * @throws BookingRefusal `busy`
 */
export async function releaseLine(
  call: Call,
  lineItemId: string,
  reason = "the line was removed from the cart"
): Promise<boolean> {
  const [hold] = isStorable(lineItemId)
    ? await call.db.query<{ id: string }>(liveHoldOfLine(lineItemId))
    : []
  return hold ? releaseHoldById(call, hold.id, reason) : false
}
