import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"

import { isBookingRefusal } from "../modules/resource_booking"
import { bookingsIn } from "./booking-lines"

/**
 * Makes the live holds of a cart its customer's, if they have an account. Where
 * that would be more than a customer may have, or the store doesn't allow it,
 * they stay the cart's.
 *
 * @throws BookingRefusal `busy`
 */
export async function adoptCart(
  container: MedusaContainer,
  cart: { id: string; customer_id?: string | null }
): Promise<void> {
  const { id: cart_id, customer_id } = cart
  if (!customer_id) {
    return
  }
  const [customer] = await container
    .resolve(Modules.CUSTOMER)
    .listCustomers({ id: [customer_id] }, { select: ["has_account"] })
  if (customer?.has_account) {
    const by = { actor: { type: "customer", id: customer_id } } as const
    await bookingsIn(container)
      .adoptHolds({ cart_id, customer_id }, by)
      .catch(staysTheCarts)
  }
}

function staysTheCarts(error: unknown): void {
  const isNo =
    isBookingRefusal(error) &&
    ["limit_reached", "not_allowed_by_store"].includes(error.code)
  if (!isNo) {
    throw error
  }
}
