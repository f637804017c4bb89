import { route } from "../../../../utils/define-route"
import { answerReport } from "../answer"
import { AdminGetListReportParams } from "../validators"

const COLUMNS = [
  "id",
  "status",
  "resource_id",
  "resource_name",
  "order_id",
  "line_item_id",
  "hold_id",
  "start_date",
  "end_date",
  "date_count",
  "quantity",
  "segment",
  "replaced_by",
  "created_at",
  "canceled_at",
] as const

/** Allocations with a date in the range. */
export const GET = route(
  { query: AdminGetListReportParams },
  async ({ query, bookings, req }) => {
    const report = await bookings.reportAllocations(query)
    return answerReport(req, "allocations", query, COLUMNS, report)
  }
)
