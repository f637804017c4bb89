import { bookingsIn } from "../../checkout/booking-lines"
import {
  attempt,
  type Check,
  type Checking,
  fixed,
  flagged,
  type Found,
  unchecked,
} from "../check"

/**
 * Allocations of an order that was canceled, or is gone. A canceled order's
 * dates are freed. An order that is not there is nobody's decision: staff look
 * why, and cancel.
 */
export const orphanedAllocations: Check = {
  name: "orphaned_allocations",
  async run(checking) {
    const { looked, ...sold } = await checking.sold()
    const found = sold.unreadable.map((id) => unchecked(id))
    for (const order_id of sold.canceled) {
      const work = async () => [await cancel(checking, order_id)]
      found.push(...(await attempt(checking, order_id, work)))
    }
    for (const order_id of sold.missing) {
      const message =
        "There are allocations for this order, but no such order exists."
      found.push(flagged(order_id, message))
    }
    return { checked: looked.length, details: found }
  },
}

async function cancel(
  { container, by, dry_run }: Checking,
  order_id: string
): Promise<Found> {
  if (!dry_run) {
    const reason = "the order was canceled"
    await bookingsIn(container).cancelAllocations({ order_id, reason }, by)
  }
  return fixed(order_id, "The order was canceled. Its dates have been freed.")
}
