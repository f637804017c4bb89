import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

import { bookingsIn } from "../checkout/booking-lines"

/** Of these orders, those with a line that sells bookings and has no dates. */
export async function lackingDates(
  container: MedusaContainer,
  orderIds: string[]
): Promise<string[]> {
  return [
    ...(await withUndatedLines(container, orderIds)),
    ...(await ofUnsoldCarts(container, orderIds)),
  ]
}

async function withUndatedLines(
  container: MedusaContainer,
  orderIds: string[]
): Promise<string[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const bookings = bookingsIn(container)
  const items = await query.graph({
    entity: "order_item",
    fields: ["item_id", "order_id"],
    filters: { order_id: orderIds },
  })
  const orders = new Map(
    (items.data as unknown as OrderItem[]).map((item) => [
      item.item_id,
      item.order_id,
    ])
  )
  const variant_id = await bookings.listLinkedVariants()
  const lines = await query.graph({
    entity: "order_line_item",
    fields: ["id"],
    filters: { id: [...orders.keys()], variant_id },
  })
  const ids = (lines.data as unknown as { id: string }[]).map(({ id }) => id)
  const dated = new Set(await bookings.listLinesWithDates(ids))
  return ids
    .filter((id) => !dated.has(id))
    .map((id) => orders.get(id) as string)
}

type OrderItem = { item_id: string; order_id: string }

/** Whatever was deleted or unlinked since: the holds know what was promised. */
async function ofUnsoldCarts(
  container: MedusaContainer,
  orderIds: string[]
): Promise<string[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order_cart",
    fields: ["order_id", "cart_id"],
    filters: { order_id: orderIds },
  })
  const links = data as unknown as { order_id: string; cart_id: string }[]
  const carts = links.map(({ cart_id }) => cart_id)
  const unsold = new Set(await bookingsIn(container).listUnsoldAmong(carts))
  return links
    .filter(({ cart_id }) => unsold.has(cart_id))
    .map(({ order_id }) => order_id)
}
