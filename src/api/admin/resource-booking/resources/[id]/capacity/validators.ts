import { z } from "@medusajs/framework/zod"

import { MAX_CAPACITY } from "../../../../../../modules/resource_booking"
import {
  CalendarDate,
  orderedDates,
} from "../../../../../utils/date-validators"
import { Capacity, words } from "../../../../../utils/validators"

const period = { start_date: CalendarDate, end_date: CalendarDate }

export const AdminGetCapacityParams = z
  .strictObject(period)
  .superRefine(orderedDates)

export const AdminGetCapacityReportParams = z
  .strictObject({
    ...period,
    group_by: z.enum(["day", "week", "month"]).default("day"),
  })
  .superRefine(orderedDates)

export const AdminSetCapacity = z
  .strictObject({
    ...period,
    max_capacity: Capacity,
    weekdays: z
      .array(z.number().int().min(1).max(7))
      .min(1)
      .max(7)
      .refine(
        (days) => new Set(days).size === days.length,
        "Must not contain duplicates"
      )
      .optional(),
    skip_existing: z.boolean().optional(),
  })
  .superRefine(orderedDates)

export const AdminAdjustCapacity = z.strictObject({
  dates: z.array(CalendarDate),
  adjustment: z.number().int().min(-MAX_CAPACITY).max(MAX_CAPACITY),
  reason: words(1_000),
})
