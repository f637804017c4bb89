import { z } from "@medusajs/framework/zod"

import { orderedDates, PeriodParams } from "../../../utils/date-validators"
import { ADMIN_HOLD_FIELDS } from "../../../utils/record-fields"
import {
  Id,
  listParams,
  oneOrMany,
  retrieveParams,
  text,
} from "../../../utils/validators"

const Status = z.enum(["active", "confirmed", "released", "expired"])

export const AdminGetHoldsParams = z
  .strictObject({
    ...listParams(ADMIN_HOLD_FIELDS),
    ...PeriodParams,
    status: oneOrMany(Status).optional(),
    resource_id: Id.optional(),
    cart_id: Id.optional(),
    order_id: Id.optional(),
    email: text(320).optional(),
  })
  .superRefine(orderedDates)

export const AdminGetHoldParams = retrieveParams(ADMIN_HOLD_FIELDS)
