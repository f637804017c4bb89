import { bookingsIn } from "../../booking-lines"
import { fit, misfitsOf, type Misfit } from "../../fit-order"
import { fixed, flagged, type Check, type Checking, type Found } from "../check"

/**
 * Lines of orders that have dates for more units than are left of them: an
 * edit took them out, or they came back, and the event was lost. The dates are
 * freed. Units that somebody added have no dates, and staff decide.
 */
export const changedLines: Check = {
  name: "changed_lines",
  async run(checking) {
    const { container } = checking
    const bookings = bookingsIn(container)
    const found: Found[] = []
    let checked = 0
    let page = await bookings.listSoldOrders("")
    while (page.length > 0) {
      checked += page.length
      for (const misfit of await misfitsOf(container, page)) {
        found.push(await settle(checking, misfit))
      }
      page = await bookings.listSoldOrders(page.at(-1) as string)
    }
    return { checked, details: found }
  },
}

async function settle(
  { container, by, dry_run }: Checking,
  misfit: Misfit
): Promise<Found> {
  const { order_id, line_item_id, units, left } = misfit
  if (left > units) {
    return flagged(
      order_id,
      `The line ${line_item_id} has ${left} units and dates for ${units}: take the others out of the order, and book them again.`
    )
  }
  if (!dry_run && (await fit(container, misfit, by))) {
    return flagged(
      order_id,
      `The line ${line_item_id} has ${left} of ${units} units left, on several resources: cancel the allocation that is not needed.`
    )
  }
  return fixed(
    order_id,
    `The line ${line_item_id} has ${left} of ${units} units left: the other dates are free now.`
  )
}
