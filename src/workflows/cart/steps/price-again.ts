import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"

import {
  type BookingCart,
  type PricedLine,
  priceHolds,
  type PricingContext,
} from "../../../checkout/priced-lines"
import type { PricedHold } from "../../../modules/resource_booking/types"

export type NewLine = PricedLine & { hold_id: string; currency_code: string }

export type PriceAgain = {
  cart: BookingCart
  holds: PricedHold[]
  context: PricingContext
}

/** Prices holds in their cart as it is now; those without a price are named. */
export const priceAgainStep = createStep(
  "price-again",
  async ({ cart, holds, context }: PriceAgain, { container }) => {
    const { currency_code } = cart
    const found = await priceHolds(container, cart, holds, context)
    const { priced, unpriced } = found
    const lines = priced.map(({ hold: { hold_id }, line }): NewLine => ({
      ...{ ...line, hold_id, currency_code },
    }))
    return new StepResponse({
      ...{ priced: lines, currency_code },
      unpriced: unpriced.map(({ line_item_id }) => line_item_id),
    })
  }
)
