import type { z } from "zod"

import type * as R from "../../records"
import { isTimezone, type Span } from "../shared/calendar"
import { accept, type Decision, refuse } from "../shared/refusals"
import { isHandle, isStorable } from "../shared/text"

/** Everything of a group that staff can write; resources have it, too. */
export type CatalogFields = z.infer<typeof R.GroupFields>

/** Everything of a resource that staff can write. */
export type ResourceFields = z.infer<typeof R.ResourceFields>

/** What a field is that is left out; null, unless it is among these. */
export const DEFAULTS: Partial<ResourceFields> = {
  ...{ images: [], amenities: [], metadata: {} },
  ...{ lead_time_hours: 0, is_active: true },
}

/** The numbers' bounds, both inclusive, and whether there may be none. */
const NUMBERS = {
  default_capacity: { from: 0, to: 1_000_000, nullable: true },
  min_stay: { from: 1, to: 366, nullable: true },
  max_stay: { from: 1, to: 366, nullable: true },
  lead_time_hours: { from: 0, to: 87_600, nullable: false },
  horizon_days: { from: 1, to: 36_500, nullable: true },
  hold_ttl_minutes: { from: 1, to: 10_080, nullable: true },
} as const
type NumberField = keyof typeof NUMBERS

/** Local times, `HH:MM`; there may be none. */
const TIMES = ["check_in_time", "check_out_time"] as const

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/

const MAX_LABEL = 255
const MAX_TEXT = 20_000
const MAX_LIST = 500

/** Whether a resource as it would be stored makes sense. */
export function checkResource(fields: ResourceFields): Decision<null> {
  const numbers = Object.keys(NUMBERS) as NumberField[]
  const wrong =
    wrongCatalogField(fields) ??
    (isTimezone(fields.timezone)
      ? null
      : "timezone must be a name such as Australia/Brisbane") ??
    (["night", "day"].includes(fields.span)
      ? null
      : "span must be night or day") ??
    (typeof fields.is_active === "boolean"
      ? null
      : "is_active must be true or false") ??
    firstOf(numbers.map((name) => wrongNumber(name, fields[name]))) ??
    firstOf(TIMES.map((name) => wrongTime(name, fields[name]))) ??
    (fields.min_stay !== null &&
    fields.max_stay !== null &&
    fields.min_stay > fields.max_stay
      ? "min_stay must not be more than max_stay"
      : null)
  return decide(wrong)
}

/** Whether a group as it would be stored makes sense. */
export function checkGroup(fields: CatalogFields): Decision<null> {
  return decide(wrongCatalogField(fields))
}

/**
 * Whether a group's members agree on what an end date means; the group takes
 * it from them.
 *
 * @param others the spans of the group's other members
 */
export function checkMembership(span: Span, others: Span[]): Decision<null> {
  return others.every((other) => other === span)
    ? accept(null)
    : refuse(
        "invalid_data",
        "All members of a group must have the same span.",
        {
          kind: "mixed_spans",
        }
      )
}

/** What would be written that is not so yet, by the fields' names. */
export function changedFields<T extends object>(before: T, after: T) {
  const names = Object.keys(after) as (keyof T)[]
  return names.filter((name) => !isSame(before[name], after[name]))
}

function decide(wrong: string | null): Decision<null> {
  return wrong === null ? accept(null) : refuse("invalid_data", `The ${wrong}.`)
}

function wrongCatalogField(fields: CatalogFields): string | null {
  const { name, type, handle, description, images, amenities } = fields
  return firstOf([
    isText(name, MAX_LABEL) && name.trim()
      ? null
      : "name must be 1 to 255 characters",
    isText(type, MAX_LABEL) && type.trim()
      ? null
      : "type must be 1 to 255 characters",
    isText(handle, MAX_LABEL) && isHandle(handle)
      ? null
      : "handle must be lowercase letters and digits, separated by hyphens",
    description === null || isText(description, MAX_TEXT)
      ? null
      : `description must be at most ${MAX_TEXT} characters`,
    isList(images) ? null : `list of images must have at most ${MAX_LIST} URLs`,
    isList(amenities)
      ? null
      : `list of amenities must have at most ${MAX_LIST} entries`,
    isRecord(fields.metadata) ? null : "metadata must be a JSON object",
  ])
}

function wrongNumber(name: NumberField, value: unknown): string | null {
  const { from, to, nullable } = NUMBERS[name]
  const right =
    value === null
      ? nullable
      : Number.isInteger(value) &&
        (value as number) >= from &&
        (value as number) <= to
  return right ? null : `${name} must be a whole number from ${from} to ${to}`
}

function wrongTime(name: string, value: unknown): string | null {
  const right =
    value === null || (typeof value === "string" && TIME.test(value))
  return right ? null : `${name} must be a time such as 15:00`
}

function isText(value: unknown, most: number): value is string {
  return typeof value === "string" && value.length <= most && isStorable(value)
}

function isList(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length <= MAX_LIST &&
    value.every((entry) => isText(entry, MAX_TEXT))
  )
}

function isRecord(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    isStorable(value)
  )
}

function firstOf(wrongs: (string | null)[]): string | null {
  return wrongs.find((wrong) => wrong !== null) ?? null
}

/** By value; the order of an object's keys makes no difference. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || !a || !b) {
    return a === b
  }
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))]
  return (
    Array.isArray(a) === Array.isArray(b) &&
    left.length === right.size &&
    left.every(
      ([key, value]) => right.has(key) && isSame(value, right.get(key))
    )
  )
}
