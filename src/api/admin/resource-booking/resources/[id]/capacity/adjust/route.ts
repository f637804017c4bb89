import { ok } from "../../../../../../utils/answers"
import { route } from "../../../../../../utils/define-route"
import { AdminAdjustCapacity } from "../validators"

/** Adds to or takes from the capacity of some dates, all or nothing. */
export const POST = route(
  { body: AdminAdjustCapacity },
  async ({ id, body, bookings, by }) =>
    ok({ capacity: await bookings.adjustCapacity(id, body, by) })
)
