import { reportRevenue } from "../../../../../checkout/report-revenue"
import { RevenueRow } from "../../../../../modules/resource_booking/records"
import { route } from "../../../../utils/define-route"
import { answerReport } from "../answer"
import { AdminGetReportParams } from "../validators"

/** What the order lines of allocations brought, net of refunds. */
export const GET = route(
  { query: AdminGetReportParams },
  async ({ query, req }) => {
    const report = await reportRevenue(req.scope, query)
    return answerReport(req, "revenue", query, RevenueRow, report)
  }
)
