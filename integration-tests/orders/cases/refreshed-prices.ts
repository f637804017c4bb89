import { Modules } from "@medusajs/framework/utils"
import {
  createPriceListsWorkflow,
  createPromotionsWorkflow,
  createRegionsWorkflow,
  createTaxRegionsWorkflow,
  linkProductsToSalesChannelWorkflow,
} from "@medusajs/medusa/core-flows"

import {
  book,
  complete,
  createCart,
  createRegions,
  createVariant,
  openPayment,
  type Variant,
} from "../../helpers/checkout"
import type { Answer } from "../../helpers/http"
import { ADMIN, expectStatus, type Shop, STORE } from "../../helpers/http-shop"
import { chargeOnce, createTour } from "../../helpers/orders"
import { createShippingOption } from "../../helpers/shipping"
import { day } from "../../helpers/world"

const MON = day(40)
const WEEK = [40, 41, 42, 43, 44, 45, 46].map((after) => day(after))
const TOTALS = ["total", "subtotal", "tax_total", "discount_total"]
const ITEM_FIELDS = TOTALS.map((name) => `+items.${name}`).join()

type Item = Record<string, unknown> & {
  id: string
  unit_price: number
  quantity: number
  variant_id: string
}
/** One cart with an ordinary product and a booking at the same price. */
type Pair = {
  cart: string
  plain: Variant
  tour: { resource: { id: string }; variant: Variant }
  hold: string
  lines: { plain: string; tour: string }
}

/**
 * An ordinary product and a booking of one price, side by side: whatever Medusa
 * does to the price of the one is done to the other's.
 */
