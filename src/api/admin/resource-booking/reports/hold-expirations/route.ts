import { ExpirationsRow } from "../../../../../modules/resource_booking/records"
import { route } from "../../../../utils/define-route"
import { answerReport } from "../answer"
import { AdminGetReportParams } from "../validators"

/** Holds that ended unused. */
export const GET = route(
  { query: AdminGetReportParams },
  async ({ query, bookings, req }) => {
    const report = await bookings.reportExpirations(query)
    return answerReport(req, "hold-expirations", query, ExpirationsRow, report)
  }
)
