import { ok } from "../../../utils/answers"
import { channelsOf } from "../../../utils/callers"
import { route } from "../../../utils/define-route"
import { StoreGetAvailabilityParams } from "./validators"

/** What is free on each date of a stay, and why not. */
export const GET = route(
  { query: StoreGetAvailabilityParams },
  async ({ query, bookings, req }) =>
    ok(await bookings.readAvailability({ ...query, sold_in: channelsOf(req) }))
)
