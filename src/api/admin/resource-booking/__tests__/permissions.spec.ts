import { readdirSync, readFileSync } from "node:fs"
import { join, relative, resolve } from "node:path"

import {
  BOOKING_OPERATIONS,
  BOOKING_RESOURCE,
  resourceBookingPolicies,
} from "../../../../policies/resource-booking"
import { adminResourceBookingMiddlewares } from "../middlewares"
import { PERMISSIONS } from "../permissions"

const ROUTES = resolve(__dirname, "..")
const PAGE = resolve(ROUTES, "../../../../docs/reference/permissions.md")

/** `POST /resources/:id`, for each method that a route file exports. */
function routesInFiles(): string[] {
  const files = readdirSync(ROUTES, { recursive: true, encoding: "utf8" })
  return files
    .filter((file) => file.endsWith("route.ts"))
    .flatMap((file) => {
      const source = readFileSync(join(ROUTES, file), "utf8")
      const exported = [
        ...source.matchAll(/^export (?:const|async function|function) (\w+)/gm),
      ]
      const path = relative(ROUTES, join(ROUTES, file, "..")).replace(
        /\[(\w+)\]/g,
        ":$1"
      )
      return exported.map(([, method]) => `${method} /${path}`)
    })
    .sort()
}

const permitted = PERMISSIONS.flatMap(({ path, methods, operation }) =>
  methods.map((method) => ({ route: `${method} ${path}`, operation }))
)

describe("what a role must allow (R95)", () => {
  it("is said of every route and method of staff, once", () => {
    expect(permitted.map(({ route }) => route).sort()).toEqual(routesInFiles())
  })

  it("is more than reading wherever something is changed", () => {
    const isRead = ({ route }: { route: string }) => route.startsWith("GET ")
    const readers = permitted.filter((one) => one.operation === "read")
    expect(readers).toEqual(permitted.filter(isRead))
  })

  it("is checked before the route", () => {
    const checked = adminResourceBookingMiddlewares.flatMap(
      ({ matcher, methods = [], policies }) =>
        policies ? [{ matcher, methods, policies }] : []
    )
    expect(checked).toEqual(
      PERMISSIONS.map(({ path, methods, operation }) => ({
        matcher: `/admin/resource-booking${path}`,
        methods,
        policies: [{ resource: BOOKING_RESOURCE, operation }],
      }))
    )
  })

  it("is known to Medusa as a policy that a role can have", () => {
    const { policies } = resourceBookingPolicies as unknown as {
      policies: { resource: string; operation: string; description: string }[]
    }
    expect(
      policies.map(({ resource, operation, description }) => [
        ...[resource, operation, description],
      ])
    ).toEqual(
      Object.entries(BOOKING_OPERATIONS).map(([operation, description]) => [
        ...[BOOKING_RESOURCE, operation, description],
      ])
    )
  })
})

describe("docs/reference/permissions.md", () => {
  const text = readFileSync(PAGE, "utf8")

  it("says what each policy is for", () => {
    const rows = [
      ...text.matchAll(/^\| `resource_booking:(\w+)` +\| (.+?) +\|$/gm),
    ]
    expect(rows.map(([, operation, what]) => [operation, what])).toEqual(
      Object.entries(BOOKING_OPERATIONS)
    )
  })

  it("lists every route under its policy", () => {
    const rows = [
      ...text.matchAll(/^\| `([A-Z, ]+)` +\| `(\/\S*)` +\| (\w+) +\|$/gm),
    ]
    expect(
      rows.map(([, methods, path, operation]) => ({
        ...{ path, methods: methods?.split(", "), operation },
      }))
    ).toEqual(PERMISSIONS)
  })
})
