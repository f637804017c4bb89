import { ok } from "../../../../../utils/answers"
import { route } from "../../../../../utils/define-route"
import { AdminSetHousekeeping } from "./validators"

/** Clean, dirty, inspected; out of order and maintenance close it. */
export const POST = route(
  { body: AdminSetHousekeeping },
  async ({ id, body, bookings, by }) =>
    ok(await bookings.setHousekeeping(id, body, by))
)