export function refreshedPriceCases(shop: Shop): void {
  let regions: { nz: string; gb: string }
  let group: string
  beforeAll(async () => {
    regions = await createTaxedRegions()
    const customers = shop.container.resolve(Modules.CUSTOMER)
    group = (await customers.createCustomerGroups({ name: "Members" })).id
    await customers.addCustomerToGroup({
      ...{ customer_id: shop.ann.id, customer_group_id: group },
    })
  })
  afterEach(() => jest.restoreAllMocks())

  async function createTaxedRegions() {
    const region = (name: string, currency_code: string, country: string) => ({
      ...{ name, currency_code, countries: [country] },
      payment_providers: ["pp_system_default"],
    })
    const { result } = await createRegionsWorkflow(shop.container).run({
      input: {
        regions: [
          region("New Zealand", "nzd", "nz"),
          region("United Kingdom", "gbp", "gb"),
        ],
      },
    })
    const rate = (country_code: string, rate: number) => ({
      ...{ country_code, provider_id: "tp_system" },
      default_tax_rate: { name: "VAT", code: `vat-${country_code}`, rate },
    })
    await createTaxRegionsWorkflow(shop.container).run({
      input: [rate("nz", 15), rate("gb", 20)],
    })
    const [nz, gb] = result.map(({ id }) => id) as [string, string]
    return { nz, gb }
  }

  const pair = async (dates = [MON]): Promise<Pair> => {
    const resource = await shop.createResource({ default_capacity: 5 })
    return pairOf(resource, { resource_id: resource.id }, dates)
  }

  async function pairOfGroup(dates: string[]) {
    const { id: group_id } = await shop.createGroup()
    const member = { default_capacity: 5, group_id }
    const resource = await shop.createResource(member)
    const pair = await pairOf(resource, { group_id }, dates)
    return { ...pair, group: group_id }
  }

  /** 100 NZD or 55 GBP. */
  async function pairOf(
    resource: { id: string },
    sold: { resource_id: string } | { group_id: string },
    dates: string[]
  ): Promise<Pair> {
    const prices = { nzd: 100, gbp: 55 }
    const plain = await createVariant(shop, prices)
    const variant = await createVariant(shop, prices, [sold])
    const cart = await createCart(shop.anyone, regions.nz)
    await addPlain(cart, plain)
    const items = [{ ...sold, dates }]
    const body = { variant_id: variant.id, items }
    const { hold } = expectStatus(201, await book(shop.anyone, cart, body)).body
    const lines = await linesOf(cart)
    return {
      ...{ cart, plain, hold: hold.id, tour: { resource, variant } },
      lines: {
        plain: lineOf(lines, plain).id,
        tour: lineOf(lines, variant).id,
      },
    }
  }

  const addPlain = async (cart: string, plain: Variant, quantity = 1) =>
    expectStatus(
      200,
      await shop.anyone.post(`/store/carts/${cart}/line-items`, {
        ...{ variant_id: plain.id, quantity },
      })
    )

  const cartOf = async (id: string) =>
    expectStatus(
      200,
      await shop.anyone.get(`/store/carts/${id}`, { fields: ITEM_FIELDS })
    ).body.cart

  const linesOf = async (id: string): Promise<Item[]> =>
    (await cartOf(id)).items

  const lineOf = (lines: Item[], { id }: Variant): Item =>
    lines.find((line) => line.variant_id === id) as Item

  /** A price list for everybody, or for the members. */
  async function priceList(
    { plain, tour }: Pair,
    amount: number,
    more: object = {},
    rules: Record<string, string[]> = {}
  ): Promise<void> {
    await createPriceListsWorkflow(shop.container).run({
      input: {
        price_lists_data: [
          {
            ...{ title: "Less", description: "Less", type: "override" },
            ...{ status: "active", rules },
            prices: [plain.id, tour.variant.id].map((variant_id) => ({
              ...{ variant_id, amount, currency_code: "nzd", ...more },
            })),
          },
        ],
      },
    } as never)
  }

  let codes = 0
  /** 10 % off each thing. */
  async function promotion(): Promise<string> {
    const code = `TENTH${++codes}`
    await createPromotionsWorkflow(shop.container).run({
      input: {
        promotionsData: [
          {
            ...{ code, type: "standard", status: "active" },
            application_method: {
              ...{ type: "percentage", value: 10, currency_code: "nzd" },
              ...{ target_type: "items", allocation: "each", max_quantity: 9 },
            },
          },
        ],
      },
    })
    return code
  }

  const priceSide = ({ unit_price, quantity, ...line }: Item) => ({
    ...{ unit_price, quantity, is_tax_inclusive: line.is_tax_inclusive },
    ...Object.fromEntries(TOTALS.map((name) => [name, line[name]])),
  })

  /** Both lines cost the same, to the cent, and so does what was agreed. */
  async function expectEqual(p: Pair, unit_price: number): Promise<void> {
    const lines = await linesOf(p.cart)
    const [plain, tour] = [
      lineOf(lines, p.plain),
      lineOf(lines, p.tour.variant),
    ]
    expect(plain).toMatchObject({ unit_price, total: expect.any(Number) })
    expect(priceSide(tour)).toEqual(priceSide(plain))
    await expectAgreed(p, unit_price)
  }

  async function expectAgreed(p: Pair, unit_price: number): Promise<void> {
    const [hold] = await shop.bookings.listPricedHolds(p.cart)
    expect(Number(hold?.agreed.unit_price)).toBe(unit_price)
  }

  const send = (path: string, body: object) => (p: Pair) =>
    shop.anyone.post(`/store/carts/${p.cart}${path}`, body)

  const address = { country_code: "nz", city: "Nelson", postal_code: "7010" }

  describe("a booking beside an ordinary product of the same price (R21)", () => {
    const repriced: [string, (p: Pair) => Promise<Answer>, number][] = [
      [
        "the customer logs in",
        (p) => shop.bob.client.post(`/store/carts/${p.cart}/customer`, {}),
        60,
      ],
      [
        "the same region is chosen again",
        (p) => send("", { region_id: regions.nz })(p),
        60,
      ],
      [
        "another region is chosen",
        (p) => send("", { region_id: regions.gb })(p),
        55,
      ],
      ["an address is given", send("", { shipping_address: address }), 60],
      ["the language is changed", send("", { locale: "de-DE" }), 60],
    ]
    it.each(repriced)(
      "costs what that one does when %s: the price of today",
      async (_, change, expected) => {
        const p = await pair()
        await priceList(p, 60)
        await expectEqual(p, 100)
        expectStatus(200, await change(p))
        await expectEqual(p, expected)
        await openPayment(shop.anyone, p.cart)
        const { total } = await cartOf(p.cart)
        const paid = expectStatus(200, await complete(shop.anyone, p.cart))
        expect(paid.body.order.total).toBe(total)
      }
    )

    const kept: [string, (p: Pair) => Promise<Answer>][] = [
      ["an e-mail address is given", send("", { email: "x@example.com" })],
      ["metadata are written", send("", { metadata: { note: "x" } })],
      [
        "another thing is added",
        async ({ cart }) =>
          addPlain(cart, await createVariant(shop, { nzd: 5 })),
      ],
      [
        "another booking is added",
        async ({ cart }) => {
          const resource = await shop.createResource()
          const sells = [{ resource_id: resource.id }]
          const variant = await createVariant(shop, { nzd: 7 }, sells)
          const items = [{ resource_id: resource.id, dates: [MON] }]
          const body = { variant_id: variant.id, items }
          const answer = await book(shop.anyone, cart, body)
          return { ...answer, status: answer.status === 201 ? 200 : 500 }
        },
      ],
      ["taxes are asked for", send("/taxes", {})],
      [
        "a promotion is used",
        async ({ cart }) =>
          shop.anyone.post(`/store/carts/${cart}/promotions`, {
            promo_codes: [await promotion()],
          }),
      ],
      [
        "a promotion comes with the cart",
        async ({ cart }) =>
          shop.anyone.post(`/store/carts/${cart}`, {
            promo_codes: [await promotion()],
          }),
      ],
      [
        "a promotion is taken off",
        async ({ cart }) => {
          const path = `/store/carts/${cart}/promotions`
          const body = { promo_codes: [await promotion()] }
          expectStatus(200, await shop.anyone.post(path, body))
          return shop.anyone.send({ method: "DELETE", path, body })
        },
      ],
      [
        "a thing is taken out",
        async ({ cart }) => {
          const plain = await createVariant(shop, { nzd: 5 })
          const { items } = (await addPlain(cart, plain)).body.cart
          const { id } = lineOf(items, plain)
          return shop.anyone.delete(`/store/carts/${cart}/line-items/${id}`)
        },
      ],
      [
        "a delivery is chosen",
        async ({ cart }) =>
          shop.anyone.post(`/store/carts/${cart}/shipping-methods`, {
            option_id: await createShippingOption(shop, "nz", "nzd"),
          }),
      ],
      [
        "another sales channel is chosen",
        async ({ cart, plain, tour }) => {
          const id = await shop.createChannel("App")
          for (const { product_id } of [plain, tour.variant]) {
            await linkProductsToSalesChannelWorkflow(shop.container).run({
              input: { id, add: [product_id] },
            })
          }
          return shop.anyone.post(`/store/carts/${cart}`, {
            sales_channel_id: id,
          })
        },
      ],
      [
        "a payment is opened",
        async ({ cart }) => {
          await openPayment(shop.anyone, cart)
          return shop.anyone.get(`/store/carts/${cart}`)
        },
      ],
    ]
    it.each(kept)(
      "keeps its price, as that one does, when %s",
      async (_, change) => {
        const p = await pair()
        await priceList(p, 60)
        expectStatus(200, await change(p))
        await expectEqual(p, 100)
      }
    )

    it("costs what members pay once one of them has logged in, discounts and tax too", async () => {
      const p = await pair()
      await priceList(p, 60, {}, { "customer.groups.id": [group] })
      const promo_codes = [await promotion()]
      expectStatus(200, await send("/promotions", { promo_codes })(p))
      await openPayment(shop.anyone, p.cart)
      await expectEqual(p, 100)
      const path = `/store/carts/${p.cart}/customer`
      expectStatus(200, await shop.ann.client.post(path, {}))
      await expectEqual(p, 60)
      // 2 × (60 − 6), and 15 % of it.
      const { total, payment_collection } = await cartOf(p.cart)
      expect(total).toBeCloseTo(124.2, 4)
      expect(payment_collection?.amount ?? total).toBeCloseTo(124.2, 4)
      const log = await shop.bookings.listOperations({
        ...{ hold_id: p.hold, operation: "hold.repriced" },
      })
      expect(log.rows).toMatchObject([
        { before: { unit_price: "100" }, after: { unit_price: "60" } },
      ])
    })

    it("has the price of its quantity, as that one has", async () => {
      const p = await pair()
      await priceList(p, 80, { min_quantity: 2, max_quantity: 9 })
      const line = `/store/carts/${p.cart}/line-items/${p.lines.plain}`
      expectStatus(200, await shop.anyone.post(line, { quantity: 2 }))
      const resource_id = p.tour.resource.id
      const items = [{ resource_id, dates: [MON], quantity: 2 }]
      const path = `${STORE}/carts/${p.cart}/bookings/${p.lines.tour}`
      expectStatus(200, await shop.anyone.post(path, { items }))
      await expectEqual(p, 80)
      expectStatus(200, await send("", { region_id: regions.nz })(p))
      await expectEqual(p, 80)
    })

    it("costs what it does for each date, as it was agreed, however its variant is sold since", async () => {
      const p = await pair(WEEK)
      await priceList(p, 60)
      const path = `${ADMIN}/variants/${p.tour.variant.id}`
      const client = shop.admin.client
      const once = { price_mode: "per_booking" }
      expectStatus(200, await client.post(path, once))
      const what = `resource_id=${p.tour.resource.id}`
      expectStatus(200, await client.delete(`${path}/resources?${what}`))
      expectStatus(200, await send("", { region_id: regions.nz })(p))
      expect(lineOf(await linesOf(p.cart), p.tour.variant).unit_price).toBe(420)
      expectStatus(200, await send("", { region_id: regions.gb })(p))
      expect(lineOf(await linesOf(p.cart), p.tour.variant).unit_price).toBe(385)
    })

    it("costs what it does for each date when the group that it was chosen from is gone", async () => {
      const p = await pairOfGroup(WEEK)
      expect(lineOf(await linesOf(p.cart), p.tour.variant).unit_price).toBe(700)
      const path = `${ADMIN}/groups/${p.group}`
      expectStatus(200, await shop.admin.client.delete(path))
      expectStatus(200, await send("", { region_id: regions.gb })(p))
      expect(lineOf(await linesOf(p.cart), p.tour.variant).unit_price).toBe(385)
      await openPayment(shop.anyone, p.cart)
      const paid = expectStatus(200, await complete(shop.anyone, p.cart))
      const { rows } = await shop.bookings.listAllocations({
        order_id: paid.body.order.id,
      })
      expect(rows).toMatchObject([{ hold_id: p.hold, dates: WEEK }])
    })

    it("is priced again when it has ended", async () => {
      const p = await pair()
      await priceList(p, 60)
      await shop.expire(p.hold)
      await shop.bookings.expireHolds()
      expectStatus(200, await send("", { region_id: regions.nz })(p))
      await expectEqual(p, 60)
    })

    it("is not sold at either price when a process died between hold and line; the next refresh puts it right", async () => {
      const p = await pair()
      await priceList(p, 60)
      await openPayment(shop.anyone, p.cart)
      const { sql, values } = {
        sql: "update booking_hold set unit_price = 60 where id = $1",
        values: [p.hold],
      }
      await shop.database.query(sql, values)
      expect((await complete(shop.anyone, p.cart)).body.type).not.toBe("order")
      expectStatus(200, await send("", { region_id: regions.nz })(p))
      await expectEqual(p, 60)
      await openPayment(shop.anyone, p.cart)
      expect((await complete(shop.anyone, p.cart)).body.type).toBe("order")
    })

    const failing: [string, () => jest.SpyInstance][] = [
      [
        "the hold can't be written",
        () => jest.spyOn(shop.bookings, "repriceHolds"),
      ],
      [
        "something fails afterwards",
        () => {
          const payments = shop.container.resolve(Modules.PAYMENT)
          return jest.spyOn(payments, "updatePaymentCollections")
        },
      ],
    ]
    it.each(failing)("costs what it did when %s", async (_, spied) => {
      const p = await pair()
      await priceList(p, 60)
      await openPayment(shop.anyone, p.cart)
      const spy = spied().mockRejectedValueOnce(new Error("a defect"))
      const answer = await send("", { region_id: regions.nz })(p)
      expect(answer.status).toBe(500)
      spy.mockRestore()
      await expectEqual(p, 100)
      await openPayment(shop.anyone, p.cart)
      expect((await complete(shop.anyone, p.cart)).body.type).toBe("order")
    })

    it("keeps the cart as it was when it has no price any more, as that one does", async () => {
      const p = await pair()
      await shop.database.query(
        `update price set deleted_at = now() where price_set_id in (
          select price_set_id from product_variant_price_set where variant_id = $1)`,
        [p.tour.variant.id]
      )
      const answer = await send("", { region_id: regions.nz })(p)
      expect(answer).toMatchObject({
        status: 400,
        body: {
          message:
            "A booking in the cart has no price in NZD. Please remove it first.",
        },
      })
      await expectEqual(p, 100)
    })

    it("keeps its price when its variant was deleted, as that one does", async () => {
      const p = await pair()
      await priceList(p, 60)
      const products = shop.container.resolve(Modules.PRODUCT)
      for (const { product_id } of [p.plain, p.tour.variant]) {
        await products.deleteProducts([product_id])
      }
      await shop.database.query(
        "update cart_line_item set variant_id = null where cart_id = $1",
        [p.cart]
      )
      expectStatus(200, await send("", { region_id: regions.nz })(p))
      const lines = await linesOf(p.cart)
      expect(lines.map(({ unit_price }) => unit_price)).toEqual([100, 100])
      await expectAgreed(p, 100)
    })
  })

  describe("what a price is for (R27)", () => {
    it("is known to a shop with the product that it shows", async () => {
      const { resource, variant } = await createTour(shop)
      await chargeOnce(shop, variant)
      const fields = ["resource_id", "price_mode"]
        .map((name) => `variants.booking_variant_links.${name}`)
        .join()
      const answer = await shop.admin.client.get(
        `/admin/products/${variant.product_id}`,
        { fields }
      )
      const { variants } = expectStatus(200, answer).body.product
      expect(variants[0].booking_variant_links).toMatchObject([
        { resource_id: resource.id, price_mode: "per_booking" },
      ])
      // Shoppers may ask for it, too.
      expectStatus(200, await shop.anyone.get("/store/products", { fields }))
    })
  })

  describe("a cart without bookings (R21)", () => {
    it("is asked about once when its prices are refreshed, and never otherwise", async () => {
      const { au } = await createRegions(shop)
      const cart = await createCart(shop.anyone, au)
      const plain = await createVariant(shop, { aud: 20 })
      const asked = jest.spyOn(shop.bookings, "listLineHolds")
      await addPlain(cart, plain)
      expect(asked).not.toHaveBeenCalled()
      const path = `/store/carts/${cart}/customer`
      expectStatus(200, await shop.bob.client.post(path, {}))
      expect(asked).toHaveBeenCalledTimes(1)
    })
  })
}
