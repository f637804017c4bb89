import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"

import type {
  AllocationDTO,
  HoldDTO,
  HousekeepingTaskDTO,
  ResourceDTO,
} from "../../../src/modules/resource_booking/types"
import type { Answer } from "../../helpers/http"
import { datesInDays, inDays } from "../../helpers/http-dates"
import { ADMIN, expectStatus, type Shop } from "../../helpers/http-shop"

const SYSTEM = { actor: { type: "system", id: null } } as const
/** Of who holds; a cart has its own. */
const EMAIL = "holder@example.com"
const CART_EMAIL = "guest@example.com"

type Filters = Record<string, unknown>

export function graphCases(shop: Shop): void {
  const graph = async (entity: string, fields: string[], filters: Filters) => {
    const query = shop.container.resolve(ContainerRegistrationKeys.QUERY)
    const { data } = await query.graph({ entity, fields, filters })
    return data as Filters[]
  }

  const DATES = datesInDays(30, 32)
  const stay = (resource_id: string) => ({
    items: [{ resource_id, start_date: inDays(30), end_date: inDays(32) }],
    email: EMAIL,
  })
  const item = { start_date: DATES[0], end_date: DATES[2], dates: DATES }

  describe("query.graph", () => {
    let resource: ResourceDTO

    beforeEach(async () => {
      resource = await shop.createResource({ name: "Kayak" })
    })

    /** A hold that is in a cart, beside another one's. */
    async function heldCart(): Promise<{ cart_id: string; hold: HoldDTO }> {
      const cart_id = await shop.createCart({ email: CART_EMAIL })
      const { hold } = await shop.placeHold({ ...stay(resource.id), cart_id })
      const other = await shop.createCart()
      await shop.placeHold({ ...stay(resource.id), cart_id: other })
      return { cart_id, hold }
    }

    /** An order with two lines, one of which was sold with a hold. */
    async function soldOrder() {
      const orders = shop.container.resolve(Modules.ORDER)
      const order = await orders.createOrders({
        currency_code: "aud",
        items: ["Kayak", "Paddle"].map((title) => ({
          ...{ title, quantity: 1, unit_price: 10 },
        })),
      })
      const line = order.items?.find(({ title }) => title === "Kayak")
      const { hold } = await shop.placeHold(stay(resource.id))
      const { allocations } = await shop.bookings.confirmHold(
        {
          hold_id: hold.id,
          order_id: order.id,
          line_item_id: line?.id ?? null,
        },
        SYSTEM
      )
      return {
        order_id: order.id,
        line_item_id: line?.id as string,
        allocation: allocations[0] as AllocationDTO,
      }
    }

    it("runs where a date is not what a local Date makes of it", async () => {
      // The control: what is right below would be wrong by the driver's way.
      const { rows } = await shop.database.query<{ date: Date }>(
        "select '2027-03-29'::date as date"
      )
      expect(rows[0]?.date.toISOString().slice(0, 10)).toBe("2027-03-28")
    })

    it("reaches the holds of a cart", async () => {
      const { cart_id, hold } = await heldCart()
      const fields = ["id", "booking_holds.*", "booking_holds.items.*"]
      expect(await graph("cart", fields, { id: cart_id })).toEqual([
        {
          id: cart_id,
          booking_holds: [
            expect.objectContaining({
              id: hold.id,
              status: "active",
              expires_at: hold.expires_at,
              items: [expect.objectContaining(item)],
            }),
          ],
        },
      ])
    })

    it("reaches a hold's cart", async () => {
      const { cart_id, hold } = await heldCart()
      const fields = ["id", "items.dates", "cart.id", "cart.email"]
      expect(await graph("booking_hold", fields, { id: hold.id })).toEqual([
        {
          id: hold.id,
          items: [{ dates: DATES }],
          cart_id,
          cart: { id: cart_id, email: CART_EMAIL },
        },
      ])
    })

    it("reaches the allocations of an order and what is allocated", async () => {
      const { order_id, allocation } = await soldOrder()
      const fields = [
        "id",
        "booking_allocations.id",
        "booking_allocations.start_date",
        "booking_allocations.end_date",
        "booking_allocations.dates",
        "booking_allocations.booking_resource.name",
      ]
      expect(await graph("order", fields, { id: order_id })).toEqual([
        expect.objectContaining({
          id: order_id,
          booking_allocations: [
            {
              ...item,
              id: allocation.id,
              order_id,
              booking_resource: expect.objectContaining({ name: "Kayak" }),
            },
          ],
        }),
      ])
    })

    it("reaches the allocations of an order's line", async () => {
      const { order_id, line_item_id, allocation } = await soldOrder()
      const fields = [
        "items.title",
        "items.booking_line_allocations.id",
        "items.booking_line_allocations.dates",
      ]
      const [order] = await graph("order", fields, { id: order_id })
      const items = order?.items as Filters[]
      expect(items.map((line) => line.title).sort()).toEqual([
        "Kayak",
        "Paddle",
      ])
      const mine = { id: allocation.id, line_item_id, dates: DATES }
      for (const line of items) {
        expect(line.booking_line_allocations).toEqual(
          line.id === line_item_id ? [mine] : []
        )
      }
      const direct = fields.slice(1).map((name) => name.replace("items.", ""))
      expect(
        await graph("order_line_item", direct, { id: line_item_id })
      ).toEqual([{ id: line_item_id, booking_line_allocations: [mine] }])
    })

    it("reaches an allocation's order and its line", async () => {
      const { order_id, line_item_id, allocation } = await soldOrder()
      const fields = [
        "dates",
        "order.id",
        "order.currency_code",
        "order_line_item.id",
        "order_line_item.title",
      ]
      const found = await graph("booking_allocation", fields, {
        id: allocation.id,
      })
      expect(found).toEqual([
        {
          dates: DATES,
          order_id,
          line_item_id,
          order: expect.objectContaining({
            id: order_id,
            currency_code: "aud",
          }),
          order_line_item: expect.objectContaining({
            id: line_item_id,
            title: "Kayak",
          }),
        },
      ])
    })

    it("reaches what a variant sells", async () => {
      const variant_id = await shop.createVariant()
      const group = await shop.createGroup({ name: "Guides" })
      const resource_id = resource.id
      for (const thing of [{ resource_id }, { group_id: group.id }]) {
        await shop.bookings.linkVariant(variant_id, thing, SYSTEM)
      }
      const fields = [
        "id",
        "booking_variant_links.name",
        "booking_variant_links.booking_resource.id",
        "booking_variant_links.booking_resource.span",
        "booking_variant_links.booking_group.id",
      ]
      const found = await graph("product_variant", fields, { id: variant_id })
      expect(found).toMatchObject([
        {
          id: variant_id,
          booking_variant_links: [
            {
              name: "Kayak",
              booking_resource: { id: resource_id, span: "day" },
              booking_group: null,
            },
            {
              name: "Guides",
              booking_resource: null,
              booking_group: { id: group.id },
            },
          ],
        },
      ])
      const [product] = await graph(
        "product",
        ["variants.booking_variant_links.booking_resource.name"],
        { variants: { id: variant_id } }
      )
      expect(product).toMatchObject({
        variants: [
          {
            booking_variant_links: [
              { booking_resource: { name: "Kayak" } },
              { booking_resource: null },
            ],
          },
        ],
      })
    })

    it("reaches the variants that sell a resource", async () => {
      const variant_id = await shop.createVariant()
      const resource_id = resource.id
      await shop.bookings.linkVariant(variant_id, { resource_id }, SYSTEM)
      const fields = ["name", "product_variant.title"]
      const found = await graph("booking_variant_link", fields, { resource_id })
      expect(found).toMatchObject([
        {
          name: "Kayak",
          product_variant: { id: variant_id, title: "Standard" },
        },
      ])
    })

    /** Whole records, by each of the filters in turn. */
    async function expectWhole(
      entity: string,
      filters: Filters[],
      records: object[],
      more: string[] = []
    ): Promise<void> {
      for (const one of filters) {
        expect(await graph(entity, ["*", ...more], one)).toEqual(records)
      }
    }
    const moment = expect.stringMatching(/^\d{4}-.*T.*\.\d{3}Z$/)

    it("reads blackouts, without what only staff see", async () => {
      const other = await shop.createResource()
      const made: { id: string }[] = []
      for (const resource_id of [resource.id, other.id]) {
        const body = {
          ...{ resource_id, start_date: DATES[0], end_date: DATES[1] },
          reason: "regatta",
        }
        const path = `${ADMIN}/blackouts`
        const answer = await shop.admin.client.post(path, body)
        made.push(expectStatus(201, answer).body.blackout)
      }
      const { id } = made[0] as { id: string }
      const record = {
        ...{ id, resource_id: resource.id, group_id: null, all: false },
        ...{ start_date: DATES[0], end_date: DATES[1], kind: "blackout" },
        ...{ reason: "regatta", created_at: moment, updated_at: moment },
      }
      const filters = [{ id }, { resource_id: resource.id, kind: "blackout" }]
      await expectWhole("booking_blackout", filters, [record])
      const fields = ["id", "booking_resource.name"]
      expect(await graph("booking_blackout", fields, { id })).toMatchObject([
        { id, booking_resource: { name: "Kayak" } },
      ])
      await shop.admin.client.delete(`${ADMIN}/blackouts/${id}`)
      await expectWhole("booking_blackout", filters, [])
    })

    it("reads conflicts, without what only staff see", async () => {
      const { cart_id, hold } = await heldCart()
      const raised = {
        ...{ order_id: "order_1", line_item_id: "ordli_1", cart_id },
        ...{ hold_id: hold.id, code: "sold_out" as const, dates: DATES },
      }
      const { id } = await shop.bookings.raiseConflict(raised, SYSTEM)
      const other = { ...raised, order_id: "order_2", hold_id: null }
      await shop.bookings.raiseConflict(other, SYSTEM)
      const filters = [
        ...[{ id }, { order_id: "order_1" }, { hold_id: hold.id }],
        { cart_id, status: "open", order_id: ["order_1"] },
      ]
      await expectWhole("booking_conflict", filters, [
        {
          ...{ id, ...raised, status: "open", policy: "refund" },
          items: hold.items,
          ...{ outcome: null, created_at: moment, resolved_at: null },
        },
      ])
    })

    it("reads housekeeping tasks, without what only staff see", async () => {
      const room = await shop.createResource({
        ...{ name: "Room 101", default_capacity: 1, span: "night" },
      })
      const path = `${ADMIN}/resources/${room.id}/housekeeping`
      const body = { status: "dirty", note: "Spilled wine" }
      expectStatus(200, await shop.admin.client.post(path, body))
      const query = { resource_id: room.id }
      const { rows } = await shop.bookings.listHousekeepingTasks(query)
      const [task] = rows as [HousekeepingTaskDTO]
      const { note, assignee_id, ...record } = task
      expect({ note, assignee_id }).toEqual({
        ...{ note: "Spilled wine", assignee_id: null },
      })
      const filters = [
        ...[{ id: task.id }, { resource_id: room.id }],
        { status: "open", resource_id: room.id },
      ]
      await expectWhole("booking_housekeeping_task", filters, [record])
      const [found] = await graph(
        "booking_housekeeping_tasks",
        ["booking_resource.name"],
        { id: task.id }
      )
      expect(found).toMatchObject({ booking_resource: { name: "Room 101" } })
    })

    it("reads the capacity of dates that have figures of their own", async () => {
      const { hold } = await shop.placeHold(stay(resource.id))
      const record = (date: unknown, held: number) => ({
        ...{ id: `${resource.id}:${String(date)}`, resource_id: resource.id },
        ...{ date, max_capacity: 3, held, allocated: 0 },
        available_capacity: 3 - held,
      })
      const [first] = DATES
      const resource_id = resource.id
      await expectWhole(
        "booking_capacity",
        [{ resource_id }, { resource_id, date: DATES }],
        DATES.map((date) => record(date, 1))
      )
      await expectWhole(
        "booking_capacities",
        [{ id: `${resource_id}:${first as string}` }, { date: first }],
        [record(first, 1)]
      )
      await shop.expire(hold.id)
      expect(
        await graph("booking_capacity", ["held", "booking_resource.name"], {
          ...{ resource_id, date: first },
        })
      ).toMatchObject([{ held: 0, booking_resource: { name: "Kayak" } }])
    })

    it("reads a page of each kind, and counts", async () => {
      const query = shop.container.resolve(ContainerRegistrationKeys.QUERY)
      await shop.createGroup()
      const { cart_id } = await heldCart()
      await soldOrder()
      const variant_id = await shop.createVariant()
      const resource_id = resource.id
      await shop.bookings.linkVariant(variant_id, { resource_id }, SYSTEM)
      for (const [entity, count] of [
        ["booking_resources", 1],
        ["booking_groups", 1],
        ["booking_holds", 3],
        ["booking_allocations", 1],
        ["booking_variant_links", 1],
      ] as const) {
        const { data, metadata } = await query.graph({
          entity,
          fields: ["id", "created_at"],
          pagination: { skip: 0, take: 1, order: { created_at: "DESC" } },
        })
        expect(data).toEqual([
          { id: expect.stringMatching(/^b/), created_at: expect.any(String) },
        ])
        expect(metadata).toEqual({ skip: 0, take: 1, count })
      }
      const page = { take: 1, skip: 1 }
      const { data } = await query.graph({
        entity: "booking_hold",
        fields: ["cart_id"],
        filters: { cart_id },
        pagination: page,
      })
      expect(data).toEqual([])
    })

    it("leaves out what has no booking", async () => {
      const cart_id = await shop.createCart()
      const fields = ["id", "booking_holds.id"]
      expect(await graph("cart", fields, { id: cart_id })).toEqual([
        { id: cart_id, booking_holds: [] },
      ])
      const { hold } = await shop.placeHold(stay(resource.id))
      const found = await graph("booking_hold", ["id", "cart.id"], {
        id: hold.id,
      })
      expect(found[0]?.cart).toBeUndefined()
    })

    it("refuses a filter that it doesn't know", async () => {
      await expect(
        graph("booking_hold", ["id"], { email: EMAIL })
      ).rejects.toMatchObject({
        code: "invalid_data",
        message:
          "These records can be filtered only by: id, cart_id, order_id.",
      })
    })

    describe("never shows who holds, or a note of staff,", () => {
      const NOTE = "Leaking"

      beforeEach(async () => {
        const path = `${ADMIN}/resources/${resource.id}/freeze`
        const body = { reason: "maintenance", note: NOTE, until: inDays(1) }
        await shop.admin.client.post(path, body)
      })

      it("not even to the server", async () => {
        const { hold } = await heldCart()
        const variant_id = await shop.createVariant()
        const resource_id = resource.id
        await shop.bookings.linkVariant(variant_id, { resource_id }, SYSTEM)
        const holds = await graph("booking_hold", ["*", "email"], {
          id: hold.id,
        })
        const links = await graph(
          "product_variant",
          ["booking_variant_links.booking_resource.*"],
          { id: variant_id }
        )
        const resources = await graph("booking_resource", ["*"], {
          id: resource_id,
        })
        const text = JSON.stringify([holds, links, resources])
        expect(text).toContain("maintenance")
        expect(text).not.toContain(EMAIL)
        expect(text).not.toContain(NOTE)
        expect(holds[0]).not.toHaveProperty("customer_id")
      })

      it("nor to a shopper who asks a route of the store for it", async () => {
        const { cart_id } = await heldCart()
        const { order_id } = await soldOrder()
        const path = (noun: string, id: string, fields: string) =>
          `/store/${noun}/${id}?fields=${encodeURIComponent(fields)}`
        const answers: Answer[] = []
        for (const fields of [
          "id,booking_holds.email",
          "id,*booking_holds",
          "+booking_holds.email",
          "id,booking_holds.cart.email",
        ]) {
          answers.push(await shop.anyone.get(path("carts", cart_id, fields)))
        }
        for (const fields of [
          "id,*booking_allocations",
          "id,booking_allocations.booking_resource.freeze",
          "id,*items.booking_line_allocations",
        ]) {
          answers.push(await shop.anyone.get(path("orders", order_id, fields)))
        }
        expect(answers.map(({ status }) => status)).toEqual(
          answers.map(() => 200)
        )
        const text = JSON.stringify(answers.map(({ body }) => body))
        expect(text).not.toContain("bhold_")
        expect(text).not.toContain(NOTE)
        expect(text).not.toContain(EMAIL)
      })
    })
  })
}
