import type {
  AllocationDTO,
  HoldAnswer,
  ResourceDTO,
} from "../../../src/modules/resource_booking/types"
import { anId, inDays, MOMENT } from "../../helpers/http-dates"
import {
  expectRefusal,
  missing,
  WHOLE_LIST,
  withoutChange,
} from "../../helpers/http-expect"
import { ADMIN, type Shop } from "../../helpers/http-shop"

const SYSTEM = { actor: { type: "system", id: null } } as const

export function staffCases(shop: Shop): void {
  describe("/admin/resource-booking/holds", () => {
    let resource: ResourceDTO
    let placed: HoldAnswer
    let other: HoldAnswer

    beforeEach(async () => {
      resource = await shop.createResource()
      const items = [{ resource_id: resource.id, dates: [inDays(30)] }]
      placed = await shop.placeHold(
        { items, email: "Ann@Example.com" },
        shop.ann.client
      )
      const { id } = await shop.createResource()
      const cart_id = await shop.createCart()
      other = await shop.placeHold({
        items: [{ resource_id: id, dates: [inDays(40)] }],
        cart_id,
      })
    })

    it("shows staff whose a hold is, and no token", async () => {
      const path = `${ADMIN}/holds/${placed.hold.id}`
      const { status, body } = await shop.admin.client.get(path)
      expect(status).toBe(200)
      expect(body).toEqual({
        hold: {
          ...placed.hold,
          customer_id: shop.ann.id,
          email: "Ann@Example.com",
        },
      })
    })

    it("lists by status, resource, cart, e-mail and dates", async () => {
      const list = async (query: object) => {
        const path = `${ADMIN}/holds`
        const { status, body } = await shop.admin.client.get(path, { ...query })
        expect(status).toBe(200)
        expect(body).toMatchObject({
          count: body.holds.length,
          offset: 0,
          limit: 20,
        })
        return body.holds.map((hold: { id: string }) => hold.id)
      }
      const [one, two] = [placed.hold.id, other.hold.id]
      expect(await list({})).toEqual([two, one])
      expect(await list({ order: "created_at" })).toEqual([one, two])
      expect(await list({ status: "active" })).toHaveLength(2)
      expect(await list({ status: "released" })).toEqual([])
      expect(await list({ resource_id: resource.id })).toEqual([one])
      expect(await list({ cart_id: other.hold.cart_id })).toEqual([two])
      expect(await list({ email: "ann@example.com" })).toEqual([one])
      expect(await list({ start_date: inDays(31) })).toEqual([two])
      expect(await list({ end_date: inDays(31) })).toEqual([one])

      await shop.expire(one)
      expect(await list({ status: "expired" })).toEqual([one])
      expect(await list({ status: ["active", "expired"] })).toHaveLength(2)
    })

    it("lists an order's holds", async () => {
      const order_id = "order_1"
      const confirmation = { hold_id: placed.hold.id, order_id }
      await shop.bookings.confirmHold(confirmation, SYSTEM)
      const { body } = await shop.admin.client.get(`${ADMIN}/holds`, {
        order_id,
        fields: "status,order_id",
      })
      expect(body.holds).toEqual([
        { id: placed.hold.id, status: "confirmed", order_id },
      ])
    })

    it("extends and releases any hold", async () => {
      const { client } = shop.admin
      const path = `${ADMIN}/holds/${other.hold.id}`
      const extended = await client.post(`${path}/extend`)
      expect(extended.status).toBe(200)
      const { hold } = extended.body
      expect(extended.body).toEqual({
        hold: {
          ...other.hold,
          expires_at: hold.expires_at,
          updated_at: MOMENT,
          customer_id: null,
          email: null,
        },
        server_time: MOMENT,
        time_remaining_seconds: 1800,
      })
      expect(hold.expires_at > other.hold.expires_at).toBe(true)

      const released = await client.delete(path)
      expect(released.status).toBe(200)
      expect(released.body).toEqual({
        id: other.hold.id,
        object: "booking_hold",
        deleted: true,
        hold: { ...hold, status: "released", updated_at: MOMENT },
      })
      const again = await withoutChange(shop, () => client.delete(path))
      expect(again.status).toBe(200)
      expect(again.body).toEqual(released.body)
      expectRefusal(await client.post(`${path}/extend`), "released")

      const log = await client.get(`${ADMIN}/operations`, {
        hold_id: other.hold.id,
        actor_id: shop.admin.id,
        order: "created_at",
      })
      expect(
        log.body.operations.map((o: { operation: string }) => o.operation)
      ).toEqual(["hold.extended", "hold.released"])
    })

    it("knows no hold that there isn't", async () => {
      const path = `${ADMIN}/holds/bhold_nowhere`
      const { client } = shop.admin
      const answers = [
        await client.get(path),
        await client.delete(path),
        await client.post(`${path}/extend`),
      ]
      for (const answer of answers) {
        const refusal = missing("hold", "bhold_nowhere")
        expectRefusal(answer, ...refusal)
      }
    })

    it.each([
      [{ status: "gone" }, "invalid_data"],
      [{ customer_id: "cus_1" }, "invalid_data"],
      [{ start_date: "2027-13-01" }, "invalid_data"],
      [{ start_date: "2027-02-02", end_date: "2027-02-01" }, "invalid_range"],
      [{ order: "idempotency_key" }, "invalid_data"],
      [{ fields: "token" }, "invalid_data"],
    ] as const)("refuses to list by %j", async (query, code) => {
      const answer = await shop.admin.client.get(`${ADMIN}/holds`, query)
      expectRefusal(answer, code)
    })
  })

  describe("/admin/resource-booking/allocations", () => {
    let allocation: AllocationDTO

    beforeEach(async () => {
      const { id } = await shop.createResource()
      const items = [{ resource_id: id, dates: [inDays(30)], quantity: 2 }]
      const { hold } = await shop.placeHold({ items })
      const result = await shop.bookings.confirmHold(
        { hold_id: hold.id, order_id: "order_1", line_item_id: "ordli_1" },
        SYSTEM
      )
      allocation = result.allocations[0] as AllocationDTO
    })

    it("shows an allocation", async () => {
      const path = `${ADMIN}/allocations/${allocation.id}`
      const { status, body } = await shop.admin.client.get(path)
      expect(status).toBe(200)
      expect(body).toEqual({
        allocation: {
          id: anId("balloc"),
          status: "confirmed",
          resource_id: allocation.resource_id,
          order_id: "order_1",
          line_item_id: "ordli_1",
          hold_id: allocation.hold_id,
          start_date: inDays(30),
          end_date: inDays(30),
          dates: [inDays(30)],
          quantity: 2,
          segment: 1,
          replaced_by: null,
          guests: [],
          note: null,
          ...{ arrived_at: null, departed_at: null, no_show_at: null },
          canceled_at: null,
          created_at: MOMENT,
          updated_at: MOMENT,
        },
      })
    })

    it("lists by resource, order, status and dates", async () => {
      const list = async (query: object) => {
        const path = `${ADMIN}/allocations`
        const { status, body } = await shop.admin.client.get(path, { ...query })
        expect(status).toBe(200)
        return body
      }
      expect(await list({})).toEqual({
        allocations: [allocation],
        count: 1,
        ...WHOLE_LIST,
      })
      const { resource_id } = allocation
      for (const query of [
        { resource_id },
        { order_id: "order_1" },
        { status: "confirmed" },
        { start_date: inDays(30), end_date: inDays(30) },
      ]) {
        expect((await list(query)).count).toBe(1)
      }
      for (const query of [
        { resource_id: "bres_other" },
        { order_id: "order_2" },
        { status: "canceled" },
        { start_date: inDays(31) },
        { end_date: inDays(29) },
      ]) {
        expect((await list(query)).count).toBe(0)
      }
    })

    it("knows no allocation that there isn't", async () => {
      const path = `${ADMIN}/allocations/balloc_nowhere`
      const refusal = missing("allocation", "balloc_nowhere")
      const answer = await shop.admin.client.get(path)
      expectRefusal(answer, ...refusal)
    })
  })

  describe("GET /admin/resource-booking/operations (R50)", () => {
    async function list(query: object) {
      const path = `${ADMIN}/operations`
      const { status, body } = await shop.admin.client.get(path, { ...query })
      expect(status).toBe(200)
      return body
    }

    it("tells who did what, when, and what changed", async () => {
      const { id } = await shop.createResource()
      await shop.admin.client.post(`${ADMIN}/resources/${id}`, { min_stay: 2 })
      const body = await list({ resource_id: id, limit: 1 })
      expect(body).toEqual({
        operations: [
          {
            id: expect.stringMatching(/^bop_\d+$/),
            operation: "resource.updated",
            resource_id: id,
            hold_id: null,
            allocation_id: null,
            order_id: null,
            actor_type: "user",
            actor_id: shop.admin.id,
            before: { min_stay: null },
            after: { min_stay: 2 },
            reason: null,
            created_at: MOMENT,
          },
        ],
        ...{ count: 2, count_is_capped: false, offset: 0, limit: 1 },
        next: expect.stringMatching(/^[\w-]+$/),
      })
    })

    it("knows a program by its key", async () => {
      const { client, id } = shop.program
      const input = { name: "Van", type: "vehicle", span: "day" }
      await client.post(`${ADMIN}/resources`, input)
      const { operations } = await list({ actor_id: id })
      expect(operations).toMatchObject([
        { operation: "resource.created", actor_type: "user" },
      ])
    })

    it("filters by operation, order and time", async () => {
      const { id } = await shop.createResource()
      const items = [{ resource_id: id, dates: [inDays(30)] }]
      const { hold } = await shop.placeHold({ items, email: "a@example.com" })
      await shop.bookings.confirmHold(
        { hold_id: hold.id, order_id: "order_1" },
        SYSTEM
      )
      expect((await list({ operation: "hold.placed" })).count).toBe(1)
      expect((await list({ order_id: "order_1" })).count).toBe(2)
      const { operations } = await list({ order: "created_at" })
      expect(operations[0].operation).toBe("resource.created")
      const from = operations[1].created_at
      expect((await list({ from })).count).toBe(operations.length - 1)
      expect((await list({ to: from })).count).toBe(1)
      expect(JSON.stringify(operations)).not.toContain("a@example.com")
    })

    it.each([
      [{ from: "yesterday" }, "invalid_data"],
      [{ from: "2027-01-01" }, "invalid_data"],
      [{ order: "actor_id" }, "invalid_data"],
      [
        { from: "2027-01-02T00:00:00Z", to: "2027-01-01T00:00:00Z" },
        "invalid_range",
      ],
    ] as const)("refuses %j", async (query, code) => {
      const answer = await shop.admin.client.get(`${ADMIN}/operations`, query)
      expectRefusal(answer, code)
    })
  })

  describe("GET /admin/resource-booking/health (R53)", () => {
    /** Connections, with nobody waiting for one. */
    const ofAtMost = (max: number) => ({
      ...{ total: expect.any(Number), idle: expect.any(Number) },
      ...{ waiting: 0, max },
    })

    it("answers 200 while all is well", async () => {
      const { id } = await shop.createResource()
      await shop.placeHold({
        items: [{ resource_id: id, dates: [inDays(30)] }],
      })
      const { status, body } = await shop.admin.client.get(`${ADMIN}/health`)
      expect(status).toBe(200)
      const last = body.checks.last_reconciliation as string | null
      expect([null, expect.any(String)]).toContainEqual(last)
      expect(body).toEqual({
        status: "healthy",
        problems: [],
        processes: [expect.objectContaining({ mode: "shared" })],
        checks: {
          database: "up",
          oldest_overdue_hold_seconds: 0,
          outbox_lag_seconds: expect.any(Number),
          // The store's own job may have been by.
          last_delivered_event_seconds:
            body.checks.last_delivered_event_seconds,
          last_reconciliation: last,
          reconciliation_running_seconds: null,
          live_holds: 1,
          replica: null,
          pool: {
            holds: ofAtMost(8),
            reads: ofAtMost(4),
            upkeep: ofAtMost(3),
            reports: ofAtMost(2),
          },
        },
      })
    })

    it("answers 503 when holds are long overdue", async () => {
      const { id } = await shop.createResource()
      const { hold } = await shop.placeHold({
        items: [{ resource_id: id, dates: [inDays(30)] }],
      })
      await shop.expire(hold.id, 181)
      const { status, body } = await shop.admin.client.get(`${ADMIN}/health`)
      expect(status).toBe(503)
      expect(body).toMatchObject({
        status: "degraded",
        problems: [{ code: "holds_overdue" }],
        checks: { database: "up", live_holds: 0 },
      })
      expect(body.checks.oldest_overdue_hold_seconds).toBeGreaterThan(180)
      await shop.bookings.expireHolds()
      const after = await shop.admin.client.get(`${ADMIN}/health`)
      expect(after.status).toBe(200)
    })
  })

  describe("GET /admin/resource-booking/audit", () => {
    it("finds nothing, since nothing is ever wrong", async () => {
      const { status, body } = await shop.admin.client.get(`${ADMIN}/audit`)
      expect(status).toBe(200)
      expect(body).toEqual({ violations: [] })
    })
  })

  describe("POST /admin/resource-booking/personal-data/erase (R56)", () => {
    const path = `${ADMIN}/personal-data/erase`

    it("erases what ended holds say of a person", async () => {
      const { id } = await shop.createResource()
      const items = [{ resource_id: id, dates: [inDays(30)] }]
      const email = "Guest@Example.com"
      const guest = await shop.placeHold({ items, email })
      const live = await shop.placeHold({ items, email })
      const ann = await shop.placeHold(
        { items, email: "ann@example.com" },
        shop.ann.client
      )
      const { client } = shop.admin
      for (const { hold } of [guest, ann]) {
        await client.delete(`${ADMIN}/holds/${hold.id}`)
      }
      const byEmail = await client.post(path, { email: "guest@example.com" })
      expect(byEmail.status).toBe(200)
      expect(byEmail.body).toEqual({ erased: 1 })
      const byId = await client.post(path, { customer_id: shop.ann.id })
      expect(byId.body).toEqual({ erased: 1 })
      for (const { hold } of [guest, ann]) {
        const { body } = await client.get(`${ADMIN}/holds/${hold.id}`)
        expect(body.hold).toMatchObject({ email: null, customer_id: null })
      }
      const { body } = await client.get(`${ADMIN}/holds/${live.hold.id}`)
      expect(body.hold.email).toBe(email)
      const none = await client.post(path, { email: "nobody@example.com" })
      expect(none.body).toEqual({ erased: 0 })
    })

    it.each([{}, { email: "" }, { email: "x" }, { customer_id: null }])(
      "refuses %j",
      async (body) => {
        await withoutChange(shop, async () => {
          const answer = await shop.admin.client.post(path, body)
          expectRefusal(answer, "invalid_data")
        })
      }
    )
  })
}
