import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

import { retrieveOrder } from "./paid-orders"
import {
  type Collection,
  type Money,
  moneyIn,
  type MoneyState,
  PAYMENT_FIELDS,
  stateOf,
} from "./payments"

/** The money of a cart or an order: whose it is now, and what has moved. */
export type MoneyMoved = Money & { state: MoneyState }

/** The money that moved for a cart, whether or not it became an order. */
export async function moneyOfCart(
  container: MedusaContainer,
  id: string
): Promise<MoneyMoved> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "cart",
    fields: PAYMENT_FIELDS.map((field) => `payment_collection.${field}`),
    filters: { id },
  })
  const [cart] = data as unknown as { payment_collection: Collection }[]
  return moved([cart?.payment_collection ?? null])
}

/** The money that moved for an order. */
export async function moneyOfOrder(
  container: MedusaContainer,
  id: string
): Promise<MoneyMoved> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    fields: PAYMENT_FIELDS.map((field) => `payment_collections.${field}`),
    filters: { id },
  })
  const [order] = data as unknown as {
    payment_collections: Collection[] | null
  }[]
  return moved(order?.payment_collections ?? [])
}

function moved(collections: Collection[]): MoneyMoved {
  return { ...moneyIn(collections), state: stateOf(collections) }
}

/**
 * Whether a customer who paid for lost dates has nothing to ask back any more:
 * everything was refunded or voided, or the order was canceled before money was
 * taken.
 */
export async function isGivenBack(
  container: MedusaContainer,
  { order_id, cart_id }: { order_id: string | null; cart_id: string | null }
): Promise<boolean> {
  const order = order_id ? await retrieveOrder(container, order_id) : undefined
  if (order) {
    const { money, is_canceled } = order
    return money === "gone" || (is_canceled && money !== "captured")
  }
  // The order was never made, or undone: the money was its cart's.
  return (
    cart_id !== null && (await moneyOfCart(container, cart_id)).state === "gone"
  )
}

/** True while a customer has paid for something, and has it not back. */
export function isTaken({ state }: { state: MoneyState }): boolean {
  return state === "captured"
}
