import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { bookingsIn } from "../../booking-lines"
import { paidOrders } from "../../paid-orders"
import { flagged, type Check, type Checking, type Found } from "../check"
import { surelyPaid } from "../surely-paid"

/** Orders with all their payments are costly to read. */
const PAGE = 100

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
    const bookings = bookingsIn(container)
    const found: Found[] = []
    let checked = 0
    let page = await bookings.listSoldOrders("")
    while (page.length > 0) {
      checked += page.length
      const paid = await surelyPaid(container, page)
      const doubtful = page.filter((id) => !paid.has(id))
      for (let from = 0; from < doubtful.length; from += PAGE) {
        const ids = doubtful.slice(from, from + PAGE)
        found.push(...(await withoutMoney(checking, ids)))
      }
      page = await bookings.listSoldOrders(page.at(-1) as string)
    }
    return { checked, details: found }
  },
}

/** If they can't be read together, one by one: it is the failing one's fault. */
async function withoutMoney(
  checking: Checking,
  ids: string[]
): Promise<Found[]> {
  try {
    return await flagsOf(checking, ids)
  } catch (error) {
    const [id] = ids
    if (ids.length > 1) {
      const each = []
      for (const one of ids) {
        each.push(...(await withoutMoney(checking, [one])))
      }
      return each
    }
    checking.container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .error(`resource_booking: order ${id} can't be checked`, error as Error)
    const message =
      "Whether the order is paid could not be found out; the log says why."
    return id ? [flagged(id, message)] : []
  }
}

async function flagsOf(
  { container }: Checking,
  ids: string[]
): Promise<Found[]> {
  const paid = await paidOrders(container, ids)
  return [...paid]
    .filter(([, { money, is_paid, is_canceled }]) => {
      return money === "gone" && !is_paid && !is_canceled
    })
    .map(([id]) => flagged(id, MESSAGE))
}

const MESSAGE =
  "Its payment was refunded or canceled, and its dates are still kept: cancel the order or its allocations, or let the customer pay again."
