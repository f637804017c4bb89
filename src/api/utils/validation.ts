import type { z } from "@medusajs/framework/zod"

import { isStorable, reject } from "../../modules/resource_booking"

const MAX_ID = 255
const MAX_ISSUES = 20
const MAX_MESSAGE = 500
/** Names that may be repeated to the client; others only fill the answer. */
const PLAIN_NAME = /^[\w.-]{1,64}$/

/** Marks an issue of a schema as an `invalid_range`. */
export const INVALID_RANGE = { refusal: "invalid_range" } as const

/** Whether a string can be an id or a handle at all. */
export function isId(value: string): boolean {
  return value.length > 0 && value.length <= MAX_ID && isStorable(value)
}

/**
 * Checks input against its schema.
 *
 * @throws BookingRefusal `invalid_range` if only ranges are wrong, else
 * `invalid_data`; with one issue for each thing that is wrong
 */
export function parse<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown
): z.output<Schema> {
  const parsed = schema.safeParse(input)
  return parsed.success ? parsed.data : refuseIssues(parsed.error.issues)
}

function refuseIssues(found: z.core.$ZodIssue[]): never {
  const malformed = found.filter((issue) => !isRangeIssue(issue))
  // A range of dates that are none says nothing more.
  const told = malformed.length > 0 ? malformed : found
  const issues = told.slice(0, MAX_ISSUES).map((issue) => ({
    path: issue.path.map(String).join("."),
    message: describe(issue),
  }))
  const message = issues
    .map(({ path, message }) => (path ? `${path}: ${message}` : message))
    .join("; ")
    .slice(0, MAX_MESSAGE - 1)
  return reject(
    malformed.length > 0 ? "invalid_data" : "invalid_range",
    `${message}.`,
    { issues }
  )
}

function isRangeIssue(issue: z.core.$ZodIssue): boolean {
  return (
    issue.code === "custom" && issue.params?.refusal === INVALID_RANGE.refusal
  )
}

/** The issue in words; of what the client sent, at most the name of a field. */
function describe(issue: z.core.$ZodIssue): string {
  if (issue.code !== "unrecognized_keys") {
    return issue.message
  }
  const names = issue.keys.filter((key) => PLAIN_NAME.test(key))
  return names.length > 0
    ? `Unknown fields: ${names.slice(0, MAX_ISSUES).join(", ")}`
    : "Unknown fields"
}
