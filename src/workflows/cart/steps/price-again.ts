import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { PricedHold } from "../../../modules/resource_booking/types"
import {
  openCart,
  priceHolds,
  type PricedLine,
} from "../../../checkout/priced-lines"

export type NewLine = PricedLine & { hold_id: string; currency_code: string }

/** Prices holds in their cart as it is now; those without a price are named. */
export const priceAgainStep = createStep(
  "price-again",
  async (input: { cart_id: string; holds: PricedHold[] }, { container }) => {
    const cart = await openCart(container, input.cart_id)
    const { currency_code } = cart
    const { priced, unpriced } = await priceHolds(container, cart, input.holds)
    const lines = priced.map(({ hold: { hold_id }, line }): NewLine => ({
      ...{ ...line, hold_id, currency_code },
    }))
    return new StepResponse({
      ...{ priced: lines, currency_code },
      unpriced: unpriced.map(({ line_item_id }) => line_item_id),
    })
  }
)
