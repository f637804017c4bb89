import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { StepResponse } from "@medusajs/framework/workflows-sdk"
import { isBookingRefusal, reject } from "../../modules/resource_booking"
import type { PaidLine } from "../../modules/resource_booking/types"
import { bookingsIn, bookingVariants, holdIdOf } from "../booking-lines"
import { confirmOrder, settleOrder, soldLines } from "../confirm-order"
import { raiseForCart } from "../late-payment"
import { isTaken, moneyOfCart } from "../money"
import { retrieveOrder, type Paid } from "../paid-orders"

const SYSTEM = { actor: { type: "system", id: null } } as const

type CompletedCart = {
  id: string
  currency_code: string
  completed_at?: unknown
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
  if (cart.completed_at) {
    return new StepResponse(undefined, null)
  }
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

type CartLine = { line_item_id: string; hold_id: string | null }

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
    const { policy } = bookings.options.late_payment
    const isLost = isBookingRefusal(error) && LOST.includes(error.code)
    const isPaid = isTaken(await moneyOfCart(container, input.cart_id))
    if (!isPaid || !isLost || policy === "refund") {
      return refuse(container, input, error)
    }
    await bookings
      .pinHolds({ ...input, leave_lost: true }, SYSTEM)
      .catch((again: unknown) => refuse(container, input, again))
  }
}

/** Undoes the completion; what was paid already is on record before. */
async function refuse(
  container: MedusaContainer,
  { cart_id, lines }: { cart_id: string; lines: CartLine[] },
  error: unknown
): Promise<never> {
  if (isTaken(await moneyOfCart(container, cart_id))) {
    await raiseForCart(container, cart_id, lines, error, SYSTEM)
  }
  return throwAsMedusas(error)
}

/**
 * Its compensation: the completion failed, so each hold has its own end again.
 * Money that was taken meanwhile is on record until Medusa has given it back.
 */
export async function unpinBookings(
  cartId: string | null | undefined,
  { container }: { container: MedusaContainer }
): Promise<void> {
  if (!cartId) {
    return
  }
  const bookings = bookingsIn(container)
  if (isTaken(await moneyOfCart(container, cartId))) {
    const booked = (await bookings.readCartBookings(cartId)).bookings
    const lines = booked.map(({ line_item_id, hold }) => ({
      ...{ line_item_id, hold_id: hold.id },
    }))
    await raiseForCart(container, cartId, lines, "undone", SYSTEM)
  }
  await bookings.unpinHolds(cartId, SYSTEM)
}

/**
 * Handler for `completeCartWorkflow.hooks.orderCreated`. A line that can't have
 * its dates undoes the completion. Where the money is taken already and the
 * store wants no refund, the order stays, and the line is a conflict.
 */
export async function confirmBookings(
  { order_id }: { order_id: string },
  { container }: { container: MedusaContainer }
) {
  const order = await retrieveOrder(container, order_id)
  if (!order || soldLines(order).length === 0) {
    return new StepResponse(undefined, null)
  }
  const { policy } = bookingsIn(container).options.late_payment
  const isKept =
    policy !== "refund" &&
    isTaken(await moneyOfCart(container, order.cart_id as string))
  const confirm = isKept ? settleOrder : confirmOrder
  try {
    requireMoney(order)
    await confirm(container, order, SYSTEM)
  } catch (error) {
    await unconfirmBookings(order_id, { container })
    throwAsMedusas(error)
  }
  return new StepResponse(undefined, order_id)
}

/**
 * Medusa takes a payment session for paid that was authorized once, though its
 * payment was refunded or canceled meanwhile.
 *
 * @throws BookingRefusal `invalid_data`
 */
function requireMoney({ money, is_paid }: Paid): void {
  if (money === "gone" && !is_paid) {
    reject(
      "invalid_data",
      "The payment was refunded or canceled: choose how to pay again."
    )
  }
}

/** Its compensation: the order is undone, and its dates are free. */
export async function unconfirmBookings(
  orderId: string | null | undefined,
  { container }: { container: MedusaContainer }
): Promise<void> {
  if (orderId) {
    const reason = "the completion was undone"
    const canceled = { order_id: orderId, reason }
    await bookingsIn(container).cancelAllocations(canceled, SYSTEM)
  }
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
