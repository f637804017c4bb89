import {
  createWorkflow,
  transform,
  when,
  WorkflowResponse,
} from "@medusajs/framework/workflows-sdk"
import {
  acquireLockStep,
  addToCartWorkflow,
  releaseLockStep,
} from "@medusajs/medusa/core-flows"
import { attachLineStep } from "./steps/attach-line"
import { holdDatesStep, type HoldDatesInput } from "./steps/hold-dates"
import { matchLinesStep } from "./steps/match-lines"
import { planBookingStep, type PlanBookingInput } from "./steps/plan-booking"

export type AddBookingToCart = PlanBookingInput &
  Pick<
    HoldDatesInput,
    "customer_id" | "address" | "idempotency_key" | "metadata" | "by"
  >

/**
 * Puts a booking into a cart: its dates first, then the line. What is refused
 * has changed nothing of Medusa's; what was held for a line that can't be
 * written is given back. Under the cart's lock, so that nobody completes the
 * cart in between.
 */
export const addBookingToCartWorkflow = createWorkflow(
  "add-booking-to-cart",
  (input: AddBookingToCart) => {
    acquireLockStep({ key: input.cart_id, timeout: 10, ttl: 60 })
    matchLinesStep(input)
    const plan = planBookingStep(input)
    const wish = transform({ input, plan }, ({ input, plan }) => ({
      ...input,
      ...plan,
      brought: input.hold_id !== undefined,
      replaces: null,
    }))
    const held = holdDatesStep(wish)
    when({ held }, ({ held }) => !held.is_replay).then(() => {
      const line = transform({ input, plan }, ({ input, plan }) => ({
        cart_id: input.cart_id,
        items: [plan.line],
        additional_data: { resource_booking: plan.mark },
      }))
      addToCartWorkflow.runAsStep({ input: line })
      const written = transform({ input, held }, ({ input, held }) => ({
        ...{ cart_id: input.cart_id, by: input.by, held },
        replaces: null,
      }))
      attachLineStep(written)
    })
    releaseLockStep({ key: input.cart_id })
    const answer = transform({ held }, ({ held }) => held.answer)
    return new WorkflowResponse(answer)
  }
)
