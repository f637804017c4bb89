import type { MedusaContainer } from "@medusajs/framework/types"
import type {
  CallContext,
  LineHold,
  PinHolds,
} from "../modules/resource_booking/types"
import {
  bookingsIn,
  openCart,
  priceLine,
  type BookingCart,
} from "./booking-lines"

/**
 * Keeps the holds of a cart's lines alive through a payment. One that has ended
 * is a new request before money moves, at today's price, so that is asked for
 * first where it is needed.
 *
 * @throws BookingRefusal as `pinHolds`, and as `planLine` for what is not sold
 * any more
 */
export async function pinCart(
  container: MedusaContainer,
  input: PinHolds,
  by: CallContext
): Promise<void> {
  const bookings = bookingsIn(container)
  const { unquoted } = await bookings.pinHolds(input, by)
  if (unquoted.length === 0) {
    return
  }
  const quotes = await quotesToday(container, input.cart_id)
  await bookings.pinHolds({ ...input, quotes }, by)
}

/** By hold; of those that live, too, since one may end meanwhile. */
async function quotesToday(
  container: MedusaContainer,
  cartId: string
): Promise<NonNullable<PinHolds["quotes"]>> {
  const cart = await openCart(container, cartId)
  const holds = await bookingsIn(container).listLineHolds(cartId)
  const quotes: NonNullable<PinHolds["quotes"]> = {}
  for (const hold of holds.filter(({ status }) => status !== "confirmed")) {
    quotes[hold.hold_id] = await quoteToday(container, cart, hold)
  }
  return quotes
}

async function quoteToday(
  container: MedusaContainer,
  cart: BookingCart,
  { variant_id, items }: LineHold
) {
  const wishes = items.map(({ resource_id, dates, quantity }) => ({
    ...{ resource_id, dates, quantity },
  }))
  const plan = await bookingsIn(container).planLine(variant_id, wishes)
  const { unit_price } = await priceLine(container, cart, variant_id, plan)
  return {
    unit_price: String(unit_price),
    currency_code: cart.currency_code,
  }
}
