import { deleted, ok } from "../../../../utils/answers"
import { route } from "../../../../utils/define-route"
import { pick } from "../../../../utils/fields"
import { AdminGetResourceParams, AdminUpdateResource } from "../validators"

/** One resource, by id or handle, active or not. */
export const GET = route(
  { query: AdminGetResourceParams },
  async ({ id, query, bookings }) => {
    const resource = await bookings.retrieveResource(id)
    return ok({ resource: pick(resource, query.fields) })
  }
)

export const POST = route(
  { body: AdminUpdateResource },
  async ({ id, body, bookings, by }) =>
    ok({ resource: await bookings.updateResource(id, body, by) })
)

export const PUT = POST

export const DELETE = route({}, async ({ id, bookings, by }) => {
  await bookings.deleteResource(id, by)
  return deleted("booking_resource", id)
})
