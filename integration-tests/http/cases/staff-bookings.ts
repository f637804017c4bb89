import { randomUUID } from "node:crypto"

import { Modules } from "@medusajs/framework/utils"

import type {
  AllocationDTO,
  ResourceDTO,
} from "../../../src/modules/resource_booking/types"
import { dateInWords } from "../../engine"
import { anId, inDays, MOMENT } from "../../helpers/http-dates"
import {
  expectRefusal,
  missing,
  soldOut,
  withoutChange,
} from "../../helpers/http-expect"
import { ADMIN, type Shop, STORE } from "../../helpers/http-shop"

const PATH = `${ADMIN}/allocations`

export function staffBookingCases(shop: Shop): void {
  describe("what staff book", () => {
    let resource: ResourceDTO

    beforeEach(async () => {
      resource = await shop.createResource({ default_capacity: 1 })
    })

    const book = (body: object, key: string = randomUUID()) =>
      shop.admin.client.post(PATH, body, { "idempotency-key": key })
    const items = (...days: number[]) => [
      { resource_id: resource.id, dates: days.map(inDays) },
    ]
    const booked = async (body: object): Promise<AllocationDTO> => {
      const answer = await book(body)
      expect(answer.status).toBe(201)
      return answer.body.allocations[0]
    }
    const createOrder = async () => {
      const orders = shop.container.resolve(Modules.ORDER)
      const item = { title: "A booking", quantity: 1, unit_price: 10 }
      const { id } = await orders.createOrders({
        ...{ currency_code: "aud", items: [item] },
      })
      return id
    }

    describe(`POST ${PATH}`, () => {
      it("books without an order, at once and for nobody else", async () => {
        const guests = [{ name: "Ann", email: "ann@example.com" }]
        const email = "ann@example.com"
        const more = { email, guests, note: "by phone" }
        const { status, body } = await book({ items: items(30, 31), ...more })
        expect(status).toBe(201)
        expect(body).toEqual({
          allocations: [
            {
              ...{ id: anId("balloc"), hold_id: anId("bhold") },
              ...{ status: "confirmed", resource_id: resource.id },
              ...{ order_id: null, line_item_id: null },
              ...{ start_date: inDays(30), end_date: inDays(31) },
              dates: [inDays(30), inDays(31)],
              ...{ quantity: 1, segment: 1, replaced_by: null },
              ...{ guests, note: "by phone", canceled_at: null },
              ...{ arrived_at: null, departed_at: null, no_show_at: null },
              ...{ created_at: MOMENT, updated_at: MOMENT },
            },
          ],
        })
        expectRefusal(
          await shop.tryHold({ items: items(31) }),
          "sold_out",
          `${resource.name} is sold out on ${dateInWords(inDays(31))}.`,
          soldOut(resource, inDays(31))
        )
        const log = await shop.admin.client.get(`${ADMIN}/operations`, {
          ...{ resource_id: resource.id, actor_id: shop.admin.id },
          operation: "allocation.created",
        })
        expect(log.body.count).toBe(1)
        const holds = await shop.admin.client.get(`${ADMIN}/holds`, { email })
        expect(holds.body.holds).toMatchObject([
          { status: "confirmed", order_id: null, email },
        ])
      })

      it("answers a repetition with what it booked, and books once (R13)", async () => {
        const key = randomUUID()
        const first = await book({ items: items(30) }, key)
        const again = await withoutChange(shop, () =>
          book({ items: items(30) }, key)
        )
        expect(again.status).toBe(200)
        expect(again.body).toEqual({ ...first.body, idempotent_replay: true })
        expectRefusal(
          await book({ items: items(31) }, key),
          "idempotency_conflict"
        )
        const inBody = { items: items(30), idempotency_token: key }
        const { status } = await shop.admin.client.post(PATH, inBody)
        expect(status).toBe(200)
      })

      it("books for an order that is there, and for a customer", async () => {
        const order_id = await createOrder()
        const customer_id = shop.ann.id
        const body = { items: items(30), order_id, customer_id }
        const { hold_id } = await booked(body)
        const path = `${STORE}/orders/${order_id}/bookings`
        const seen = await shop.anyone.get(path)
        expect(seen.body.bookings).toMatchObject([{ order_id, hold_id }])
        const hold = await shop.ann.client.get(`${STORE}/holds/${hold_id}`)
        expect(hold.body.hold).toMatchObject({ status: "confirmed", order_id })
      })

      it("books for no order or customer that isn't there, nor for a canceled order", async () => {
        const order_id = await createOrder()
        const key = randomUUID()
        const body = { items: items(30), order_id }
        const first = await book(body, key)
        await shop.container.resolve(Modules.ORDER).cancel(order_id)
        expectRefusal(
          await book({ items: items(32), order_id: "order_none" }),
          ...missing("order", "order_none")
        )
        expectRefusal(
          await book({ items: items(32), customer_id: "cus_none" }),
          ...missing("customer", "cus_none")
        )
        expectRefusal(
          await book({ items: items(32), order_id }),
          "invalid_data",
          "The order is canceled. Nothing can be booked for it."
        )
        const again = await book(body, key)
        expect(again.status).toBe(200)
        expect(again.body.allocations).toEqual(first.body.allocations)
      })

      it("lets staff override a rule, and nobody overbook", async () => {
        const body = { lead_time_hours: 8_000 }
        await shop.admin.client.post(`${ADMIN}/resources/${resource.id}`, body)
        expectRefusal(await book({ items: items(30) }), "too_soon")
        const override_rules = true
        await booked({ items: items(30), override_rules })
        expectRefusal(
          await book({ items: items(30), override_rules }),
          "sold_out"
        )
      })

      it("wants a key", async () => {
        const answer = await shop.admin.client.post(PATH, { items: items(30) })
        const message = "Missing header: Idempotency-Key."
        expectRefusal(answer, "invalid_data", message)
      })

      it("is left alone by reconciliation, which flags what has lost its order (R51)", async () => {
        const staff = await booked({ items: items(30) })
        const { hold } = await shop.placeHold({ items: items(31) })
        const order_id = "order_that_is_gone"
        await shop.bookings.confirmHold(
          { hold_id: hold.id, order_id },
          { actor: { type: "system", id: null } }
        )
        await shop.database.query(
          `update booking_allocation
          set created_at = created_at - interval '1 hour'`
        )
        const { body } = await shop.admin.client.post(`${ADMIN}/reconciliation`)
        const { details } = body.report as { details: { check: string }[] }
        const ours = details.filter((d) => d.check === "orphaned_allocations")
        expect(ours).toMatchObject([{ subject: order_id, action: "flagged" }])
        const path = `${PATH}/${staff.id}`
        const { body: after } = await shop.admin.client.get(path)
        expect(after.allocation.status).toBe("confirmed")
      })
    })

    describe(`POST ${PATH}/:id/move`, () => {
      const move = (id: string, body: object) =>
        shop.admin.client.post(`${PATH}/${id}/move`, {
          ...{ reason: "a leak", ...body },
        })

      it("gives other dates and another resource, and says what was", async () => {
        const other = await shop.createResource({ default_capacity: 1 })
        const old = await booked({ items: items(30, 31), note: "by phone" })
        const bounds = { start_date: inDays(31), end_date: inDays(33) }
        const to = { resource_id: other.id, ...bounds }
        const { status, body } = await move(old.id, to)
        expect(status).toBe(200)
        expect(body).toEqual({
          allocation: {
            ...{ ...old, ...to, id: anId("balloc"), segment: 2 },
            dates: [inDays(31), inDays(32), inDays(33)],
            ...{ created_at: MOMENT, updated_at: MOMENT },
          },
          replaced: {
            ...{ ...old, status: "canceled", replaced_by: body.allocation.id },
            ...{ canceled_at: MOMENT, updated_at: MOMENT },
          },
        })
        const again = await move(old.id, { end_date: inDays(40) })
        expectRefusal(again, "canceled", "This allocation was moved.", {
          replaced_by: body.allocation.id,
        })
        const { id } = body.allocation
        const { body: now } = await shop.admin.client.get(`${PATH}/${id}`)
        expect(now).toEqual({ allocation: body.allocation })
      })

      it("changes nothing where the new dates can't be had", async () => {
        const old = await booked({ items: items(30) })
        await booked({ items: items(31) })
        const answer = await withoutChange(shop, () =>
          move(old.id, { end_date: inDays(31) })
        )
        expectRefusal(
          answer,
          "sold_out",
          `${resource.name} is sold out on ${dateInWords(inDays(31))}.`,
          soldOut(resource, inDays(31))
        )
      })

      it.each([
        [{ reason: "" }, "invalid_data"],
        [{ end_date: "2027-02-30" }, "invalid_data"],
        [{ quantity: 2 }, "invalid_data"],
        [{}, "invalid_data"],
        [{ resource_id: "bres_none" }, "not_found"],
      ] as const)("refuses %j", async (body, code) => {
        const old = await booked({ items: items(30) })
        expectRefusal(await withoutChange(shop, () => move(old.id, body)), code)
      })

      it("knows no allocation that there isn't", async () => {
        const answer = await move("balloc_none", { end_date: inDays(31) })
        expectRefusal(answer, ...missing("allocation", "balloc_none"))
      })
    })

    describe(`POST ${PATH}/:id/guests (R45)`, () => {
      const guests = [{ name: "Ann", phone: "0755501234" }, { name: "Bob" }]

      it("says who comes, to staff and not to the shop", async () => {
        const order_id = await createOrder()
        const { id } = await booked({ items: items(30), order_id, note: "VIP" })
        const path = `${PATH}/${id}`
        const { status, body } = await shop.admin.client.post(
          `${path}/guests`,
          {
            guests,
          }
        )
        expect(status).toBe(200)
        expect(body.allocation).toMatchObject({ id, guests, note: "VIP" })
        const read = await shop.admin.client.get(path)
        expect(read.body).toEqual(body)
        const { body: shown } = await shop.anyone.get(
          `${STORE}/orders/${order_id}/bookings`
        )
        const hidden = ["guests", "note", "arrived_at", "departed_at"]
        const rest = Object.entries(body.allocation as object).filter(
          ([name]) => ![...hidden, "no_show_at"].includes(name)
        )
        expect(shown).toEqual({ bookings: [Object.fromEntries(rest)] })
        const cleared = await shop.admin.client.post(`${path}/guests`, {
          guests: [],
        })
        expect(cleared.body.allocation.guests).toEqual([])
      })

      it.each([
        [{}],
        [{ guests: [{ email: "ann@example.com" }] }],
        [{ guests: [{ name: "Ann", email: "nowhere" }] }],
        [{ guests: [{ name: "Ann", age: 30 }] }],
        [{ guests: Array.from({ length: 101 }, () => guests[1]) }],
      ])("refuses %j", async (body) => {
        const { id } = await booked({ items: items(30) })
        const path = `${PATH}/${id}/guests`
        expectRefusal(
          await withoutChange(shop, () => shop.admin.client.post(path, body)),
          "invalid_data"
        )
      })
    })
  })
}
