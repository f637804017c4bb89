import { Modules } from "@medusajs/framework/utils"
import { deleteLineItemsWorkflow } from "@medusajs/medusa/core-flows"
import {
  book,
  complete,
  createCart,
  createRegions,
  openPayment,
  type Variant,
} from "../../helpers/checkout"
import { ADMIN, expectStatus, STORE, type Shop } from "../../helpers/http-shop"
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
