import { ok } from "../../../../utils/answers"
import { route } from "../../../../utils/define-route"
import { checkVariant } from "../../../../utils/variants"
import { AdminUpdateVariant } from "./validators"

/** How the variant is booked, whatever it sells. */
export const GET = route({}, async ({ id, bookings, req }) => {
  await checkVariant(req, id)
  return ok({ variant: await bookings.retrieveVariant(id) })
})

export const POST = route(
  { body: AdminUpdateVariant },
  async ({ id, body, bookings, by, req }) => {
    await checkVariant(req, id)
    return ok({ variant: await bookings.updateVariant(id, body, by) })
  }
)
