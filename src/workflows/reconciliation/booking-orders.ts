import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { AgreedHold } from "../../modules/resource_booking/types"
import { bookingsIn, bookingVariants, holdIdOf } from "../booking-lines"
import { paidOrders, type Paid } from "../paid-orders"
import { surelyPaid } from "./surely-paid"

/** An order with lines that sell bookings, and these lines. */
export type BookingOrder = Paid & {
  id: string
  cart_id: string | null
  /** The variant is null when its product was deleted. */
  lines: { id: string; variant_id: string | null; hold_id: string | null }[]
}

type Row = {
  id: string
  status: string
  cart: { id: string } | null
  items: Item[] | null
}

type Item = {
  id: string
  variant_id: string | null
  quantity: unknown
  metadata: Record<string, unknown> | null
}

const FIELDS = [
  ...["id", "status", "created_at", "cart.id"],
  ...["items.id", "items.variant_id", "items.quantity", "items.metadata"],
]

/** Of rows with a column or two: 50 ms each. */
const PAGE = 1_000

/** Of whole orders. */
const WHOLE_PAGE = 100

/** The cart's lock lives this long: a completion may still be at work. */
export const SETTLED_AFTER_MS = 120_000

/** No bookings are expected of these. */
const NOT_SOLD = ["canceled", "draft"]

/** What is wrong with the orders of some time, and how many were looked at. */
export type OrdersInQuestion = {
  checked: number
  /** Never paid; or the money is gone, with the lines that have no dates. */
  unpaid: BookingOrder[]
  /** Paid, and with the lines alone that neither have nor had dates. */
  unconfirmed: BookingOrder[]
  /** Ids of those that could not be read: the log says why. */
  unreadable: string[]
}

/**
 * Orders made or changed since a moment that sell bookings, and were not paid,
 * or lack dates. Whole orders are costly to read: only those are read that have
 * a line without dates, no payment, or were changed after all that time.
 *
 * @param olderThanMs younger ones are left out
 */
export async function ordersInQuestion(
  container: MedusaContainer,
  since: Date,
  olderThanMs = SETTLED_AFTER_MS
): Promise<OrdersInQuestion> {
  const lacking = await ordersLackingDates(container, since)
  const found: OrdersInQuestion = {
    ...{ checked: 0, unpaid: [], unconfirmed: [], unreadable: [] },
  }
  for await (const page of ordersSince(container, since, olderThanMs)) {
    found.checked += page.length
    const paid = await surelyPaid(
      container,
      page.map(({ id }) => id)
    )
    const doubtful = page.filter(
      ({ id, created_at }) =>
        !paid.has(id) || lacking.has(id) || new Date(created_at) < since
    )
    for (const ids of inPages(doubtful.map(({ id }) => id))) {
      await sortInto(found, container, ids)
    }
  }
  return found
}

/** A page that can't be read whole is read order by order. */
async function sortInto(
  found: OrdersInQuestion,
  container: MedusaContainer,
  ids: string[]
): Promise<void> {
  try {
    const orders = await readOrders(container, ids)
    const never = (order: BookingOrder) =>
      !order.is_paid && order.money === "none"
    const others = orders.filter((order) => !never(order))
    const lacking = await unsettledOrders(container, others)
    found.unpaid.push(...orders.filter(never))
    found.unpaid.push(...lacking.filter((order) => !order.is_paid))
    found.unconfirmed.push(...lacking.filter((order) => order.is_paid))
  } catch (error) {
    if (ids.length > 1) {
      for (const id of ids) {
        await sortInto(found, container, [id])
      }
      return
    }
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .error(`resource_booking: ${ids[0]} can't be read`, error as Error)
    found.unreadable.push(...ids)
  }
}

type Head = { id: string; status: string; created_at: string | Date }

/** By id, which a change meanwhile doesn't move. */
async function* ordersSince(
  container: MedusaContainer,
  since: Date,
  olderThanMs: number
): AsyncGenerator<Head[]> {
  const until = new Date(Date.now() - olderThanMs)
  const filters = {
    // An order edit may have added a booking to an old one.
    ...{ updated_at: { $gte: since }, created_at: { $lt: until } },
    status: { $nin: NOT_SOLD },
  }
  const fields = ["id", "status", "created_at"]
  yield* pagesOf<Head>(container, "order", fields, filters)
}

/** Orders with a line that sells bookings, made since then, without dates. */
async function ordersLackingDates(
  container: MedusaContainer,
  since: Date
): Promise<Set<string>> {
  const bookings = bookingsIn(container)
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const variant_id = await bookings.listLinkedVariants()
  const made = { variant_id, created_at: { $gte: since } }
  const found = new Set<string>()
  const pages = pagesOf(container, "order_line_item", ["id"], made)
  for await (const page of pages) {
    const ids = page.map(({ id }) => id)
    const known = new Set(await bookings.listLinesWithDates(ids))
    const item_id = ids.filter((id) => !known.has(id))
    if (item_id.length > 0) {
      const { data } = await query.graph({
        entity: "order_item",
        fields: ["order_id"],
        filters: { item_id },
      })
      const items = data as unknown as { order_id: string }[]
      items.forEach(({ order_id }) => found.add(order_id))
    }
  }
  await addOrdersOfUnsoldCarts(container, since, found)
  return found
}

