import { randomUUID } from "node:crypto"

import type { ResourceDTO } from "../../../src/modules/resource_booking/types"
import { dateInWords } from "../../engine"
import { anId, datesInDays, inDays, MOMENT } from "../../helpers/http-dates"
import {
  expectRefusal,
  missing,
  soldOut,
  withoutChange,
} from "../../helpers/http-expect"
import { ADMIN, type Shop, STORE } from "../../helpers/http-shop"

export function placingCases(shop: Shop): void {
  describe("POST /store/resource-booking/holds (R10)", () => {
    it("holds days from the first to the last", async () => {
      const { id } = await shop.createResource()
      const cart_id = await shop.createCart()
      const answer = await shop.tryHold({
        items: [
          {
            resource_id: id,
            start_date: inDays(30),
            end_date: inDays(32),
            quantity: 2,
          },
        ],
        cart_id,
        email: "Ann@Example.com",
        metadata: { note: "window seat" },
      })
      expect(answer.status).toBe(201)
      expect(answer.body).toEqual({
        hold: {
          id: anId("bhold"),
          status: "active",
          expires_at: MOMENT,
          items: [
            {
              id: anId("bitem"),
              resource_id: id,
              group_id: null,
              start_date: inDays(30),
              end_date: inDays(32),
              dates: datesInDays(30, 32),
              quantity: 2,
            },
          ],
          cart_id,
          order_id: null,
          metadata: { note: "window seat" },
          created_at: MOMENT,
          updated_at: MOMENT,
        },
        token: expect.stringMatching(/^[\w-]{22,}$/),
        server_time: MOMENT,
        time_remaining_seconds: 1800,
      })
      const { hold, server_time } = answer.body
      const length = Date.parse(hold.expires_at) - Date.parse(server_time)
      expect(length).toBe(30 * 60_000)
    })

    it("holds nights from check-in to the one before check-out", async () => {
      const { id } = await shop.createResource({ span: "night" })
      const { hold } = await shop.placeHold({
        items: [
          { resource_id: id, start_date: inDays(30), end_date: inDays(32) },
        ],
      })
      expect(hold.items[0]).toMatchObject({
        start_date: inDays(30),
        end_date: inDays(32),
        dates: datesInDays(30, 31),
        quantity: 1,
      })
    })

    it("holds single dates, in whatever order they are given", async () => {
      const { id } = await shop.createResource()
      const dates = [inDays(35), inDays(30)]
      const { hold } = await shop.placeHold({
        items: [{ resource_id: id, dates }],
      })
      expect(hold.items[0]).toMatchObject({
        start_date: inDays(30),
        end_date: inDays(35),
        dates: [inDays(30), inDays(35)],
      })
    })

    it("picks members of a group that are free for the whole stay (R2)", async () => {
      const group = await shop.createGroup()
      const member = { group_id: group.id, default_capacity: 1 }
      const taken = await shop.createResource(member)
      const free = await shop.createResource(member)
      const dates = datesInDays(30, 32)
      await shop.placeHold({
        items: [{ resource_id: taken.id, dates: [inDays(31)] }],
      })
      const { hold } = await shop.placeHold({
        items: [{ group_id: group.id, dates }],
      })
      expect(hold.items).toEqual([
        {
          id: anId("bitem"),
          resource_id: free.id,
          group_id: group.id,
          start_date: inDays(30),
          end_date: inDays(32),
          dates,
          quantity: 1,
        },
      ])
      const full = await shop.tryHold({
        items: [{ group_id: group.id, dates }],
      })
      expectRefusal(full, "sold_out")
    })

    it("ends when the strictest of its resources says (R5)", async () => {
      const room = await shop.createResource({ hold_ttl_minutes: 15 })
      const kayak = await shop.createResource()
      const { time_remaining_seconds } = await shop.placeHold({
        items: [room, kayak].map((r) => ({
          resource_id: r.id,
          dates: [inDays(30)],
        })),
      })
      expect(time_remaining_seconds).toBe(900)
    })

    it("holds all items or none", async () => {
      const free = await shop.createResource()
      const full = await shop.createResource({ default_capacity: 1 })
      const item = { resource_id: full.id, dates: [inDays(30)] }
      await shop.placeHold({ items: [item] })
      await withoutChange(shop, async () => {
        const answer = await shop.tryHold({
          items: [{ resource_id: free.id, dates: datesInDays(30, 31) }, item],
        })
        expectRefusal(
          answer,
          "sold_out",
          `${full.name} is sold out on ${dateInWords(inDays(30))}.`,
          soldOut(full, inDays(30))
        )
      })
    })

    it("adds up items of the same resource and date", async () => {
      const { id, name } = await shop.createResource()
      const item = { resource_id: id, dates: [inDays(30)], quantity: 2 }
      const answer = await shop.tryHold({ items: [item, item] })
      const message = `${name} has only 3 left on ${dateInWords(inDays(30))}.`
      expectRefusal(answer, "sold_out", message)
    })

    it("says who did it in the log, and to whom it belongs (R50)", async () => {
      const { id } = await shop.createResource()
      const items = [{ resource_id: id, dates: [inDays(30)] }]
      const { hold } = await shop.placeHold({ items }, shop.ann.client)
      const seen = await shop.admin.client.get(`${ADMIN}/holds/${hold.id}`)
      expect(seen.body.hold.customer_id).toBe(shop.ann.id)
      const log = await shop.admin.client.get(`${ADMIN}/operations`, {
        hold_id: hold.id,
      })
      expect(log.body.operations).toMatchObject([
        {
          operation: "hold.placed",
          actor_type: "customer",
          actor_id: shop.ann.id,
        },
      ])
    })

    it("never answers with an e-mail or a customer", async () => {
      const { id } = await shop.createResource()
      const items = [{ resource_id: id, dates: [inDays(30)] }]
      const body = { items, email: "secret@example.com" }
      const placed = await shop.placeHold(body, shop.ann.client)
      const path = `${STORE}/holds/${placed.hold.id}`
      const read = await shop.ann.client.get(path)
      const extended = await shop.ann.client.post(`${path}/extend`)
      const released = await shop.ann.client.delete(path)
      const answers = [placed, read.body, extended.body, released.body]
      for (const answer of answers) {
        expect(JSON.stringify(answer)).not.toMatch(/secret@|customer|email/)
      }
    })
  })

  describe("idempotency of POST /store/resource-booking/holds (R13)", () => {
    let body: object
    let other: object

    beforeEach(async () => {
      const { id } = await shop.createResource({ default_capacity: 100 })
      body = { items: [{ resource_id: id, dates: [inDays(30)] }] }
      other = { items: [{ resource_id: id, dates: [inDays(31)] }] }
    })

    function place(key: string, given: object, client = shop.anyone) {
      const headers = { "idempotency-key": key }
      return client.post(`${STORE}/holds`, given, headers)
    }

    it("answers the same key and body with the same hold", async () => {
      const key = randomUUID()
      const first = await place(key, body)
      const again = await withoutChange(shop, () => place(key, body))
      expect(again.status).toBe(200)
      expect(again.body).toEqual({
        ...first.body,
        idempotent_replay: true,
        server_time: MOMENT,
        time_remaining_seconds: expect.any(Number),
      })
    })

    it("does so also when the hold has ended", async () => {
      const key = randomUUID()
      const { hold, token } = (await place(key, body)).body
      const owner = shop.anyone.with({ "x-booking-hold-token": token })
      await owner.delete(`${STORE}/holds/${hold.id}`)
      const again = await withoutChange(shop, () => place(key, body))
      expect(again.status).toBe(200)
      expect(again.body).toMatchObject({
        hold: { id: hold.id, status: "released" },
        idempotent_replay: true,
        time_remaining_seconds: 0,
      })
    })

    it("refuses the same key with another body, even one that is sold out", async () => {
      const key = randomUUID()
      await place(key, body)
      await withoutChange(shop, async () => {
        expectRefusal(
          await place(key, other),
          "idempotency_conflict",
          "This idempotency key was already used for another request.",
          {}
        )
      })
    })

    it("takes the key from the body, unless a header gives it", async () => {
      const inBody = { ...body, idempotency_token: "in-body" }
      const first = await shop.anyone.post(`${STORE}/holds`, inBody)
      expect(first.status).toBe(201)
      const same = await place("in-body", body)
      expect(same.body.hold.id).toBe(first.body.hold.id)
      const another = await place("in-header", inBody)
      expect(another.status).toBe(201)
      expect(another.body.hold.id).not.toBe(first.body.hold.id)
    })

    it.each([
      ["no key", undefined],
      ["an empty key", ""],
      ["a key of 256 characters", "x".repeat(256)],
      ["a key that is not ASCII", "clé"],
      ["a key with a NUL", "a\0b"],
      ["a key with a line break", "a\nb"],
      ["a key that is a number", 7],
      ["a key that is a list", ["a"]],
    ])("refuses %s in the body", async (_, idempotency_token) => {
      await withoutChange(shop, async () => {
        const given = { ...body, idempotency_token }
        const answer = await shop.anyone.post(`${STORE}/holds`, given)
        expectRefusal(answer, "invalid_data")
      })
    })

    it.each([
      ["is empty", ""],
      ["has 256 characters", "x".repeat(256)],
      ["is not ASCII", "cl\u00e9"],
    ])("refuses a header that %s, whatever the body gives", async (_, key) => {
      const given = { ...body, idempotency_token: "fine" }
      await withoutChange(shop, async () => {
        expectRefusal(await place(key, given), "invalid_data")
      })
    })

    it("takes a key of 255 characters", async () => {
      expect((await place("x".repeat(255), body)).status).toBe(201)
      expect((await place("~ !", body)).status).toBe(201)
    })

    it("keeps the keys of customers and carts apart", async () => {
      const key = "booking-1"
      const ids = new Set<string>()
      for (const client of [shop.anyone, shop.ann.client, shop.bob.client]) {
        const answer = await place(key, body, client)
        expect(answer.status).toBe(201)
        ids.add(answer.body.hold.id)
      }
      for (const cart_id of [
        await shop.createCart(),
        await shop.createCart(),
      ]) {
        const answer = await place(key, { ...body, cart_id })
        expect(answer.status).toBe(201)
        ids.add(answer.body.hold.id)
      }
      expect(ids.size).toBe(5)
    })

    it("makes one hold of ten requests at the same time", async () => {
      const key = randomUUID()
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => place(key, body))
      )
      const statuses = answers.map((answer) => answer.status).sort()
      expect(statuses).toEqual([...Array(9).fill(200), 201])
      const ids = new Set(answers.map((answer) => answer.body.hold.id))
      expect(ids.size).toBe(1)
    })

    it("makes one hold of two bodies at the same time, and refuses the other", async () => {
      const key = randomUUID()
      const answers = await Promise.all([place(key, body), place(key, other)])
      const statuses = answers.map((answer) => answer.status).sort()
      expect(statuses).toEqual([201, 422])
    })
  })

  describe("refusals of POST /store/resource-booking/holds", () => {
    /** A resource of each refusal, with a date that it applies to. */
    async function refused(): Promise<[string, ResourceDTO, string[]][]> {
      const day = inDays(30)
      const soldOut = await shop.createResource({ default_capacity: 1 })
      await shop.placeHold({
        items: [{ resource_id: soldOut.id, dates: [day] }],
      })
      const closed = await shop.createResource()
      await shop.admin.client.post(`${ADMIN}/blackouts`, {
        resource_id: closed.id,
        start_date: day,
        end_date: day,
        reason: "Regatta",
      })
      const frozen = await shop.createResource()
      await shop.admin.client.post(`${ADMIN}/resources/${frozen.id}/freeze`, {
        reason: "maintenance",
      })
      return [
        ["inactive", await shop.createResource({ is_active: false }), [day]],
        ["past", await shop.createResource(), [inDays(-1)]],
        [
          "too_soon",
          await shop.createResource({ lead_time_hours: 48 }),
          [inDays(1)],
        ],
        ["too_far", await shop.createResource({ horizon_days: 7 }), [day]],
        ["stay_too_short", await shop.createResource({ min_stay: 2 }), [day]],
        [
          "stay_too_long",
          await shop.createResource({ max_stay: 1 }),
          datesInDays(30, 31),
        ],
        ["frozen", frozen, [day]],
        ["blackout", closed, [day]],
        [
          "no_capacity",
          await shop.createResource({ default_capacity: null }),
          [day],
        ],
        ["sold_out", soldOut, [day]],
      ]
    }

    const MESSAGES: Record<string, (name: string) => string> = {
      inactive: (name) => `${name} is not on sale.`,
      past: () => "Dates in the past can't be booked.",
      too_soon: () => "Bookings must be made at least 48 hours ahead.",
      too_far: () => "Bookings can be made at most 7 days ahead.",
      stay_too_short: () => "The minimum stay is 2 days.",
      stay_too_long: () => "The maximum stay is 1 day.",
      frozen: (name) => `${name} is closed on ${dateInWords(inDays(30))}.`,
      blackout: (name) => `${name} is closed on ${dateInWords(inDays(30))}.`,
      no_capacity: (name) =>
        `${name} is not offered on ${dateInWords(inDays(30))}.`,
      sold_out: (name) => `${name} is sold out on ${dateInWords(inDays(30))}.`,
    }

    /** What each says besides its dates and its resource. */
    const DETAILS: Record<string, (name: string) => object> = {
      inactive: (name) => ({ name }),
      past: () => ({}),
      too_soon: () => ({ hours: 48 }),
      too_far: () => ({ days: 7 }),
      stay_too_short: () => ({ min_stay: 2, span: "day" }),
      stay_too_long: () => ({ max_stay: 1, span: "day" }),
      frozen: (name) => ({ name }),
      blackout: (name) => ({ name }),
      no_capacity: (name) => ({ name }),
      sold_out: (name) => ({ name, free: 0 }),
    }

    it("says why, on which dates, and changes nothing", async () => {
      for (const [code, resource, dates] of await refused()) {
        await withoutChange(shop, async () => {
          const items = [{ resource_id: resource.id, dates }]
          const answer = await shop.tryHold({ items })
          const { id: resource_id, name } = resource
          const message = MESSAGES[code]?.(name)
          const details = { dates, resource_id, ...DETAILS[code]?.(name) }
          expectRefusal(answer, code as "past", message, details)
        })
      }
    })

    it("says the first by precedence when several apply", async () => {
      const all = await refused()
      await withoutChange(shop, async () => {
        for (const [i, [code, first, dates]] of all.entries()) {
          for (const [, second, others] of all.slice(i + 1)) {
            const answer = await shop.tryHold({
              items: [
                { resource_id: second.id, dates: others },
                { resource_id: first.id, dates },
              ],
            })
            expect(answer.body.code).toBe(code)
            expect(answer.body.details.dates).toEqual(dates)
          }
        }
      })
    })

    it("says what is unknown before what is closed, and what is malformed before that", async () => {
      const inactive = await shop.createResource({ is_active: false })
      const dates = [inDays(30)]
      const unknown = { resource_id: "bres_nowhere", dates }
      const items = [{ resource_id: inactive.id, dates }, unknown]
      await withoutChange(shop, async () => {
        expectRefusal(
          await shop.tryHold({ items }),
          ...missing("resource", "bres_nowhere")
        )
        const reversed = {
          ...unknown,
          dates: undefined,
          start_date: inDays(31),
          end_date: inDays(30),
        }
        const wrong = await shop.tryHold({ items: [...items, reversed] })
        expectRefusal(wrong, "invalid_range")
        const worse = await shop.tryHold({ items: [...items, reversed, 1] })
        expectRefusal(worse, "invalid_data")
      })
    })

    it("says what is unknown before a key conflict, and that before what is closed", async () => {
      const { id } = await shop.createResource()
      const inactive = await shop.createResource({ is_active: false })
      const dates = [inDays(30)]
      const place = (resource_id: string) =>
        shop.anyone.post(
          `${STORE}/holds`,
          { items: [{ resource_id, dates }] },
          { "idempotency-key": "one" }
        )
      await place(id)
      expectRefusal(await place("bres_nowhere"), "not_found")
      expectRefusal(await place(inactive.id), "idempotency_conflict")
    })

    it("knows no resource by a group's id, and no group by a resource's", async () => {
      const group = await shop.createGroup()
      const { id } = await shop.createResource()
      const dates = [inDays(30)]
      const asResource = [{ resource_id: group.id, dates }]
      expectRefusal(await shop.tryHold({ items: asResource }), "not_found")
      const asGroup = [{ group_id: id, dates }]
      expectRefusal(await shop.tryHold({ items: asGroup }), "not_found")
    })

    it("refuses a night of no length, but not a day", async () => {
      const night = await shop.createResource({ span: "night" })
      const day = await shop.createResource()
      const stay = { start_date: inDays(30), end_date: inDays(30) }
      const empty = { items: [{ resource_id: night.id, ...stay }] }
      expectRefusal(
        await shop.tryHold(empty),
        "invalid_range",
        "Check-out must be after check-in.",
        { kind: "reversed" }
      )
      await shop.placeHold({ items: [{ resource_id: day.id, ...stay }] })
    })

    it("takes 366 dates, and refuses one more", async () => {
      const { id } = await shop.createResource({ span: "night" })
      const item = { resource_id: id, start_date: inDays(1) }
      const tooLong = [{ ...item, end_date: inDays(368) }]
      expectRefusal(await shop.tryHold({ items: tooLong }), "invalid_range")
      const inParts = [
        { ...item, end_date: inDays(301) },
        { ...item, start_date: inDays(301), end_date: inDays(368) },
      ]
      expectRefusal(
        await shop.tryHold({ items: inParts }),
        "invalid_range",
        "A hold can have at most 366 dates in all.",
        { max_dates: 366 }
      )
      const whole = [{ ...item, end_date: inDays(367) }]
      const { hold } = await shop.placeHold({ items: whole })
      expect(hold.items[0]?.dates).toHaveLength(366)
    })
  })

  describe("POST /store/resource-booking/holds for a cart", () => {
    let items: object[]

    beforeEach(async () => {
      const { id } = await shop.createResource()
      items = [{ resource_id: id, dates: [inDays(30)] }]
    })

    it("knows no cart that there isn't", async () => {
      await withoutChange(shop, async () => {
        const answer = await shop.tryHold({ items, cart_id: "cart_nowhere" })
        const refusal = missing("cart", "cart_nowhere")
        expectRefusal(answer, ...refusal)
      })
    })

    it("refuses a cart that is completed", async () => {
      const cart_id = await shop.createCart()
      await shop.completeCart(cart_id)
      await withoutChange(shop, async () => {
        expectRefusal(
          await shop.tryHold({ items, cart_id }),
          "invalid_data",
          "This cart is completed and takes no more bookings.",
          {}
        )
      })
    })

    it("lets only the customer use a registered customer's cart", async () => {
      const cart_id = await shop.createCart({ customer_id: shop.ann.id })
      await withoutChange(shop, async () => {
        for (const client of [shop.anyone, shop.bob.client]) {
          const answer = await shop.tryHold({ items, cart_id }, client)
          const refusal = missing("cart", cart_id)
          expectRefusal(answer, ...refusal)
        }
      })
      await shop.placeHold({ items, cart_id }, shop.ann.client)
    })

    it("lets who knows a guest's cart use it", async () => {
      const customer_id = await shop.createGuest("guest@example.com")
      const cart_id = await shop.createCart({ customer_id })
      await shop.placeHold({ items, cart_id })
    })

    it("ends all holds of a cart at the same moment (R15)", async () => {
      const short = await shop.createResource({ hold_ttl_minutes: 10 })
      const cart_id = await shop.createCart()
      const first = await shop.placeHold({ items, cart_id })
      const second = await shop.placeHold({
        items: [{ resource_id: short.id, dates: [inDays(30)] }],
        cart_id,
      })
      expect(second.hold.expires_at).toBe(first.hold.expires_at)
    })
  })
}
