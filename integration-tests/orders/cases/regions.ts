import {
  createRegionsWorkflow,
  createTaxRegionsWorkflow,
  updatePricePreferencesWorkflow,
} from "@medusajs/medusa/core-flows"

import { reject } from "../../../src/modules/resource_booking"
import { datesInWords } from "../../engine"
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
import {
  chargeOnce,
  createTour,
  findingsOn,
  makeOld,
  removeQuietly,
} from "../../helpers/orders"
import { day } from "../../helpers/world"

const [MON, TUE] = [day(30), day(31)]
const CHEAP = { aud: 5, usd: 4 }

type Line = { id: string; unit_price: number }
type Tour = Awaited<ReturnType<typeof createTour>>

/** A cart whose customer turns out to be in another country (R21). */
export function regionCases(shop: Shop): void {
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

  /** Germany: 19 % of tax, in every price. */
  async function createTaxedRegion(): Promise<string> {
    await updatePricePreferencesWorkflow(shop.container).run({
      input: {
        selector: { attribute: ["currency_code"], value: ["eur"] },
        update: { is_tax_inclusive: true },
      },
    })
    const { result } = await createRegionsWorkflow(shop.container).run({
      input: {
        regions: [
          {
            ...{ name: "Germany", currency_code: "eur", countries: ["de"] },
            payment_providers: ["pp_system_default"],
          },
        ],
      },
    })
    await createTaxRegionsWorkflow(shop.container).run({
      input: [
        {
          ...{ country_code: "de", provider_id: "tp_system" },
          default_tax_rate: { name: "Tax", code: "tax", rate: 19 },
        },
      ],
    })
    return result[0]?.id as string
  }

  describe("a changed region", () => {
    /** 95.50 AUD or 70.25 USD a date, and 10 and 7.10 for the whole. */
    async function filled() {
      const tour = await createTour(shop)
      const bike = await createTour(shop, {}, { aud: 10, usd: 7.1 })
      await chargeOnce(shop, bike.variant)
      const cart = await createCart(shop.anyone, regions.au)
      const first = await put(cart, tour, { quantity: 2 })
      const second = await put(cart, bike, { quantity: 1 })
      return { tour, bike, cart, holds: [first.hold.id, second.hold.id] }
    }

    it("prices the bookings again, to the cent, and gives no date up", async () => {
      const { tour, cart, holds } = await filled()
      expect((await cartOf(cart)).total).toBe(392)
      const answer = await update(cart, { region_id: regions.us })
      const changed = expectStatus(200, answer).body.cart
      expect(changed).toMatchObject({
        ...{ currency_code: "usd", total: 288.1 },
        items: [
          {
            ...{ quantity: 2, unit_price: 140.5 },
            title: expect.stringContaining(`, ${datesInWords([MON, TUE])}`),
          },
          { quantity: 1, unit_price: 7.1 },
        ],
      })
      const { bookings, removed } = await bookingsOf(cart)
      expect(removed).toEqual([])
      expect(bookings).toMatchObject(
        holds.map((id, i) => ({
          line_item_id: changed.items[i].id,
          hold: { id, status: "active" },
        }))
      )
      expect(await freeOn(tour.resource.id)).toBe(0)
      const log = await shop.bookings.listOperations({
        ...{ hold_id: holds[0] as string, operation: "hold.repriced" },
      })
      expect(log.rows).toMatchObject([
        {
          before: { unit_price: "191", currency_code: "aud" },
          after: { unit_price: "140.5", currency_code: "usd" },
        },
      ])
    })

    it("has its tax in the new price, where the new prices have it", async () => {
      const germany = await createTaxedRegion()
      const resource = await shop.createResource()
      const sells = [{ resource_id: resource.id }]
      const variant = await createVariant(shop, { aud: 50, eur: 40 }, sells)
      const cart = await createCart(shop.anyone, regions.au)
      await put(cart, { resource, variant })
      const address = { shipping_address: { country_code: "de" } }
      const change = { region_id: germany, ...address }
      const changed = expectStatus(200, await update(cart, change)).body.cart
      expect(changed).toMatchObject({
        // 80 × 19 / 119.
        ...{ total: 80, tax_total: expect.closeTo(12.7731, 4) },
        items: [{ unit_price: 80, is_tax_inclusive: true }],
      })
      await openPayment(shop.anyone, cart)
      const paid = expectStatus(200, await complete(shop.anyone, cart)).body
      expect(paid.order.total).toBe(80)
    })

    it("is completed at the new prices, and back and forth at the old", async () => {
      const { cart, holds } = await filled()
      for (const region_id of [regions.us, regions.au, regions.us]) {
        expectStatus(200, await update(cart, { region_id }))
      }
      await openPayment(shop.anyone, cart)
      const paid = expectStatus(200, await complete(shop.anyone, cart)).body
      expect(paid.order).toMatchObject({ currency_code: "usd", total: 288.1 })
      const { rows } = await shop.bookings.listAllocations({
        order_id: paid.order.id,
      })
      expect(rows.map((one) => one.hold_id).sort()).toEqual(holds.sort())
    })

    it("keeps an ended booking in the cart, to be taken again", async () => {
      const { cart, holds } = await filled()
      for (const id of holds) {
        await shop.expire(id)
      }
      await shop.bookings.expireHolds()
      expectStatus(200, await update(cart, { region_id: regions.us }))
      expect((await cartOf(cart)).items).toHaveLength(2)
      await openPayment(shop.anyone, cart)
      const { order } = expectStatus(
        200,
        await complete(shop.anyone, cart)
      ).body
      expect(order.total).toBe(288.1)
    })

    it("takes rooms of a group along as they were chosen", async () => {
      const group = await shop.createGroup()
      for (let i = 0; i < 2; i++) {
        await shop.createResource({ group_id: group.id, default_capacity: 1 })
      }
      const variant = await createVariant(shop, { aud: 100, usd: 60 }, [
        { group_id: group.id },
      ])
      const cart = await createCart(shop.anyone, regions.au)
      const items = [{ group_id: group.id, dates: [MON], quantity: 2 }]
      const { hold } = expectStatus(
        201,
        await book(shop.anyone, cart, { variant_id: variant.id, items })
      ).body
      const answer = await update(cart, { region_id: regions.us })
      expect(expectStatus(200, answer).body.cart.total).toBe(120)
      const { bookings } = await bookingsOf(cart)
      expect(bookings).toMatchObject([{ hold: { items: hold.items } }])
    })

    it("takes line and hold where there is no price, and says so", async () => {
      const tour = await createTour(shop)
      const local = await createTour(shop, {}, { aud: 40 })
      const cart = await createCart(shop.anyone, regions.au)
      const kept = await put(cart, tour)
      const { hold, cart: full } = await put(cart, local)
      const line = full.items.find((one: Line) => one.unit_price === 80)
      const answer = await update(cart, { region_id: regions.us })
      expect(expectStatus(200, answer).body.cart.items).toHaveLength(1)
      expect(await freeOn(local.resource.id)).toBe(2)
      const gone = {
        ...{ line_item_id: line.id, hold_id: hold.id },
        reason: "This product has no price in USD.",
      }
      expect(await bookingsOf(cart)).toMatchObject({
        bookings: [{ hold: { id: kept.hold.id } }],
        removed: [gone],
      })
      expectStatus(200, await update(cart, { region_id: regions.au }))
      expect((await bookingsOf(cart)).removed).toEqual([])
    })

    it("keeps its bookings though a reconciliation sees the cart without their lines", async () => {
      const { cart, holds } = await filled()
      for (const id of holds) {
        await makeOld(shop, "booking_hold", id)
      }
      const list = shop.bookings.listPricedHolds.bind(shop.bookings)
      const spy = jest.spyOn(shop.bookings, "listPricedHolds")
      const seen: unknown[] = []
      spy.mockImplementationOnce(async (id) => {
        const { items } = await cartOf(id)
        for (const hold of holds) {
          seen.push({ items, findings: await findingsOn(shop, hold) })
        }
        return list(id)
      })
      expectStatus(200, await update(cart, { region_id: regions.us }))
      expect(seen).toEqual(holds.map(() => ({ items: [], findings: [] })))
      expect((await cartOf(cart)).total).toBe(288.1)
      expect((await bookingsOf(cart)).bookings).toMatchObject(
        holds.map((id) => ({ hold: { id, status: "active" } }))
      )
    })

    it("that fails leaves line and hold as they were", async () => {
      const { tour, cart, holds } = await filled()
      const before = await cartOf(cart)
      const reprice = jest.spyOn(shop.bookings, "repriceHolds")
      reprice.mockRejectedValue(new Error("a defect"))
      await update(cart, { region_id: regions.us })
      reprice.mockRestore()
      const after = await cartOf(cart)
      expect(after).toMatchObject({ currency_code: "aud", total: before.total })
      const ids = (items: Line[]) => items.map(({ id }) => id).sort()
      expect(ids(after.items)).toEqual(ids(before.items))
      const { bookings } = await bookingsOf(cart)
      expect(bookings).toMatchObject(
        holds.map((id) => ({ hold: { id, status: "active" } }))
      )
      expect(await freeOn(tour.resource.id)).toBe(0)
      await openPayment(shop.anyone, cart)
      expect((await complete(shop.anyone, cart)).body.type).toBe("order")
    })

    it("beside an ordinary product without a price there leaves the cart whole", async () => {
      const { tour, cart } = await filled()
      const plain = await createVariant(shop, { aud: 20 })
      const items = `/store/carts/${cart}/line-items`
      const one = { variant_id: plain.id, quantity: 1 }
      expectStatus(200, await shop.anyone.post(items, one))
      await update(cart, { region_id: regions.us })
      const { items: lines } = await cartOf(cart)
      const { bookings } = await bookingsOf(cart)
      expect(lines).toHaveLength(3)
      expect(bookings).toHaveLength(2)
      expect(await freeOn(tour.resource.id)).toBe(0)
    })

    it("keeps a booking whose hold was busy when its line was written", async () => {
      const tour = await createTour(shop)
      const cart = await createCart(shop.anyone, regions.au)
      const busy = () => reject("busy", "Please try again.", { retry_after: 1 })
      jest.spyOn(shop.bookings, "attachLine").mockImplementationOnce(busy)
      const { hold } = await put(cart, tour)
      const answer = await update(cart, { region_id: regions.us })
      expect(expectStatus(200, answer).body.cart).toMatchObject({
        items: [{ unit_price: 140.5 }],
      })
      expect((await bookingsOf(cart)).bookings).toMatchObject([
        { hold: { id: hold.id, status: "active" } },
      ])
    })

    it("keeps the other dates of a booking that was busy when it was changed", async () => {
      const tour = await createTour(shop)
      const cart = await createCart(shop.anyone, regions.au)
      const { cart: before } = await put(cart, tour)
      const busy = () => reject("busy", "Please try again.", { retry_after: 1 })
      jest.spyOn(shop.bookings, "takeOver").mockImplementationOnce(busy)
      const path = `${STORE}/carts/${cart}/bookings/${before.items[0].id}`
      const items = [{ resource_id: tour.resource.id, dates: [TUE] }]
      const changed = await shop.anyone.post(path, { items })
      const { hold } = expectStatus(200, changed).body
      const answer = await update(cart, { region_id: regions.us })
      expect(expectStatus(200, answer).body.cart).toMatchObject({
        items: [
          {
            unit_price: 70.25,
            title: expect.stringContaining(datesInWords([TUE])),
          },
        ],
      })
      expect((await bookingsOf(cart)).bookings).toMatchObject([
        { hold: { id: hold.id, status: "active" } },
      ])
      expect(await freeOn(tour.resource.id)).toBe(2)
      await openPayment(shop.anyone, cart)
      expect((await complete(shop.anyone, cart)).body.type).toBe("order")
    })

    it("that is busy says so, and leaves the cart as it was", async () => {
      const { cart } = await filled()
      const { total } = await cartOf(cart)
      const busy = () => reject("busy", "Please try again.", { retry_after: 1 })
      jest.spyOn(shop.bookings, "repriceHolds").mockImplementationOnce(busy)
      const answer = await update(cart, { region_id: regions.us })
      expect(answer.status).toBe(400)
      expect(answer.body).toMatchObject({
        ...{ type: "not_allowed", code: "busy" },
        message: "Please try again.",
      })
      expect(await cartOf(cart)).toMatchObject({ currency_code: "aud", total })
    })

    it.each([
      ["another product", () => createVariant(shop, CHEAP), true],
      // It says that it is a booking, and there is none for it.
      ["its own, since unlinked", unlinkedFrom, false],
    ] as const)(
      "ties no booking to a line of %s that bears its mark",
      async (_, variantOf, isTaken) => {
        const tour = await createTour(shop)
        const cart = await createCart(shop.anyone, regions.au)
        const { hold } = await put(cart, tour)
        const { id: variant_id } = await variantOf(tour)
        const metadata = { resource_booking: { hold_id: hold.id } }
        const forged = { variant_id, quantity: 1, metadata }
        const items = `/store/carts/${cart}/line-items`
        expectStatus(200, await shop.anyone.post(items, forged))
        // The cart's lines come in no certain order.
        for (const [region_id, price] of [
          [regions.us, 140.5],
          [regions.au, 191],
          [regions.us, 140.5],
        ]) {
          expectStatus(200, await update(cart, { region_id }))
          const { items: lines } = await cartOf(cart)
          const line = (lines as Line[]).find((one) => one.unit_price === price)
          expect((await bookingsOf(cart)).bookings).toMatchObject([
            { line_item_id: line?.id, hold: { id: hold.id } },
          ])
        }
        await openPayment(shop.anyone, cart)
        const paid = await complete(shop.anyone, cart)
        if (isTaken) {
          expect(expectStatus(200, paid).body.order.total).toBe(144.5)
        } else {
          expect(paid).toMatchObject({
            ...{ status: 400, body: { code: "not_found" } },
          })
        }
      }
    )

    async function unlinkedFrom(tour: Tour): Promise<Variant> {
      const path = `${ADMIN}/variants/${tour.variant.id}/resources`
      const thing = `resource_id=${tour.resource.id}`
      expectStatus(200, await shop.admin.client.delete(`${path}?${thing}`))
      return tour.variant
    }

    it("brings nothing back that the customer has removed", async () => {
      const { cart, tour } = await filled()
      const { items } = await cartOf(cart)
      const release = jest.spyOn(shop.bookings, "releaseLine")
      release.mockResolvedValue(false)
      const line = (items as Line[]).find((one) => one.unit_price === 191)
      const path = `/store/carts/${cart}/line-items/${line?.id}`
      expectStatus(200, await shop.anyone.delete(path))
      await update(cart, { region_id: regions.us })
      expect((await cartOf(cart)).items).toMatchObject([{ unit_price: 7.1 }])
      release.mockRestore()
      const hold = (await shop.bookings.listHolds({ cart_id: cart })).rows.find(
        (one) => one.items[0]?.resource_id === tour.resource.id
      )
      await makeOld(shop, "booking_hold", hold?.id as string)
      await removeQuietly(shop, line?.id as string)
      expect(await findingsOn(shop, hold?.id as string)).toMatchObject([
        { check: "vanished_lines", action: "fixed" },
      ])
    })
  })
}
