import { FetchError } from "@medusajs/js-sdk"

import {
  type BookingClient,
  createBookingClient,
  isBookingRefusal,
} from "../../../src/client"
import {
  createCart,
  createRegions,
  createVariant,
} from "../../helpers/checkout"
import { CLIENT_CALLS } from "../../helpers/client-calls"
import { type Fixture, requestOf, ROUTES } from "../../helpers/http-routes"
import { ADMIN, type Shop, STORE } from "../../helpers/http-shop"
import { day } from "../../helpers/world"

const [MON, TUE] = [day(30), day(31)]

/** Any fixture: each id is the name of what it is of. */
const NAMES = new Proxy({} as Fixture, {
  get: (_, name) => `${String(name)}_1`,
})

/** The package's client, over Medusa's SDK, against a running Medusa. */
export function clientCases(shop: Shop): void {
  let shopper: BookingClient
  let staff: BookingClient["admin"]
  beforeAll(() => {
    shopper = createBookingClient(shop.anyone.sdk())
    staff = createBookingClient(shop.admin.client.sdk()).admin
  })

  const aRoom = () => shop.createResource({ default_capacity: 1 })

  const errorOf = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => Promise.reject(new Error("it was accepted")),
      (error: unknown) => error
    )

  describe("the client", () => {
    // What a PUT does, a POST does as well.
    const routes = ROUTES.filter(({ route }) => !route.startsWith("PUT "))

    it("has a method for each route", () => {
      const names = routes.map(({ route }) => route).sort()
      expect(Object.keys(CLIENT_CALLS).sort()).toEqual(names)
    })

    it("sends each route what it takes", async () => {
      const sent: Record<string, unknown> = {}
      const takes: Record<string, unknown> = {}
      for (const { route, ...rest } of routes) {
        const { method, path, body } = requestOf({ route, ...rest }, NAMES)
        takes[route] = { method, body, ...partsOf(path) }
        const client = createBookingClient({
          client: {
            fetch: (input, init) => {
              const { method, body } = init ?? {}
              sent[route] = { method, body, ...partsOf(input as string) }
              return Promise.resolve({} as never)
            },
          },
        })
        const { query } = partsOf(path)
        const asked = { f: NAMES, query: query as never, body: body as never }
        await CLIENT_CALLS[route]?.(client, asked)
      }
      expect(sent).toEqual(takes)
    })

    it("places a hold once, however often it is told to with one key", async () => {
      const { id } = await aRoom()
      const items = [{ resource_id: id, dates: [MON] }]
      const once = { idempotencyKey: "one" }
      const { hold, token } = await shopper.holds.place({ items }, once)
      expect(hold).toMatchObject({
        status: "active",
        items: [{ dates: [MON] }],
      })
      const again = await shopper.holds.place({ items }, once)
      expect(again).toMatchObject({ hold, token, idempotent_replay: true })
      const released = await shopper.holds.release(hold.id, { token })
      expect(released).toMatchObject({
        ...{ id: hold.id, object: "booking_hold", deleted: true },
        hold: { status: "released" },
      })
    })

    it("takes a booking through a cart", async () => {
      const { au } = await createRegions(shop)
      const { id: resource_id } = await aRoom()
      const { id: variant_id } = await createVariant(shop, { aud: 10 }, [
        { resource_id },
      ])
      const cart = await createCart(shop.anyone, au)
      const added = await shopper.carts.addBooking(cart, {
        ...{ variant_id, items: [{ resource_id, dates: [MON] }] },
      })
      expect(added.cart.total).toBe(10)
      const line = added.cart.items?.[0]?.id as string
      const changed = await shopper.carts.changeBooking(cart, line, {
        items: [{ resource_id, dates: [MON, TUE] }],
      })
      expect(changed.cart.total).toBe(20)
      const { bookings } = await shopper.carts.readBookings(cart)
      expect(bookings).toMatchObject([
        { line_item_id: line, hold: { id: changed.hold.id } },
      ])
      const removed = await shopper.carts.removeBooking(cart, line)
      expect(removed).toMatchObject({ id: line, cart: { total: 0 } })
    })

    it("throws a refusal with its code, its sentence and its details", async () => {
      const { id, name } = await aRoom()
      const items = [{ resource_id: id, dates: [MON, TUE] }]
      await shopper.holds.place({ items: [{ resource_id: id, dates: [TUE] }] })
      const { body } = await shop.tryHold({ items })
      const error = await errorOf(shopper.holds.place({ items }))
      expect(isBookingRefusal(error, "sold_out")).toBe(true)
      expect(error).toMatchObject({
        ...{ status: 409, code: "sold_out", message: body.message },
        details: { dates: [TUE], resource_id: id },
      })
      expect(body.message).toContain(name)
    })

    it("throws what is refused before the route, too", async () => {
      const items = [{ resource_id: "bres_1", dates: [MON] }]
      const metadata = { note: "x".repeat(200_000) }
      const large = await errorOf(shopper.holds.place({ items, metadata }))
      expect(large).toMatchObject({ status: 413, code: "invalid_data" })
      const nothing = await errorOf(shopper.holds.place({ items: [] }))
      expect(nothing).toMatchObject({
        ...{ status: 400, code: "invalid_data" },
        details: { issues: [{ path: "items" }] },
      })
    })

    it("leaves Medusa's own errors to Medusa's SDK", async () => {
      const nobody = createBookingClient(shop.stranger.sdk())
      const error = await errorOf(nobody.admin.holds.list())
      expect(error).toBeInstanceOf(FetchError)
      expect(error).toMatchObject({ status: 401, message: "Unauthorized" })
    })

    it("lists for staff what they ask for", async () => {
      const { id, name, type } = await aRoom()
      const others = Array.from({ length: 30 }, (_, n) => `type ${n}`)
      const list = await staff.resources.list({
        ...{ type: [...others, type], is_active: true, limit: 5 },
        fields: ["name"],
      })
      expect(list).toEqual({
        resources: [{ id, name }],
        ...{ count: 1, count_is_capped: false },
        ...{ offset: 0, limit: 5, next: null },
      })
    })

    it("reads the health of a store that is degraded", async () => {
      const { id } = await aRoom()
      const items = [{ resource_id: id, dates: [MON] }]
      const { hold } = await shopper.holds.place({ items })
      await shop.expire(hold.id, 600)
      const { status, problems } = await staff.health.read()
      expect(status).toBe("degraded")
      expect(problems).toContainEqual(
        expect.objectContaining({ code: "holds_overdue" })
      )
      await shop.bookings.expireHolds()
    })

    it("reads a report as a table", async () => {
      const period = { start_date: MON, end_date: TUE }
      const table = await staff.reports.csv("funnel", period)
      expect(table).toBe(
        "start_date,end_date,resource_id,resource_name,created,confirmed,expired,released,replaced,active\r\n"
      )
    })
  })

  describe("a refusal in its message", () => {
    it("is there for whoever asks for it, beside all that is there always", async () => {
      const plain = await shop.anyone.get(`${STORE}/resources/none`)
      const asking = shop.anyone.with({ "x-booking-errors": "in-message" })
      const { status, body } = await asking.get(`${STORE}/resources/none`)
      expect(status).toBe(404)
      expect(JSON.parse(body.message as string)).toEqual(plain.body)
      expect({ ...body, message: plain.body.message }).toEqual(plain.body)
    })

    it("does nothing to an answer that is none", async () => {
      const { admin } = shop
      const asking = admin.client.with({ "x-booking-errors": "in-message" })
      const { body } = await asking.get(`${ADMIN}/groups`)
      expect(body).not.toHaveProperty("message")
    })
  })
}

function partsOf(address: string) {
  const { pathname, searchParams } = new URL(address, "http://shop")
  return { path: pathname, query: Object.fromEntries(searchParams) }
}
