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
import type { HoldItemInput } from "../../modules/resource_booking/types"
import { attachLineStep } from "./steps/attach-line"
import { findBookingStep } from "./steps/find-booking"
import { holdDatesStep, type HoldDatesInput } from "./steps/hold-dates"
import { matchLinesStep } from "./steps/match-lines"
import { planBookingStep } from "./steps/plan-booking"

export type ChangeBookingInCart = Pick<
  HoldDatesInput,
  | "cart_id"
  | "customer_id"
  | "address"
  | "idempotency_key"
  | "metadata"
  | "by"
  | "access"
> & { line_item_id: string; items: HoldItemInput[] }

/**
 * Other dates or another quantity for a booking in a cart. The new dates are
 * held beside the old ones, then the line is changed; then, in one transaction,
 * the new hold takes over and the old dates are free. Until then both are kept:
 * what is refused, or can't be written, changes nothing. What the old hold was
 * given is the new one's, unless other metadata are given.
 */
export const changeBookingInCartWorkflow = createWorkflow(
  "change-booking-in-cart",
  (input: ChangeBookingInCart) => {
    acquireLockStep({ key: input.cart_id, timeout: 10, ttl: 60 })
    matchLinesStep(input)
    const booking = findBookingStep(input)
    const planInput = transform({ input, booking }, ({ input, booking }) => ({
      cart_id: input.cart_id,
      line_item_id: input.line_item_id,
      variant_id: booking.variant_id,
      items: input.items,
      access: input.access,
    }))
    const plan = planBookingStep(planInput)
    const wish = transform(
      { input, plan, booking },
      ({ input, plan, booking }) => ({
        ...input,
        ...plan,
        email: booking.given?.email,
        metadata: input.metadata ?? booking.given?.metadata,
        brought: false,
        replaces: booking.hold_id,
      })
    )
    const held = holdDatesStep(wish)
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
    const written = transform(
      { input, held, booking },
      ({ input, held, booking }) => ({
        ...{ cart_id: input.cart_id, by: input.by, held },
        replaces: booking.hold_id,
      })
    )
    const answer = attachLineStep(written)
    releaseLockStep({ key: input.cart_id })
    return new WorkflowResponse(answer)
  }
)
