import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { reject } from "../../../modules/resource_booking"
import type {
  HoldAccess,
  HoldItemInput,
} from "../../../modules/resource_booking/types"
import { refuseOtherChannels } from "./refuse-other-channels"
import { bookingsIn, holdIdOf } from "../../../checkout/booking-lines"
import { openCart, priceLine } from "../../../checkout/priced-lines"

export type PlanBookingInput = {
  cart_id: string
  /** The line that is changed; without it one is added. */
  line_item_id?: string | undefined
  variant_id: string
  /** What to hold; or a hold that is there already. */
  items?: HoldItemInput[] | undefined
  hold_id?: string | undefined
  access: HoldAccess
}

/** Finds out what a line would hold, is called and costs. Changes nothing. */
export const planBookingStep = createStep(
  "plan-booking",
  async (input: PlanBookingInput, { container }) => {
    const bookings = bookingsIn(container)
    const cart = await openCart(container, input.cart_id)
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
    const line = await priceLine(container, cart, input.variant_id, plan)
    const hold_id = input.hold_id ?? bookings.newHoldId()
    return new StepResponse({
      hold_id,
      items: plan.items,
      currency_code: cart.currency_code,
      charged_dates: plan.charged_dates,
      price_mode: plan.price_mode,
      line: { ...line, metadata: { resource_booking: { hold_id } } },
      mark: bookings.lineMark(input.cart_id),
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
