import { ok } from "../../../../../utils/answers"
import { route } from "../../../../../utils/define-route"
import { variantsSelling } from "../../../../../utils/sold-as"

/** The product variants that sell one of the group. */
export const GET = route({}, async ({ id, bookings, req }) => {
  const group = await bookings.retrieveGroup(id)
  const variants = await variantsSelling(req, { group_id: group.id })
  return ok({ variants })
})
