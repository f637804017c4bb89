import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type {
  AllocationDTO,
  CallContext,
} from "../modules/resource_booking/types"
import { bookingsIn, holdIdOf } from "./booking-lines"

type Ordered = {
  id: string
  status: string
  cart: { id: string } | null
  items: { id: string; metadata: Record<string, unknown> | null }[] | null
}

/**
 * Makes the holds of an order's lines the order's. Repeating it is harmless: it
 * is done inside the completion, by the subscriber, and by whoever asks.
 *
 * The caller answers for the payment.
 *
 * @returns the order's allocations, by its lines
 * @throws BookingRefusal as `confirmHold`, for the first line that can't be
 */
export async function confirmOrder(
  container: MedusaContainer,
  orderId: string,
  by: CallContext
): Promise<AllocationDTO[]> {
  const bookings = bookingsIn(container)
  const order = await retrieveOrder(container, orderId)
  const allocations: AllocationDTO[] = []
  for (const item of order?.items ?? []) {
    const hold_id = holdIdOf(item)
    if (hold_id && order?.cart) {
      const confirmed = await bookings.confirmHold(
        {
          ...{ hold_id, order_id: orderId, line_item_id: item.id },
          cart_id: order.cart.id,
        },
        by
      )
      allocations.push(...confirmed.allocations)
    }
  }
  return allocations
}

async function retrieveOrder(
  container: MedusaContainer,
  id: string
): Promise<Ordered | undefined> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    fields: ["id", "status", "cart.id", "items.id", "items.metadata"],
    filters: { id },
  })
  const [order] = data as Ordered[]
  return order
}
