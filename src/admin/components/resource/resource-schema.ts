import { z } from "zod"

import type { CreateResource, ResourceDTO } from "../../lib/types"
import { NameSchema } from "../form/schemas"

const whole = (least: number, most: number) =>
  z
    .number()
    .int("form.whole")
    .min(least, "form.tooSmall")
    .max(most, "form.tooLarge")
const stay = whole(1, 366).nullable()

/** The bounds are the server's; it checks them again. */
export const ResourceSchema = z
  .object({
    name: NameSchema,
    type: z.string().trim().min(1, "form.required").max(64, "form.tooLong"),
    span: z.enum(["day", "night"]),
    handle: z.string().trim(),
    description: z.string().max(10_000, "form.tooLong"),
    group_id: z.string(),
    timezone: z.string().trim(),
    default_capacity: whole(0, 1_000_000).nullable(),
    min_stay: stay,
    max_stay: stay,
    lead_time_hours: whole(0, 8_784).nullable(),
    horizon_days: whole(1, 3_660).nullable(),
    hold_ttl_minutes: whole(1, 10_080).nullable(),
    images: z.array(z.string()),
    amenities: z.array(z.string()),
    is_active: z.boolean(),
  })
  .refine(
    ({ min_stay, max_stay }) => !min_stay || !max_stay || min_stay <= max_stay,
    { path: ["max_stay"], message: "form.stays" }
  )

export type ResourceValues = z.infer<typeof ResourceSchema>

/** Radix's select has no empty value. */
export const NO_GROUP = "none"

export const EMPTY_RESOURCE: ResourceValues = {
  name: "",
  type: "",
  span: "day",
  handle: "",
  description: "",
  group_id: NO_GROUP,
  timezone: "",
  default_capacity: 1,
  min_stay: null,
  max_stay: null,
  lead_time_hours: 0,
  horizon_days: null,
  hold_ttl_minutes: null,
  images: [],
  amenities: [],
  is_active: true,
}

export function valuesOf(resource: ResourceDTO): ResourceValues {
  return {
    name: resource.name,
    type: resource.type,
    span: resource.span,
    handle: resource.handle,
    description: resource.description ?? "",
    group_id: resource.group_id ?? NO_GROUP,
    timezone: resource.timezone,
    default_capacity: resource.default_capacity,
    min_stay: resource.min_stay,
    max_stay: resource.max_stay,
    lead_time_hours: resource.lead_time_hours,
    horizon_days: resource.horizon_days,
    hold_ttl_minutes: resource.hold_ttl_minutes,
    images: resource.images,
    amenities: resource.amenities,
    is_active: resource.is_active,
  }
}

/** What the server takes: an empty text is left out, or null. */
export function bodyOf(values: ResourceValues): CreateResource {
  const { handle, timezone, ...rest } = values
  return {
    ...rest,
    ...(handle ? { handle } : {}),
    ...(timezone ? { timezone } : {}),
    description: values.description.trim() || null,
    group_id: values.group_id === NO_GROUP ? null : values.group_id,
    lead_time_hours: values.lead_time_hours ?? 0,
    images: filled(values.images),
    amenities: filled(values.amenities),
  }
}

/** Only what was changed: what a colleague changed meanwhile stays. */
export function changesOf(
  values: ResourceValues,
  before: ResourceDTO
): Partial<CreateResource> {
  const now = bodyOf(values)
  const then = bodyOf(valuesOf(before))
  return Object.fromEntries(
    Object.entries(now).filter(
      ([name, value]) =>
        JSON.stringify(value) !==
        JSON.stringify(then[name as keyof CreateResource])
    )
  )
}

export function filled(lines: string[]): string[] {
  return lines.map((line) => line.trim()).filter((line) => line !== "")
}
