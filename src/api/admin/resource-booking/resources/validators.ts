import { z } from "@medusajs/framework/zod"

import { isTimezone } from "../../../../modules/resource_booking"
import { Resource } from "../../../../modules/resource_booking/records"
import {
  Amenities,
  BooleanParam,
  Capacity,
  Handle,
  Id,
  Images,
  listParams,
  Metadata,
  oneOrMany,
  retrieveParams,
  text,
  words,
} from "../../../utils/validators"

const MAX_STAY = 366
const TEN_YEARS_IN_DAYS = 3_660
const YEAR_IN_HOURS = 8_784
const WEEK_IN_MINUTES = 10_080

const stay = z.number().int().min(1).max(MAX_STAY).nullable()

const fields = {
  handle: Handle.optional(),
  description: text(10_000).nullable().optional(),
  group_id: Id.nullable().optional(),
  timezone: text(64)
    .refine(isTimezone, "Must be a time zone name such as Australia/Brisbane")
    .optional(),
  default_capacity: Capacity.nullable().optional(),
  min_stay: stay.optional(),
  max_stay: stay.optional(),
  lead_time_hours: z.number().int().min(0).max(YEAR_IN_HOURS).optional(),
  horizon_days: z
    .number()
    .int()
    .min(1)
    .max(TEN_YEARS_IN_DAYS)
    .nullable()
    .optional(),
  hold_ttl_minutes: z
    .number()
    .int()
    .min(1)
    .max(WEEK_IN_MINUTES)
    .nullable()
    .optional(),
  check_in_time: Resource.shape.check_in_time.optional(),
  check_out_time: Resource.shape.check_out_time.optional(),
  images: Images.optional(),
  amenities: Amenities.optional(),
  is_active: z.boolean().optional(),
  metadata: Metadata.optional(),
}

const name = words(255)
const type = words(64)
const span = z.enum(["day", "night"])

type Stays = {
  min_stay?: number | null | undefined
  max_stay?: number | null | undefined
}

/** Against what is stored, the module checks the one that is not given. */
function staysInOrder(
  { min_stay, max_stay }: Stays,
  context: z.core.$RefinementCtx
): void {
  if (min_stay && max_stay && min_stay > max_stay) {
    context.addIssue({
      code: "custom",
      path: ["max_stay"],
      message: "Must not be less than min_stay",
    })
  }
}

export const AdminCreateResource = z
  .strictObject({ name, type, span, ...fields })
  .superRefine(staysInOrder)

export const AdminUpdateResource = z
  .strictObject({
    name: name.optional(),
    type: type.optional(),
    span: span.optional(),
    ...fields,
  })
  .superRefine(staysInOrder)

export const AdminGetResourcesParams = z.strictObject({
  ...listParams(Resource),
  id: oneOrMany(Id).optional(),
  type: oneOrMany(text(64)).optional(),
  group_id: oneOrMany(Id).optional(),
  is_active: BooleanParam.optional(),
  is_frozen: BooleanParam.optional(),
})

export const AdminGetResourceParams = retrieveParams(Resource)
