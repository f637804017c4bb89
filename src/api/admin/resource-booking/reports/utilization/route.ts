import { route } from "../../../../utils/define-route"
import { answerReport, PERIOD_COLUMNS } from "../answer"
import { AdminGetReportParams } from "../validators"

const COLUMNS = [
  ...PERIOD_COLUMNS,
  "capacity",
  "allocated",
  "utilization",
] as const

/** What is sold of what there is. */
export const GET = route(
  { query: AdminGetReportParams },
  async ({ query, bookings, req }) => {
    const report = await bookings.reportUtilization(query)
    return answerReport(req, "utilization", query, COLUMNS, report)
  }
)
