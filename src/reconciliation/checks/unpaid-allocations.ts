import type { MedusaContainer } from "@medusajs/framework/types"

import { bookingsIn } from "../../checkout/booking-lines"
import { paidOrders } from "../../checkout/paid-orders"
import {
  type Check,
  type Checking,
  flagged,
  type Found,
  unchecked,
} from "../check"
import { inPages, inThousands } from "../pages"
import { readApart } from "../read-apart"
import { surelyPaid } from "../surely-paid"
import { withdrawnOrders } from "../withdrawn-orders"

/**
 * Orders whose money is gone (refunded in full, voided, canceled), and whose
 * dates are still kept and not over, however old the order is. The dates are
 * not freed: a refund may be a favor. An order that was never paid is another
 * check's, and one that is canceled or gone as well.
 */
export const unpaidAllocations: Check = {
  name: "unpaid_allocations",
  async run(checking) {
    const seen = new Set<string>()
    const found: Found[] = []
    for await (const page of suspects(checking)) {
      const sold = await bookingsIn(checking.container).listSoldAmong(page)
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
 * Orders whose money may be gone: it went since the last run, or at any time;
 * those that were flagged, and those of the sweep that are not surely paid.
 */
async function* suspects({
  container,
  look: { since, flagged, sweep },
  sold,
}: Checking): AsyncGenerator<string[]> {
  yield* withdrawnOrders(container, sweep === null ? new Date(0) : since)
  if (sweep !== null) {
    yield flagged
    const { looked } = await sold()
    const paid = (ids: string[]) => surelyPaid(container, ids)
    for (const ids of inThousands(looked)) {
      const { rows } = await readApart(container, ids, paid)
      const surely = new Set(rows)
      yield ids.filter((id) => !surely.has(id))
    }
  }
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
  "Its payment was refunded or canceled, but its dates are still kept. Cancel the order or its allocations, or let the customer pay again."
