import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { isBookingRefusal } from "../../modules/resource_booking"
import type { PricedHold } from "../../modules/resource_booking/types"
import { openCart, priceLine, type PricedLine } from "../booking-lines"

export type NewLine = PricedLine & { hold_id: string; currency_code: string }

/** Prices holds in their cart as it is now; those without a price are named. */
export const priceAgainStep = createStep(
  "price-again",
  async (input: { cart_id: string; holds: PricedHold[] }, { container }) => {
    const cart = await openCart(container, input.cart_id)
    const { currency_code } = cart
    const priced: NewLine[] = []
    const unpriced: string[] = []
    for (const { hold_id, line_item_id, variant_id, plan } of input.holds) {
      try {
        const line = await priceLine(container, cart, variant_id, plan)
        priced.push({ ...line, hold_id, currency_code })
      } catch (error) {
        if (!isBookingRefusal(error)) {
          throw error
        }
        unpriced.push(line_item_id)
      }
    }
    return new StepResponse({ priced, unpriced, currency_code })
  }
)
