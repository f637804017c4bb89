import type { z } from "@medusajs/framework/zod"

import { exampleOf } from "./examples"
import type { Json, Schemas } from "./json-schema"
import { REQUEST_FIELDS } from "./request-fields"
import type { RouteEntry, Word } from "./route-entry"

/** The parts of the path, the query and the headers that a route takes. */
export function parametersOf(entry: RouteEntry, schemas: Schemas): Json[] {
  const { path, params = {}, query, headers = [] } = entry
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name = ""]) =>
    parameter("path", name, schemas.of(given(params, name, path), "input"))
  )
  const inHeader = headers.map(({ name, schema, required }) =>
    parameter("header", name, schemas.of(schema, "input"), required)
  )
  const asked = query ? schemas.resolve(schemas.of(query, "input")) : {}
  const required = (asked.required ?? []) as string[]
  const inQuery = propertiesOf(asked).map(([name, schema]) =>
    parameter(
      "query",
      name,
      meant(name, schema, entry, schemas, true),
      required.includes(name)
    )
  )
  return [...inPath, ...inQuery, ...inHeader]
}

/** The body that a route takes. */
export function bodyOf(entry: RouteEntry, schemas: Schemas): Json | undefined {
  if (!entry.body) {
    return undefined
  }
  const raw = schemas.of(entry.body, "input")
  for (const [name, component] of Object.entries(schemas.components)) {
    schemas.components[name] = described(component, entry, schemas)
  }
  const schema = described(raw, entry, schemas)
  const example = exampleOf(schema, schemas)
  return {
    required: ((schema.required ?? []) as string[]).length > 0,
    content: { "application/json": { schema, example } },
  }
}

function given(
  params: Record<string, z.ZodType>,
  name: string,
  path: string
): z.ZodType {
  const schema = params[name]
  if (!schema) {
    throw new Error(`${path}: nothing says what ${name} is`)
  }
  return schema
}

function parameter(
  where: "path" | "query" | "header",
  name: string,
  { description, ...schema }: Json,
  required = true
): Json {
  return { name, in: where, required, description, schema }
}

/** The same schema, each field of which says what it means. */
function described(schema: Json, entry: RouteEntry, schemas: Schemas): Json {
  if (schema.type === "array") {
    const items = described(schema.items as Json, entry, schemas)
    return { ...schema, items }
  }
  if (schema.properties === undefined) {
    return schema
  }
  const properties = propertiesOf(schema).map(([name, one]) => [
    name,
    described(meant(name, one, entry, schemas, false), entry, schemas),
  ])
  return { ...schema, properties: Object.fromEntries(properties) as Json }
}

/** What a field of a request means, and an example of it. */
function meant(
  name: string,
  schema: Json,
  entry: RouteEntry,
  schemas: Schemas,
  isFilter: boolean
): Json {
  if (schema.description !== undefined) {
    return schema
  }
  const general = isFilter ? REQUEST_FIELDS[name] : undefined
  const [description, example] =
    entry.words?.[name] ??
    general ??
    ofRecord(name, entry, schemas) ??
    REQUEST_FIELDS[name] ??
    unsaid(name, entry)
  const examples =
    example !== undefined && fits(schema, example) ? [example] : undefined
  return { ...schema, description, ...(examples && { examples }) }
}

/** As the record says that the request is about. */
function ofRecord(
  name: string,
  { like = [] }: RouteEntry,
  schemas: Schemas
): Word | undefined {
  const shapes = like.map((one) => one.shape as Record<string, z.ZodType>)
  const schema = shapes.find((shape) => shape[name])?.[name]
  if (!schema) {
    return undefined
  }
  const { description, examples } = schemas.of(schema, "output")
  const [example] = (examples ?? []) as unknown[]
  return [description as string, example]
}

/** An example of a record, or in general, may not be one of what a route takes. */
function fits(schema: Json, example: unknown): boolean {
  const kinds = schema.anyOf as Json[] | undefined
  if (kinds) {
    return kinds.some((one) => fits(one, example))
  }
  if (schema.const !== undefined) {
    return schema.const === example
  }
  if (schema.enum !== undefined) {
    return (schema.enum as unknown[]).includes(example)
  }
  return (
    (schema.type === "integer" ? "number" : schema.type) === typeOf(example)
  )
}

function typeOf(value: unknown): string {
  if (value === null) {
    return "null"
  }
  return Array.isArray(value) ? "array" : typeof value
}

function unsaid(name: string, { method, path }: RouteEntry): never {
  throw new Error(`${method} ${path}: nothing says what ${name} means`)
}

function propertiesOf(schema: Json): [string, Json][] {
  return Object.entries((schema.properties ?? {}) as Record<string, Json>)
}
