import type { MedusaContainer } from "@medusajs/framework/types"
import type {
  AllocationDTO,
  CallContext,
} from "../modules/resource_booking/types"
import { bookingsIn } from "./booking-lines"
import { settleLine } from "./late-payment"
import { retrieveOrder, type BookedOrder } from "./paid-orders"

/**
 * Makes the holds of an order's lines the order's, inside its completion. The
 * caller answers for the payment.
 *
 * @returns the order's allocations, by its lines
 * @throws BookingRefusal as `confirmHold`, for the first line that can't be:
 * the completion is undone
 */
export async function confirmOrder(
  container: MedusaContainer,
  order: BookedOrder,
  by: CallContext
): Promise<AllocationDTO[]> {
  const allocations: AllocationDTO[] = []
  for (const { id: line_item_id, hold_id } of order.lines) {
    if (hold_id && order.cart_id) {
      const { id: order_id, cart_id } = order
      const confirmed = await bookingsIn(container).confirmHold(
        { hold_id, order_id, line_item_id, cart_id },
        by
      )
      allocations.push(...confirmed.allocations)
    }
  }
  return allocations
}

/**
 * The same for an order that stays, whatever becomes of its bookings: what
 * can't be had is raised as a conflict. Repeating it is harmless.
 */
export async function settleOrder(
  container: MedusaContainer,
  order: BookedOrder,
  by: CallContext
): Promise<void> {
  for (const { id: line_item_id, hold_id } of order.lines) {
    if (hold_id && order.cart_id) {
      const { id: order_id, cart_id } = order
      const line = { order_id, line_item_id, cart_id, hold_id }
      await settleLine(container, line, by)
    }
  }
}

/** Settles an order that is there, is paid and was not canceled. */
export async function settlePaidOrder(
  container: MedusaContainer,
  orderId: string,
  by: CallContext
): Promise<void> {
  const order = await retrieveOrder(container, orderId)
  if (order?.is_paid && !order.is_canceled) {
    await settleOrder(container, order, by)
  }
}
