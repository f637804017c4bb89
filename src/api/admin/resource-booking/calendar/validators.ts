import { z } from "@medusajs/framework/zod"

import { MAX_CALENDAR_ROWS } from "../../../../modules/resource_booking"
import { CalendarDate, orderedDates } from "../../../utils/date-validators"
import {
  Id,
  numberParam,
  oneOrMany,
  text,
  words,
} from "../../../utils/validators"

export const AdminGetCalendarParams = z
  .strictObject({
    start_date: CalendarDate,
    end_date: CalendarDate,
    type: oneOrMany(words(64)).optional(),
    group_id: oneOrMany(Id).optional(),
    q: text(255).optional(),
    limit: numberParam(1, MAX_CALENDAR_ROWS).default(100),
    offset: numberParam(0, 2_147_483_647).default(0),
  })
  .superRefine(orderedDates)
