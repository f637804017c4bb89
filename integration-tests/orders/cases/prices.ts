import { Modules } from "@medusajs/framework/utils"
import {
  createPriceListsWorkflow,
  createPromotionsWorkflow,
  createRegionsWorkflow,
  createTaxRegionsWorkflow,
  updatePricePreferencesWorkflow,
  updatePromotionsWorkflow,
} from "@medusajs/medusa/core-flows"

import { BANK } from "../../helpers/bank"
import {
  book,
  complete,
  createCart,
  createVariant,
  openBankPayment,
  type Variant,
} from "../../helpers/checkout"
import type { HttpClient } from "../../helpers/http"
import { expectStatus, type Shop, STORE } from "../../helpers/http-shop"
import { openTour, type Tour } from "../../helpers/purchase"
import { day } from "../../helpers/world"

const DATES = [day(30), day(31), day(32)]

/** 33.33 × 3 dates; of 2 units: 199.98. */
const PRICE = 33.33
const UNIT = 99.99

/** Medusa's taxes and promotions, on our lines. */
export function priceCases(shop: Shop): void {
  describe("prices", () => describePrices(shop))
}

type Totals = {
  item_subtotal: number
  tax_total: number
  discount_total: number
  total: number
}

function describePrices(shop: Shop): void {
  let variant: Variant
  let tour: Tour
  /** Tax of 15 % on top of the price, and of 19 % in it. */
  let regions: { nzd: string; eur: string }
  beforeAll(async () => {
    regions = await createTaxedRegions()
    variant = await createVariant(shop, { nzd: PRICE, eur: PRICE })
  })
  beforeEach(async () => {
    shop.bank.empty()
    tour = await openTour(shop, variant, { default_capacity: 2 })
  })

  async function createTaxedRegions() {
    const { container } = shop
    await updatePricePreferencesWorkflow(container).run({
      input: {
        selector: { attribute: ["currency_code"], value: ["eur"] },
        update: { is_tax_inclusive: true },
      },
    })
    const { result } = await createRegionsWorkflow(container).run({
      input: {
        regions: [
          region("New Zealand", "nzd", "nz"),
          region("Germany", "eur", "de"),
        ],
      },
    })
    await createTaxRegionsWorkflow(container).run({
      input: [taxRegion("nz", 15), taxRegion("de", 19)],
    })
    const [nzd, eur] = result.map(({ id }) => id) as [string, string]
    return { nzd, eur }
  }

  let codes = 0
  async function promotion(
    method: { type: "percentage" | "fixed"; value: number },
    currency_code = "eur"
  ): Promise<{ id: string; code: string }> {
    const code = `LESS${++codes}`
    const { result } = await createPromotionsWorkflow(shop.container).run({
      input: {
        promotionsData: [
          {
            ...{ code, type: "standard", status: "active" },
            is_tax_inclusive: currency_code === "eur",
            application_method: {
              ...{ ...method, currency_code },
              ...{ target_type: "items", allocation: "each" },
              max_quantity: 10,
            },
          },
        ],
      },
    })
    return { id: result[0]?.id as string, code }
  }

  /** Two units on three dates, in a cart. */
  async function booked(region_id: string) {
    const cart_id = await createCart(shop.anyone, region_id)
    const { variant_id, items } = tour.wish(...DATES)
    const two = items.map((item) => ({ ...item, quantity: 2 }))
    const answer = await book(shop.anyone, cart_id, { variant_id, items: two })
    const { cart } = expectStatus(201, answer).body
    expect(cart.items).toMatchObject([{ quantity: 2, unit_price: UNIT }])
    return { cart_id, line: cart.items[0].id as string }
  }

  const usePromotion = (cartId: string, ...promo_codes: string[]) =>
    shop.anyone
      .post(`/store/carts/${cartId}/promotions`, { promo_codes })
      .then((answer) => expectStatus(200, answer).body.cart)

  const cartOf = (id: string) =>
    shop.anyone
      .get(`/store/carts/${id}`)
      .then((answer) => expectStatus(200, answer).body.cart)

  /** Cart, order and bank say the same, and the order has its dates. */
  async function expectPaid(
    cartId: string,
    payment: string,
    totals: Totals
  ): Promise<void> {
    expectTotals(await cartOf(cartId), totals)
    const answer = expectStatus(200, await complete(shop.anyone, cartId))
    const { type, order } = answer.body
    expect(type).toBe("order")
    expectTotals(order, totals)
    expect(order.items).toMatchObject([{ quantity: 2, unit_price: UNIT }])
    expect(shop.bank.moves(payment)).toEqual([["captured", order.total]])
    const { rows } = await shop.bookings.listAllocations({ order_id: order.id })
    expect(rows).toMatchObject([{ quantity: 2, dates: DATES }])
  }

  const pay = (cartId: string) => openBankPayment(shop.anyone, cartId, "auto")

  describe("a line of 33.33 × 3 dates × 2 units (R20)", () => {
    it("has its tax on top where prices are without", async () => {
      const { cart_id } = await booked(regions.nzd)
      await expectPaid(cart_id, await pay(cart_id), {
        ...{ item_subtotal: 199.98, discount_total: 0 },
        ...{ tax_total: 29.997, total: 229.977 },
      })
    })

    it("has its tax in it where prices are with", async () => {
      const { cart_id } = await booked(regions.eur)
      await expectPaid(cart_id, await pay(cart_id), {
        ...{ item_subtotal: 168.0504, discount_total: 0 },
        ...{ tax_total: 31.9296, total: 199.98 },
      })
    })

    it("keeps its tax in it when its dates are changed", async () => {
      const { cart_id, line } = await booked(regions.eur)
      const { items } = tour.wish(...DATES.slice(1))
      const path = `${STORE}/carts/${cart_id}/bookings/${line}`
      const changed = await shop.anyone.post(path, { items })
      const { cart } = expectStatus(200, changed).body
      expect(cart.items).toMatchObject([{ quantity: 1, unit_price: 66.66 }])
      expect(cart.total).toBe(66.66)
    })

    it("is 10 % less by a promotion, before tax", async () => {
      const { cart_id } = await booked(regions.nzd)
      const { code } = await promotion({ type: "percentage", value: 10 }, "nzd")
      await usePromotion(cart_id, code)
      await expectPaid(cart_id, await pay(cart_id), {
        ...{ item_subtotal: 199.98, discount_total: 22.9977 },
        ...{ tax_total: 26.9973, total: 206.9793 },
      })
    })

    it("is 5 less for each unit by a promotion, tax included", async () => {
      const { cart_id } = await booked(regions.eur)
      const { code } = await promotion({ type: "fixed", value: 5 })
      await usePromotion(cart_id, code)
      await expectPaid(cart_id, await pay(cart_id), {
        ...{ item_subtotal: 168.0504, discount_total: 10 },
        ...{ tax_total: 30.3329, total: 189.98 },
      })
    })
  })

  describe("a price for a group of customers (R20)", () => {
    it("is what they pay, and nobody else", async () => {
      const customers = shop.container.resolve(Modules.CUSTOMER)
      const { id } = await customers.createCustomerGroups({ name: "Clubs" })
      await customers.addCustomerToGroup({
        customer_id: shop.ann.id,
        customer_group_id: id,
      })
      await createPriceListsWorkflow(shop.container).run({
        input: {
          price_lists_data: [
            {
              ...{ title: "Clubs", description: "Clubs", type: "override" },
              status: "active",
              rules: { "customer.groups.id": [id] },
              prices: [
                { variant_id: variant.id, amount: 11.11, currency_code: "nzd" },
              ],
            },
          ],
        },
      })
      const price = async (client: HttpClient) => {
        const body = { region_id: regions.nzd }
        const { cart } = (await client.post("/store/carts", body)).body
        const answer = await book(client, cart.id, tour.wish(...DATES))
        return expectStatus(201, answer).body.cart.items[0].unit_price
      }
      expect(await price(shop.ann.client)).toBe(33.33)
      expect(await price(shop.anyone)).toBe(UNIT)
    })
  })

  describe("a promotion that changes while the customer pays (R21)", () => {
    it("does not keep the cart from being completed", async () => {
      const { cart_id } = await booked(regions.nzd)
      const less = await promotion({ type: "percentage", value: 10 }, "nzd")
      await usePromotion(cart_id, less.code)
      const payment = await pay(cart_id)
      await updatePromotionsWorkflow(shop.container).run({
        input: {
          promotionsData: [{ id: less.id, application_method: { value: 50 } }],
        },
      })
      const answer = expectStatus(200, await complete(shop.anyone, cart_id))
      expect(answer.body.type).toBe("order")
      expect(shop.bank.taken(payment)).toBe(answer.body.order.total)
    })

    it("may be taken off again: the full price is paid", async () => {
      const { cart_id } = await booked(regions.nzd)
      const { code } = await promotion({ type: "percentage", value: 10 }, "nzd")
      await usePromotion(cart_id, code)
      const path = `/store/carts/${cart_id}/promotions`
      const body = { promo_codes: [code] }
      const gone = { method: "DELETE", path, body }
      expectStatus(200, await shop.anyone.send(gone))
      await expectPaid(cart_id, await pay(cart_id), {
        ...{ item_subtotal: 199.98, discount_total: 0 },
        ...{ tax_total: 29.997, total: 229.977 },
      })
    })
  })
}

/** Medusa does not round: fractions of a cent are its own. */
function expectTotals(actual: Totals, expected: Totals): void {
  for (const name of Object.keys(expected) as (keyof Totals)[]) {
    expect([name, actual[name]]).toEqual([
      name,
      expect.closeTo(expected[name], 4),
    ])
  }
}

function region(name: string, currency_code: string, country: string) {
  return {
    ...{ name, currency_code, countries: [country] },
    payment_providers: [BANK],
  }
}

function taxRegion(country_code: string, rate: number) {
  return {
    ...{ country_code, provider_id: "tp_system" },
    default_tax_rate: { rate, name: "VAT", code: `vat-${country_code}` },
  }
}
