import type { MedusaContainer } from "@medusajs/framework/types"
import { StepResponse } from "@medusajs/framework/workflows-sdk"

import {
  bookedLines,
  bookingsIn,
  type CartLine,
  holdIdOf,
  markedLines,
} from "../../checkout/booking-lines"
import { raiseForCart } from "../../checkout/late-payment"
import { undoLostOrder } from "../../checkout/lost-order"
import { isTaken, type MoneyMoved, moneyOfCart } from "../../checkout/money"
import { type Paid, retrieveOrder } from "../../checkout/paid-orders"
import { patiently } from "../../checkout/patiently"
import { isDeclined } from "../../checkout/payment-sessions"
import { hasMoney } from "../../checkout/payments"
import { type AskContext, pinCart } from "../../checkout/pin-cart"
import {
  type PayableCart,
  refuseOtherAmount,
} from "../../checkout/refuse-other-amount"
import { soldLines } from "../../checkout/sold-lines"
import { cancelStrayPayments } from "../../checkout/stray-payments"
import { SYSTEM } from "../../checkout/system"
import { unlessBusy } from "../../checkout/unless-busy"
import { isBookingRefusal, reject } from "../../modules/resource_booking"
import type { PaidLine, PinHolds } from "../../modules/resource_booking/types"
import { quoteBookingsWorkflow } from "../cart/quote-bookings"
import { confirmBookingsWorkflow } from "../orders/confirm-bookings"
import { asMedusas, throwAsMedusas } from "./as-medusas"
import { type CompletionContext, FOUND_NONE, hasFoundNone } from "./found-none"

type CompletedCart = PayableCart & {
  id: string
  currency_code: string
  completed_at?: unknown
  items?: (CartLine & { quantity: unknown; unit_price: unknown })[]
}

/**
 * Handler for `completeCartWorkflow.hooks.validate`: every line that is a
 * booking must have its hold, which is kept alive until the payment is over,
 * and the payment must be for what the cart costs. It runs again on each try,
 * also when there is an order already: then it passes. It writes nothing of
 * Medusa's, but takes back what an order that is lost has left. A cart without
 * bookings costs one look: what it has found tells the other two handlers that
 * there is nothing for them.
 */
export async function pinBookings(
  { cart }: { cart: CompletedCart },
  { container }: { container: MedusaContainer }
) {
  return asMedusas(async () => {
    if (!(await concernsUs(container, cart))) {
      return new StepResponse(FOUND_NONE, null)
    }
    await undoLostOrder(container, cart)
    if (cart.completed_at) {
      return new StepResponse(undefined, null)
    }
    const isBooked = await keepBookings(container, cart)
    return new StepResponse(undefined, isBooked ? cart.id : null)
  })
}

/** A line that bears a mark does, whatever has become of its hold. */
async function concernsUs(
  container: MedusaContainer,
  { id: cart_id, items = [] }: CompletedCart
): Promise<boolean> {
  if (items.some((item) => holdIdOf(item) !== null)) {
    return true
  }
  const variant_ids = items.flatMap(({ variant_id }) => variant_id ?? [])
  const bookings = bookingsIn(container)
  return patiently(() => bookings.concernsBookings({ cart_id, variant_ids }))
}

/** @returns whether there is anything to keep */
async function keepBookings(
  container: MedusaContainer,
  cart: CompletedCart
): Promise<boolean> {
  const lines = await linesOf(container, cart)
  await match(container, cart, lines)
  if (lines.length === 0) {
    return false
  }
  const { id: cart_id } = cart
  const money = await moneyOf(container, cart_id)
  const is_taken = isTaken(money)
  if (!is_taken) {
    refuseOtherAmount(cart)
  }
  const is_paid = hasMoney(money.state)
  await pin(container, { cart_id, lines, is_paid }, is_taken)
  return true
}

/** What was authorized by a session that is gone is let go, and doesn't count. */
async function moneyOf(
  container: MedusaContainer,
  cartId: string
): Promise<MoneyMoved> {
  const money = await moneyOfCart(container, cartId)
  if (money.state !== "authorized") {
    return money
  }
  const canceled = await cancelStrayPayments(container, cartId)
  return canceled > 0 ? moneyOfCart(container, cartId) : money
}

/** The lines that are bookings, as they are to be paid. */
async function linesOf(
  container: MedusaContainer,
  { id, items = [], currency_code }: CompletedCart
): Promise<PaidLine[]> {
  const booked = await bookedLines(container, id, items)
  const lines = markedLines(items.filter((item) => booked.has(item.id)))
  return lines.map((line) => ({ ...line, currency_code }))
}

/** What a process left undone between a hold and its line comes first. */
async function match(
  container: MedusaContainer,
  { id: cart_id, items = [] }: CompletedCart,
  booked: PaidLine[]
): Promise<void> {
  const lines = markedLines(items)
  const input = { cart_id, lines, is_locked: true }
  try {
    await bookingsIn(container).matchLines(input, SYSTEM)
  } catch (error) {
    await refuse(container, { cart_id, lines: booked }, error)
  }
}

