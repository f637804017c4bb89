import { FunnelRow } from "../../../../../modules/resource_booking/records"
import { route } from "../../../../utils/define-route"
import { answerReport } from "../answer"
import { AdminGetReportParams } from "../validators"

/** What has become of the holds that were placed. */
export const GET = route(
  { query: AdminGetReportParams },
  async ({ query, bookings, req }) => {
    const report = await bookings.reportFunnel(query)
    return answerReport(req, "funnel", query, FunnelRow, report)
  }
)
