/**
 * Parts that the routes' schemas are made of; dates: date-validators.ts. What
 * `about` says is for OpenAPI, which can't see into code.
 */
import { z } from "@medusajs/framework/zod"

import {
  DEFAULT_LIMIT,
  isHandle,
  isStorable,
  MAX_CAPACITY,
  MAX_LIMIT,
  MAX_QUANTITY,
} from "../../modules/resource_booking"
import { about } from "../../modules/resource_booking/records"
import { fieldsParam } from "./fields"
import { isMetadata, METADATA_RULE } from "./metadata"
import { isId } from "./validation"

/** Text that PostgreSQL can store. */
export function text(max: number) {
  return z
    .string()
    .max(max)
    .refine(isStorable, "Contains characters that can't be stored")
}

/** Text that says something. */
export function words(max: number) {
  return text(max).trim().min(1)
}

export const Id = z.string().refine(isId, "Must be a valid id")

export const Handle = z
  .string()
  .refine(
    isHandle,
    "Must be lowercase letters and digits, separated by hyphens"
  )

export const Quantity = z.number().int().min(1).max(MAX_QUANTITY)

export const Email = text(320).trim().pipe(z.email())

/** Free for the client to use; bounded, so that nobody stores a film in it. */
export const Metadata = about(
  z.custom<Record<string, unknown>>(isMetadata, METADATA_RULE),
  { type: "object", additionalProperties: true }
)

/** A whole number from a query string. */
export function numberParam(min: number, max: number) {
  return about(
    z
      .string()
      .regex(/^\d{1,10}$/, "Must be a whole number")
      .transform(Number)
      .pipe(z.number().min(min).max(max)),
    { type: "integer", minimum: min, maximum: max, pattern: undefined }
  )
}

export const BooleanParam = about(
  z.enum(["true", "false"]).transform((value) => value === "true"),
  { type: "boolean", enum: undefined }
)

/** One value, or several of which a row must have one. */
export function oneOrMany<T extends z.ZodType>(value: T) {
  return z.union([value, z.array(value).min(1).max(MAX_LIMIT)])
}

const MAX_OFFSET = 2_147_483_647
/** Nobody who shops looks further; who copies a catalog asks for less at a time. */
export const MAX_STORE_OFFSET = 10_000

/** Paging, order, search and fields of a list of records, as in Medusa. */
export function listParams(
  record: z.ZodObject,
  mostOffset: number = MAX_OFFSET
) {
  return {
    limit: numberParam(1, MAX_LIMIT).default(DEFAULT_LIMIT),
    offset: numberParam(0, mostOffset).default(0),
    after: words(2_048).optional(),
    order: words(64).optional(),
    q: text(255).optional(),
    fields: fieldsParam(Object.keys(record.shape)),
  }
}

/** Of a route that answers one record. */
export function retrieveParams(record: z.ZodObject) {
  return z.strictObject({ fields: fieldsParam(Object.keys(record.shape)) })
}

export const Capacity = z.number().int().min(0).max(MAX_CAPACITY)

/** Addresses that a browser may safely be given as a picture's source. */
export const Images = z
  .array(text(2_048).pipe(z.url({ protocol: /^https?$/ })))
  .max(50)

export const Amenities = z.array(words(255)).max(100)
