import { ok } from "../../../../utils/answers"
import { route } from "../../../../utils/define-route"
import { AdminErasePersonalData } from "./validators"

/** Erases what holds say about a person, on their request. */
export const POST = route(
  { body: AdminErasePersonalData },
  async ({ body, bookings, by }) =>
    ok(await bookings.eraseCustomerData(body, by))
)
