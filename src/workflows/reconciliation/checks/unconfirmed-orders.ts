import { settleLine } from "../../late-payment"
import {
  bookingOrders,
  unsettledOrders,
  type BookingOrder,
} from "../booking-orders"
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
      for (const order of await unsettledOrders(container, paid)) {
        for (const line of order.lines) {
          found.push(await confirm(checking, order, line))
        }
      }
    }
    return { checked, details: found }
  },
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
