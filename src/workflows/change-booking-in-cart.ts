import {
  createWorkflow,
  transform,
  WorkflowResponse,
} from "@medusajs/framework/workflows-sdk"
import {
  acquireLockStep,
  releaseLockStep,
  updateLineItemInCartWorkflow,
} from "@medusajs/medusa/core-flows"
import type { HoldItemInput } from "../modules/resource_booking/types"
import { findBookingStep } from "./steps/find-booking"
import { holdLineStep, type HoldLineInput } from "./steps/hold-line"
import { planBookingStep } from "./steps/plan-booking"

export type ChangeBookingInCart = Pick<
  HoldLineInput,
  "cart_id" | "customer_id" | "address" | "idempotency_key" | "by" | "access"
> & { line_item_id: string; items: HoldItemInput[] }

/**
 * Other dates or another quantity for a booking in a cart. The line is changed
 * first; then, in one transaction, the old dates go and the new ones are held.
 * If they can't be, the line gets back what it was: the old dates were never
 * given up.
 */
export const changeBookingInCartWorkflow = createWorkflow(
  "change-booking-in-cart",
  (input: ChangeBookingInCart) => {
    acquireLockStep({ key: input.cart_id, timeout: 10, ttl: 60 })
    const booking = findBookingStep(input)
    const planInput = transform({ input, booking }, ({ input, booking }) => ({
      cart_id: input.cart_id,
      line_item_id: input.line_item_id,
      variant_id: booking.variant_id,
      items: input.items,
      access: input.access,
    }))
    const plan = planBookingStep(planInput)
    const update = transform({ input, plan }, ({ input, plan }) => {
      const { title, quantity, unit_price, metadata } = plan.line
      return {
        cart_id: input.cart_id,
        item_id: input.line_item_id,
        update: { title, quantity, unit_price, metadata },
        additional_data: { resource_booking: plan.mark },
      }
    })
    updateLineItemInCartWorkflow.runAsStep({ input: update })
    const holdInput = transform(
      { input, plan, booking },
      ({ input, plan, booking }) => ({
        ...input,
        ...plan,
        brought: false,
        replaces: booking.hold_id,
      })
    )
    const answer = holdLineStep(holdInput)
    releaseLockStep({ key: input.cart_id })
    return new WorkflowResponse(answer)
  }
)
