import { Modules } from "@medusajs/framework/utils"

import { PERMISSIONS } from "../../../src/api/admin/resource-booking/permissions"
import {
  BOOKING_OPERATIONS,
  BOOKING_RESOURCE,
  type BookingOperation,
} from "../../../src/policies/resource-booking"
import type { HttpClient } from "../../helpers/http"
import { ADMIN, expectStatus, type Shop } from "../../helpers/http-shop"

const OPERATIONS = Object.keys(BOOKING_OPERATIONS) as BookingOperation[]

/** Each route of staff with each of its methods, on a record that isn't there. */
const REQUESTS = PERMISSIONS.flatMap(({ path, methods, operation }) =>
  methods.map((method) => ({
    request: { method, path: `${ADMIN}${path.replace(":id", "missing")}` },
    operation,
  }))
)

/** With Medusa's roles switched on. */
export function roleCases(shop: Shop): void {
  const staff = {} as Record<BookingOperation, HttpClient>
  beforeAll(async () => {
    const rbac = shop.container.resolve(Modules.RBAC)
    for (const operation of OPERATIONS) {
      const filter = { resource: BOOKING_RESOURCE, operation }
      const [policy] = await rbac.listRbacPolicies(filter)
      const role = await rbac.createRbacRoles({ name: `May ${operation}` })
      await rbac.createRbacRolePolicies({
        ...{ role_id: role.id, policy_id: policy?.id as string },
      })
      staff[operation] = shop.staffWith([role.id])
    }
  })

  describe("with Medusa's roles (R95)", () => {
    it("each policy is offered to roles, with what it is for", async () => {
      const path = "/admin/rbac/policies"
      const query = { resource: BOOKING_RESOURCE, limit: 100 }
      const answer = await shop.admin.client.get(path, query)
      const { policies } = expectStatus(200, answer).body
      const offered = policies as { operation: string; description: string }[]
      expect(
        Object.fromEntries(offered.map((p) => [p.operation, p.description]))
      ).toEqual(BOOKING_OPERATIONS)
    })

    it.each(OPERATIONS)("%s opens its routes, and no others", async (may) => {
      await shop.createResource()
      const opened: string[] = []
      const before = await shop.state()
      for (const { request } of REQUESTS) {
        const answer = await staff[may].send(request)
        if (answer.status !== 403) {
          opened.push(`${request.method} ${request.path}`)
          continue
        }
        expect(answer.body).toMatchObject({ type: "forbidden" })
      }
      const its = REQUESTS.filter(({ operation }) => operation === may)
      expect(opened).toEqual(
        its.map(({ request }) => `${request.method} ${request.path}`)
      )
      // An empty run of reconciliation is a row of its own.
      const { booking_reconciliation: _, ...after } = await shop.state()
      const { booking_reconciliation: __, ...same } = before
      expect(after).toEqual(same)
    })

    it("who may read can't change a resource, and is told which policy is missing", async () => {
      const resource = await shop.createResource()
      const path = `${ADMIN}/resources/${resource.id}`
      const found = expectStatus(200, await staff.read.get(path)).body
      expect(found.resource.id).toBe(resource.id)
      const refused = await staff.read.post(path, { name: "Mine" })
      expect([refused.status, refused.body]).toEqual([
        403,
        {
          type: "forbidden",
          message:
            "Insufficient permissions. Required policies: resource_booking:manage",
        },
      ])
      expectStatus(200, await staff.manage.post(path, { name: "Ours" }))
      expect((await staff.read.get(path)).body.resource.name).toBe("Ours")
    })

    it("staff without a role, and secret API keys, are refused", async () => {
      for (const client of [shop.staffWith([]), shop.program.client]) {
        for (const { request } of REQUESTS) {
          expect((await client.send(request)).status).toBe(403)
        }
      }
    })

    it("the super admin may do everything", async () => {
      for (const { request } of REQUESTS) {
        const answer = await shop.admin.client.send(request)
        expect([request, answer.status]).not.toEqual([request, 403])
      }
    })

    it("the store's routes ask for none", async () => {
      const path = "/store/resource-booking/resources"
      expectStatus(200, await shop.anyone.get(path))
    })
  })
}
