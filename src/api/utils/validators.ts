/** Parts that the routes' schemas are made of. */
import { z } from "@medusajs/framework/zod"
import {
  DEFAULT_LIMIT,
  isCalendarDate,
  isHandle,
  isStorable,
  MAX_CAPACITY,
  MAX_LIMIT,
  MAX_QUANTITY,
  MAX_RESOURCE_DATES,
} from "./booking-module"
import { fieldsParam } from "./fields"
import { isMetadata, METADATA_RULE } from "./metadata"
import { daysBetween } from "./ranges"
import { INVALID_RANGE, isId } from "./validation"

/** Text that PostgreSQL can store. */
export function text(max: number) {
  return z
    .string()
    .max(max)
    .refine(isStorable, "has characters that can't be stored")
}

/** Text that says something. */
export function words(max: number) {
  return text(max).trim().min(1)
}

export const Id = z.string().refine(isId, "is not an id")

export const Handle = z
  .string()
  .refine(isHandle, "is small Latin letters and digits, joined by hyphens")

export const CalendarDate = z
  .string()
  .refine(isCalendarDate, "is not a date as YYYY-MM-DD")

export const Moment = z.iso.datetime({
  offset: true,
  error: "is not a moment as 2027-01-31T12:00:00Z",
})

export const Quantity = z.number().int().min(1).max(MAX_QUANTITY)

export const Email = text(320).trim().pipe(z.email())

/** Free for the client to use; bounded, so that nobody stores a film in it. */
export const Metadata = z.custom<Record<string, unknown>>(
  isMetadata,
  METADATA_RULE
)

/** A whole number from a query string. */
export function numberParam(min: number, max: number) {
  return z
    .string()
    .regex(/^\d{1,10}$/, "is a whole number")
    .transform(Number)
    .pipe(z.number().min(min).max(max))
}

export const BooleanParam = z
  .enum(["true", "false"])
  .transform((value) => value === "true")

/** One value, or several of which a row must have one. */
export function oneOrMany<T extends z.ZodType>(value: T) {
  return z.union([value, z.array(value).min(1).max(MAX_LIMIT)])
}

/** Paging, order, search and fields of a list, as all of Medusa's lists. */
export function listParams(fields: readonly string[]) {
  return {
    limit: numberParam(1, MAX_LIMIT).default(DEFAULT_LIMIT),
    offset: numberParam(0, 2_147_483_647).default(0),
    order: words(64).optional(),
    q: text(255).optional(),
    fields: fieldsParam(fields),
  }
}

/** Of a route that answers one record. */
export function retrieveParams(fields: readonly string[]) {
  return z.strictObject({ fields: fieldsParam(fields) })
}

export const StayParams = {
  start_date: CalendarDate,
  end_date: CalendarDate,
  quantity: numberParam(1, MAX_QUANTITY).optional(),
}

/** A stay that may be left out, but only as a whole. */
export const OptionalStayParams = {
  start_date: CalendarDate.optional(),
  end_date: CalendarDate.optional(),
  quantity: numberParam(1, MAX_QUANTITY).optional(),
}

type Bounds = { start_date?: string | undefined; end_date?: string | undefined }

/**
 * A check of two dates that belong together: in order, and not too far apart.
 * Whether a stay of no nights is empty, its resource knows; the module checks.
 */
export function orderedDates(maxDays = MAX_RESOURCE_DATES) {
  return (
    { start_date, end_date }: Bounds,
    context: z.core.$RefinementCtx
  ): void => {
    if (start_date === undefined || end_date === undefined) {
      return
    }
    const days = daysBetween(start_date, end_date)
    if (days < 0) {
      context.addIssue(rangeIssue("is before start_date"))
    } else if (days > maxDays) {
      context.addIssue(rangeIssue(`is more than ${maxDays} days later`))
    }
  }
}

/** A stay's dates come together, and a quantity needs them. */
export function wholeStay(
  {
    start_date,
    end_date,
    quantity,
  }: Bounds & { quantity?: number | undefined },
  context: z.core.$RefinementCtx
): void {
  if ((start_date === undefined) !== (end_date === undefined)) {
    const missing = start_date === undefined ? "start_date" : "end_date"
    context.addIssue({
      code: "custom",
      path: [missing],
      message: "is missing: a stay has both dates",
    })
  } else if (quantity !== undefined && start_date === undefined) {
    context.addIssue({
      code: "custom",
      path: ["quantity"],
      message: "needs start_date and end_date",
    })
  }
}

function rangeIssue(message: string) {
  return {
    code: "custom" as const,
    path: ["end_date"],
    message,
    params: INVALID_RANGE,
  }
}

export const Capacity = z.number().int().min(0).max(MAX_CAPACITY)

/** Addresses that a browser may safely be given as a picture's source. */
export const Images = z
  .array(text(2_048).pipe(z.url({ protocol: /^https?$/ })))
  .max(50)

export const Amenities = z.array(words(255)).max(100)

/** An optional period of a list's filters. */
export const PeriodParams = {
  start_date: CalendarDate.optional(),
  end_date: CalendarDate.optional(),
}
