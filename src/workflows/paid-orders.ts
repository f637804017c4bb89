import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MathBN } from "@medusajs/framework/utils"
import { holdIdOf } from "./booking-lines"

/** States of a payment collection: authorised, or captured. */
export const PAID = ["authorized", "completed"]

type Collections = ({ status: string } | null)[] | null

/** Authorised or captured. An order with nothing to pay has no payment. */
export function hasPayment(collections: Collections): boolean {
  return (collections ?? []).some(
    (one) => one !== null && PAID.includes(one.status)
  )
}

/** Of these orders, those with nothing to pay. Totals are costly to ask for. */
export async function freeOrders(
  container: MedusaContainer,
  ids: string[]
): Promise<Set<string>> {
  if (ids.length === 0) {
    return new Set()
  }
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    fields: ["id", "total"],
    filters: { id: ids },
  })
  const orders = data as { id: string; total: number }[]
  return new Set(
    orders.filter(({ total }) => MathBN.lte(total, 0)).map(({ id }) => id)
  )
}

/** An order, as far as its bookings depend on it. */
export type BookedOrder = {
  id: string
  is_canceled: boolean
  /** Authorised, captured, or nothing to pay. */
  is_paid: boolean
  cart_id: string | null
  lines: { id: string; variant_id: string | null; hold_id: string | null }[]
}

type Row = {
  id: string
  status: string
  cart: { id: string } | null
  items:
    | {
        id: string
        variant_id: string | null
        metadata: Record<string, unknown> | null
      }[]
    | null
  payment_collections: Collections
}

const FIELDS = [
  ...["id", "status", "cart.id"],
  ...["items.id", "items.variant_id", "items.metadata"],
  "payment_collections.status",
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
  const row = data[0] as unknown as Row | undefined
  if (!row) {
    return undefined
  }
  return {
    id,
    is_canceled: row.status === "canceled",
    is_paid:
      hasPayment(row.payment_collections) ||
      (await freeOrders(container, [id])).has(id),
    cart_id: row.cart?.id ?? null,
    lines: (row.items ?? []).map((item) => ({
      id: item.id,
      variant_id: item.variant_id,
      hold_id: holdIdOf(item),
    })),
  }
}
