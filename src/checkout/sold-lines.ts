import type { MedusaContainer } from "@medusajs/framework/types"

import { reject } from "../modules/resource_booking"
import { knownFirst } from "./booking-lines"
import type { SoldLine } from "./confirm-line"
import { type BookedOrder, retrieveOrder } from "./paid-orders"

/** The lines of an order that say that they are bookings. */
export function soldLines({ id, cart_id, lines }: BookedOrder): SoldLine[] {
  return knownFirst(lines)
    .filter(({ hold_id }) => hold_id !== null && cart_id !== null)
    .map(({ id: line_item_id, hold_id, variant_id }) => ({
      ...{ order_id: id, line_item_id, variant_id, cart_id, hold_id },
    }))
}

/**
 * Those of an order that is paid and was not canceled.
 *
 * @param holdId only the line that names this hold
 * @throws BookingRefusal `not_found` when there is no such order, or it has no
 * line for that hold; `invalid_data` when it is not paid or was canceled
 */
export async function paidLines(
  container: MedusaContainer,
  orderId: string,
  holdId?: string
): Promise<SoldLine[]> {
  const order = await retrieveOrder(container, orderId)
  const lines = order ? soldLines(order) : []
  const wanted = lines.filter(({ hold_id }) => !holdId || hold_id === holdId)
  if (holdId && wanted.length === 0) {
    return reject("not_found", `Order ${orderId} has no line for this hold.`)
  }
  if (!order) {
    return reject("not_found", `There is no order with id ${orderId}.`)
  }
  if (order.is_canceled || !order.is_paid) {
    reject("invalid_data", "The order is not paid.")
  }
  return wanted
}
