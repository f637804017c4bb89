import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"

import { bookingsIn, holdIdOf } from "../../../checkout/booking-lines"
import type { BookingCart } from "../../../checkout/priced-lines"
import { reject } from "../../../modules/resource_booking"
import type {
  HoldAccess,
  HoldItemInput,
} from "../../../modules/resource_booking/types"
import { refuseOtherChannels } from "./refuse-other-channels"

export type PlanBookingInput = {
  cart: BookingCart
  /** The line that is changed; without it one is added. */
  line_item_id?: string | undefined
  variant_id: string
  /** What to hold; or a hold that is there already. */
  items?: HoldItemInput[] | undefined
  hold_id?: string | undefined
  access: HoldAccess
}

/** Finds out what a line would hold. Changes nothing. */
export const planBookingStep = createStep(
  "plan-booking",
  async (input: PlanBookingInput, { container }) => {
    const bookings = bookingsIn(container)
    const { cart } = input
    await refuseOtherChannels(container, cart, input)
    // Medusa would make one line of two with the same hold.
    if (cart.items.some((item) => holdIdOf(item) === input.hold_id)) {
      reject("invalid_data", "This hold is already in the cart.")
    }
    const items = input.hold_id
      ? await itemsOf(bookings, input.hold_id, input.access)
      : (input.items ?? [])
    const plan = await bookings.planLine(input.variant_id, items)
    if (input.hold_id && plan.items.length !== items.length) {
      reject(
        "invalid_data",
        "The hold doesn't cover everything that this product includes."
      )
    }
    const { items: held, ...rest } = plan
    return new StepResponse({
      hold_id: input.hold_id ?? bookings.newHoldId(),
      items: held,
      plan: rest,
      mark: bookings.lineMark(cart.id),
    })
  }
)

async function itemsOf(
  bookings: ReturnType<typeof bookingsIn>,
  holdId: string,
  access: HoldAccess
): Promise<HoldItemInput[]> {
  const { hold } = await bookings.retrieveHold(holdId, access)
  return hold.items.map(({ resource_id, dates, quantity }) => ({
    resource_id,
    dates,
    quantity,
  }))
}
