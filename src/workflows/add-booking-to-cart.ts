import {
  createWorkflow,
  transform,
  WorkflowResponse,
} from "@medusajs/framework/workflows-sdk"
import {
  acquireLockStep,
  addToCartWorkflow,
  releaseLockStep,
} from "@medusajs/medusa/core-flows"
import type { HoldLineInput } from "./steps/hold-line"
import { holdLineStep } from "./steps/hold-line"
import { planBookingStep, type PlanBookingInput } from "./steps/plan-booking"

export type AddBookingToCart = PlanBookingInput &
  Pick<
    HoldLineInput,
    "customer_id" | "address" | "idempotency_key" | "metadata" | "by"
  >

/**
 * Puts a booking into a cart: the line first, then its hold; if the hold is
 * refused, the line goes again. Under the cart's lock, so that nobody completes
 * the cart in between.
 */
export const addBookingToCartWorkflow = createWorkflow(
  "add-booking-to-cart",
  (input: AddBookingToCart) => {
    acquireLockStep({ key: input.cart_id, timeout: 10, ttl: 60 })
    const plan = planBookingStep(input)
    const cartInput = transform({ input, plan }, ({ input, plan }) => ({
      cart_id: input.cart_id,
      items: [plan.line],
      additional_data: { resource_booking: plan.mark },
    }))
    addToCartWorkflow.runAsStep({ input: cartInput })
    const holdInput = transform({ input, plan }, ({ input, plan }) => ({
      ...input,
      ...plan,
      brought: input.hold_id !== undefined,
      replaces: null,
    }))
    const answer = holdLineStep(holdInput)
    releaseLockStep({ key: input.cart_id })
    return new WorkflowResponse(answer)
  }
)
