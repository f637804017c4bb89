import { z } from "@medusajs/framework/zod"

import { FREEZE_REASONS } from "../../../../../../modules/resource_booking/types"
import { CalendarDate } from "../../../../../utils/date-validators"
import { text } from "../../../../../utils/validators"

export const AdminFreezeResource = z.strictObject({
  reason: z.enum(FREEZE_REASONS),
  note: text(1_000).nullable().optional(),
  until: CalendarDate.nullable().optional(),
})