const DAY_MS = 24 * 60 * 60_000

/** Whatever was deleted or unlinked since: the holds know what was promised. */
async function addOrdersOfUnsoldCarts(
  container: MedusaContainer,
  since: Date,
  found: Set<string>
): Promise<void> {
  const bookings = bookingsIn(container)
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  // A hold is older than its order, by hours at most.
  const earlier = new Date(since.getTime() - DAY_MS)
  let page = await bookings.listUnsoldCarts("", earlier)
  while (page.length > 0) {
    const { data } = await query.graph({
      entity: "order_cart",
      fields: ["order_id"],
      filters: { cart_id: page },
    })
    const orders = data as unknown as { order_id: string }[]
    orders.forEach(({ order_id }) => found.add(order_id))
    page = await bookings.listUnsoldCarts(page.at(-1) as string, earlier)
  }
}

/** Rows of another module, by id, page by page. */
export async function* pagesOf<T extends { id: string }>(
  container: MedusaContainer,
  entity: string,
  fields: string[],
  filters: object
): AsyncGenerator<T[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  for (let after = ""; ;) {
    const { data } = await query.graph({
      entity,
      fields,
      filters: { ...filters, id: { $gt: after } },
      pagination: { take: PAGE, order: { id: "ASC" } },
    })
    const rows = data as unknown as T[]
    if (rows.length > 0) {
      yield rows
    }
    if (rows.length < PAGE) {
      return
    }
    after = rows.at(-1)?.id as string
  }
}

function inPages(ids: string[]): string[][] {
  const pages = Math.ceil(ids.length / WHOLE_PAGE)
  return Array.from({ length: pages }, (_, i) =>
    ids.slice(i * WHOLE_PAGE, (i + 1) * WHOLE_PAGE)
  )
}

async function readOrders(
  container: MedusaContainer,
  ids: string[]
): Promise<BookingOrder[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    fields: FIELDS,
    filters: { id: ids },
  })
  const sold = await onlySelling(container, data as Row[])
  return sold.length > 0 ? withPayments(container, sold) : []
}

type Sold = { row: Row; lines: BookingOrder["lines"] }

async function onlySelling(
  container: MedusaContainer,
  rows: Row[]
): Promise<Sold[]> {
  const orders = rows.filter(({ status }) => !NOT_SOLD.includes(status))
  const items = orders.flatMap((order) => order.items ?? [])
  const ids = items.map((item) => item.variant_id)
  const selling = await bookingVariants(container, ids)
  const marks = items.flatMap((item) => holdIdOf(item) ?? [])
  const held = await bookingsIn(container).listAgreedHolds(marks)
  const isBooked = (row: Row, item: Item) =>
    (item.variant_id !== null && selling.has(item.variant_id)) ||
    held.some((hold) => isSoldWith(row, item, hold))
  return orders
    .map((row) => ({
      row,
      lines: (row.items ?? [])
        .filter((item) => Number(item.quantity) !== 0)
        .filter((item) => isBooked(row, item))
        .map((item) => ({
          ...{ id: item.id, variant_id: item.variant_id },
          hold_id: holdIdOf(item),
        })),
    }))
    .filter(({ lines }) => lines.length > 0)
}

/** A client can write a mark: the hold must be of this cart and variant. */
function isSoldWith(row: Row, item: Item, hold: AgreedHold): boolean {
  return (
    hold.hold_id === holdIdOf(item) &&
    hold.cart_id === row.cart?.id &&
    (item.variant_id === null || item.variant_id === hold.variant_id)
  )
}

async function withPayments(
  container: MedusaContainer,
  sold: Sold[]
): Promise<BookingOrder[]> {
  const ids = sold.map(({ row }) => row.id)
  const paid = await paidOrders(container, ids)
  return sold.flatMap(({ row, lines }) => {
    const own = paid.get(row.id)
    const cart_id = row.cart?.id ?? null
    return own ? [{ ...own, id: row.id, cart_id, lines }] : []
  })
}

/**
 * Of these orders, those with lines that have neither an allocation, nor had
 * one, nor a conflict; with these lines alone.
 */
async function unsettledOrders(
  container: MedusaContainer,
  orders: BookingOrder[]
): Promise<BookingOrder[]> {
  const bookings = bookingsIn(container)
  const ids = orders.map(({ id }) => id)
  const known = [
    ...(await bookings.listAllocatedLines(ids)),
    ...(await bookings.listConflictLines(ids)),
  ]
  const lines = new Set(known.map((one) => one.line_item_id))
  const holds = new Set(
    known.map(({ order_id, hold_id }) => `${order_id} ${hold_id}`)
  )
  return orders
    .map((order) => ({
      ...order,
      lines: order.lines.filter(
        ({ id, hold_id }) =>
          !lines.has(id) && !(hold_id && holds.has(`${order.id} ${hold_id}`))
      ),
    }))
    .filter(({ lines }) => lines.length > 0)
}
