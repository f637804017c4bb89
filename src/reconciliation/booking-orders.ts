import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

import {
  bookingsIn,
  bookingVariants,
  holdIdOf,
  isSoldWith,
  knownFirst,
} from "../checkout/booking-lines"
import { type Paid, paidOrders } from "../checkout/paid-orders"
import { lackingDates } from "./lacking-dates"
import { inPages } from "./pages"
import { readApart } from "./read-apart"
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

/** The cart's lock lives this long: a completion may still be at work. */
export const OLD_ENOUGH_MS = 120_000

/** No bookings are expected of these. */
export const NOT_SOLD = ["canceled", "draft"]

/** What is wrong with the orders of some time, and how many were looked at. */
export type OrdersInQuestion = {
  checked: number
  /** Never paid; or the money is gone, with the lines that have no dates. */
  unpaid: BookingOrder[]
  /** Paid, and with the lines alone that neither have nor had dates. */
  unconfirmed: BookingOrder[]
  /** Orders, carts or lines that could not be read: the log says why. */
  unreadable: string[]
}

/**
 * Of these orders, those that sell bookings, and were not paid, or lack dates.
 * Whole orders are costly to read: only those are read that have a line without
 * dates, no payment, or were changed long after they were made.
 */
export async function ordersInQuestion(
  container: MedusaContainer,
  pages: AsyncIterable<OrderHead[]>
): Promise<OrdersInQuestion> {
  const found: OrdersInQuestion = {
    ...{ checked: 0, unpaid: [], unconfirmed: [], unreadable: [] },
  }
  for await (const page of pages) {
    found.checked += page.length
    const paid = await surelyPaidOf(container, page)
    const ids = page.map(({ id }) => id)
    const read = (some: string[]) => lackingDates(container, some)
    const lacking = await readApart(container, ids, read)
    const lacks = new Set([...lacking.rows, ...lacking.unreadable])
    const doubtful = page.filter(
      (order) => !paid.has(order.id) || lacks.has(order.id) || order.is_suspect
    )
    for (const some of inPages(doubtful.map(({ id }) => id))) {
      await sortInto(found, container, some)
    }
  }
  return found
}

/** One of which it can't be read is in doubt, as one that is not. */
async function surelyPaidOf(
  container: MedusaContainer,
  page: OrderHead[]
): Promise<Set<string>> {
  const ids = page.map(({ id }) => id)
  const read = (some: string[]) => surelyPaid(container, some)
  const { rows } = await readApart(container, ids, read)
  return new Set(rows)
}

async function sortInto(
  found: OrdersInQuestion,
  container: MedusaContainer,
  orderIds: string[]
): Promise<void> {
  const read = (ids: string[]) => ordersAmiss(container, ids)
  const { rows, unreadable } = await readApart(container, orderIds, read)
  for (const order of rows) {
    const list = order.is_paid ? found.unconfirmed : found.unpaid
    list.push(order)
  }
  found.unreadable.push(...unreadable)
}

/** Those that were never paid, and of the others those with lines without dates. */
async function ordersAmiss(
  container: MedusaContainer,
  ids: string[]
): Promise<BookingOrder[]> {
  const orders = await readOrders(container, ids)
  const never = (order: BookingOrder) =>
    !order.is_paid && order.money === "none"
  const others = orders.filter((order) => !never(order))
  return [
    ...orders.filter(never),
    ...(await ordersToConfirm(container, others)),
  ]
}

/** What is read of every order. */
export type OrderHead = {
  id: string
  /** It is read whole, whatever else is known of it. */
  is_suspect: boolean
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
    held.some((hold) => isSoldWith(row.cart?.id ?? null, item, hold))
  return orders
    .map((row) => ({
      row,
      lines: knownFirst(row.items ?? [])
        .filter((item) => Number(item.quantity) !== 0)
        .filter((item) => isBooked(row, item))
        .map((item) => ({
          ...{ id: item.id, variant_id: item.variant_id },
          hold_id: holdIdOf(item),
        })),
    }))
    .filter(({ lines }) => lines.length > 0)
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
async function ordersToConfirm(
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
