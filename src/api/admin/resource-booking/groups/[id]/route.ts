import { deleted, ok } from "../../../../utils/answers"
import { route } from "../../../../utils/define-route"
import { pick } from "../../../../utils/fields"
import { AdminGetGroupParams, AdminUpdateGroup } from "../validators"

export const GET = route(
  { query: AdminGetGroupParams },
  async ({ id, query, bookings }) => {
    const group = await bookings.retrieveGroup(id)
    return ok({ group: pick(group, query.fields) })
  }
)

export const POST = route(
  { body: AdminUpdateGroup },
  async ({ id, body, bookings, by }) =>
    ok({ group: await bookings.updateGroup(id, body, by) })
)

export const PUT = POST

export const DELETE = route({}, async ({ id, bookings, by }) => {
  await bookings.deleteGroup(id, by)
  return deleted("booking_group", id)
})
