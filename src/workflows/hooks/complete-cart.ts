import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { StepResponse } from "@medusajs/framework/workflows-sdk"
import { isBookingRefusal } from "../../modules/resource_booking"
import type { PaidLine } from "../../modules/resource_booking/types"
import { bookingsIn, bookingVariants, holdIdOf } from "../booking-lines"
import { confirmOrder } from "../confirm-order"

const SYSTEM = { actor: { type: "system", id: null } } as const

type CompletedCart = {
  id: string
  currency_code: string
  items?: {
    id: string
    variant_id?: string | null
    quantity: unknown
    unit_price: unknown
    metadata?: Record<string, unknown> | null
  }[]
}

/**
 * Handler for `completeCartWorkflow.hooks.validate`: every line that sells
 * bookings must have its hold, which is kept alive until the payment is over.
 * It runs again on each try, also when there is an order already: then it
 * passes.
 */
export async function pinBookings(
  { cart }: { cart: CompletedCart },
  { container }: { container: MedusaContainer }
) {
  const items = cart.items ?? []
  const ids = items.map((item) => item.variant_id)
  const selling = await bookingVariants(container, ids)
  const lines = items
    .filter((item) => item.variant_id && selling.has(item.variant_id))
    .map((item): PaidLine => ({
      line_item_id: item.id,
      variant_id: item.variant_id as string,
      quantity: Number(item.quantity),
      unit_price: String(Number(item.unit_price)),
      currency_code: cart.currency_code,
      hold_id: holdIdOf(item),
    }))
  if (lines.length === 0) {
    return new StepResponse(undefined, null)
  }
  const bookings = bookingsIn(container)
  await bookings
    .pinHolds({ cart_id: cart.id, lines }, SYSTEM)
    .catch(throwAsMedusas)
  return new StepResponse(undefined, cart.id)
}

/** Its compensation: the payment failed, so each hold has its own end again. */
export async function unpinBookings(
  cartId: string | null | undefined,
  { container }: { container: MedusaContainer }
): Promise<void> {
  if (cartId) {
    await bookingsIn(container).unpinHolds(cartId, SYSTEM)
  }
}

/** Handler for `completeCartWorkflow.hooks.orderCreated`. */
export async function confirmBookings(
  { order_id }: { order_id: string },
  { container }: { container: MedusaContainer }
) {
  await confirmOrder(container, order_id, SYSTEM).catch(throwAsMedusas)
  return new StepResponse(undefined)
}

/**
 * Of an error in a completion only type, code and message survive; the message
 * names the dates.
 */
function throwAsMedusas(error: unknown): never {
  if (!isBookingRefusal(error)) {
    throw error
  }
  const dates = error.details.dates
  const named = dates && !dates.every((date) => error.message.includes(date))
  throw new MedusaError(
    MedusaError.Types.NOT_ALLOWED,
    named ? `${error.message} (${dates.join(", ")})` : error.message,
    error.code
  )
}
