/** What the records' fields are made of. */
import { z } from "zod"

import { ACTOR_TYPES } from "./words"

/** What is known of a schema, for OpenAPI. */
export type About = {
  /** Its name; one that has none is written out wherever it is used. */
  id?: string
  description?: string
  examples?: unknown[]
  /** Other words of JSON Schema, in place of what zod makes of it. */
  [word: string]: unknown
}

/**
 * Our own, and not zod's global one: that refuses a name that it has, and the
 * module may be there twice in a process.
 */
export const ABOUT = z.registry<About>()

/** The same schema, of which something is known. */
export function about<T extends z.ZodType>(schema: T, what: About): T {
  const copy = schema.clone()
  ABOUT.add(copy, what)
  return copy
}

/**
 * A field with its meaning and an example.
 *
 * @param example left out where the field is a record, which has its own
 */
export function field<T extends z.ZodType>(
  schema: T,
  description: string,
  example?: z.output<T>
): T {
  const examples = example === undefined ? undefined : [example]
  return about(schema, { description, ...(examples && { examples }) })
}

/** A whole record, by the name that it has in OpenAPI. */
export function record<T extends z.ZodRawShape>(
  id: string,
  description: string,
  shape: T
) {
  return about(z.strictObject(shape), { id, description })
}

export const Text = z.string()
export const Flag = z.boolean()
export const Int = z.int()
/** With a fraction, or too large for an integer of other languages. */
export const Figure = z.number()

/** `YYYY-MM-DD`, as `isCalendarDate` has it. */
export const CalendarDate = about(z.string().regex(/^\d{4}-\d{2}-\d{2}$/), {
  format: "date",
})

/** ISO 8601 in UTC, with milliseconds. */
export const Moment = about(
  z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/),
  { format: "date-time" }
)

/** An object of the store's own, of which nothing is known. */
export const Anything = z.record(z.string(), z.unknown())

export const CREATED_AT = field(
  Moment,
  "When it was created.",
  "2026-11-21T04:03:17.324Z"
)
export const UPDATED_AT = field(
  Moment,
  "When it was last changed.",
  "2026-11-21T04:03:17.324Z"
)
export const SERVER_TIME = field(
  Moment,
  "The time at the server, to count down by.",
  "2026-11-21T04:03:17.324Z"
)
/** Null: nobody did it, or it is the system itself. */
export const ACTOR_ID = field(
  Text.nullable(),
  "The user, customer or API key that did it.",
  "user_01K9ZW"
)
export const ACTOR_TYPE = field(
  z.enum(ACTOR_TYPES),
  "Who did it: staff, a customer, the system, or a job of it.",
  "user"
)
