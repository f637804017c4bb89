import { readFileSync } from "node:fs"
import { resolve } from "node:path"

import { parse } from "yaml"

import {
  Contract,
  type Document,
} from "../../../../integration-tests/helpers/contract"
import { routesInSource } from "../../../../integration-tests/helpers/routes-in-source"
import { openApi } from "../document"
import { ROUTES } from "../index"

const FILE = resolve(__dirname, "../../../../docs/reference/openapi.yaml")

type Schema = {
  description?: string
  examples?: unknown[]
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  $ref?: string
  const?: unknown
  enum?: unknown[]
  type?: string
}

const document = openApi() as Document

describe("docs/reference/openapi.yaml", () => {
  it("is what `npm run openapi` writes", () => {
    expect(parse(readFileSync(FILE, "utf8"))).toEqual(document)
  })

  it("has every route that there is, and no other", () => {
    const declared = ROUTES.map(({ method, path }) => `${method} ${path}`)
    expect(
      declared.map((route) => route.replace(/:\w+/g, ":id")).sort()
    ).toEqual([...routesInSource(), "GET /resource-booking/ready"].sort())
  })

  it("says of every field of every record what it means", () => {
    const silent = Object.entries(document.components.schemas).flatMap(
      ([name, schema]) => fieldsOf(name, schema).filter(isSilent).map(toName)
    )
    expect(silent).toEqual([])
  })

  it("has an example of every field that is no record", () => {
    const bare = Object.entries(document.components.schemas).flatMap(
      ([name, schema]) =>
        fieldsOf(name, schema).filter(hasNoExample).map(toName)
    )
    expect(bare).toEqual([])
  })
})

describe("the check of the HTTP tests' answers", () => {
  const PATH = "/store/resource-booking/groups/rooms"
  const group = exampleOf("/store/resource-booking/groups/{id}")
  const answer = {
    ...{ method: "GET", path: PATH, status: 200, body: group },
    contentType: "application/json; charset=utf-8",
  }

  it("finds nothing wrong with an answer that is as declared", () => {
    expect(new Contract(document).mistakeIn(answer)).toBeNull()
  })

  it("finds a field that is not declared", () => {
    const { StoreGroup, ...others } = document.components.schemas
    const { name: _, ...properties } = (StoreGroup as Schema).properties ?? {}
    const without = changed({
      schemas: { ...others, StoreGroup: { ...StoreGroup, properties } },
    })
    expect(new Contract(without).mistakeIn(answer)).toContain(
      '"additionalProperty":"name"'
    )
  })

  it("finds that a declared field is missing", () => {
    const { name: _, ...rest } = group.group as Record<string, unknown>
    const short = { ...answer, body: { group: rest } }
    expect(new Contract(document).mistakeIn(short)).toContain(
      '"missingProperty":"name"'
    )
  })

  it("lets fields be missing that were not chosen, but not the id", () => {
    const contract = new Contract(document)
    const path = `${PATH}?fields=name`
    const chosen = { ...answer, path, body: { group: { id: "1", name: "A" } } }
    expect(contract.mistakeIn(chosen)).toBeNull()
    const body = { group: { name: "A" } }
    expect(contract.mistakeIn({ ...chosen, body })).toContain("id")
  })

  it("finds a status that is not declared", () => {
    expect(new Contract(document).mistakeIn({ ...answer, status: 500 })).toBe(
      "does not declare the status 500"
    )
  })

  it("finds a refusal that the route does not declare", () => {
    const body = {
      ...{ type: "not_found", code: "sold_out", message: "No.", details: {} },
    }
    const refused = { ...answer, status: 404, body }
    expect(new Contract(document).mistakeIn(refused)).toContain("/code")
  })

  it("finds a route that is not declared", () => {
    const path = "/store/resource-booking/secrets"
    expect(new Contract(document).mistakeIn({ ...answer, path })).toBe(
      "is no route that is declared"
    )
  })

  it("leaves Medusa's own routes alone", () => {
    const path = "/store/carts/cart_1"
    expect(new Contract(document).mistakeIn({ ...answer, path })).toBeNull()
  })
})

function changed(components: Partial<Document["components"]>): Document {
  return { ...document, components: { ...document.components, ...components } }
}

function exampleOf(path: string): Record<string, unknown> {
  const { content } = document.paths[path]?.get?.responses["200"] as {
    content: Record<string, { example: Record<string, unknown> }>
  }
  return content["application/json"]?.example ?? {}
}

type Field = [name: string, schema: Schema]

/** Also those of objects inside, unless they have a name of their own. */
function fieldsOf(owner: string, schema: Schema): Field[] {
  const own = Object.entries(schema.properties ?? {})
  const fields = own.map(([name, one]): Field => [`${owner}.${name}`, one])
  const inner = [schema.items, ...(schema.anyOf ?? [])].filter(
    (one) => one !== undefined
  )
  return [
    ...fields,
    ...fields.flatMap(([name, one]) => fieldsOf(name, one)),
    ...inner.flatMap((one) => fieldsOf(owner, one)),
  ]
}

function toName([name]: Field): string {
  return name
}

function isSilent([, { description }]: Field): boolean {
  return !description
}

/** A record has those of its fields. */
function hasNoExample([, schema]: Field): boolean {
  const { examples, items, anyOf = [], $ref, properties } = schema
  const isRecord =
    $ref !== undefined ||
    properties !== undefined ||
    items?.$ref !== undefined ||
    anyOf.some((one) => one.$ref !== undefined)
  return !isRecord && examples === undefined && schema.const === undefined
}
