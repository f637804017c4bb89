import { z } from "@medusajs/framework/zod"
import { ALLOCATION_FIELDS } from "../../../utils/record-fields"
import {
  Id,
  listParams,
  orderedDates,
  PeriodParams,
  retrieveParams,
} from "../../../utils/validators"

export const AdminGetAllocationsParams = z
  .strictObject({
    ...listParams(ALLOCATION_FIELDS),
    ...PeriodParams,
    status: z.enum(["confirmed", "canceled"]).optional(),
    resource_id: Id.optional(),
    order_id: Id.optional(),
  })
  .superRefine(orderedDates(Infinity))

export const AdminGetAllocationParams = retrieveParams(ALLOCATION_FIELDS)
