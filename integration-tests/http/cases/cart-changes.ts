import { Modules } from "@medusajs/framework/utils"
import { deleteLineItemsWorkflow } from "@medusajs/medusa/core-flows"

import { reject } from "../../../src/modules/resource_booking"
import { catchErrors } from "../../helpers/caught-errors"
import {
  book,
  complete,
  createCart,
  createRegions,
  createVariant,
  openPayment,
  type Variant,
} from "../../helpers/checkout"
import { ADMIN, expectStatus, type Shop, STORE } from "../../helpers/http-shop"
import { createTour } from "../../helpers/orders"
import { day, eventually } from "../../helpers/world"

const [MON, TUE] = [day(30), day(31)]

type Line = { id: string; unit_price: number }

/** What else may happen to a cart with bookings, by Medusa's own routes (R21). */
export function cartChangeCases(shop: Shop): void {
  let regions: { au: string; us: string }
  beforeAll(async () => {
    regions = await createRegions(shop)
  })
  afterEach(() => jest.restoreAllMocks())

  async function freeOn(resource_id: string): Promise<number> {
    const query = { resource_id, start_date: MON, end_date: MON }
    const { dates } = await shop.bookings.readAvailability(query)
    return dates[0]?.available_capacity as number
  }

  const bookingsOf = async (cartId: string) =>
    expectStatus(
      200,
      await shop.anyone.get(`${STORE}/carts/${cartId}/bookings`)
    ).body

  const cartOf = async (id: string) =>
    expectStatus(200, await shop.anyone.get(`/store/carts/${id}`)).body.cart

  const update = (cartId: string, body: object) =>
    shop.anyone.post(`/store/carts/${cartId}`, body)

  async function put(
    cart: string,
    tour: { resource: { id: string }; variant: Variant },
    item: object = {}
  ) {
    const items = [
      { resource_id: tour.resource.id, dates: [MON, TUE], ...item },
    ]
    const body = { variant_id: tour.variant.id, items }
    return expectStatus(201, await book(shop.anyone, cart, body)).body
  }

  describe("another change of the cart", () => {
    it("of e-mail, address or sales channel leaves line and hold alone", async () => {
      const tour = await createTour(shop)
      const cart = await createCart(shop.anyone, regions.au)
      await put(cart, tour)
      const [line] = (await cartOf(cart)).items
      const channels = shop.container.resolve(Modules.SALES_CHANNEL)
      const channel = await channels.createSalesChannels({ name: "Phone" })
      const changes = [
        { email: "other@example.com" },
        { shipping_address: { country_code: "au", city: "Cairns" } },
        { sales_channel_id: channel.id },
        { region_id: regions.au },
      ]
      for (const change of changes) {
        expectStatus(200, await update(cart, change))
        expect((await cartOf(cart)).items).toMatchObject([
          { id: line.id, unit_price: 191 },
        ])
      }
      expect((await bookingsOf(cart)).bookings).toHaveLength(1)
      await openPayment(shop.anyone, cart)
      expect((await complete(shop.anyone, cart)).body.type).toBe("order")
    })
  })

  describe("a booking that was removed, whose hold had ended", () => {
    const remove: [by: string, path: (cart: string, line: string) => string][] =
      [
        ["our", (cart, line) => `${STORE}/carts/${cart}/bookings/${line}`],
        ["Medusa's", (cart, line) => `/store/carts/${cart}/line-items/${line}`],
      ]

    /** A booking of 191 and a thing of 5; the booking has ended. */
    async function ended() {
      const tour = await createTour(shop)
      const plain = await createVariant(shop, { aud: 5, usd: 4 })
      const cart = await createCart(shop.anyone, regions.au)
      const { hold } = await put(cart, tour)
      const items = `/store/carts/${cart}/line-items`
      const one = { variant_id: plain.id, quantity: 1 }
      expectStatus(200, await shop.anyone.post(items, one))
      const lines: Line[] = (await cartOf(cart)).items
      const line = lines.find(({ unit_price }) => unit_price === 191) as Line
      await shop.expire(hold.id)
      return { cart, line: line.id, hold }
    }

    it.each(remove)(
      "by %s route is not brought back, nor charged",
      async (_, path) => {
        const { cart, line } = await ended()
        expectStatus(200, await shop.anyone.delete(path(cart, line)))
        const changes = [
          { email: "buyer@example.com" },
          { promo_codes: [] },
          { metadata: { note: "x" } },
          {},
          { region_id: regions.au },
          { shipping_address: { country_code: "au", city: "Cairns" } },
        ]
        for (const change of changes) {
          const answer = expectStatus(200, await update(cart, change))
          expect(answer.body.cart.total).toBe(5)
        }
        await openPayment(shop.anyone, cart)
        const paid = expectStatus(200, await complete(shop.anyone, cart)).body
        expect(paid.order).toMatchObject({ total: 5, items: [{ total: 5 }] })
      }
    )

    it("is not brought back by another region", async () => {
      const { cart, line } = await ended()
      const path = `/store/carts/${cart}/line-items/${line}`
      expectStatus(200, await shop.anyone.delete(path))
      for (const region_id of [regions.us, regions.us]) {
        const answer = expectStatus(200, await update(cart, { region_id }))
        expect(answer.body.cart.total).toBe(4)
      }
    })

    it("has no line any more, written down as expired or not", async () => {
      const lineOf = async (id: string) => {
        const { rows } = await shop.database.query(
          "select cart_line_item_id as line from booking_hold where id = $1",
          [id]
        )
        return rows[0]
      }
      const expired = await ended()
      await shop.bookings.expireHolds()
      for (const { cart, line, hold } of [expired, await ended()]) {
        const path = `${STORE}/carts/${cart}/bookings/${line}`
        expectStatus(200, await shop.anyone.delete(path))
        expect(await lineOf(hold.id)).toEqual({ line: null })
      }
    })
  })

  describe("a booking that was removed, whose hold lives still", () => {
    it("is not brought back by the same e-mail address", async () => {
      const tour = await createTour(shop)
      const cart = await createCart(shop.anyone, regions.au)
      await put(cart, tour)
      const [line] = (await cartOf(cart)).items
      const late = jest.spyOn(shop.bookings, "releaseLine")
      late.mockImplementation(() =>
        reject("busy", "Later.", { retry_after: 1 })
      )
      catchErrors(shop)
      const path = `/store/carts/${cart}/line-items/${line.id}`
      expectStatus(200, await shop.anyone.delete(path))
      const same = { email: "buyer@example.com" }
      const answer = expectStatus(200, await update(cart, same))
      expect(answer.body.cart).toMatchObject({ total: 0, items: [] })
    })
  })

  describe("erasing its customer's data", () => {
    it("leaves its dates to whoever completes it (R56)", async () => {
      const tour = await createTour(shop)
      const cart = await createCart(shop.anyone, regions.au)
      const { hold } = await put(cart, tour)
      const login = `/store/carts/${cart}/customer`
      expectStatus(200, await shop.ann.client.post(login))
      await shop.expire(hold.id)
      await shop.bookings.expireHolds()
      const erase = `${ADMIN}/personal-data/erase`
      const person = { customer_id: shop.ann.id, email: "buyer@example.com" }
      const erased = await shop.admin.client.post(erase, person)
      expect(expectStatus(200, erased).body).toEqual({ erased: 1 })
      await openPayment(shop.ann.client, cart)
      const answer = await complete(shop.ann.client, cart)
      const { order } = expectStatus(200, answer).body
      const { rows } = await shop.bookings.listAllocations({
        order_id: order.id,
      })
      expect(rows).toMatchObject([{ hold_id: hold.id, dates: [MON, TUE] }])
      const log = await shop.bookings.listOperations({ hold_id: hold.id })
      const done = log.rows.map((row) => row.operation)
      expect(done).toContain("hold.taken_again")
    })
  })

  describe("the news that a line was deleted", () => {
    it("frees nothing while the line is there: it may have been put back", async () => {
      const tour = await createTour(shop)
      const cart = await createCart(shop.anyone, regions.au)
      const { hold } = await put(cart, tour)
      const [line] = (await cartOf(cart)).items
      const carts = shop.container.resolve(Modules.CART)
      const looked = jest.spyOn(carts, "listLineItems")
      const bus = shop.container.resolve(Modules.EVENT_BUS)
      const data = { id: line.id }
      await bus.emit({ name: "cart.line-item.deleted", data })
      await eventually(
        () => Promise.resolve(looked.mock.calls.length > 0),
        "it was heard"
      )
      await looked.mock.results[0]?.value
      expect((await bookingsOf(cart)).bookings).toMatchObject([
        { hold: { id: hold.id, status: "active" } },
      ])
    })
  })

  describe("emptying a cart", () => {
    async function twoBookings() {
      const tours = [await createTour(shop), await createTour(shop)]
      const cart = await createCart(shop.anyone, regions.au)
      for (const tour of tours) {
        await put(cart, tour)
      }
      const { items } = await cartOf(cart)
      const lines = (items as Line[]).map(({ id }) => id)
      return { tours, cart, lines }
    }

    async function expectFree({
      tours,
      cart,
    }: Awaited<ReturnType<typeof twoBookings>>) {
      for (const { resource } of tours) {
        await eventually(
          async () => (await freeOn(resource.id)) === 2,
          "its dates are free"
        )
      }
      expect((await bookingsOf(cart)).bookings).toEqual([])
      expect((await cartOf(cart)).items).toEqual([])
    }

    it("line by line frees everything", async () => {
      const made = await twoBookings()
      for (const line of made.lines) {
        const path = `/store/carts/${made.cart}/line-items/${line}`
        expectStatus(200, await shop.anyone.delete(path))
      }
      await expectFree(made)
    })

    it("by a quantity of 0 frees everything", async () => {
      const made = await twoBookings()
      for (const line of made.lines) {
        const path = `/store/carts/${made.cart}/line-items/${line}`
        expectStatus(200, await shop.anyone.post(path, { quantity: 0 }))
      }
      await expectFree(made)
    })

    it("of several lines at once frees everything", async () => {
      const made = await twoBookings()
      await deleteLineItemsWorkflow(shop.container).run({
        input: { cart_id: made.cart, ids: made.lines },
      })
      await expectFree(made)
    })
  })
}
