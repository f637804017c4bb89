import {
  createHook,
  createWorkflow,
  transform,
  when,
  WorkflowResponse,
} from "@medusajs/framework/workflows-sdk"
import {
  refreshCartItemsWorkflow,
  updateLineItemsStep,
} from "@medusajs/medusa/core-flows"

import type {
  CallContext,
  PricedHold,
} from "../../modules/resource_booking/types"
import {
  bookingsToPrice,
  createPricingHook,
  type WithAdditionalData,
} from "./hooks"
import { agreePricesStep } from "./steps/agree-prices"
import { findNewPricesStep } from "./steps/find-new-prices"
import { openCartStep } from "./steps/open-cart"

export type RefreshBookings = {
  cart_id: string
  holds: PricedHold[]
  /** Those that the change of the cart gives it, if it does. */
  promo_codes?: string[] | undefined
  by: CallContext
} & WithAdditionalData

/**
 * Bookings in a cart whose other lines were priced again cost what they would
 * cost if they were added now. It runs under the lock that the change of the
 * cart has.
 *
 * First the holds, then the lines. Between the two, and whatever fails or dies
 * there, hold and line differ: completing is refused, and the next refresh
 * writes both. After them shipping and promotions, which Medusa has made from the
 * old prices. Tax lines are rates and stay: written twice in one change, Medusa's
 * compensation leaves both.
 *
 * @property hooks.validate - Before anything is priced. What it throws undoes
 * the change of the cart.
 * @property hooks.setPricingContext - As addBookingToCartWorkflow's.
 */
export const refreshBookingsWorkflow = createWorkflow(
  "refresh-bookings",
  (input: RefreshBookings) => {
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
    const found = findNewPricesStep({ cart, holds: input.holds, context })
    when({ found }, ({ found }) => found.lines.length > 0).then(() => {
      const agreed = transform({ input, found }, ({ input, found }) => ({
        ...{ cart_id: input.cart_id, by: input.by, prices: found.agreed },
      }))
      agreePricesStep(agreed)
      const lines = transform({ input, found }, ({ input, found }) => ({
        ...{ id: input.cart_id, items: found.lines },
      }))
      updateLineItemsStep(lines)
      const refresh = transform({ input }, ({ input }) => ({
        cart_id: input.cart_id,
        ...(input.additional_data
          ? { additional_data: input.additional_data }
          : {}),
        ...(input.promo_codes ? { promo_codes: input.promo_codes } : {}),
      }))
      refreshCartItemsWorkflow.runAsStep({ input: refresh })
    })
    return new WorkflowResponse(found, {
      hooks: [validate, setPricingContext],
    })
  }
)
