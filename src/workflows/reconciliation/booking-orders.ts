import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { bookingsIn, bookingVariants, holdIdOf } from "../booking-lines"
import { freeOrders, hasPayment } from "../paid-orders"

/** An order with lines that sell bookings, and these lines. */
export type BookingOrder = {
  id: string
  cart_id: string | null
  /** Authorised, captured, or nothing to pay. */
  paid: boolean
  lines: { id: string; variant_id: string; hold_id: string | null }[]
}

type Row = {
  id: string
  status: string
  cart: { id: string } | null
  payment_collections: ({ status: string } | null)[] | null
  items:
    | {
        id: string
        variant_id: string | null
        quantity: unknown
        metadata: Record<string, unknown> | null
      }[]
    | null
}

const FIELDS = [
  ...["id", "status", "created_at", "cart.id", "payment_collections.status"],
  ...["items.id", "items.variant_id", "items.quantity", "items.metadata"],
]

const PAGE = 100

/** The cart's lock lives this long: a completion may still be at work. */
export const SETTLED_AFTER_MS = 120_000

/** No bookings are expected of these. */
const NOT_SOLD = ["canceled", "draft"]

/**
 * Orders made or changed since a moment that sell bookings, the oldest first, in pages.
 *
 * @param olderThanMs younger ones are left out
 */
export async function* bookingOrders(
  container: MedusaContainer,
  since: Date,
  olderThanMs = SETTLED_AFTER_MS
): AsyncGenerator<BookingOrder[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const until = new Date(Date.now() - olderThanMs)
  for (let skip = 0; ; skip += PAGE) {
    const { data } = await query.graph({
      entity: "order",
      fields: FIELDS,
      // An order edit may have added a booking to an old one.
      filters: { updated_at: { $gte: since }, created_at: { $lt: until } },
      // One that is changed meanwhile may be seen twice, and none is missed.
      pagination: { take: PAGE, skip, order: { created_at: "ASC", id: "ASC" } },
    })
    const rows = data as unknown as Row[]
    const sold = await onlySelling(container, rows)
    if (sold.length > 0) {
      yield await withPayments(container, sold)
    }
    if (rows.length < PAGE) {
      return
    }
  }
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
  return orders
    .map((row) => ({
      row,
      lines: (row.items ?? [])
        .filter((item) => Number(item.quantity) !== 0)
        .flatMap((item) => {
          const { id, variant_id } = item
          return variant_id && selling.has(variant_id)
            ? [{ id, variant_id, hold_id: holdIdOf(item) }]
            : []
        }),
    }))
    .filter(({ lines }) => lines.length > 0)
}

async function withPayments(
  container: MedusaContainer,
  sold: Sold[]
): Promise<BookingOrder[]> {
  const unpaid = sold
    .map(({ row }) => row)
    .filter((row) => !hasPayment(row.payment_collections))
    .map(({ id }) => id)
  const free = await freeOrders(container, unpaid)
  return sold.map(({ row, lines }) => ({
    id: row.id,
    cart_id: row.cart?.id ?? null,
    paid: hasPayment(row.payment_collections) || free.has(row.id),
    lines,
  }))
}

/**
 * Of these orders, those with lines that have neither an allocation, nor had
 * one, nor a conflict; with these lines alone.
 */
export async function unsettledOrders(
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
