import { bookingOrders } from "../booking-orders"
import { flagged, type Check, type Found } from "../check"

/**
 * Orders that sell bookings and were never paid: the process was killed between
 * order and payment. Whether the customer is to pay or the order to go, staff
 * know.
 */
export const unpaidOrders: Check = {
  name: "unpaid_orders",
  async run({ container, since }) {
    const found: Found[] = []
    let checked = 0
    for await (const page of bookingOrders(container, since)) {
      checked += page.length
      for (const { id, paid } of page) {
        if (!paid) {
          found.push(flagged(id, "The order sells bookings and is not paid."))
        }
      }
    }
    return { checked, details: found }
  },
}
