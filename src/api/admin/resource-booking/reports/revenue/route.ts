import { reportRevenue } from "../../../../../checkout/report-revenue"
import { route } from "../../../../utils/define-route"
import { answerReport, PERIOD_COLUMNS } from "../answer"
import { AdminGetReportParams } from "../validators"

const COLUMNS = [
  ...PERIOD_COLUMNS,
  "currency_code",
  "unit_dates",
  "amount",
] as const

/** What the order lines of allocations brought, net of refunds. */
export const GET = route(
  { query: AdminGetReportParams },
  async ({ query, req }) => {
    const report = await reportRevenue(req.scope, query)
    return answerReport(req, "revenue", query, COLUMNS, report)
  }
)
