import { bookingsIn } from "../../booking-lines"
import { settleLine } from "../../late-payment"
import { bookingOrders, type BookingOrder } from "../booking-orders"
import { fixed, flagged, type Check, type Checking, type Found } from "../check"

/**
 * Orders that are paid and lack an allocation: the process was killed after the
 * payment, and the event was lost. They get their dates, taken again if need
 * be; or a conflict is raised, and the line is the conflict's from then on.
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
  const bookings = bookingsIn(container)
  const ids = orders.map(({ id }) => id)
  const known = [
    ...(await bookings.listAllocatedLines(ids)),
    ...(await bookings.listConflictLines(ids)),
  ]
  const lines = new Set(known.map((one) => one.line_item_id))
  const holds = new Set(
    known.map(({ order_id, hold_id }) => `${order_id} ${hold_id}`)
  )
  return orders
    .map((order) => ({
      ...order,
      lines: order.lines.filter(
        ({ id, hold_id }) =>
          !lines.has(id) && !(hold_id && holds.has(`${order.id} ${hold_id}`))
      ),
    }))
    .filter(({ lines }) => lines.length > 0)
}

async function confirm(
  { container, by, dry_run }: Checking,
  { id, cart_id }: BookingOrder,
  line: BookingOrder["lines"][number]
): Promise<Found> {
  if (!dry_run) {
    const settled = await settleLine(
      container,
      { order_id: id, line_item_id: line.id, cart_id, hold_id: line.hold_id },
      by
    )
    if (settled.kind === "conflict") {
      return flagged(
        id,
        `The line ${line.id} is paid and can't have its dates, conflict ${settled.conflict.id}: ${settled.refusal.message}`
      )
    }
  }
  return fixed(id, `The line ${line.id} was paid and got its dates now.`)
}
