import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"

import { bookingsIn, bookingVariants } from "../../../checkout/booking-lines"
import type { BookingCart } from "../../../checkout/priced-lines"
import { notFound } from "../../../modules/resource_booking"

export type FindBookingInput = { cart: BookingCart; line_item_id: string }

/**
 * A line of a cart, and the hold that it is sold with. It has none if the server
 * died between the two: it can still be changed, and so held, or removed.
 */
export const findBookingStep = createStep(
  "find-booking",
  async (input: FindBookingInput, { container }) => {
    const { cart, line_item_id } = input
    const item = cart.items.find((line) => line.id === line_item_id)
    const holds = await bookingsIn(container).listLineHolds(cart.id)
    const held = holds.find((one) => one.line_item_id === line_item_id)
    const selling = await bookingVariants(container, [item?.variant_id])
    // Of a deleted variant the line knows nothing any more; its hold does.
    const variant_id = item && (held?.variant_id ?? item.variant_id)
    if (!variant_id || !(held || selling.has(variant_id))) {
      notFound("booking", line_item_id)
    }
    return new StepResponse({
      variant_id,
      hold_id: held?.hold_id ?? null,
      given: held && { email: held.email, metadata: held.metadata },
    })
  }
)
