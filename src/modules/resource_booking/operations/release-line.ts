import { isStorable } from "../domain/text"
import { liveHoldOfLine } from "../sql/cart-holds"
import type { Call } from "./context"
import { releaseHoldById } from "./release-hold"

/**
 * Gives back the dates of a cart's line that is gone. What was sold, has ended
 * or was released before stays so.
 *
 * @returns whether something was released
 * @throws BookingRefusal `busy`
 */
export async function releaseLine(
  call: Call,
  lineItemId: string
): Promise<boolean> {
  const [hold] = isStorable(lineItemId)
    ? await call.db.query<{ id: string }>(liveHoldOfLine(lineItemId))
    : []
  const reason = "the line was removed from the cart"
  return hold ? releaseHoldById(call, hold.id, reason) : false
}
