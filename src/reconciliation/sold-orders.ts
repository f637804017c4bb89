import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

import { bookingsIn } from "../checkout/booking-lines"
import type { Look } from "./look"
import { pagesOf } from "./pages"
import { readApart } from "./read-apart"

/** Orders whose dates are not over, as far as something happened to them. */
export type SoldOrders = {
  /** All that were looked at. */
  looked: string[]
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

/** Pages of a thousand orders that a sweep looks at. */
const SWEPT_PAGES = 10

/**
 * What happened to orders whose dates are not over. Nothing happened to most of
 * them: these are counted, and not read.
 */
export async function soldOrders(
  container: MedusaContainer,
  look: Look
): Promise<SoldOrders> {
  const sold: SoldOrders = {
    ...{ looked: [], canceled: [], changed: [], missing: [], unreadable: [] },
  }
  const seen = new Set<string>()
  const read = async (ids: string[]) => [
    ...(await touched(container, ids)),
    ...(await missing(container, ids)),
  ]
  for await (const page of wanted(container, look)) {
    const ids = page.filter((id) => !seen.has(id))
    ids.forEach((id) => seen.add(id))
    const { rows, unreadable } = await readApart(container, ids, read)
    rows.forEach(({ id, what }) => sold[what].push(id))
    sold.unreadable.push(...unreadable)
  }
  return { ...sold, looked: [...seen] }
}

async function* wanted(
  container: MedusaContainer,
  { since, flagged, sweep }: Look
): AsyncGenerator<string[]> {
  const bookings = bookingsIn(container)
  if (sweep !== null) {
    yield await bookings.listSoldAmong(flagged)
    for await (const ids of changedSince(container, since)) {
      yield await bookings.listSoldAmong(ids)
    }
  }
  const most = sweep === null ? Infinity : SWEPT_PAGES
  let last = sweep?.sold_orders ?? ""
  for (let pages = 0; pages < most; pages++) {
    const page = await bookings.listSoldOrders(last)
    last = page.at(-1) ?? ""
    if (page.length === 0) {
      break
    }
    yield page
  }
  if (sweep !== null) {
    sweep.sold_orders = last
  }
}

/** Orders that were canceled, or whose lines were changed, since a moment. */
async function* changedSince(
  container: MedusaContainer,
  since: Date
): AsyncGenerator<string[]> {
  const changed = { updated_at: { $gte: since }, ...CHANGED }
  type Row = { id: string }
  for await (const page of pagesOf<Row>(container, "order", ["id"], changed)) {
    yield page.map(({ id }) => id)
  }
}

/** Whatever changes an order's lines makes its next version. */
const CHANGED = { $or: [{ status: "canceled" }, { version: { $gt: 1 } }] }

async function touched(
  container: MedusaContainer,
  ids: string[]
): Promise<Fate[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    fields: ["id", "status"],
    filters: { id: ids, ...CHANGED },
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
