import { ok } from "../../../../../utils/answers"
import { route } from "../../../../../utils/define-route"
import { AdminMoveAllocation } from "../../validators"

/** Other dates, another resource, or both: a new allocation takes over. */
export const POST = route(
  { body: AdminMoveAllocation },
  async ({ id, body, bookings, by }) =>
    ok(await bookings.moveAllocation(id, body, by))
)
