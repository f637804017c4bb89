import { ok } from "../../../../../utils/answers"
import { route } from "../../../../../utils/define-route"

/** As the owner's, but without the owner's token. */
export const POST = route({}, async ({ id, bookings, by }) => {
  const { token: _, ...answer } = await bookings.extendHold(
    id,
    { admin: true },
    by
  )
  const hold = await bookings.retrieveHoldForAdmin(id)
  return ok({ ...answer, hold })
})
