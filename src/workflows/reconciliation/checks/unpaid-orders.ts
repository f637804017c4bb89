import { flagged, type Check } from "../check"

/**
 * Orders that sell bookings and were never paid: the process was killed between
 * order and payment. Whether the customer is to pay or the order to go, staff
 * know.
 */
export const unpaidOrders: Check = {
  name: "unpaid_orders",
  async run({ orders }) {
    const { checked, unpaid } = await orders()
    const message = "The order sells bookings and is not paid."
    return { checked, details: unpaid.map(({ id }) => flagged(id, message)) }
  },
}
