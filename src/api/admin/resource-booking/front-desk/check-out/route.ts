import { ok } from "../../../../utils/answers"
import { route } from "../../../../utils/define-route"
import { AdminStayStep } from "../validators"

/** Somebody leaves; the resource is to be cleaned. */
export const POST = route(
  { body: AdminStayStep },
  async ({ body, bookings, by }) => ok(await bookings.checkOut(body, by))
)
