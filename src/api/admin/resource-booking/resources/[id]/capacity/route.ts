import { ok } from "../../../../../utils/answers"
import { route } from "../../../../../utils/define-route"
import { AdminGetCapacityParams, AdminSetCapacity } from "./validators"

export const GET = route(
  { query: AdminGetCapacityParams },
  async ({ id, query: { start_date, end_date }, bookings }) =>
    ok({ capacity: await bookings.readCapacity(id, start_date, end_date) })
)

/** Sets the dates of a period; with `skip_existing`, only those never set. */
export const POST = route(
  { body: AdminSetCapacity },
  async ({ id, body, bookings, by }) =>
    ok(await bookings.setCapacity(id, body, by))
)
