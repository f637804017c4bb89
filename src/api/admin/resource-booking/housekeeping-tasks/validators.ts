import { z } from "@medusajs/framework/zod"

import {
  TASK_ACTIONS,
  TASK_STATUSES,
} from "../../../../modules/resource_booking"
import { CalendarDate } from "../../../utils/date-validators"
import { HOUSEKEEPING_TASK_FIELDS } from "../../../utils/record-fields"
import { Id, listParams, oneOrMany, text } from "../../../utils/validators"

export const AdminGetHousekeepingTasksParams = z.strictObject({
  ...listParams(HOUSEKEEPING_TASK_FIELDS),
  status: oneOrMany(z.enum(TASK_STATUSES)).optional(),
  resource_id: Id.optional(),
  assignee_id: Id.optional(),
  date: CalendarDate.optional(),
})

export const AdminWorkTask = z.strictObject({
  action: z.enum(TASK_ACTIONS),
  assignee_id: Id.nullable().optional(),
  note: text(1_000).optional(),
})
