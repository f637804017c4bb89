import { z } from "@medusajs/framework/zod"

import {
  CONFLICT_OUTCOMES,
  MAX_ITEMS,
} from "../../../../modules/resource_booking"
import { Conflict } from "../../../../modules/resource_booking/records"
import { HoldItem } from "../../../store/resource-booking/holds/validators"
import {
  Id,
  listParams,
  retrieveParams,
  words,
} from "../../../utils/validators"

export const AdminGetConflictsParams = z.strictObject({
  ...listParams(Conflict),
  status: z.enum(["open", "resolved"]).optional(),
  order_id: Id.optional(),
  hold_id: Id.optional(),
})

export const AdminGetConflictParams = retrieveParams(Conflict)

export const AdminResolveConflict = z
  .strictObject({
    outcome: z.enum(CONFLICT_OUTCOMES),
    note: words(1_000).optional(),
    items: z.array(HoldItem).min(1).max(MAX_ITEMS).optional(),
  })
  .superRefine(({ outcome, items }, context) => {
    if (items && outcome !== "rebooked") {
      const message = "Is allowed only with the outcome rebooked"
      context.addIssue({ code: "custom", path: ["items"], message })
    }
  })
