import {
  createHook,
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
import { createPricingHook, type WithAdditionalData } from "./hooks"
import { attachLineStep } from "./steps/attach-line"
import { findBookingStep } from "./steps/find-booking"
import { type HoldDatesInput, holdDatesStep } from "./steps/hold-dates"
import { matchLinesStep } from "./steps/match-lines"
import { openCartStep } from "./steps/open-cart"
import { planBookingStep } from "./steps/plan-booking"
import { priceBookingStep } from "./steps/price-booking"

export type ChangeBookingInCart = Pick<
  HoldDatesInput,
  | "cart_id"
  | "customer_id"
  | "address"
  | "idempotency_key"
  | "metadata"
  | "by"
  | "access"
> & { line_item_id: string; items: HoldItemInput[] } & WithAdditionalData

/**
 * Other dates or another quantity for a booking in a cart. The new dates are
 * held beside the old ones, then the line is changed; then, in one transaction,
 * the new hold takes over and the old dates are free. Until then both are kept:
 * what is refused, or can't be written, changes nothing. What the old hold was
 * given is the new one's, unless other metadata are given.
 *
 * @property hooks.validate - Before anything is planned or held. What it throws
 * refuses the change.
 * @property hooks.setPricingContext - As addBookingToCartWorkflow's.
 * @property hooks.bookingChanged - When the line is changed, and before its new
 * hold takes over: what it throws leaves the booking as it was.
 */
export const changeBookingInCartWorkflow = createWorkflow(
  "change-booking-in-cart",
  (input: ChangeBookingInCart) => {
    acquireLockStep({ key: input.cart_id, timeout: 10, ttl: 60 })
    matchLinesStep(input)
    const cart = openCartStep(input)
    const { line_item_id } = input
    const booking = findBookingStep({ cart, line_item_id })
    const validate = createHook("validate", { input, cart })
    const asked = transform(
      { input, cart, booking },
      ({ input, cart, booking }) => ({
        ...{ cart, line_item_id: input.line_item_id },
        variant_id: booking.variant_id,
        ...{ items: input.items, access: input.access },
      })
    )
    const plan = planBookingStep(asked)
    const items = transform(
      { input, booking, plan },
      ({ input, booking, plan }) => [
        {
          variant_id: booking.variant_id,
          line_item_id: input.line_item_id,
          metadata: input.metadata ?? booking.given?.metadata ?? {},
          ...plan.plan,
        },
      ]
    )
    const { additional_data } = input
    const setPricingContext = createPricingHook({
      cart,
      items,
      additional_data,
    })
    const context = setPricingContext.getResult()
    const toPrice = transform(
      { booking, cart, plan, context },
      ({ booking, cart, plan, context }) => ({
        ...{ cart, context, variant_id: booking.variant_id },
        ...{ hold_id: plan.hold_id, plan: plan.plan },
      })
    )
    const line = priceBookingStep(toPrice)
    const wish = transform(
      { input, cart, plan, line, booking },
      ({ input, cart, plan, line, booking }) => ({
        ...{ ...input, ...plan.plan },
        ...{ hold_id: plan.hold_id, items: plan.items, line },
        currency_code: cart.currency_code,
        email: booking.given?.email,
        metadata: input.metadata ?? booking.given?.metadata,
        brought: false,
        replaces: booking.hold_id,
      })
    )
    const held = holdDatesStep(wish)
    const update = transform({ input, plan, line }, ({ input, plan, line }) => {
      const { title, quantity, unit_price, metadata } = line
      return {
        cart_id: input.cart_id,
        item_id: input.line_item_id,
        update: { title, quantity, unit_price, metadata },
        additional_data: {
          ...input.additional_data,
          resource_booking: plan.mark,
        },
      }
    })
    updateLineItemInCartWorkflow.runAsStep({ input: update })
    const changed = transform({ held }, ({ held }) => held.answer)
    const bookingChanged = createHook("bookingChanged", {
      cart,
      line_item_id,
      booking: changed,
      additional_data,
    })
    const written = transform(
      { input, held, booking },
      ({ input, held, booking }) => ({
        ...{ cart_id: input.cart_id, by: input.by, held },
        replaces: booking.hold_id,
      })
    )
    const answer = attachLineStep(written)
    releaseLockStep({ key: input.cart_id })
    return new WorkflowResponse(answer, {
      hooks: [validate, setPricingContext, bookingChanged],
    })
  }
)
