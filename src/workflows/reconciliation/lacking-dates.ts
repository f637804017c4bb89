import type { MedusaContainer } from "@medusajs/framework/types"
import { bookingsIn } from "../booking-lines"
import { linkedOrders } from "./linked-orders"
import { pagesOf } from "./pages"
import { readApart, type Apart } from "./read-apart"

/** Orders with a line that sells bookings, made since then, without dates. */
export async function ordersLackingDates(
  container: MedusaContainer,
  since: Date
): Promise<Apart<string>> {
  const bookings = bookingsIn(container)
  const variant_id = await bookings.listLinkedVariants()
  const made = { variant_id, created_at: { $gte: since } }
  const found: Apart<string>[] = []
  const pages = pagesOf(container, "order_line_item", ["id"], made)
  for await (const page of pages) {
    const ids = page.map(({ id }) => id)
    const known = new Set(await bookings.listLinesWithDates(ids))
    const lacking = ids.filter((id) => !known.has(id))
    found.push(await ordersOf(container, "order_item", lacking))
  }
  found.push(...(await ordersOfUnsoldCarts(container, since)))
  return {
    rows: found.flatMap(({ rows }) => rows),
    unreadable: found.flatMap(({ unreadable }) => unreadable),
  }
}

const DAY_MS = 24 * 60 * 60_000

/** Whatever was deleted or unlinked since: the holds know what was promised. */
async function ordersOfUnsoldCarts(
  container: MedusaContainer,
  since: Date
): Promise<Apart<string>[]> {
  const bookings = bookingsIn(container)
  // A hold is older than its order, by hours at most.
  const earlier = new Date(since.getTime() - DAY_MS)
  const found: Apart<string>[] = []
  let page = await bookings.listUnsoldCarts("", earlier)
  while (page.length > 0) {
    found.push(await ordersOf(container, "order_cart", page))
    page = await bookings.listUnsoldCarts(page.at(-1) as string, earlier)
  }
  return found
}

function ordersOf(
  container: MedusaContainer,
  entity: "order_item" | "order_cart",
  ids: string[]
): Promise<Apart<string>> {
  const read = (some: string[]) => linkedOrders(container, entity, some)
  return readApart(container, ids, read)
}
