import { AllocationRow } from "../../../../../modules/resource_booking/records"
import { route } from "../../../../utils/define-route"
import { answerReport } from "../answer"
import { AdminGetListReportParams } from "../validators"

/** Allocations with a date in the range. */
export const GET = route(
  { query: AdminGetListReportParams },
  async ({ query, bookings, req }) => {
    const report = await bookings.reportAllocations(query)
    return answerReport(req, "allocations", query, AllocationRow, report)
  }
)
