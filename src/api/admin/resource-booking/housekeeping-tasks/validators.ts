import { z } from "@medusajs/framework/zod"

import {
  TASK_ACTIONS,
  TASK_STATUSES,
} from "../../../../modules/resource_booking"
import { HousekeepingTask } from "../../../../modules/resource_booking/records"
import { CalendarDate } from "../../../utils/date-validators"
import { Id, listParams, oneOrMany, text } from "../../../utils/validators"

export const AdminGetHousekeepingTasksParams = z.strictObject({
  ...listParams(HousekeepingTask),
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
