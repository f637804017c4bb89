import { z } from "@medusajs/framework/zod"

import { ABOUT } from "../../modules/resource_booking/records"

export type Json = { [key: string]: unknown }

/** Whether a schema is of what is sent to the store, or of what it answers. */
export type Side = "input" | "output"

/** Turns zod schemas into OpenAPI's, and keeps those that have a name. */
export class Schemas {
  readonly components: Record<string, Json> = {}

  of(schema: z.ZodType, side: Side): Json {
    const { properties, $defs } = z.toJSONSchema(z.strictObject({ schema }), {
      io: side,
      metadata: ABOUT,
      // What only code can check: a text that can be stored, say.
      unrepresentable: "any",
      override: ({ jsonSchema }) => tidy(jsonSchema),
    })
    for (const [name, one] of Object.entries($defs ?? {})) {
      this.components[name] ??= plain(one)
    }
    return plain(properties?.schema)
  }

  /** The schema itself, where another one only names it. */
  resolve(schema: Json): Json {
    const name = nameOf(schema)
    return name === undefined
      ? schema
      : { ...this.components[name], ...schema, $ref: undefined }
  }
}

const COMPONENTS = "#/components/schemas/"

/** The name that a schema refers to. */
export function nameOf({ $ref }: Json): string | undefined {
  return typeof $ref === "string" ? $ref.slice(COMPONENTS.length) : undefined
}

/** Without what says nothing: the smallest and the largest integer. */
function tidy(schema: z.core.JSONSchema.BaseSchema): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) {
    delete schema.minimum
  }
  if (schema.maximum === Number.MAX_SAFE_INTEGER) {
    delete schema.maximum
  }
}

/** As JSON: no `undefined`, no ids but those in names, other references. */
function plain(schema: unknown): Json {
  const text = JSON.stringify(schema, (key, value: unknown) =>
    key === "$ref" && typeof value === "string"
      ? value.replace("#/$defs/", COMPONENTS)
      : value
  )
  return withoutId(JSON.parse(text) as Json)
}

function withoutId(schema: Json): Json {
  const { id, ...rest } = schema
  return typeof id === "string" ? rest : schema
}
