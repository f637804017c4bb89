import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MathBN } from "@medusajs/framework/utils"

import { holdIdOf } from "./booking-lines"
import { lineVersions, valueAsSold } from "./order-values"
import {
  type Collection,
  hasMoney,
  type MoneyState,
  PAYMENT_FIELDS,
  stateOf,
} from "./payments"

/** What an order's money says of it. */
export type Paid = {
  money: MoneyState
  /** Captured and not given back, authorized and not voided, or free. */
  is_paid: boolean
  is_canceled: boolean
}

type Row = {
  id: string
  status: string
  payment_collections: Collection[] | null
}

/** What is asked of an order to know whether it is paid. */
const MONEY_FIELDS = [
  ...["id", "status"],
  ...PAYMENT_FIELDS.map((field) => `payment_collections.${field}`),
]

/**
 * Whether orders are paid: the one answer that everything goes by. Orders that
 * are not there are not in it.
 */
export async function paidOrders(
  container: MedusaContainer,
  ids: string[]
): Promise<Map<string, Paid>> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    fields: MONEY_FIELDS,
    filters: { id: ids },
  })
  return payOrders(container, data as Row[])
}

/** The same for orders that were read with their MONEY_FIELDS. */
async function payOrders(
  container: MedusaContainer,
  rows: Row[]
): Promise<Map<string, Paid>> {
  const moneyOf = new Map(
    rows.map((row) => [row.id, stateOf(row.payment_collections ?? [])])
  )
  const those = (money: MoneyState) =>
    rows.map(({ id }) => id).filter((id) => moneyOf.get(id) === money)
  const free = new Set([
    ...(await freeOrders(container, those("none"))),
    ...(await worthlessOrders(container, those("gone"))),
  ])
  return new Map(
    rows.map(({ id, status }) => {
      const money = moneyOf.get(id) ?? "none"
      const is_paid = hasMoney(money) || free.has(id)
      return [id, { money, is_paid, is_canceled: status === "canceled" }]
    })
  )
}

/** Of these orders, those with nothing to pay. Totals are costly to ask for. */
async function freeOrders(
  container: MedusaContainer,
  ids: string[]
): Promise<string[]> {
  if (ids.length === 0) {
    return []
  }
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    fields: ["id", "total"],
    filters: { id: ids },
  })
  const orders = data as { id: string; total: number }[]
  return orders.filter(({ total }) => MathBN.lte(total, 0)).map(({ id }) => id)
}

/**
 * Of these orders, those whose lines cost nothing: an earlier payment of the
 * cart was undone, and then there was nothing to pay. The order's total doesn't
 * tell: a refund in the dashboard, and a return, lower it to nothing.
 */
async function worthlessOrders(
  container: MedusaContainer,
  ids: string[]
): Promise<string[]> {
  if (ids.length === 0) {
    return []
  }
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    fields: ["id", "total", "shipping_total"],
    filters: { id: ids },
  })
  const orders = data as { id: string; shipping_total: number }[]
  const lines = await lineVersions(container, ids)
  const costly = new Set(
    lines.filter((line) => valueAsSold(line) > 0).map((line) => line.order_id)
  )
  return orders
    .filter(({ id, shipping_total }) => {
      return !costly.has(id) && MathBN.lte(shipping_total ?? 0, 0)
    })
    .map(({ id }) => id)
}

/** An order, as far as its bookings depend on it. */
export type BookedOrder = Paid & {
  id: string
  cart_id: string | null
  lines: { id: string; variant_id: string | null; hold_id: string | null }[]
}

/**
 * Whether a line of an order, in any of its versions, names a hold: far less to
 * ask for than the order with its money.
 */
export async function hasMarkedLines(
  container: MedusaContainer,
  orderId: string
): Promise<boolean> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order_item",
    fields: ["id", "item.metadata"],
    filters: { order_id: orderId },
  })
  const rows = data as { item: Parameters<typeof holdIdOf>[0] | null }[]
  return rows.some(({ item }) => item !== null && holdIdOf(item) !== null)
}

type WholeRow = Row & {
  cart: { id: string } | null
  items:
    | {
        id: string
        variant_id: string | null
        metadata: Record<string, unknown> | null
      }[]
    | null
}

const FIELDS = [
  ...MONEY_FIELDS,
  ...["cart.id", "items.id", "items.variant_id", "items.metadata"],
]

export async function retrieveOrder(
  container: MedusaContainer,
  id: string
): Promise<BookedOrder | undefined> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const filters = { id }
  const { data } = await query.graph({
    entity: "order",
    fields: FIELDS,
    filters,
  })
  const row = data[0] as unknown as WholeRow | undefined
  const paid = row && (await payOrders(container, [row])).get(id)
  if (!row || !paid) {
    return undefined
  }
  return {
    ...paid,
    id,
    cart_id: row.cart?.id ?? null,
    lines: (row.items ?? []).map((item) => ({
      id: item.id,
      variant_id: item.variant_id,
      hold_id: holdIdOf(item),
    })),
  }
}
