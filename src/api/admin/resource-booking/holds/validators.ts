import { z } from "@medusajs/framework/zod"

import { AdminHold } from "../../../../modules/resource_booking/records"
import { orderedDates, PeriodParams } from "../../../utils/date-validators"
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
    ...listParams(AdminHold),
    ...PeriodParams,
    status: oneOrMany(Status).optional(),
    resource_id: Id.optional(),
    cart_id: Id.optional(),
    order_id: Id.optional(),
    email: text(320).optional(),
  })
  .superRefine(orderedDates)

export const AdminGetHoldParams = retrieveParams(AdminHold)
