import { z } from "zod"

export type GraphqlEntity = {
  entity: string
  fields: z.ZodObject
  /** By the field's name, the other entity's. */
  relations?: Record<string, string>
}

/**
 * Records as GraphQL has them. A list of another of the entities is one of that
 * type; other objects are JSON.
 */
export function toGraphql(entities: GraphqlEntity[]): string {
  return entities.map((one) => typeOf(one, entities)).join("\n")
}

function typeOf(
  { entity, fields, relations = {} }: GraphqlEntity,
  entities: GraphqlEntity[]
): string {
  const shape = fields.shape as Record<string, z.core.$ZodType>
  const own = Object.entries(shape).map(
    ([name, schema]) =>
      `${name}: ${name === "id" ? "ID!" : outerType(schema, entities)}`
  )
  const others = Object.entries(relations).map(
    ([name, other]) => `${name}: ${other}`
  )
  return `type ${entity} {\n  ${[...own, ...others].join("\n  ")}\n}\n`
}

function outerType(schema: z.core.$ZodType, entities: GraphqlEntity[]): string {
  if (schema instanceof z.ZodNullable) {
    return innerType(schema.unwrap(), entities)
  }
  const inner = innerType(schema, entities)
  return inner === "JSON" ? inner : `${inner}!`
}

function innerType(schema: z.core.$ZodType, entities: GraphqlEntity[]): string {
  if (schema instanceof z.ZodArray) {
    return `[${outerType(schema.element, entities)}]`
  }
  if (schema instanceof z.ZodBoolean) {
    return "Boolean"
  }
  if (schema instanceof z.ZodNumber) {
    return schema.isInt ? "Int" : "Float"
  }
  if (schema instanceof z.ZodObject) {
    const known = entities.find(({ fields }) => fields.shape === schema.shape)
    return known?.entity ?? "JSON"
  }
  return schema instanceof z.ZodRecord ? "JSON" : "String"
}
