import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { bookingsIn } from "../booking-lines"
import { readApart } from "./read-apart"

/** Orders whose dates are not over, as far as something happened to them. */
export type SoldOrders = {
  checked: number
  canceled: string[]
  /** Their lines have been changed: by an edit, a return, an exchange. */
  changed: string[]
  /** Medusa has no such order. */
  missing: string[]
  /** Ids of those that could not be read: the log says why. */
  unreadable: string[]
}

/** What happened to an order, if anything did. */
type Fate = { id: string; what: "canceled" | "changed" | "missing" }

/**
 * What happened to the orders whose dates are not over. Nothing happened to most
 * of them: these are counted, and not read.
 */
export async function soldOrders(
  container: MedusaContainer
): Promise<SoldOrders> {
  const bookings = bookingsIn(container)
  const sold: SoldOrders = {
    ...{ checked: 0, canceled: [], changed: [], missing: [], unreadable: [] },
  }
  const read = async (ids: string[]) => [
    ...(await touched(container, ids)),
    ...(await missing(container, ids)),
  ]
  let page = await bookings.listSoldOrders("")
  while (page.length > 0) {
    sold.checked += page.length
    const { rows, unreadable } = await readApart(container, page, read)
    rows.forEach(({ id, what }) => sold[what].push(id))
    sold.unreadable.push(...unreadable)
    page = await bookings.listSoldOrders(page.at(-1) as string)
  }
  return sold
}

async function touched(
  container: MedusaContainer,
  ids: string[]
): Promise<Fate[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    fields: ["id", "status"],
    // Whatever changes an order's lines makes its next version.
    filters: {
      ...{ id: ids },
      $or: [{ status: "canceled" }, { version: { $gt: 1 } }],
    },
  })
  const orders = data as { id: string; status: string }[]
  return orders.map(({ id, status }) => ({
    ...{ id, what: status === "canceled" ? "canceled" : "changed" },
  }))
}

async function missing(
  container: MedusaContainer,
  ids: string[]
): Promise<Fate[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const look = { entity: "order", fields: ["id"], filters: { id: ids } }
  const { metadata } = await query.graph({
    ...look,
    pagination: { skip: 0, take: 1 },
  })
  if (metadata?.count === ids.length) {
    return []
  }
  const { data } = await query.graph(look)
  const orders = data as { id: string }[]
  const there = new Set(orders.map(({ id }) => id))
  return ids
    .filter((id) => !there.has(id))
    .map((id) => ({ id, what: "missing" }))
}
