import { z } from "@medusajs/framework/zod"

import type { RefusalCode } from "../../modules/resource_booking"
import {
  about,
  field,
  Flag,
  Int,
  Text,
} from "../../modules/resource_booking/records"

export type Method = "GET" | "POST" | "PUT" | "DELETE"

/** Statuses of what succeeds; health and readiness say no by a 503. */
export type Status = 200 | 201 | 202 | 503

/** A header that a request may have. */
export type RequestHeader = {
  name: string
  schema: z.ZodType
  required: boolean
}

/** What a route takes and answers. */
export type Entry = {
  /** Of a few words. */
  summary: string
  /** What else a caller must know. */
  description?: string
  /** What the parts of the path are; by default, the record's id. */
  params?: Record<string, z.ZodType>
  query?: z.ZodType
  body?: z.ZodType
  headers?: RequestHeader[]
  /** Records whose fields those of the request set, and mean. */
  like?: z.ZodObject[]
  /** What fields of the request mean that mean something else elsewhere. */
  words?: Record<string, Word>
  answers: Partial<Record<Status, z.ZodType>>
  /** It answers a table, too, for who asks for `text/csv`. */
  csv?: boolean
  /** Besides those that any route may answer: see `refusalsOf`. */
  refusals?: readonly RefusalCode[]
  /** Medusa's workflows and the store's own code take part, and may fail. */
  ownErrors?: boolean
}

export type Word = [description: string, example?: unknown]

export type RouteEntry = Entry & {
  method: Method
  /** As the folders under src/api have it; `:id` is a part of it. */
  path: string
  /** The noun that it is listed under. */
  tag: string
}

export const STORE = "/store/resource-booking"
export const ADMIN = "/admin/resource-booking"

/** The routes of a noun. @param entries by method and path */
export function routesOf(
  tag: string,
  entries: Record<`${Method | "POST|PUT"} /${string}`, Entry>
): RouteEntry[] {
  return Object.entries(entries).flatMap(([route, entry]) => {
    const [methods = "", path = ""] = route.split(" ")
    return methods
      .split("|")
      .map((method) => ({ ...entry, tag, path, method: method as Method }))
  })
}

/** Codes that come before the handler, or wherever the store is away. */
export function refusalsOf({
  method,
  path,
  refusals = [],
}: RouteEntry): RefusalCode[] {
  const isRead = method === "GET" && path.startsWith(STORE)
  return [
    ...new Set<RefusalCode>([
      "invalid_data",
      ...(isRead ? (["rate_limited"] as const) : []),
      ...(path.includes(":") ? (["not_found"] as const) : []),
      ...refusals,
      "busy",
    ]),
  ]
}

/** Why dates can't be had. */
export const GONE = [
  "frozen",
  "blackout",
  "no_capacity",
  "sold_out",
] as const satisfies RefusalCode[]

/** The same, and what the resource's own rules say. */
export const UNBOOKABLE = [
  ...["invalid_range", "inactive", "past", "too_soon", "too_far"],
  ...["stay_too_short", "stay_too_long", ...GONE],
] as RefusalCode[]

/** The same, and what the store's own code says. */
export const NOT_TO_BE_HELD = [
  "not_allowed_by_store",
  ...UNBOOKABLE,
] as RefusalCode[]

/** `{ resource: {…} }` */
export function one(noun: string, schema: z.ZodType, more: z.ZodRawShape = {}) {
  return z.strictObject({ [noun]: schema, ...more })
}

/** `{ resources: [{…}] }` */
export function several(plural: string, schema: z.ZodType) {
  return z.strictObject({
    [plural]: field(z.array(schema), "All of them."),
  })
}

/** A page of a list. */
export function page(
  plural: string,
  schema: z.ZodType,
  more: z.ZodRawShape = {}
) {
  return z.strictObject({
    [plural]: field(z.array(schema), "The page's records."),
    count: field(
      Int,
      "How many there are: exact up to 1,000, then at least so many, and more than this page's.",
      1
    ),
    count_is_capped: field(Flag, "Whether there may be more.", false),
    offset: field(Int, "How many were skipped.", 0),
    limit: field(Int, "How many the page has at most.", 20),
    next: field(
      Text.nullable(),
      "Where the next page begins, as `after`; null on the last one.",
      null
    ),
    ...more,
  })
}

/** Medusa's answer to a deletion. */
export function deletion(object: string, id: string, more: z.ZodRawShape = {}) {
  return z.strictObject({
    id: field(Text, "Of what was deleted.", id),
    object: field(z.literal(object), "What it was.", object),
    deleted: field(z.literal(true), "Always true.", true),
    ...more,
  })
}

/** It or `idempotency_token` names the request. */
export const IDEMPOTENCY_KEY: RequestHeader = {
  name: "Idempotency-Key",
  schema: field(
    z.string().regex(/^[\x20-\x7e]{1,255}$/),
    "Names the request: repeated with the same key, it is done once. A UUID is best. May be given as `idempotency_token` in the body instead.",
    "6b1f5f0e-4f5d-4c6e-9a55-0d6d1c1b7a10"
  ),
  required: false,
}

/** What opens a hold. */
export const HOLD_TOKEN: RequestHeader = {
  name: "x-booking-hold-token",
  schema: field(
    Text,
    "The hold's token. Its cart or its customer's session opens it, too.",
    "6fFa2KAG_65_4Wp48nN05drW-dV70JLQ4DUXEuFxyCg"
  ),
  required: false,
}

/** An error as Medusa itself answers it. */
export const MedusaError = about(
  z.looseObject({
    message: field(Text, "What is wrong.", "Unauthorized"),
    type: field(Text.optional(), "Medusa's type of error.", "not_allowed"),
    code: field(Text.optional(), "Medusa's code, if there is one.", "invalid"),
  }),
  {
    id: "MedusaError",
    description:
      "An answer of Medusa itself, before the request reached the module.",
  }
)

/** A record of Medusa's, of which the fields are Medusa's to say. */
export function medusaRecord(
  id: string,
  description: string,
  shape: z.ZodRawShape
) {
  return about(z.looseObject(shape), { id, description })
}
