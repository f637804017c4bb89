import {
  createWorkflow,
  WorkflowResponse,
} from "@medusajs/framework/workflows-sdk"

import type { BookingCart, BookingToPrice } from "../../checkout/priced-lines"
import { createPricingHook } from "./hooks"

export type QuoteBookings = { cart: BookingCart; items: BookingToPrice[] }

/**
 * By what else bookings are priced whose time has run out, when their cart is
 * completed: they are bought at the price of that moment. It answers with the
 * context that the store's handler has returned.
 */
export const quoteBookingsWorkflow = createWorkflow(
  "quote-bookings",
  (input: QuoteBookings) => {
    const { cart, items } = input
    const data = { cart, items, additional_data: undefined }
    const setPricingContext = createPricingHook(data)
    return new WorkflowResponse(setPricingContext.getResult(), {
      hooks: [setPricingContext],
    })
  }
)
