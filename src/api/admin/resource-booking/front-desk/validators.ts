import { z } from "@medusajs/framework/zod"

import { MAX_CALENDAR_ROWS } from "../../../../modules/resource_booking"
import { CalendarDate } from "../../../utils/date-validators"
import {
  Email,
  Id,
  numberParam,
  oneOrMany,
  text,
  words,
} from "../../../utils/validators"
import { Guests } from "../allocations/validators"

export const AdminGetFrontDeskParams = z.strictObject({
  date: CalendarDate.optional(),
  type: oneOrMany(words(64)).optional(),
  group_id: oneOrMany(Id).optional(),
  q: text(255).optional(),
  limit: numberParam(1, MAX_CALENDAR_ROWS).default(100),
  offset: numberParam(0, 2_147_483_647).default(0),
})

const STEP = { allocation_id: Id, note: text(1_000).optional() }

export const AdminStayStep = z.strictObject(STEP)

export const AdminMoveStay = z.strictObject({
  ...STEP,
  resource_id: Id.optional(),
  end_date: CalendarDate.optional(),
})

export const AdminWalkIn = z.strictObject({
  resource_id: Id,
  end_date: CalendarDate,
  guests: Guests.optional(),
  note: text(1_000).optional(),
  customer_id: Id.optional(),
  email: Email.optional(),
  idempotency_token: z.string().optional(),
})
