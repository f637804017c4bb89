import { ok } from "../../../utils/answers"
import { route } from "../../../utils/define-route"
import { AdminGetFrontDeskParams } from "./validators"

/** The board: every room, who is in it, and what may be done. */
export const GET = route(
  { query: AdminGetFrontDeskParams },
  async ({ query, bookings }) => ok(await bookings.readBoard(query))
)
