import { UtilizationRow } from "../../../../../modules/resource_booking/records"
import { route } from "../../../../utils/define-route"
import { answerReport } from "../answer"
import { AdminGetReportParams } from "../validators"

/** What is sold of what there is. */
export const GET = route(
  { query: AdminGetReportParams },
  async ({ query, bookings, req }) => {
    const report = await bookings.reportUtilization(query)
    return answerReport(req, "utilization", query, UtilizationRow, report)
  }
)
