import { z } from "@medusajs/framework/zod"

import {
  MAX_GUEST_NAME,
  MAX_GUEST_PHONE,
  MAX_GUESTS,
  MAX_ITEMS,
} from "../../../../modules/resource_booking"
import { Allocation } from "../../../../modules/resource_booking/records"
import { HoldItem } from "../../../store/resource-booking/holds/validators"
import {
  orderedDates,
  PeriodParams,
  stayDates,
} from "../../../utils/date-validators"
import {
  Email,
  Id,
  listParams,
  retrieveParams,
  text,
  words,
} from "../../../utils/validators"

export const AdminGetAllocationsParams = z
  .strictObject({
    ...listParams(Allocation),
    ...PeriodParams,
    status: z.enum(["confirmed", "canceled"]).optional(),
    resource_id: Id.optional(),
    order_id: Id.optional(),
  })
  .superRefine(orderedDates)

export const AdminGetAllocationParams = retrieveParams(Allocation)

const Guest = z.strictObject({
  name: words(MAX_GUEST_NAME),
  email: Email.optional(),
  phone: words(MAX_GUEST_PHONE).optional(),
})

export const Guests = z.array(Guest).max(MAX_GUESTS)

export const AdminCreateAllocations = z.strictObject({
  items: z.array(HoldItem).min(1).max(MAX_ITEMS),
  order_id: Id.optional(),
  customer_id: Id.optional(),
  email: Email.optional(),
  guests: Guests.optional(),
  note: text(1_000).optional(),
  override_rules: z.boolean().optional(),
  idempotency_token: z.string().optional(),
})

export const AdminSetGuests = z.strictObject({ guests: Guests })

export const AdminMoveAllocation = z
  .strictObject({
    resource_id: Id.optional(),
    ...PeriodParams,
    reason: words(1_000),
    override_rules: z.boolean().optional(),
  })
  .superRefine(stayDates)

export const AdminCancelAllocation = z.strictObject({
  reason: words(1_000).optional(),
  whole_line: z.boolean().optional(),
})
