import { ok } from "../../../../utils/answers"
import { route } from "../../../../utils/define-route"
import { AdminStayStep } from "../validators"

/** Somebody comes and gets the key. */
export const POST = route(
  { body: AdminStayStep },
  async ({ body, bookings, by }) => ok(await bookings.checkIn(body, by))
)
