import type { MedusaContainer } from "@medusajs/framework/types"

import {
  BookingRefusal,
  isBookingRefusal,
  reject,
} from "../modules/resource_booking"
import type {
  CallContext,
  LineHold,
  PinHolds,
} from "../modules/resource_booking/types"
import { bookingsIn } from "./booking-lines"
import {
  type BookingCart,
  type BookingToPrice,
  openCart,
  priceLine,
  type PricingContext,
} from "./priced-lines"

/** Asks the store's handler by what else bookings are priced. */
export type AskContext = (
  cart: BookingCart,
  items: BookingToPrice[]
) => Promise<PricingContext>

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
  askContext: AskContext,
  by: CallContext
): Promise<void> {
  const bookings = bookingsIn(container)
  const { unquoted } = await bookings.pinHolds(input, by)
  if (unquoted.length === 0) {
    return
  }
  const quoted = await quoteToday(container, input, askContext)
  const again = await bookings.pinHolds({ ...input, quotes: quoted.quotes }, by)
  const [id] = again.unquoted
  if (id !== undefined) {
    throw quoted.refusals.get(id) ?? reject("busy", CHANGED)
  }
}

const CHANGED = "The cart has changed in the meantime. Please try again."

type Quoted = {
  quotes: NonNullable<PinHolds["quotes"]>
  /** Why some have no price today. It counts for those that have ended. */
  refusals: Map<string, BookingRefusal>
}

/** By hold; of the lines that live, too, since one may end meanwhile. */
async function quoteToday(
  container: MedusaContainer,
  { cart_id, lines }: PinHolds,
  askContext: AskContext
): Promise<Quoted> {
  const cart = await openCart(container, cart_id)
  const all = await bookingsIn(container).listLineHolds(cart_id)
  const holds = all.filter((one) => isOf(lines, one))
  const context = await askContext(cart, holds.map(asBooking))
  const quoted: Quoted = { quotes: {}, refusals: new Map() }
  for (const hold of holds) {
    try {
      quoted.quotes[hold.hold_id] = await quoteLine(
        container,
        cart,
        hold,
        context
      )
    } catch (error) {
      if (!isBookingRefusal(error)) {
        throw error
      }
      quoted.refusals.set(hold.hold_id, asOffSale(error, hold))
    }
  }
  return quoted
}

/** What is not there any more is said to the customer, without its id. */
function asOffSale(
  error: BookingRefusal,
  { line_item_id, stay }: LineHold
): BookingRefusal {
  if (error.code !== "not_found") {
    return error
  }
  return new BookingRefusal({
    ...{ ok: false, code: "not_found" },
    message: `The time to pay for your booking (${stay}) has run out, and it is no longer on sale. Please remove it from the cart.`,
    details: { line_item_id },
  })
}

function isOf(lines: PinHolds["lines"], { line_item_id, status }: LineHold) {
  const isThere = lines.some((line) => line.line_item_id === line_item_id)
  return isThere && status !== "confirmed"
}

function asBooking(hold: LineHold): BookingToPrice {
  const { variant_id, line_item_id, metadata } = hold
  const { quantity, charged_dates, price_mode, stay } = hold
  const dates = hold.items[0]?.dates ?? []
  return {
    ...{ variant_id, line_item_id, metadata },
    ...{ quantity, charged_dates, price_mode, dates, stay },
  }
}

async function quoteLine(
  container: MedusaContainer,
  cart: BookingCart,
  { variant_id, items }: LineHold,
  context: PricingContext
) {
  const wishes = items.map(({ resource_id, dates, quantity }) => ({
    ...{ resource_id, dates, quantity },
  }))
  const plan = await bookingsIn(container).planLine(variant_id, wishes)
  const { unit_price } = await priceLine(
    container,
    cart,
    variant_id,
    plan,
    context
  )
  return {
    unit_price: String(unit_price),
    currency_code: cart.currency_code,
  }
}
