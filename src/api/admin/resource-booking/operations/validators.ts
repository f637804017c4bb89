import { z } from "@medusajs/framework/zod"

import { Operation } from "../../../../modules/resource_booking/records"
import { Moment } from "../../../utils/date-validators"
import { INVALID_RANGE } from "../../../utils/validation"
import { Id, listParams, text } from "../../../utils/validators"

export const AdminGetOperationsParams = z
  .strictObject({
    ...listParams(Operation),
    resource_id: Id.optional(),
    hold_id: Id.optional(),
    order_id: Id.optional(),
    actor_id: Id.optional(),
    operation: text(64).optional(),
    from: Moment.optional(),
    to: Moment.optional(),
  })
  .superRefine(({ from, to }, context) => {
    if (from && to && Date.parse(to) < Date.parse(from)) {
      const message = "Must not be before from"
      const params = INVALID_RANGE
      context.addIssue({ code: "custom", path: ["to"], message, params })
    }
  })
