import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { bookingsIn } from "../../booking-lines"
import { fixed, flagged, type Check, type Checking, type Found } from "../check"

/**
 * Allocations of an order that was canceled, or is gone. A canceled order's
 * dates are freed. An order that is not there is nobody's decision: staff look
 * why, and cancel.
 */
export const orphanedAllocations: Check = {
  name: "orphaned_allocations",
  async run(checking) {
    const bookings = bookingsIn(checking.container)
    const found: Found[] = []
    let checked = 0
    let page = await bookings.listSoldOrders("")
    while (page.length > 0) {
      checked += page.length
      const status = await statusOf(checking, page)
      for (const id of page) {
        const finding = await settle(checking, id, status.get(id))
        found.push(...(finding ? [finding] : []))
      }
      page = await bookings.listSoldOrders(page.at(-1) as string)
    }
    return { checked, details: found }
  },
}

async function statusOf(
  { container }: Checking,
  ids: string[]
): Promise<Map<string, string>> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    fields: ["id", "status"],
    filters: { id: ids },
  })
  const orders = data as { id: string; status: string }[]
  return new Map(orders.map(({ id, status }) => [id, status]))
}

async function settle(
  { container, by, dry_run }: Checking,
  order_id: string,
  status: string | undefined
): Promise<Found | null> {
  if (status === undefined) {
    return flagged(order_id, "It has allocations, and there is no such order.")
  }
  if (status !== "canceled") {
    return null
  }
  if (!dry_run) {
    const reason = "the order was canceled"
    await bookingsIn(container).cancelAllocations({ order_id, reason }, by)
  }
  return fixed(order_id, "The order was canceled: its dates are free now.")
}
