import type { BookingOrder } from "../booking-orders"
import { type Check, flagged } from "../check"

/**
 * Orders that sell bookings and are not paid. Either they never were: the
 * process was killed between order and payment. Or their money is gone before
 * they got their dates, which they don't get any more. Whether the customer is
 * to pay or the order to go, staff know.
 */
export const unpaidOrders: Check = {
  name: "unpaid_orders",
  async run({ orders }) {
    const { checked, unpaid } = await orders()
    return {
      checked,
      details: unpaid.map((order) => flagged(order.id, messageOf(order))),
    }
  },
}

function messageOf({ money }: BookingOrder): string {
  return money === "gone"
    ? "The order contains bookings without dates, and its payment was refunded or canceled, so it gets none. Cancel the order, or let the customer pay again."
    : "The order contains bookings and is not paid."
}
