import { isStorable } from "../../domain/shared/text"
import { concernsBookings as selectConcern } from "../../sql/cart-holds"
import type { CartConcern } from "../../types"
import type { OperationContext } from "../shared/context"

/**
 * Whether there is anything in a cart for this module: one short look, before
 * whatever costs more. It is no answer to whether a line is a booking.
 */
export async function concernsBookings(
  { db }: OperationContext,
  { cart_id, variant_ids }: CartConcern
): Promise<boolean> {
  const ids = [...new Set(variant_ids)].filter((id) => isStorable(id))
  if (!isStorable(cart_id)) {
    return false
  }
  const [found] = await db.query<{ concerned: boolean }>(
    selectConcern(cart_id, ids)
  )
  return found?.concerned === true
}
