import type { MedusaContainer } from "@medusajs/framework/types"
import { bookingsIn } from "../../booking-lines"
import { paidOrders } from "../../paid-orders"
import {
  flagged,
  unchecked,
  type Check,
  type Checking,
  type Found,
} from "../check"
import { inPages } from "../pages"
import { readApart } from "../read-apart"
import { withdrawnOrders } from "../withdrawn-orders"

const DAY_MS = 24 * 60 * 60_000

/**
 * Orders whose money is gone (refunded in full, voided, canceled), and whose
 * dates are still kept and not over, however old the order is. The dates are
 * not freed: a refund may be a favor. An order that was never paid is another
 * check's, and one that is canceled or gone as well.
 */
export const unpaidAllocations: Check = {
  name: "unpaid_allocations",
  async run(checking) {
    const { container } = checking
    const since = await withdrawnSince(checking)
    const seen = new Set<string>()
    const found: Found[] = []
    for await (const page of withdrawnOrders(container, since)) {
      const sold = await bookingsIn(container).listSoldAmong(page)
      const ids = sold.filter((id) => !seen.has(id))
      ids.forEach((id) => seen.add(id))
      for (const some of inPages(ids)) {
        found.push(...(await flagsOf(checking, some)))
      }
    }
    return { checked: seen.size, details: found }
  },
}

/**
 * Money goes after it has come, and it comes after something was held: what
 * went before all that is not over concerns none of it. Dates that staff gave to
 * an order whose money was gone long before are found by the thorough runs.
 */
async function withdrawnSince({
  container,
  isThorough,
}: Checking): Promise<Date> {
  if (isThorough) {
    return new Date(0)
  }
  const first = await bookingsIn(container).readFirstSale()
  const latest = Date.now() - 30 * DAY_MS
  return new Date(first ? Math.min(latest, Date.parse(first)) : latest)
}

async function flagsOf(
  { container }: Checking,
  orderIds: string[]
): Promise<Found[]> {
  const read = (ids: string[]) => ordersWithoutMoney(container, ids)
  const { rows, unreadable } = await readApart(container, orderIds, read)
  return [
    ...rows.map((id) => flagged(id, MESSAGE)),
    ...unreadable.map((id) => unchecked(id)),
  ]
}

async function ordersWithoutMoney(
  container: MedusaContainer,
  orderIds: string[]
): Promise<string[]> {
  const paid = await paidOrders(container, orderIds)
  return [...paid]
    .filter(([, { money, is_paid, is_canceled }]) => {
      return money === "gone" && !is_paid && !is_canceled
    })
    .map(([id]) => id)
}

const MESSAGE =
  "Its payment was refunded or canceled, and its dates are still kept: cancel the order or its allocations, or let the customer pay again."
