import { ok } from "../../../../utils/answers"
import { route } from "../../../../utils/define-route"
import { AdminWorkTask } from "../validators"

/** Assigns, starts, finishes or inspects it. */
export const POST = route(
  { body: AdminWorkTask },
  async ({ id, body, bookings, by }) =>
    ok({ housekeeping_task: await bookings.workTask(id, body, by) })
)
