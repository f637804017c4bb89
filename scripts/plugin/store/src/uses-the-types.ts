/** Never run: it must pass the type check, and what it expects must fail it. */
import type { MedusaContainer } from "@medusajs/framework/types"
import Medusa from "@medusajs/js-sdk"
import {
  createBookingClient,
  isBookingRefusal as isRefused,
} from "medusa-resource-booking/client"
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

/** As a shop does it, by the routes. */
export async function holdByClient(resource_id: string): Promise<string> {
  const sdk = new Medusa({ baseUrl: "", publishableKey: "pk_1" })
  const bookings = createBookingClient(sdk)
  // @ts-expect-error A field that a resource does not have.
  await bookings.resources.list({ fields: ["price"] })
  try {
    const { hold } = await bookings.holds.place({
      items: [{ resource_id, dates: ["2027-01-15"] }],
    })
    return hold.id
  } catch (error) {
    return isRefused(error, "sold_out") ? error.message : ""
  }
}
