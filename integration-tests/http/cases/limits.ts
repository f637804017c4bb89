import { randomUUID } from "node:crypto"

import type { HttpClient } from "../../helpers/http"
import { inDays } from "../../helpers/http-dates"
import { expectRefusal, withoutChange } from "../../helpers/http-expect"
import { type Shop, STORE } from "../../helpers/http-shop"

const TOO_FAST = "Too many bookings in a minute. Please wait."
const PER_MINUTE = 30
const PER_MINUTE_AND_ADDRESS = 300

/**
 * The limits of R17 with their defaults. Minutes are not waited for: each test
 * has owners of its own, and the address, which all tests share, comes last.
 */
export function limitCases(shop: Shop): void {
  let resource_id: string

  const aSeconds = expect.objectContaining({
    retry_after: expect.any(Number),
  })

  function hold(owner: object, item: object = {}, client = shop.anyone) {
    const items = [{ resource_id, dates: [inDays(30)], ...item }]
    return shop.tryHold({ items, ...owner }, client)
  }

  /** Each a new owner of the kind. */
  const OWNERS = {
    "a cart": async (): Promise<[object, HttpClient]> => [
      { cart_id: await shop.createCart() },
      shop.anyone,
    ],
    "a customer": async (): Promise<[object, HttpClient]> => {
      const { client } = await shop.createCustomer(randomUUID())
      return [{}, client]
    },
  }
  const kinds = Object.keys(OWNERS) as (keyof typeof OWNERS)[]

  describe("hoarding (R17)", () => {
    beforeEach(async () => {
      const { id } = await shop.createResource({ default_capacity: 1_000 })
      resource_id = id
    })

    it.each(kinds)("lets %s have 10 live holds", async (kind) => {
      const [owner, client] = await OWNERS[kind]()
      for (let n = 0; n < 10; n++) {
        expect((await hold(owner, {}, client)).status).toBe(201)
      }
      await withoutChange(shop, async () => {
        const answer = await hold(owner, {}, client)
        expectRefusal(
          answer,
          "limit_reached",
          "At most 10 bookings can be held at a time. Please pay for some or release them first.",
          { kind: "bookings", most: 10, retry_after: expect.any(Number) }
        )
        const { retry_after } = answer.body.details
        expect(retry_after).toBeGreaterThan(1_700)
        expect(retry_after).toBeLessThanOrEqual(1_800)
      })
    })

    it("counts a hold no more when it has ended", async () => {
      const cart_id = await shop.createCart()
      const first = await hold({ cart_id })
      for (let n = 1; n < 10; n++) {
        await hold({ cart_id })
      }
      await shop.expire(first.body.hold.id)
      expect((await hold({ cart_id })).status).toBe(201)
      expectRefusal(await hold({ cart_id }), "limit_reached")
    })

    it("lets no stranger use up what the holder of an e-mail may keep", async () => {
      const email = "jane@example.com"
      for (let n = 0; n < 10; n++) {
        await hold({ email })
      }
      expect((await hold({ email })).status).toBe(201)
    })

    it("lets an owner have 50 units", async () => {
      const cart_id = await shop.createCart()
      expect((await hold({ cart_id }, { quantity: 49 })).status).toBe(201)
      expectRefusal(
        await hold({ cart_id }, { quantity: 2 }),
        "limit_reached",
        "At most 50 units can be held at a time. Please pay for some or release them first.",
        aSeconds
      )
      expect((await hold({ cart_id }, { quantity: 1 })).status).toBe(201)
    })

    it("lets an owner have 366 resource-dates", async () => {
      const cart_id = await shop.createCart()
      const stay = (first: number, last: number) => ({
        dates: undefined,
        start_date: inDays(first),
        end_date: inDays(last),
      })
      expect((await hold({ cart_id }, stay(1, 300))).status).toBe(201)
      expectRefusal(
        await hold({ cart_id }, stay(1, 67)),
        "limit_reached",
        "At most 366 dates can be held at a time. Please pay for some or release them first.",
        aSeconds
      )
      expect((await hold({ cart_id }, stay(1, 66))).status).toBe(201)
    })

    it("says that it is sold out before it speaks of limits", async () => {
      const { id } = await shop.createResource({ default_capacity: 1 })
      const cart_id = await shop.createCart()
      await hold({ cart_id }, { resource_id: id })
      const tooMany = { resource_id: id, quantity: 51 }
      expectRefusal(await hold({ cart_id }, tooMany), "sold_out")
    })
  })

  describe("the rate (R17)", () => {
    // Refused ones count like others: they cost as much to try.
    const nothing = () => ({ items: [] })

    it.each(kinds)("lets %s try 30 times a minute", async (kind) => {
      const [owner, client] = await OWNERS[kind]()
      const attempt = () => shop.tryHold({ ...nothing(), ...owner }, client)
      for (let n = 0; n < PER_MINUTE; n++) {
        expectRefusal(await attempt(), "invalid_data")
      }
      await withoutChange(shop, async () => {
        const answer = await attempt()
        expectRefusal(answer, "rate_limited", TOO_FAST, {
          retry_after: expect.any(Number),
        })
        const { retry_after } = answer.body.details
        expect(retry_after).toBeGreaterThan(0)
        expect(retry_after).toBeLessThanOrEqual(60)
      })
      const [another, anotherClient] = await OWNERS[kind]()
      const free = await shop.tryHold(
        { ...nothing(), ...another },
        anotherClient
      )
      expectRefusal(free, "invalid_data")
    })

    it("limits nothing but new holds", async () => {
      const cart_id = await shop.createCart()
      for (let n = 0; n <= PER_MINUTE; n++) {
        await shop.tryHold({ items: [], cart_id })
      }
      expectRefusal(await shop.tryHold({ items: [], cart_id }), "rate_limited")
      for (let n = 0; n < 10; n++) {
        const { status } = await shop.anyone.get(`${STORE}/resources`)
        expect(status).toBe(200)
      }
    })

    it("lets an address read for 6,000 points, a year's search for 70", async () => {
      const client = shop.anyone
      const search = `${STORE}/resources?start_date=${inDays(1)}&end_date=${inDays(365)}`
      const read = (path: string) =>
        client.with({ "x-forwarded-for": randomUUID() }).get(path)
      let answer = await read(search)
      let reads = 1
      for (; answer.status === 200 && reads < 100; reads++) {
        answer = await read(search)
      }
      expectRefusal(
        answer,
        "rate_limited",
        "Too many requests in a minute. Please wait.",
        { retry_after: expect.any(Number) }
      )
      expect(reads).toBeLessThanOrEqual(86)
      // What costs as much as nothing else is refused now, too.
      const { status } = await read(`${STORE}/availability`)
      expect(status).toBe(429)
      // Buyers' holds are counted apart.
      expectRefusal(await shop.tryHold(nothing()), "invalid_data")
    })

    it("lets an address try 300 times a minute, whatever it forwards", async () => {
      const forwarded = () =>
        shop.anyone.with({ "x-forwarded-for": `203.0.113.${octet++}` })
      let octet = 0
      let answer = await shop.tryHold(nothing(), forwarded())
      for (let n = 0; n < PER_MINUTE_AND_ADDRESS; n++) {
        answer = await shop.tryHold(nothing(), forwarded())
        if (answer.body.code === "rate_limited") {
          break
        }
      }
      expectRefusal(answer, "rate_limited", TOO_FAST, {
        retry_after: expect.any(Number),
      })
      expectRefusal(
        await shop.tryHold({ items: [], email: `${randomUUID()}@example.com` }),
        "rate_limited"
      )
    })
  })
}

/** The control: what the tests above see refused is the limits' doing. */
export function unlimitedCases(shop: Shop): void {
  describe("with limits off (R17)", () => {
    it("lets an owner hold and try as much as there is", async () => {
      const { id } = await shop.createResource({ default_capacity: 1_000 })
      const cart_id = await shop.createCart()
      const attempt = (quantity: number) => {
        const items = [{ resource_id: id, dates: [inDays(30)], quantity }]
        return shop.tryHold({ items, cart_id })
      }
      for (let n = 0; n <= PER_MINUTE; n++) {
        expect((await attempt(2)).status).toBe(201)
      }
    })

    it("lets an address read as much as it likes", async () => {
      const search = `${STORE}/resources?start_date=${inDays(1)}&end_date=${inDays(365)}`
      for (let n = 0; n < 90; n++) {
        expect((await shop.anyone.get(search)).status).toBe(200)
      }
    })
  })
}
