import { ok } from "../../../../../utils/answers"
import { route } from "../../../../../utils/define-route"
import { variantsSelling } from "../../../../../utils/sold-as"

/** The product variants that sell the resource. */
export const GET = route({}, async ({ id, bookings, req }) => {
  const resource = await bookings.retrieveResource(id)
  const variants = await variantsSelling(req, { resource_id: resource.id })
  return ok({ variants })
})
