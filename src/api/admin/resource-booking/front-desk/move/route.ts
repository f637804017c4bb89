import { ok } from "../../../../utils/answers"
import { route } from "../../../../utils/define-route"
import { AdminMoveStay } from "../validators"

/** Another resource for the rest of the stay, another end, or both. */
export const POST = route(
  { body: AdminMoveStay },
  async ({ body, bookings, by }) => ok(await bookings.moveStay(body, by))
)
