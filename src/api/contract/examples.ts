import { type Json, nameOf, type Schemas } from "./json-schema"

/**
 * An example of a value, made from those of its fields; of what may be left out,
 * only fields that have one.
 */
export function exampleOf(schema: Json, schemas: Schemas): unknown {
  const [given] = (schema.examples ?? []) as unknown[]
  if (given !== undefined) {
    return given
  }
  if (nameOf(schema) !== undefined) {
    return exampleOf(schemas.resolve(schema), schemas)
  }
  const [first] = (schema.anyOf ?? schema.oneOf ?? schema.allOf ?? []) as Json[]
  if (first) {
    return exampleOf(first, schemas)
  }
  switch (schema.type) {
    case "object":
      return exampleOfObject(schema, schemas)
    case "array":
      return [exampleOf(schema.items as Json, schemas)]
    default:
      return schema.const ?? (schema.enum as unknown[] | undefined)?.[0] ?? null
  }
}

function exampleOfObject(schema: Json, schemas: Schemas): Json {
  const properties = (schema.properties ?? {}) as Record<string, Json>
  const required = (schema.required ?? []) as string[]
  const shown = Object.entries(properties).filter(
    ([name, one]) => required.includes(name) || one.examples !== undefined
  )
  return Object.fromEntries(
    shown.map(([name, one]) => [name, exampleOf(one, schemas)])
  )
}
