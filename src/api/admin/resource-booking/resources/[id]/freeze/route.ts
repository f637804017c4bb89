import { ok } from "../../../../../utils/answers"
import { route } from "../../../../../utils/define-route"
import { AdminFreezeResource } from "./validators"

/** Closes the resource from now on, until the given date or for good. */
export const POST = route(
  { body: AdminFreezeResource },
  async ({ id, body, bookings, by }) =>
    ok({ resource: await bookings.freezeResource(id, body, by) })
)

export const DELETE = route({}, async ({ id, bookings, by }) =>
  ok({ resource: await bookings.unfreezeResource(id, by) })
)
