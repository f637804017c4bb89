import { z } from "@medusajs/framework/zod"

import { Reconciliation } from "../../../../modules/resource_booking/records"
import { listParams } from "../../../utils/validators"

export const AdminGetReconciliationsParams = z.strictObject(
  listParams(Reconciliation)
)

export const AdminReconcile = z.strictObject({
  dry_run: z.boolean().default(false),
})
