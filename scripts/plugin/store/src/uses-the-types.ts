/** Never run: it must pass the type check, and what it expects must fail it. */
import type { MedusaContainer } from "@medusajs/framework/types"
import {
  isBookingRefusal,
  RESOURCE_BOOKING_MODULE,
  type HoldAnswer,
  type ResourceBookingOptions,
  type ResourceBookingService,
} from "medusa-resource-booking/modules/resource_booking"
import { addBookingToCartWorkflow } from "medusa-resource-booking/workflows"

export const options: ResourceBookingOptions = {
  token_secret: "0123456789abcdef",
  limits: { live_holds: 5 },
}

// @ts-expect-error An option that does not exist.
export const wrong: ResourceBookingOptions = { secret: "0123456789abcdef" }

export async function holdDates(
  container: MedusaContainer,
  resource_id: string
): Promise<HoldAnswer | null> {
  const bookings = container.resolve<ResourceBookingService>(
    RESOURCE_BOOKING_MODULE
  )
  const by = { actor: { type: "system", id: null } } as const
  const items = [{ resource_id, dates: ["2027-01-15"], quantity: 1 }]
  try {
    return await bookings.placeHold({ items, idempotency_key: "once" }, by)
  } catch (error) {
    if (isBookingRefusal(error) && error.code === "sold_out") {
      return null
    }
    throw error
  }
}

export async function addBooking(container: MedusaContainer) {
  // @ts-expect-error It needs a variant and dates.
  await addBookingToCartWorkflow(container).run({ input: { cart_id: "" } })
}
