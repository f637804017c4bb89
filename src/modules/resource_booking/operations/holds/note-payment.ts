import { isStorable } from "../../domain/shared/text"
import { notePayment as writePayment } from "../../sql/cart-holds"
import { transact } from "../../sql/transaction"
import type { OperationContext } from "../shared/context"

/**
 * A payment of a cart is about to be tried. If it fails, its holds are given
 * time to try another one; a completion that never came so far gives none.
 *
 * @throws BookingRefusal `busy`
 */
export async function notePayment(
  { db }: OperationContext,
  cartId: string
): Promise<void> {
  if (isStorable(cartId)) {
    await transact(db, (tx) => tx.commit([writePayment(cartId)]))
  }
}
