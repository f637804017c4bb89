import { z } from "@medusajs/framework/zod"
import { MAX_CAPACITY } from "../../../../../utils/booking-module"
import {
  CalendarDate,
  Capacity,
  orderedDates,
  words,
} from "../../../../../utils/validators"
import { INVALID_RANGE } from "../../../../../utils/validation"

/** Three years: enough to plan, little enough to answer at once. */
const MAX_DAYS = 1_096

const period = { start_date: CalendarDate, end_date: CalendarDate }

export const AdminGetCapacityParams = z
  .strictObject(period)
  .superRefine(orderedDates(MAX_DAYS - 1))

export const AdminGetCapacityReportParams = z
  .strictObject({
    ...period,
    group_by: z.enum(["day", "week", "month"]).default("day"),
  })
  .superRefine(orderedDates(MAX_DAYS - 1))

export const AdminSetCapacity = z
  .strictObject({
    ...period,
    max_capacity: Capacity,
    weekdays: z
      .array(z.number().int().min(1).max(7))
      .min(1)
      .max(7)
      .refine((days) => new Set(days).size === days.length, "has one twice")
      .optional(),
    skip_existing: z.boolean().optional(),
  })
  .superRefine(orderedDates(MAX_DAYS - 1))

export const AdminAdjustCapacity = z
  .strictObject({
    dates: z.array(CalendarDate),
    adjustment: z
      .number()
      .int()
      .min(-MAX_CAPACITY)
      .max(MAX_CAPACITY)
      .refine((n) => n !== 0, "is 0: nothing would change"),
    reason: words(1_000),
  })
  .superRefine(({ dates }, context) => {
    const message =
      dates.length === 0 || dates.length > MAX_DAYS
        ? `has 1 to ${MAX_DAYS} dates`
        : new Set(dates).size !== dates.length && "has a date twice"
    if (message) {
      const params = INVALID_RANGE
      context.addIssue({ code: "custom", path: ["dates"], message, params })
    }
  })