type Pinned = Pick<PinHolds, "cart_id" | "lines" | "is_paid">

/** Why dates that were held once can't be had again. */
const LOST = ["frozen", "blackout", "no_capacity", "sold_out", "expired"]

/**
 * What can't be kept is refused, and nobody has paid. Who has paid, by a
 * webhook that came first, gets the money back or an order that staff look at,
 * as the option `late_payment` says; either is on record.
 */
async function pin(
  container: MedusaContainer,
  input: Pinned,
  isTakenMoney: boolean
): Promise<void> {
  const askContext: AskContext = async (cart, items) => {
    const quote = quoteBookingsWorkflow(container)
    return (await quote.run({ input: { cart, items } })).result
  }
  try {
    await pinCart(container, input, askContext, SYSTEM)
  } catch (error) {
    const { policy } = bookingsIn(container).options.late_payment
    const isLost = isBookingRefusal(error) && LOST.includes(error.code)
    if (!isTakenMoney || !isLost || policy === "refund") {
      return refuse(container, input, error)
    }
    const rest = { ...input, leave_lost: true }
    await pinCart(container, rest, askContext, SYSTEM).catch((again: unknown) =>
      refuse(container, input, again)
    )
  }
}

/** Undoes the completion; what was paid already is on record before. */
async function refuse(
  container: MedusaContainer,
  { cart_id, lines }: Omit<Pinned, "is_paid">,
  error: unknown
): Promise<never> {
  if (isTaken(await moneyOfCart(container, cart_id))) {
    await raiseForCart(container, cart_id, lines, error, SYSTEM)
  }
  return throwAsMedusas(error)
}

/**
 * Its compensation: the completion failed, so each hold has its own end again;
 * or none, where the payment was declined and the store wants its dates back.
 * Money that was taken meanwhile is on record until Medusa has given it back;
 * what was authorized, and Medusa has forgotten, is let go.
 */
export async function unpinBookings(
  cartId: string | null | undefined,
  { container }: { container: MedusaContainer }
): Promise<void> {
  if (!cartId) {
    return
  }
  const bookings = bookingsIn(container)
  await cancelStrayPayments(container, cartId)
  const isPaid = isTaken(await moneyOfCart(container, cartId))
  if (isPaid) {
    const booked = (await bookings.readCartBookings(cartId)).bookings
    const lines = booked.map(({ line_item_id, hold }) => ({
      ...{ line_item_id, hold_id: hold.id },
    }))
    await raiseForCart(container, cartId, lines, "undone", SYSTEM)
  }
  const release =
    !isPaid &&
    bookings.options.on_payment_failure === "release" &&
    (await isDeclined(container, cartId))
  // A pin that is not taken off ends by itself.
  await unlessBusy(container, `${cartId} will be unpinned later`, () =>
    bookings.unpinHolds({ cart_id: cartId, release }, SYSTEM)
  )
}

/**
 * Handler for `completeCartWorkflow.hooks.beforePaymentAuthorization`: only who
 * has really tried to pay is given time to try again.
 *
 * If the holds are busy just now, the payment goes on without: undoing the
 * completion gives back what a customer has paid already, by a webhook that
 * came first, while the note only matters to one who is declined. They try
 * again in what is left of the hold's own time.
 */
export async function notePayment(
  { input }: { input: { id: string } },
  context: CompletionContext
) {
  if (hasFoundNone(context)) {
    return new StepResponse(undefined)
  }
  const { container } = context
  const later = `${input.id} gets no more time if its payment fails`
  await unlessBusy(container, later, () =>
    bookingsIn(container).notePayment(input.id)
  )
  return new StepResponse(undefined)
}

/**
 * Handler for `completeCartWorkflow.hooks.orderCreated`. A line that can't have
 * its dates undoes the completion. Where the money is taken already and the
 * store wants no refund, the order stays, and the line is a conflict.
 */
export async function confirmBookings(
  { order_id }: { order_id: string },
  context: CompletionContext
) {
  if (hasFoundNone(context)) {
    return new StepResponse(undefined, null)
  }
  const { container } = context
  const order = await asMedusas(() => retrieveOrder(container, order_id))
  const lines = order ? soldLines(order) : []
  if (!order || lines.length === 0) {
    return new StepResponse(undefined, null)
  }
  const { policy } = bookingsIn(container).options.late_payment
  const isKept =
    policy !== "refund" &&
    isTaken(await moneyOfCart(container, order.cart_id as string))
  const otherwise = isKept ? "conflict" : "refuse"
  try {
    requireMoney(order)
    await confirmBookingsWorkflow(container).run({
      input: { order_id, lines, otherwise },
    })
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
      "The payment was refunded or canceled. Please choose a payment method again."
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
    // Medusa must go on and give the money back; reconciliation finds the dates.
    await unlessBusy(container, `${orderId} keeps its dates for now`, () =>
      bookingsIn(container).cancelAllocations(canceled, SYSTEM)
    )
  }
}
