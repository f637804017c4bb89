import { isStorable } from "../../domain/shared/text"
import { forgetLine, liveHoldOfLine } from "../../sql/cart-holds"
import { releaseHoldById } from "../holds/release-hold"
import type { Call } from "../shared/context"

/**
 * Gives back the dates of a cart's line that is gone. What was sold, has ended
 * or was released before stays so; one that has ended has no line any more, or
 * the line would come back with it.
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
  if (!isStorable(lineItemId)) {
    return false
  }
  const [hold] = await call.db.query<{ id: string }>(liveHoldOfLine(lineItemId))
  if (hold && (await releaseHoldById(call, hold.id, reason))) {
    return true
  }
  await call.db.query(forgetLine(lineItemId, hold?.id ?? null))
  return false
}
