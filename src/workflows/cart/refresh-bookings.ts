import {
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
import { agreePricesStep } from "./steps/agree-prices"
import { findNewPricesStep } from "./steps/find-new-prices"

export type RefreshBookings = {
  cart_id: string
  holds: PricedHold[]
  /** Those that the change of the cart gives it, if it does. */
  promo_codes?: string[] | undefined
  by: CallContext
}

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
 */
export const refreshBookingsWorkflow = createWorkflow(
  "refresh-bookings",
  (input: RefreshBookings) => {
    const found = findNewPricesStep(input)
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
        ...(input.promo_codes ? { promo_codes: input.promo_codes } : {}),
      }))
      refreshCartItemsWorkflow.runAsStep({ input: refresh })
    })
    return new WorkflowResponse(found)
  }
)
