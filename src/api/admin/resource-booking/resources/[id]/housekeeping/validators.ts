import { z } from "@medusajs/framework/zod"

import { HOUSEKEEPING_STATUSES } from "../../../../../../modules/resource_booking"
import { CalendarDate } from "../../../../../utils/date-validators"
import { text } from "../../../../../utils/validators"

export const AdminSetHousekeeping = z.strictObject({
  status: z.enum(HOUSEKEEPING_STATUSES),
  note: text(1_000).nullable().optional(),
  until: CalendarDate.nullable().optional(),
  release_holds: z.boolean().optional(),
})
