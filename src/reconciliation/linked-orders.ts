import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

/** What knows its order in Medusa's tables, and by which column it is asked. */
const KEYS = {
  order_item: "item_id",
  order_cart: "cart_id",
  order_payment_collection: "payment_collection_id",
} as const

/** The ids of the orders of lines, carts or payment collections. */
export async function linkedOrders(
  container: MedusaContainer,
  entity: keyof typeof KEYS,
  ids: string[]
): Promise<string[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const filters = { [KEYS[entity]]: ids }
  const { data } = await query.graph({ entity, fields: ["order_id"], filters })
  const links = data as unknown as { order_id: string }[]
  return links.map(({ order_id }) => order_id)
}
