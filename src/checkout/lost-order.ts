import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"

import { reject } from "../modules/resource_booking"

type OrderLink = { order_id: string; order?: { id: string } | null }

/**
 * A completion that fails while the database is away may delete the order and
 * leave the cart's link to it, and the cart completed. From then on Medusa
 * answers each try with an order that is not there, without asking for the
 * payment. Link and completion are taken back, and the next try makes an order.
 *
 * Medusa has read the link before its hook is called, so this try must end. It
 * is done under Medusa's lock on the cart: nobody is just making that order.
 *
 * @throws BookingRefusal `busy` when it was so
 */
export async function undoLostOrder(
  container: MedusaContainer,
  { id: cart_id, completed_at }: { id: string; completed_at?: unknown }
): Promise<void> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order_cart",
    fields: ["order_id", "order.id"],
    filters: { cart_id },
  })
  const links = data as OrderLink[]
  const lost = links.filter(({ order }) => !order)
  const isWithout = lost.length === links.length
  if (lost.length === 0 && !(completed_at && isWithout)) {
    return
  }
  await dismiss(container, cart_id, lost)
  if (completed_at && isWithout) {
    await container
      .resolve(Modules.CART)
      .updateCarts(cart_id, { completed_at: null })
  }
  reject("busy", "The order could not be placed. Please try again.")
}

async function dismiss(
  container: MedusaContainer,
  cart_id: string,
  lost: OrderLink[]
): Promise<void> {
  const link = container.resolve(ContainerRegistrationKeys.LINK)
  const links = lost.map(({ order_id }) => ({
    [Modules.ORDER]: { order_id },
    [Modules.CART]: { cart_id },
  }))
  if (links.length > 0) {
    await link.dismiss(links)
  }
}
