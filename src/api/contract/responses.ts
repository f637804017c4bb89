import type { z } from "@medusajs/framework/zod"

import {
  BookingRefusal,
  type RefusalCode,
  toHttpError,
} from "../../modules/resource_booking"
import {
  REFUSAL_CODES,
  refusalRecord,
} from "../../modules/resource_booking/records"
import { exampleOf } from "./examples"
import type { Json, Schemas } from "./json-schema"
import {
  ADMIN,
  MedusaError,
  refusalsOf,
  type RouteEntry,
  STORE,
} from "./route-entry"

/** What an answer without success may be: a refusal, or Medusa's own. */
type Kinds = { codes: RefusalCode[]; medusa: boolean }

const REASONS: Record<number, string> = {
  200: "Done.",
  201: "Created.",
  202: "It takes longer, and goes on.",
  400: "The request is wrong.",
  401: "Nobody is logged in.",
  403: "Whoever is logged in may not do this.",
  404: "There is no such thing.",
  409: "What is stored does not allow it.",
  413: "The body is larger than 100 kB.",
  415: "The body can't be read.",
  422: "The rules do not allow it.",
  429: "Too many at a time.",
  500: "Medusa could not do it. Nothing was changed.",
  503: "Not now.",
}

/** Statuses with the header Retry-After, if it is known when to. */
const LATER = [429, 503]

const RETRY_AFTER = {
  description: "Seconds after which a repetition may succeed.",
  schema: { type: "integer", examples: [1] },
}

const REFUSALS = new Map<RefusalCode, z.ZodType>(
  REFUSAL_CODES.map((code) => [
    code,
    refusalRecord(code, httpOf(code).body.type),
  ])
)

/**
 * Every answer that a route may give, by status.
 *
 * @param shared gets those that several routes have
 */
export function responsesOf(
  entry: RouteEntry,
  schemas: Schemas,
  shared: Record<string, Json>
): Json {
  const responses: Record<string, Json> = {}
  const kinds = kindsOf(entry)
  for (const [key, schema] of Object.entries(entry.answers)) {
    const status = Number(key)
    responses[key] = success(status, schema, kinds[status], entry, schemas)
  }
  for (const [key, kind] of Object.entries(kinds)) {
    const name = [key, ...kind.codes, ...(kind.medusa ? ["medusa"] : [])].join(
      "_"
    )
    if (!responses[key]) {
      shared[name] ??= refusal(Number(key), kind, schemas)
      responses[key] = { $ref: `#/components/responses/${name}` }
    }
  }
  return responses
}

function kindsOf(entry: RouteEntry): Record<number, Kinds> {
  const kinds: Record<number, Kinds> = {}
  const of = (status: number) =>
    (kinds[status] ??= { codes: [], medusa: false })
  for (const code of refusalsOf(entry)) {
    of(httpOf(code).status).codes.push(code)
  }
  for (const status of unreadable(entry)) {
    of(status).codes.push("invalid_data")
  }
  for (const status of medusas(entry)) {
    of(status).medusa = true
  }
  return kinds
}

function httpOf(code: RefusalCode) {
  const refusal = { ok: false as const, code, message: "", details: {} }
  return toHttpError(new BookingRefusal(refusal))
}

/** A body that is too large, or in an unknown character set. */
function unreadable({ method, path }: RouteEntry): number[] {
  const readsBody = path.startsWith(STORE) || path.startsWith(ADMIN)
  return method !== "GET" && readsBody ? [413, 415] : []
}

/** Before a request reaches the module: no key, no login, no permission. */
function medusas({ path, ownErrors }: RouteEntry): number[] {
  if (path.startsWith(ADMIN)) {
    return [401, 403]
  }
  return path.startsWith(STORE) ? [400, ...(ownErrors ? [404, 500] : [])] : []
}

function success(
  status: number,
  answer: z.ZodType,
  { codes, medusa }: Kinds = { codes: [], medusa: false },
  { csv }: RouteEntry,
  schemas: Schemas
): Json {
  const schema = schemas.of(answer, "output")
  const others = bodiesOf({ codes, medusa }, schemas)
  return {
    description: status === 503 ? "It is not well." : REASONS[status],
    ...headers(status, codes),
    content: {
      "application/json": {
        schema: others.length > 0 ? { anyOf: [schema, ...others] } : schema,
        example: exampleOf(schema, schemas),
      },
      ...(csv && { "text/csv": { schema: { type: "string" } } }),
    },
  }
}

/** With an example of each code. */
function refusal(status: number, kinds: Kinds, schemas: Schemas): Json {
  const bodies = bodiesOf(kinds, schemas)
  const { codes, medusa } = kinds
  const names = [...codes, ...(medusa ? ["medusa"] : [])]
  const examples = names.map((name, i) => [
    name,
    { value: exampleOf(bodies[i] as Json, schemas) },
  ])
  const said = codes.map((code) => `\`${code}\``).join(", ")
  return {
    description: [REASONS[status], said && `${said}.`]
      .filter(Boolean)
      .join(" "),
    ...headers(status, codes),
    content: {
      "application/json": {
        schema: bodies.length === 1 ? bodies[0] : { anyOf: bodies },
        examples: Object.fromEntries(examples) as Json,
      },
    },
  }
}

function bodiesOf({ codes, medusa }: Kinds, schemas: Schemas): Json[] {
  return [
    ...codes.map((code) =>
      schemas.of(REFUSALS.get(code) as z.ZodType, "output")
    ),
    ...(medusa ? [schemas.of(MedusaError, "output")] : []),
  ]
}

function headers(status: number, codes: RefusalCode[]): Json {
  return LATER.includes(status) && codes.length > 0
    ? { headers: { "Retry-After": RETRY_AFTER } }
    : {}
}
