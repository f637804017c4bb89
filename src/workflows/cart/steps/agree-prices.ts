import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"

import { bookingsIn } from "../../../checkout/booking-lines"
import { isBookingRefusal } from "../../../modules/resource_booking"
import type { CallContext } from "../../../modules/resource_booking/types"
import type { AgreedPrice } from "./find-new-prices"

export type AgreePrices = {
  cart_id: string
  prices: AgreedPrice[]
  by: CallContext
}

/** Holds are sold at other prices, with the lines that they have. */
export const agreePricesStep = createStep(
  "agree-prices",
  async (input: AgreePrices, { container }) => {
    const { cart_id, prices, by } = input
    const lines = prices.map(({ after }) => after)
    await bookingsIn(container).repriceHolds({ cart_id, lines }, by)
    return new StepResponse(undefined, input)
  },
  async (input, { container }) => {
    if (!input) {
      return
    }
    const { cart_id, prices, by } = input
    const lines = prices.map(({ before }) => before)
    try {
      await bookingsIn(container).repriceHolds({ cart_id, lines }, by)
    } catch (error) {
      // One that was released meanwhile is sold at no price. Of those that are
      // busy, completing is refused, as of all that differ, until the next
      // refresh.
      const isExpected =
        isBookingRefusal(error) && ["released", "busy"].includes(error.code)
      if (!isExpected) {
        throw error
      }
    }
  }
)
