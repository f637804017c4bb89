import { ok } from "../../../../../utils/answers"
import { route } from "../../../../../utils/define-route"
import { AdminSetGuests } from "../../validators"

/** Who comes: all of them, in place of those who were named before. */
export const POST = route(
  { body: AdminSetGuests },
  async ({ id, body, bookings, by }) =>
    ok({ allocation: await bookings.setGuests(id, body.guests, by) })
)
