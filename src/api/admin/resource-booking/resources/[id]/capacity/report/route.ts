import { ok } from "../../../../../../utils/answers"
import { route } from "../../../../../../utils/define-route"
import { AdminGetCapacityReportParams } from "../validators"

export const GET = route(
  { query: AdminGetCapacityReportParams },
  async ({ id, query, bookings }) => {
    const { start_date, end_date, group_by } = query
    return ok(await bookings.reportCapacity(id, start_date, end_date, group_by))
  }
)
