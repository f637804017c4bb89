import { z } from "@medusajs/framework/zod"

import { about, Blackout } from "../../../../modules/resource_booking/records"
import {
  CalendarDate,
  orderedDates,
  PeriodParams,
} from "../../../utils/date-validators"
import {
  Id,
  listParams,
  retrieveParams,
  words,
} from "../../../utils/validators"

export const AdminCreateBlackout = about(
  z
    .strictObject({
      resource_id: Id.optional(),
      group_id: Id.optional(),
      all: z.literal(true).optional(),
      start_date: CalendarDate,
      end_date: CalendarDate,
      reason: words(1_000),
      release_holds: z.boolean().optional(),
    })
    .superRefine(({ resource_id, group_id, all }, context) => {
      const named = [resource_id, group_id, all].filter((x) => x !== undefined)
      if (named.length !== 1) {
        const message = "Give exactly one of resource_id, group_id or all"
        context.addIssue({ code: "custom", message })
      }
    })
    .superRefine(orderedDates),
  {
    examples: [
      {
        resource_id: "bres_0mh2v3k4",
        start_date: "2027-01-15",
        end_date: "2027-01-20",
        reason: "New paint",
      },
    ],
  }
)

export const AdminUpdateBlackout = z
  .strictObject({
    start_date: CalendarDate.optional(),
    end_date: CalendarDate.optional(),
    reason: words(1_000).optional(),
    release_holds: z.boolean().optional(),
  })
  .superRefine(orderedDates)

export const AdminGetBlackoutsParams = z
  .strictObject({
    ...listParams(Blackout),
    ...PeriodParams,
    resource_id: Id.optional(),
    group_id: Id.optional(),
    kind: z.enum(["blackout", "freeze", "out_of_order"]).optional(),
  })
  .superRefine(orderedDates)

export const AdminGetBlackoutParams = retrieveParams(Blackout)
