import { z } from "@medusajs/framework/zod"

import { stayDates, StayParams } from "../../../utils/date-validators"
import { Id } from "../../../utils/validators"

export const StoreGetAvailabilityParams = z
  .strictObject({
    ...StayParams,
    resource_id: Id.optional(),
    group_id: Id.optional(),
  })
  .superRefine(stayDates)
  .transform((query, context) => {
    const { resource_id, group_id, ...stay } = query
    if (resource_id !== undefined && group_id === undefined) {
      return { ...stay, resource_id }
    }
    if (group_id !== undefined && resource_id === undefined) {
      return { ...stay, group_id }
    }
    context.addIssue({
      code: "custom",
      message: "Give either resource_id or group_id, not both",
    })
    return z.NEVER
  })
