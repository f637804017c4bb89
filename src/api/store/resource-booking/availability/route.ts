import { ok } from "../../../utils/answers"
import { route } from "../../../utils/define-route"
import { StoreGetAvailabilityParams } from "./validators"

/** What is free on each date of a stay, and why not. */
export const GET = route(
  { query: StoreGetAvailabilityParams },
  async ({ query, bookings }) => ok(await bookings.readAvailability(query))
)
