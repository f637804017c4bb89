import { deleted, ok } from "../../../../utils/answers"
import { holdAccessOf } from "../../../../utils/callers"
import { route } from "../../../../utils/define-route"
import { StoreHoldParams } from "../validators"

export const GET = route(
  { query: StoreHoldParams },
  async ({ id, query, bookings, req }) => {
    const access = holdAccessOf(req, query.cart_id)
    return ok(await bookings.retrieveHold(id, access))
  }
)

/** Releases the hold; of a released one the answer is the same again. */
export const DELETE = route(
  { query: StoreHoldParams },
  async ({ id, query, bookings, by, req }) => {
    const access = holdAccessOf(req, query.cart_id)
    const hold = await bookings.releaseHold(id, access, by)
    return deleted("booking_hold", id, { hold })
  }
)
