import { ok } from "../../../utils/answers"
import { route } from "../../../utils/define-route"
import { AdminGetCalendarParams } from "./validators"

/** Resources × dates, and who has them. */
export const GET = route(
  { query: AdminGetCalendarParams },
  async ({ query, bookings }) => ok(await bookings.readCalendar(query))
)
