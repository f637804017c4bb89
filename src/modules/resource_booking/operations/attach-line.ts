import { attachLine as writeAttachment } from "../sql/cart-holds"
import type { CartLineOfHold } from "../types"
import type { Call } from "./context"

/**
 * The line that a hold was placed for is written: it is sold with it from now
 * on. Neither status nor end nor claims change, so no dates are locked.
 * Repeating it is harmless.
 *
 * @throws BookingRefusal `busy`
 */
export async function attachLine(
  call: Call,
  line: CartLineOfHold
): Promise<void> {
  await call.db.query(writeAttachment(line))
}
