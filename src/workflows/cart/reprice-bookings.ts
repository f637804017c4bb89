import {
  createHook,
  createWorkflow,
  transform,
  when,
  WorkflowResponse,
} from "@medusajs/framework/workflows-sdk"
import { addToCartWorkflow } from "@medusajs/medusa/core-flows"

import type {
  CallContext,
  PricedHold,
} from "../../modules/resource_booking/types"
import {
  bookingsToPrice,
  createPricingHook,
  type WithAdditionalData,
} from "./hooks"
import { openCartStep } from "./steps/open-cart"
import { priceAgainStep } from "./steps/price-again"
import { repriceHoldsStep } from "./steps/reprice-holds"

export type RepriceBookings = {
  cart_id: string
  /** Those whose lines Medusa has deleted. */
  holds: PricedHold[]
  /** Shows addToCart's hook that the lines are ours. */
  mark: string
  by: CallContext
} & WithAdditionalData

/**
 * Bookings of a cart whose region changed get new lines, at the prices of the
 * new region. Their holds stay: no date is given up. It runs under the lock that
 * the change of the cart has.
 *
 * @property hooks.validate - Before anything is priced. What it throws undoes
 * the change of the cart.
 * @property hooks.setPricingContext - As addBookingToCartWorkflow's.
 */
export const repriceBookingsWorkflow = createWorkflow(
  "reprice-bookings",
  (input: RepriceBookings) => {
    const cart = openCartStep(input)
    const validate = createHook("validate", { input, cart })
    const items = transform({ input }, ({ input }) =>
      bookingsToPrice(input.holds)
    )
    const { additional_data } = input
    const setPricingContext = createPricingHook({
      cart,
      items,
      additional_data,
    })
    const context = setPricingContext.getResult()
    const prices = priceAgainStep({ cart, holds: input.holds, context })
    when({ prices }, ({ prices }) => prices.priced.length > 0).then(() => {
      const lines = transform({ input, prices }, ({ input, prices }) => ({
        cart_id: input.cart_id,
        items: prices.priced.map(({ hold_id, currency_code: _, ...line }) => ({
          ...line,
          metadata: { resource_booking: { hold_id } },
        })),
        additional_data: {
          ...input.additional_data,
          resource_booking: input.mark,
        },
      }))
      addToCartWorkflow.runAsStep({ input: lines })
    })
    const sold = transform({ input, prices }, ({ input, prices }) => ({
      ...prices,
      ...{ cart_id: input.cart_id, by: input.by },
    }))
    repriceHoldsStep(sold)
    return new WorkflowResponse(prices, {
      hooks: [validate, setPricingContext],
    })
  }
)
