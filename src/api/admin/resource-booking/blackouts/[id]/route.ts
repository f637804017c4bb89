import { deleted, ok } from "../../../../utils/answers"
import { pick } from "../../../../utils/fields"
import { route } from "../../../../utils/route"
import { AdminGetBlackoutParams } from "../validators"

export const GET = route(
  { query: AdminGetBlackoutParams },
  async ({ id, query, bookings }) => {
    const blackout = await bookings.retrieveBlackout(id)
    return ok({ blackout: pick(blackout, query.fields) })
  }
)

/** Opens the dates again. */
export const DELETE = route({}, async ({ id, bookings, by }) => {
  await bookings.liftBlackout(id, by)
  return deleted("booking_blackout", id)
})
