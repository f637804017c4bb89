import { ok } from "../../../../utils/answers"
import { route } from "../../../../utils/define-route"
import { AdminStayStep } from "../validators"

/** Somebody who was expected does not come. */
export const POST = route(
  { body: AdminStayStep },
  async ({ body, bookings, by }) => ok(await bookings.markNoShow(body, by))
)
