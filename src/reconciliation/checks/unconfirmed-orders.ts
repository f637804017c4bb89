import type { LineOutcome } from "../../checkout/confirm-line"
import { confirmBookingsWorkflow } from "../../workflows/orders/confirm-bookings"
import type { BookingOrder } from "../booking-orders"
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
 * Orders that are paid and lack an allocation: the process was killed after the
 * payment, and the event was lost. They get their dates, taken again if need
 * be; or a conflict is raised, and the line is the conflict's from then on.
 */
export const unconfirmedOrders: Check = {
  name: "unconfirmed_orders",
  async run(checking) {
    const { checked, unconfirmed, unreadable } = await checking.orders()
    const found = unreadable.map((id) => unchecked(id))
    for (const order of unconfirmed) {
      for (const line of order.lines) {
        const work = async () => [await confirm(checking, order, line)]
        const what = `The line ${line.id}`
        found.push(...(await attempt(checking, order.id, work, what)))
      }
    }
    return { checked, details: found }
  },
}

async function confirm(
  { container, by, dry_run }: Checking,
  { id: order_id, cart_id }: BookingOrder,
  { id: line_item_id, ...line }: BookingOrder["lines"][number]
): Promise<Found> {
  const found = fixed(
    order_id,
    `The line ${line_item_id} was paid and has now been given its dates.`
  )
  if (dry_run) {
    return found
  }
  const sold = { order_id, line_item_id, cart_id, ...line }
  const { result } = await confirmBookingsWorkflow(container).run({
    input: { order_id, lines: [sold], by },
  })
  const [outcome] = result
  return outcome?.kind === "confirmed"
    ? found
    : flagged(
        order_id,
        `The line ${line_item_id} is paid but ${reasonOf(outcome)}`
      )
}

function reasonOf(outcome: LineOutcome | undefined): string {
  return outcome?.kind === "conflict"
    ? `can't have its dates (conflict ${outcome.conflict.id}): ${outcome.refusal.message}`
    : "has no dates yet. The next run tries again."
}
