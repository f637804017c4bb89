import type { MedusaContainer } from "@medusajs/framework/types"
import { MathBN, MedusaError } from "@medusajs/framework/utils"

import {
  bookedLines,
  bookingsIn,
  bookingVariants,
  type CartLine,
} from "../../checkout/booking-lines"
import { patiently } from "../../checkout/patiently"
import { asMedusas } from "./as-medusas"

type Ours = { additional_data?: Record<string, unknown> | undefined }

/**
 * Handler for `addToCartWorkflow.hooks.validate`: what is booked by date comes
 * into a cart by its own route, which holds the dates.
 */
export async function refuseUnheldItems(
  data: {
    input: Ours & {
      cart_id: string
      items?: { variant_id?: string | null }[] | undefined
    }
  },
  { container }: { container: MedusaContainer }
): Promise<void> {
  const { cart_id, items = [], additional_data } = data.input
  if (isOurs(container, cart_id, additional_data)) {
    return
  }
  await refuseUnheld(container, items)
}

/**
 * Handler for `createCartWorkflow.hooks.validate`: the same for a cart that is
 * made with its items. No cart is ours yet, so nothing is let through.
 */
export async function refuseUnheldCarts(
  data: {
    cart: { items?: { variant_id?: string | null }[] | undefined }
  },
  { container }: { container: MedusaContainer }
): Promise<void> {
  await refuseUnheld(container, data.cart.items)
}

/**
 * Handler for `updateLineItemInCartWorkflow.hooks.validate`: the quantity of a
 * booking is changed by its own route. Setting it to 0 removes it.
 */
export async function refuseUnheldChanges(
  data: {
    input: Ours & {
      cart_id: string
      item_id: string
      update: { quantity?: unknown }
    }
    cart: { items?: CartLine[] }
  },
  { container }: { container: MedusaContainer }
): Promise<void> {
  const { cart_id, item_id, update, additional_data } = data.input
  if (isOurs(container, cart_id, additional_data) || isZero(update.quantity)) {
    return
  }
  const lines = (data.cart.items ?? []).filter((line) => line.id === item_id)
  const booked = await asMedusas(() =>
    patiently(() => bookedLines(container, cart_id, lines))
  )
  if (booked.size > 0) {
    notAllowed(
      "The quantity and price of a booking can't be changed here. Change the booking itself."
    )
  }
}

async function refuseUnheld(
  container: MedusaContainer,
  items: { variant_id?: string | null }[] = []
): Promise<void> {
  const ids = items.map((item) => item.variant_id)
  const selling = await asMedusas(() =>
    patiently(() => bookingVariants(container, ids))
  )
  if (selling.size > 0) {
    notAllowed("This product is booked by date. Choose your dates first.")
  }
}

function isZero(quantity: unknown): boolean {
  return (
    (typeof quantity === "number" || typeof quantity === "string") &&
    MathBN.eq(quantity, 0)
  )
}

/** Only who has the module's secret can say so. */
function isOurs(
  container: MedusaContainer,
  cartId: string,
  data: Record<string, unknown> | undefined
): boolean {
  const mark = data?.resource_booking
  return mark !== undefined && mark === bookingsIn(container).lineMark(cartId)
}

function notAllowed(message: string): never {
  throw new MedusaError(MedusaError.Types.NOT_ALLOWED, message)
}
