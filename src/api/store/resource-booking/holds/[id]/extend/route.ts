import { ok } from "../../../../../utils/answers"
import { holdAccessOf } from "../../../../../utils/callers"
import { route } from "../../../../../utils/define-route"
import { StoreHoldParams } from "../../validators"

/** A new deadline: now plus the hold's length, within the lifetime cap. */
export const POST = route(
  { query: StoreHoldParams },
  async ({ id, query, bookings, by, req }) => {
    const access = holdAccessOf(req, query.cart_id)
    return ok(await bookings.extendHold(id, access, by))
  }
)
