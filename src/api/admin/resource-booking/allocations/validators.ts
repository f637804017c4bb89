import { z } from "@medusajs/framework/zod"
import { ALLOCATION_FIELDS } from "../../../utils/record-fields"
import { orderedDates, PeriodParams } from "../../../utils/date-validators"
import { Id, listParams, retrieveParams } from "../../../utils/validators"

export const AdminGetAllocationsParams = z
  .strictObject({
    ...listParams(ALLOCATION_FIELDS),
    ...PeriodParams,
    status: z.enum(["confirmed", "canceled"]).optional(),
    resource_id: Id.optional(),
    order_id: Id.optional(),
  })
  .superRefine(orderedDates)

export const AdminGetAllocationParams = retrieveParams(ALLOCATION_FIELDS)
