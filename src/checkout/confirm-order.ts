import type { MedusaContainer } from "@medusajs/framework/types"

import { isBookingRefusal } from "../modules/resource_booking"
import type { CallContext } from "../modules/resource_booking/types"
import { knownFirst } from "./booking-lines"
import { confirmLine, settleLine, type SoldLine } from "./late-payment"
import { type BookedOrder, hasMarkedLines, retrieveOrder } from "./paid-orders"

/** The lines of an order that say that they are bookings. */
export function soldLines({ id, cart_id, lines }: BookedOrder): SoldLine[] {
  return knownFirst(lines)
    .filter(({ hold_id }) => hold_id !== null && cart_id !== null)
    .map(({ id: line_item_id, hold_id, variant_id }) => ({
      ...{ order_id: id, line_item_id, variant_id, cart_id, hold_id },
    }))
}

/**
 * Makes the holds of an order's lines the order's, inside its completion. The
 * caller answers for the payment.
 *
 * @throws BookingRefusal as `confirmHold`, for the first line that can't be:
 * the completion is undone
 */
export async function confirmOrder(
  container: MedusaContainer,
  order: BookedOrder,
  by: CallContext
): Promise<void> {
  for (const line of soldLines(order)) {
    await confirmLine(container, line, by)
  }
}

/**
 * The same for an order that stays, whatever becomes of its bookings: what
 * can't be had is raised as a conflict, and what is busy is left to whoever
 * tries next. Repeating it is harmless.
 */
export async function settleOrder(
  container: MedusaContainer,
  order: BookedOrder,
  by: CallContext
): Promise<void> {
  for (const line of soldLines(order)) {
    try {
      await settleLine(container, line, by)
    } catch (error) {
      if (!isBookingRefusal(error)) {
        throw error
      }
    }
  }
}

/**
 * Settles an order that is there, is paid and was not canceled. One without a
 * line that says it is a booking costs one look.
 */
export async function settlePaidOrder(
  container: MedusaContainer,
  orderId: string,
  by: CallContext
): Promise<void> {
  if (!(await hasMarkedLines(container, orderId))) {
    return
  }
  const order = await retrieveOrder(container, orderId)
  if (order?.is_paid && !order.is_canceled) {
    await settleOrder(container, order, by)
  }
}
