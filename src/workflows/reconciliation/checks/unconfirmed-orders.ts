import { isBookingRefusal } from "../../../modules/resource_booking"
import { bookingsIn } from "../../booking-lines"
import { bookingOrders, type BookingOrder } from "../booking-orders"
import { fixed, flagged, type Check, type Checking, type Found } from "../check"

/**
 * Orders that are paid and lack an allocation: the process was killed after the
 * payment, and the event was lost. They get their dates, taken again if need
 * be.
 */
export const unconfirmedOrders: Check = {
  name: "unconfirmed_orders",
  async run(checking) {
    const { container, since } = checking
    const found: Found[] = []
    let checked = 0
    for await (const page of bookingOrders(container, since)) {
      const paid = page.filter((order) => order.paid)
      checked += paid.length
      for (const order of await withoutAllocations(checking, paid)) {
        for (const line of order.lines) {
          found.push(await confirm(checking, order, line))
        }
      }
    }
    return { checked, details: found }
  },
}

/** The orders that have such lines, with these alone. */
async function withoutAllocations(
  { container }: Checking,
  orders: BookingOrder[]
): Promise<BookingOrder[]> {
  const ids = orders.map(({ id }) => id)
  const allocated = await bookingsIn(container).listAllocatedLines(ids)
  const lines = new Set(allocated.map((one) => one.line_item_id))
  const holds = new Set(
    allocated.map(({ order_id, hold_id }) => `${order_id} ${hold_id}`)
  )
  return orders
    .map((order) => ({
      ...order,
      lines: order.lines.filter(
        ({ id, hold_id }) =>
          !lines.has(id) && !holds.has(`${order.id} ${hold_id}`)
      ),
    }))
    .filter(({ lines }) => lines.length > 0)
}

async function confirm(
  { container, by, dry_run }: Checking,
  order: BookingOrder,
  line: BookingOrder["lines"][number]
): Promise<Found> {
  const { hold_id } = line
  const { id, cart_id } = order
  if (!hold_id || !cart_id) {
    return flagged(id, `The line ${line.id} is paid and was never held.`)
  }
  if (!dry_run) {
    try {
      const sold = { hold_id, order_id: id, line_item_id: line.id, cart_id }
      await bookingsIn(container).confirmHold(sold, by)
    } catch (error) {
      if (!isBookingRefusal(error)) {
        throw error
      }
      return flagged(
        id,
        `The line ${line.id} is paid and can't have its dates: ${error.message}`
      )
    }
  }
  return fixed(id, `The line ${line.id} was paid and got its dates now.`)
}
