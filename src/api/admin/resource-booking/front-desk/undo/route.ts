import { ok } from "../../../../utils/answers"
import { route } from "../../../../utils/define-route"
import { AdminStayStep } from "../validators"

/** Takes back a stay's last step, on the same day. */
export const POST = route(
  { body: AdminStayStep },
  async ({ body, bookings, by }) => ok(await bookings.undoStep(body, by))
)
