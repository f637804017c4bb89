import {
  createWorkflow,
  transform,
  WorkflowResponse,
} from "@medusajs/framework/workflows-sdk"
import {
  acquireLockStep,
  deleteLineItemsWorkflow,
  releaseLockStep,
} from "@medusajs/medusa/core-flows"

import type { CallContext } from "../../modules/resource_booking/types"
import { findBookingStep } from "./steps/find-booking"
import { matchLinesStep } from "./steps/match-lines"
import { openCartStep } from "./steps/open-cart"
import { releaseLineStep } from "./steps/release-line"

export type RemoveBookingFromCart = {
  cart_id: string
  line_item_id: string
  by: CallContext
}

/** Takes a booking out of a cart: its line, then its hold. */
export const removeBookingFromCartWorkflow = createWorkflow(
  "remove-booking-from-cart",
  (input: RemoveBookingFromCart) => {
    acquireLockStep({ key: input.cart_id, timeout: 10, ttl: 60 })
    matchLinesStep(input)
    const { line_item_id } = input
    const cart = openCartStep(input)
    const booking = findBookingStep({ cart, line_item_id })
    const removed = transform({ input }, ({ input }) => ({
      cart_id: input.cart_id,
      ids: [input.line_item_id],
    }))
    deleteLineItemsWorkflow.runAsStep({ input: removed })
    releaseLineStep(input)
    releaseLockStep({ key: input.cart_id })
    return new WorkflowResponse(booking)
  }
)
