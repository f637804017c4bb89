import { VERSION } from "../../modules/resource_booking"
import { BOOKING_RESOURCE } from "../../policies/resource-booking"
import { PERMISSIONS } from "../admin/resource-booking/permissions"
import { ROUTES } from "./index"
import { type Json, Schemas } from "./json-schema"
import { bodyOf, parametersOf } from "./requests"
import { responsesOf } from "./responses"
import { ADMIN, type RouteEntry, STORE } from "./route-entry"

const DESCRIPTION = `Sell by date in Medusa: resources with a capacity for each date, holds that end by themselves, allocations that belong to orders.

Dates are \`YYYY-MM-DD\`; moments are ISO 8601 in UTC with milliseconds. Bodies are JSON, at most 100 kB; unknown fields are refused. With \`fields\`, an answer has only the fields that were chosen, and the id.`

const INFO = {
  title: "Resource Booking for Medusa",
  version: VERSION,
  description: DESCRIPTION,
  license: { name: "MIT", identifier: "MIT" },
}

const TAGS = [
  {
    name: "Catalog",
    description: "Resources, groups, and the product variants that sell them.",
  },
  { name: "Capacity", description: "What is free, and how much there is." },
  { name: "Holds", description: "Dates that are kept for a while." },
  { name: "Carts and orders", description: "Bookings in a cart, and sold." },
  { name: "Allocations", description: "Confirmed bookings." },
  { name: "Closures", description: "Blackouts and freezes." },
  {
    name: "Front desk",
    description: "Who is in, who comes and goes, and what is to be cleaned.",
  },
  { name: "Conflicts", description: "Late payments that lost their dates." },
  { name: "Reports", description: "Figures of a period, and the log." },
  {
    name: "Upkeep",
    description: "Health, readiness, checks, and personal data.",
  },
]

const SECURITY_SCHEMES = {
  publishable_key: {
    type: "apiKey",
    in: "header",
    name: "x-publishable-api-key",
    description: "Of the store's sales channels.",
  },
  customer: {
    type: "http",
    scheme: "bearer",
    description: "A customer who is logged in.",
  },
  staff: {
    type: "http",
    scheme: "bearer",
    description: "A user of the admin who is logged in.",
  },
  session: {
    type: "apiKey",
    in: "cookie",
    name: "connect.sid",
    description: "The same by a session.",
  },
  secret_key: {
    type: "http",
    scheme: "basic",
    description: "A secret API key as the user name.",
  },
}

/** OpenAPI 3.1 of all routes: docs/reference/openapi.yaml. */
export function openApi(): Json {
  const schemas = new Schemas()
  const responses: Record<string, Json> = {}
  const paths: Record<string, Json> = {}
  for (const entry of ROUTES) {
    const path = entry.path.replace(/:(\w+)/g, "{$1}")
    const methods = (paths[path] ??= {})
    methods[entry.method.toLowerCase()] = operationOf(entry, schemas, responses)
  }
  return JSON.parse(
    JSON.stringify({
      openapi: "3.1.0",
      info: INFO,
      servers: [{ url: "/", description: "The store." }],
      tags: TAGS,
      paths,
      components: {
        schemas: sorted(schemas.components),
        responses: sorted(responses),
        securitySchemes: SECURITY_SCHEMES,
      },
    })
  ) as Json
}

function operationOf(
  entry: RouteEntry,
  schemas: Schemas,
  shared: Record<string, Json>
): Json {
  const { tag, summary, description } = entry
  const parameters = parametersOf(entry, schemas)
  const policy = policyOf(entry)
  return {
    operationId: operationId(entry),
    tags: [tag],
    summary,
    description: [description, policy].filter(Boolean).join(" ") || undefined,
    security: securityOf(entry),
    parameters: parameters.length > 0 ? parameters : undefined,
    requestBody: bodyOf(entry, schemas),
    responses: responsesOf(entry, schemas, shared),
  }
}

/** `postStoreHoldsByIdExtend` */
function operationId({ method, path }: RouteEntry): string {
  const words = path
    .split("/")
    .filter((word) => word !== "" && word !== "resource-booking")
    .flatMap((word) => word.replace(":", "by-").split(/[-_]/))
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1))
  return method.toLowerCase() + name.join("")
}

function securityOf({ path }: RouteEntry): Json[] {
  if (path.startsWith(ADMIN)) {
    return [{ staff: [] }, { session: [] }, { secret_key: [] }]
  }
  return path.startsWith(STORE)
    ? [{ publishable_key: [] }, { publishable_key: [], customer: [] }]
    : []
}

/** What Medusa's roles must allow, where they are on. */
function policyOf({ method, path }: RouteEntry): string | undefined {
  const own = PERMISSIONS.find(
    (one) => ADMIN + one.path === path && one.methods.includes(method)
  )
  return own && `Policy: \`${BOOKING_RESOURCE}:${own.operation}\`.`
}

function sorted<T>(record: Record<string, T>): Record<string, T> {
  const entries = Object.entries(record)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}
