import { ok } from "../../../../../utils/answers"
import { route } from "../../../../../utils/define-route"

/** Brings a deleted resource back. */
export const POST = route({}, async ({ id, bookings, by }) =>
  ok({ resource: await bookings.restoreResource(id, by) })
)
