import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { StepResponse } from "@medusajs/framework/workflows-sdk"
import type { PricedHold } from "../../modules/resource_booking/types"
import { bookingsIn } from "../booking-lines"
import { repriceBookingsWorkflow } from "../reprice-bookings"
import { nestedIn, type HookContext } from "./nested"

const SYSTEM = { actor: { type: "system", id: null } } as const

/**
 * Handler for `updateCartWorkflow.hooks.cartUpdated`: with the region Medusa
 * deletes every line that has a price of its own. Bookings get their lines
 * back, at the new region's prices, before anybody sees the cart without them.
 */
export async function repriceBookings(
  { cart }: { cart: { id: string } },
  context: HookContext
) {
  const { container } = context
  const cart_id = cart.id
  const bookings = bookingsIn(container)
  const all = await bookings.listPricedHolds(cart_id)
  const holds =
    all.length > 0 ? await deletedJustNow(container, cart_id, all) : []
  if (holds.length > 0) {
    await repriceBookingsWorkflow(container).run({
      input: { cart_id, holds, mark: bookings.lineMark(cart_id), by: SYSTEM },
      context: nestedIn(context),
    })
  }
  return new StepResponse(undefined)
}

/**
 * Lines that this very change of the cart has deleted. A line that the customer
 * has removed was deleted before the cart was written.
 */
async function deletedJustNow(
  container: MedusaContainer,
  cartId: string,
  holds: PricedHold[]
): Promise<PricedHold[]> {
  const carts = container.resolve(Modules.CART)
  const ids = holds.map(({ line_item_id }) => line_item_id)
  const [cart, lines] = await Promise.all([
    carts.retrieveCart(cartId, { select: ["id", "updated_at"] }),
    carts.listLineItems(
      { id: ids },
      { select: ["id", "deleted_at"], take: ids.length, withDeleted: true }
    ),
  ])
  const written = new Date(cart.updated_at ?? 0).getTime()
  const gone = new Set(
    (lines as unknown as { id: string; deleted_at: Date | string | null }[])
      .filter(
        ({ deleted_at }) =>
          deleted_at !== null && new Date(deleted_at).getTime() >= written
      )
      .map(({ id }) => id)
  )
  return holds.filter(({ line_item_id }) => gone.has(line_item_id))
}
