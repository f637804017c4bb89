import {
  createHook,
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

import { createPricingHook, type WithAdditionalData } from "./hooks"
import { attachLineStep } from "./steps/attach-line"
import { type HoldDatesInput, holdDatesStep } from "./steps/hold-dates"
import { matchLinesStep } from "./steps/match-lines"
import { openCartStep } from "./steps/open-cart"
import { type PlanBookingInput, planBookingStep } from "./steps/plan-booking"
import { priceBookingStep } from "./steps/price-booking"

export type AddBookingToCart = Pick<
  PlanBookingInput,
  "variant_id" | "items" | "hold_id" | "access"
> &
  Pick<
    HoldDatesInput,
    | "cart_id"
    | "customer_id"
    | "address"
    | "idempotency_key"
    | "metadata"
    | "by"
  > &
  WithAdditionalData

/**
 * Puts a booking into a cart: its dates first, then the line. What is refused
 * has changed nothing of Medusa's; what was held for a line that can't be
 * written is given back. Under the cart's lock, so that nobody completes the
 * cart in between.
 *
 * @property hooks.validate - Before anything is planned or held. What it throws
 * refuses the booking.
 * @property hooks.setPricingContext - Before the price is asked for. What it
 * returns is a part of the context by which Medusa chooses the price, of the
 * hold and the line alike.
 * @property hooks.bookingAdded - When the line is written and its hold has it.
 * What it throws undoes both. A repeated request that gets what it got does not
 * call it again.
 */
export const addBookingToCartWorkflow = createWorkflow(
  "add-booking-to-cart",
  (input: AddBookingToCart) => {
    acquireLockStep({ key: input.cart_id, timeout: 10, ttl: 60 })
    matchLinesStep(input)
    const cart = openCartStep(input)
    const validate = createHook("validate", { input, cart })
    const asked = transform({ input, cart }, ({ input, cart }) => ({
      ...input,
      cart,
    }))
    const plan = planBookingStep(asked)
    const items = transform({ input, plan }, ({ input, plan }) => [
      {
        ...{ variant_id: input.variant_id, line_item_id: null },
        ...{ metadata: input.metadata ?? {}, ...plan.plan },
      },
    ])
    const { additional_data } = input
    const setPricingContext = createPricingHook({
      cart,
      items,
      additional_data,
    })
    const context = setPricingContext.getResult()
    const toPrice = transform(
      { input, cart, plan, context },
      ({ input, cart, plan, context }) => ({
        ...{ cart, context, variant_id: input.variant_id },
        ...{ hold_id: plan.hold_id, plan: plan.plan },
      })
    )
    const line = priceBookingStep(toPrice)
    const wish = transform(
      { input, cart, plan, line },
      ({ input, cart, plan, line }) => ({
        ...{ ...input, ...plan.plan },
        ...{ hold_id: plan.hold_id, items: plan.items, line },
        currency_code: cart.currency_code,
        brought: input.hold_id !== undefined,
        replaces: null,
      })
    )
    const held = holdDatesStep(wish)
    const written = when(
      "write-line-of-booking",
      { held },
      ({ held }) => !held.is_replay
    ).then(() => {
      const add = transform({ input, plan, line }, ({ input, plan, line }) => ({
        cart_id: input.cart_id,
        items: [line],
        additional_data: {
          ...input.additional_data,
          resource_booking: plan.mark,
        },
      }))
      addToCartWorkflow.runAsStep({ input: add })
      const lineOf = transform({ input, held }, ({ input, held }) => ({
        ...{ cart_id: input.cart_id, by: input.by, held },
        replaces: null,
      }))
      const booking = attachLineStep(lineOf)
      const bookingAdded = createHook("bookingAdded", {
        cart,
        booking,
        additional_data,
      })
      return { result: booking, hooks: [bookingAdded] as const }
    })
    releaseLockStep({ key: input.cart_id })
    const answer = transform({ held }, ({ held }) => held.answer)
    return new WorkflowResponse(answer, {
      hooks: [validate, setPricingContext, written.hooks[0]],
    })
  }
)
