import { z } from "@medusajs/framework/zod"

import { RECONCILIATION_FIELDS } from "../../../utils/record-fields"
import { listParams } from "../../../utils/validators"

export const AdminGetReconciliationsParams = z.strictObject(
  listParams(RECONCILIATION_FIELDS)
)

export const AdminReconcile = z.strictObject({
  dry_run: z.boolean().default(false),
})
