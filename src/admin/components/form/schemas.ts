/** What forms ask of their fields; the messages name texts, see `useField`. */
import { z } from "zod"

import { isDate } from "../../lib/dates"

export const NameSchema = z
  .string()
  .trim()
  .min(1, "form.required")
  .max(255, "form.tooLong")

export const EmailSchema = z
  .string()
  .trim()
  .refine((text) => text === "" || text.includes("@"), "form.email")

export const NoteSchema = z.string().trim().max(1_000, "form.tooLong")

/** A note that can't be left out. */
export const ReasonSchema = z
  .string()
  .trim()
  .min(1, "form.required")
  .max(1_000, "form.tooLong")

export const QuantitySchema = z
  .number("form.required")
  .int("form.whole")
  .min(1)
  .max(1_000)

export const DateSchema = z.string("form.date").refine(isDate, "form.date")

/** A date up to which something lasts; null is open-ended. */
export const UntilSchema = z.string().refine(isDate, "form.date").nullable()

/** With `datesInOrder`. */
export const DATE_RANGE = { start_date: DateSchema, end_date: DateSchema }

export type DateRangeValues = { start_date: string; end_date: string }

/** For `superRefine`: the first date is not after the last. */
export function datesInOrder(
  { start_date, end_date }: DateRangeValues,
  context: z.core.$RefinementCtx
): void {
  if (start_date > end_date) {
    const path = ["end_date"]
    context.addIssue({ code: "custom", path, message: "form.order" })
  }
}

/** What is meant; with `subjectChosen`. */
export const SUBJECT = {
  scope: z.enum(["resource", "group", "all"]),
  resource_id: z.string().nullable(),
  group_id: z.string(),
}

export type SubjectValues = z.infer<z.ZodObject<typeof SUBJECT>>

/** For `superRefine`: the resource or the group is there, if one is meant. */
export function subjectChosen(
  { scope, resource_id, group_id }: SubjectValues,
  context: z.core.$RefinementCtx
): void {
  const ids = { resource: resource_id, group: group_id, all: "all" }
  if (!ids[scope]) {
    const path = [`${scope}_id`]
    context.addIssue({ code: "custom", path, message: "form.required" })
  }
}
