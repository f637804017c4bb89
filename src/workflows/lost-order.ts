import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { reject } from "../modules/resource_booking"

type OrderLink = { order_id: string; order?: { id: string } | null }

/**
 * A completion that fails while the database is away may delete the order and
 * leave the cart's link to it. From then on Medusa answers each try with an
 * order that is not there, without asking for the payment. The link goes, and
 * the next try makes an order.
 *
 * Medusa has read the link before its hook is called, so this try must end. It
 * is done under Medusa's lock on the cart: nobody is just making that order.
 *
 * @throws BookingRefusal `busy` when there was such a link
 */
export async function dismissLostOrder(
  container: MedusaContainer,
  cart_id: string
): Promise<void> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order_cart",
    fields: ["order_id", "order.id"],
    filters: { cart_id },
  })
  const lost = (data as OrderLink[]).filter(({ order }) => !order)
  if (lost.length === 0) {
    return
  }
  const link = container.resolve(ContainerRegistrationKeys.LINK)
  await link.dismiss(
    lost.map(({ order_id }) => ({
      [Modules.ORDER]: { order_id },
      [Modules.CART]: { cart_id },
    }))
  )
  reject("busy", "The order could not be placed just now. Please try again.")
}
