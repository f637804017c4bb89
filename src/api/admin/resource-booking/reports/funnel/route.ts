import { route } from "../../../../utils/define-route"
import { answerReport, PERIOD_COLUMNS } from "../answer"
import { AdminGetReportParams } from "../validators"

const COLUMNS = [
  ...PERIOD_COLUMNS,
  "created",
  "confirmed",
  "expired",
  "released",
  "replaced",
  "active",
] as const

/** What has become of the holds that were placed. */
export const GET = route(
  { query: AdminGetReportParams },
  async ({ query, bookings, req }) => {
    const report = await bookings.reportFunnel(query)
    return answerReport(req, "funnel", query, COLUMNS, report)
  }
)
