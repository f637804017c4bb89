import { deleted, ok } from "../../../../utils/answers"
import { route } from "../../../../utils/define-route"
import { pick } from "../../../../utils/fields"
import { AdminGetBlackoutParams, AdminUpdateBlackout } from "../validators"

export const GET = route(
  { query: AdminGetBlackoutParams },
  async ({ id, query, bookings }) => {
    const blackout = await bookings.retrieveBlackout(id)
    return ok({ blackout: pick(blackout, query.fields) })
  }
)

/** Moves its bounds; says which allocations lie inside them now. */
export const POST = route(
  { body: AdminUpdateBlackout },
  async ({ id, body, bookings, by }) =>
    ok(await bookings.updateBlackout(id, body, by))
)
export const PUT = POST

/** Opens the dates again. */
export const DELETE = route({}, async ({ id, bookings, by }) => {
  await bookings.liftBlackout(id, by)
  return deleted("booking_blackout", id)
})
