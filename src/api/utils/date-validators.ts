/** Dates and moments in the routes' schemas. */
import { z } from "@medusajs/framework/zod"

import {
  isCalendarDate,
  MAX_QUANTITY,
  MAX_RESOURCE_DATES,
} from "../../modules/resource_booking"
import { about } from "../../modules/resource_booking/records"
import { INVALID_RANGE } from "./validation"
import { numberParam } from "./validators"

const DAY_MS = 86_400_000

export const CalendarDate = about(
  z
    .string()
    .refine(isCalendarDate, "Must be a valid date formatted YYYY-MM-DD"),
  { format: "date" }
)

export const Moment = about(
  z.iso.datetime({
    offset: true,
    error: "Must be a date and time such as 2027-01-31T12:00:00Z",
  }),
  { pattern: undefined }
)

export const StayParams = {
  start_date: CalendarDate,
  end_date: CalendarDate,
  quantity: numberParam(1, MAX_QUANTITY).optional(),
}

/** A stay that may be left out, but only as a whole: see `wholeStay`. */
export const OptionalStayParams = {
  ...StayParams,
  start_date: CalendarDate.optional(),
  end_date: CalendarDate.optional(),
}

/** An optional period of a list's filters. */
export const PeriodParams = {
  start_date: CalendarDate.optional(),
  end_date: CalendarDate.optional(),
}

type Period = { start_date?: string | undefined; end_date?: string | undefined }

/** Two dates in order. How long a range staff may give, the module knows. */
export function orderedDates(
  period: Period,
  context: z.core.$RefinementCtx
): void {
  if (daysOf(period) < 0) {
    context.addIssue(endIssue("Must not be before start_date"))
  }
}

/**
 * A stay's dates: in order, and no more of them than a hold may have. Whether a
 * stay of no nights is empty, its resource knows; the module checks that.
 */
export function stayDates(
  period: Period,
  context: z.core.$RefinementCtx
): void {
  orderedDates(period, context)
  if (daysOf(period) > MAX_RESOURCE_DATES) {
    context.addIssue(
      endIssue(`Must be at most ${MAX_RESOURCE_DATES} days after start_date`)
    )
  }
}

/** A stay's dates come together, and a quantity needs them. */
export function wholeStay(
  { start_date, end_date, quantity }: Period & { quantity?: unknown },
  context: z.core.$RefinementCtx
): void {
  if ((start_date === undefined) !== (end_date === undefined)) {
    const path = [start_date === undefined ? "start_date" : "end_date"]
    const message = "Is required: give both start_date and end_date"
    context.addIssue({ code: "custom", path, message })
  } else if (quantity !== undefined && start_date === undefined) {
    const message = "Requires start_date and end_date"
    context.addIssue({ code: "custom", path: ["quantity"], message })
  }
}

/** 0 for a period that is not given as a whole. */
function daysOf({ start_date, end_date }: Period): number {
  return start_date === undefined || end_date === undefined
    ? 0
    : (Date.parse(end_date) - Date.parse(start_date)) / DAY_MS
}

function endIssue(message: string) {
  const path = ["end_date"]
  return { code: "custom" as const, path, message, params: INVALID_RANGE }
}
