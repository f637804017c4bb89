import { z } from "@medusajs/framework/zod"

import { CalendarDate, stayDates } from "../../../utils/date-validators"
import { Id, words } from "../../../utils/validators"

const range = {
  start_date: CalendarDate,
  end_date: CalendarDate,
  resource_id: Id.optional(),
  group_id: Id.optional(),
  type: words(64).optional(),
}

/** Of a report that lists, and adds nothing up. */
export const AdminGetListReportParams = z
  .strictObject(range)
  .superRefine(stayDates)

export const AdminGetReportParams = z
  .strictObject({
    ...range,
    group_by: z.enum(["day", "week", "month"]).default("day"),
  })
  .superRefine(stayDates)
