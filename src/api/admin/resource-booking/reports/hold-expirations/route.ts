import { route } from "../../../../utils/define-route"
import { answerReport, PERIOD_COLUMNS } from "../answer"
import { AdminGetReportParams } from "../validators"

const COLUMNS = [...PERIOD_COLUMNS, "expired", "unit_dates"] as const

/** Holds that ended unused. */
export const GET = route(
  { query: AdminGetReportParams },
  async ({ query, bookings, req }) => {
    const report = await bookings.reportExpirations(query)
    return answerReport(req, "hold-expirations", query, COLUMNS, report)
  }
)
