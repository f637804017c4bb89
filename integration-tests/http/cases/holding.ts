import type { HoldAnswer } from "../../../src/modules/resource_booking/types"
import type { HttpClient } from "../../helpers/http"
import { inDays, MOMENT } from "../../helpers/http-dates"
import {
  expectRefusal,
  missing,
  withoutChange,
} from "../../helpers/http-expect"
import { type Shop, STORE } from "../../helpers/http-shop"

const SYSTEM = { actor: { type: "system", id: null } } as const

export function holdingCases(shop: Shop): void {
  describe("a hold", () => holdCases(shop))
}

function holdCases(shop: Shop): void {
  let items: object[]

  beforeEach(async () => {
    const { id } = await shop.createResource()
    items = [{ resource_id: id, dates: [inDays(30)] }]
  })

  /** A hold that nobody owns, and who has its token. */
  async function anonymousHold(): Promise<[HoldAnswer, HttpClient, string]> {
    const placed = await shop.placeHold({ items })
    const owner = shop.anyone.with({ "x-booking-hold-token": placed.token })
    return [placed, owner, `${STORE}/holds/${placed.hold.id}`]
  }

  describe("GET /store/resource-booking/holds/:id (R14)", () => {
    it("tells what is held, until when, and what time it is", async () => {
      const [placed, owner, path] = await anonymousHold()
      const { status, body } = await owner.get(path)
      expect(status).toBe(200)
      expect(body).toEqual({
        ...placed,
        server_time: MOMENT,
        time_remaining_seconds: expect.any(Number),
      })
      expect(body.time_remaining_seconds).toBeGreaterThan(1790)
      expect(body.time_remaining_seconds).toBeLessThanOrEqual(1800)
    })

    it("tells that a hold has expired at the instant it has (R12)", async () => {
      const [{ hold }, owner, path] = await anonymousHold()
      await shop.expire(hold.id)
      const { body } = await owner.get(path)
      expect(body.hold.status).toBe("expired")
      expect(body.time_remaining_seconds).toBe(0)
    })
  })

  describe("who may see and change a hold (R18)", () => {
    it.each(["GET", "DELETE", "POST extend"])(
      "%s takes the token, the cart or the customer, and knows no hold otherwise",
      async (route) => {
        const [method = "", action] = route.split(" ")
        const cart_id = await shop.createCart({ customer_id: shop.ann.id })
        const placed = await shop.placeHold({ items, cart_id }, shop.ann.client)
        const foreign = await shop.placeHold({ items }, shop.bob.client)
        const { id } = placed.hold
        const path = `${STORE}/holds/${id}${action ? `/${action}` : ""}`
        const call = (client: HttpClient, query = "") =>
          client.send({ method, path: path + query })
        const withToken = (token: string) =>
          shop.anyone.with({ "x-booking-hold-token": token })

        await withoutChange(shop, async () => {
          const refused = [
            await call(shop.anyone),
            await call(shop.bob.client),
            await call(shop.anyone, "?cart_id=cart_other"),
            await call(withToken(foreign.token)),
            await call(withToken("")),
            await call(withToken(placed.token.slice(0, -1))),
            await call(withToken(id)),
            await call(withToken("x".repeat(4_000))),
            await call(shop.anyone.with(shop.bearerOf(shop.admin))),
          ]
          for (const answer of refused) {
            expectRefusal(answer, ...missing("hold", id))
          }
        })

        expect((await call(shop.ann.client)).status).toBe(200)
        expect((await call(withToken(placed.token))).status).not.toBe(404)
        const byCart = await call(shop.anyone, `?cart_id=${cart_id}`)
        expect(byCart.status).not.toBe(404)
      }
    )

    it("answers alike for a hold that isn't there", async () => {
      const path = `${STORE}/holds/bhold_nowhere`
      const refusal = missing("hold", "bhold_nowhere")
      expectRefusal(await shop.anyone.get(path), ...refusal)
      expectRefusal(await shop.anyone.delete(path), ...refusal)
      const extension = await shop.anyone.post(`${path}/extend`)
      expectRefusal(extension, ...refusal)
    })

    it("refuses a query that it doesn't know", async () => {
      const [, owner, path] = await anonymousHold()
      expectRefusal(await owner.get(path, { token: "x" }), "invalid_data")
      const twice = await owner.get(path, { cart_id: ["a", "b"] })
      expectRefusal(twice, "invalid_data")
    })
  })

  describe("POST /store/resource-booking/holds/:id/extend (R14)", () => {
    it("starts the hold's time again", async () => {
      const [placed, owner, path] = await anonymousHold()
      const { status, body } = await owner.post(`${path}/extend`, {})
      expect(status).toBe(200)
      const { expires_at } = body.hold
      expect(body).toEqual({
        ...placed,
        hold: { ...placed.hold, expires_at, updated_at: MOMENT },
        server_time: MOMENT,
        time_remaining_seconds: 1800,
      })
      expect(expires_at > placed.hold.expires_at).toBe(true)
    })

    it("ends at the lifetime cap, and says so (R17)", async () => {
      const { id } = await shop.createResource({ hold_ttl_minutes: 120 })
      const placed = await shop.placeHold({
        items: [{ resource_id: id, dates: [inDays(30)] }],
      })
      const owner = shop.anyone.with({ "x-booking-hold-token": placed.token })
      await withoutChange(shop, async () => {
        const path = `${STORE}/holds/${placed.hold.id}/extend`
        expectRefusal(
          await owner.post(path),
          "limit_reached",
          "This hold can't be extended any further.",
          { kind: "lifetime" }
        )
      })
    })

    it("takes no deadline from the client", async () => {
      const [, owner, path] = await anonymousHold()
      await withoutChange(shop, async () => {
        for (const body of [{ expires_at: "2099-01-01" }, [], { minutes: 1 }]) {
          const answer = await owner.post(`${path}/extend`, body)
          expectRefusal(answer, "invalid_data")
        }
      })
    })
  })

  describe("DELETE /store/resource-booking/holds/:id (R14)", () => {
    it("gives the dates back at once, and says the same again", async () => {
      const [{ hold }, owner, path] = await anonymousHold()
      const released = {
        id: hold.id,
        object: "booking_hold",
        deleted: true,
        hold: { ...hold, status: "released", updated_at: MOMENT },
      }
      const first = await owner.delete(path)
      expect(first.status).toBe(200)
      expect(first.body).toEqual(released)
      const again = await withoutChange(shop, () => owner.delete(path))
      expect(again.status).toBe(200)
      expect(again.body).toEqual(first.body)
      const three = items.map((item) => ({ ...item, quantity: 3 }))
      await shop.placeHold({ items: three })
    })
  })

  describe("a hold that has ended (R16)", () => {
    const END: Record<string, (id: string) => Promise<unknown>> = {
      released: (id) => shop.bookings.releaseHold(id, { admin: true }, SYSTEM),
      expired: (id) => shop.expire(id),
      already_confirmed: (hold_id) =>
        shop.bookings.confirmHold({ hold_id, order_id: "order_1" }, SYSTEM),
    }

    it.each([
      ["released", "This hold was released."],
      ["expired", "This hold has expired."],
      ["already_confirmed", "This hold is already confirmed."],
    ] as const)("is not extended: %s", async (code, message) => {
      const [{ hold }, owner, path] = await anonymousHold()
      await END[code]?.(hold.id)
      await withoutChange(shop, async () => {
        const answer = await owner.post(`${path}/extend`)
        expectRefusal(answer, code, message, {})
      })
    })

    it.each([
      ["expired", "This hold has expired."],
      ["already_confirmed", "This hold is already confirmed."],
    ] as const)("is not released: %s", async (code, message) => {
      const [{ hold }, owner, path] = await anonymousHold()
      await END[code]?.(hold.id)
      await withoutChange(shop, async () => {
        expectRefusal(await owner.delete(path), code, message, {})
      })
    })
  })
}
