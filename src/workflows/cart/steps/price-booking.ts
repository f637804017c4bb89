import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"

import {
  type BookingCart,
  priceLine,
  type PricingContext,
} from "../../../checkout/priced-lines"
import type { LinePlan } from "../../../modules/resource_booking/types"

export type PriceBookingInput = {
  cart: BookingCart
  variant_id: string
  hold_id: string
  plan: Omit<LinePlan, "items">
  context: PricingContext
}

/** What a planned line is called and costs in its cart. */
export const priceBookingStep = createStep(
  "price-booking",
  async (input: PriceBookingInput, { container }) => {
    const { cart, variant_id, hold_id, plan, context } = input
    const line = await priceLine(container, cart, variant_id, plan, context)
    const metadata = { resource_booking: { hold_id } }
    return new StepResponse({ ...line, metadata })
  }
)
