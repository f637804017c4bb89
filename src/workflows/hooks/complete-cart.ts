import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { StepResponse } from "@medusajs/framework/workflows-sdk"
import { isBookingRefusal } from "../../modules/resource_booking"
import type { PaidLine } from "../../modules/resource_booking/types"
import { bookingsIn, bookingVariants, holdIdOf } from "../booking-lines"
import { confirmOrder, settleOrder } from "../confirm-order"
import { raiseForCart } from "../late-payment"
import { isTaken, moneyOfCart } from "../money"
import { retrieveOrder } from "../paid-orders"

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
  await pin(container, { cart_id: cart.id, lines })
  return new StepResponse(undefined, cart.id)
}

/** Why dates that were held once can't be had again. */
const LOST = ["frozen", "blackout", "no_capacity", "sold_out", "expired"]

/**
 * What can't be kept is refused, and nobody has paid. Somebody who has, by a
 * webhook that came first, gets his money back or an order that staff look at,
 * as the option `late_payment` says; either is on record.
 */
async function pin(
  container: MedusaContainer,
  input: { cart_id: string; lines: PaidLine[] }
): Promise<void> {
  const bookings = bookingsIn(container)
  try {
    await bookings.pinHolds(input, SYSTEM)
  } catch (error) {
    if (!isBookingRefusal(error) || error.code === "busy") {
      throwAsMedusas(error)
    }
    const { cart_id, lines } = input
    if (isTaken(await moneyOfCart(container, cart_id))) {
      const isRefunded = bookings.options.late_payment.policy === "refund"
      if (LOST.includes(error.code) && !isRefunded) {
        const left = { ...input, leave_lost: true }
        await bookings.pinHolds(left, SYSTEM).catch(throwAsMedusas)
        return
      }
      await raiseForCart(container, cart_id, lines, error, SYSTEM)
    }
    throwAsMedusas(error)
  }
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

/**
 * Handler for `completeCartWorkflow.hooks.orderCreated`. A line that can't have
 * its dates undoes the completion, unless it is one that was let through.
 */
export async function confirmBookings(
  { order_id }: { order_id: string },
  { container }: { container: MedusaContainer }
) {
  const order = await retrieveOrder(container, order_id)
  if (order) {
    const { policy } = bookingsIn(container).options.late_payment
    const isKept =
      policy !== "refund" &&
      order.cart_id !== null &&
      isTaken(await moneyOfCart(container, order.cart_id))
    const confirm = isKept ? settleOrder : confirmOrder
    await confirm(container, order, SYSTEM).catch(throwAsMedusas)
  }
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
