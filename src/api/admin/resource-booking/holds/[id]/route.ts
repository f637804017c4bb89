import { deleted, ok } from "../../../../utils/answers"
import { route } from "../../../../utils/define-route"
import { pick } from "../../../../utils/fields"
import { AdminGetHoldParams } from "../validators"

export const GET = route(
  { query: AdminGetHoldParams },
  async ({ id, query, bookings }) => {
    const hold = await bookings.retrieveHoldForAdmin(id)
    return ok({ hold: pick(hold, query.fields) })
  }
)

/** Releases the hold; of a released one the answer is the same again. */
export const DELETE = route({}, async ({ id, bookings, by }) => {
  await bookings.releaseHold(id, { admin: true }, by)
  const hold = await bookings.retrieveHoldForAdmin(id)
  return deleted("booking_hold", id, { hold })
})
