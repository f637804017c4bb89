import {
  createPricePreferencesWorkflow,
  createPromotionsWorkflow,
  createRegionsWorkflow,
  createTaxRegionsWorkflow,
} from "@medusajs/medusa/core-flows"

import {
  book,
  complete,
  createCart,
  createRegions,
  createVariant,
  openPayment,
} from "../../helpers/checkout"
import { ADMIN, expectStatus, type Shop } from "../../helpers/http-shop"
import {
  capture,
  payAgain,
  refund,
  refundQuietly,
} from "../../helpers/order-money"
import {
  createTour,
  editOrder,
  fulfill,
  type Ordered,
  receive,
  staff,
} from "../../helpers/orders"
import { day } from "../../helpers/world"

const [MON, TUE] = [day(30), day(31)]

type Sold = Ordered & { resource: string; soap: Ordered | null; total: number }
type Brought = { amount: number; unit_dates: number }[]

/** Money that was kept, of real orders with all that happens to them (R94). */
export function revenueCases(shop: Shop): void {
  describe("revenue is money kept (R61, R94)", () => describeRevenue(shop))
}

function describeRevenue(shop: Shop): void {
  let region: string
  /** Tax of 25 % on top, of 10 % in it, and a currency without cents. */
  let regions: { nok: string; chf: string; jpy: string }
  let soap: string
  beforeAll(async () => {
    region = (await createRegions(shop)).au
    regions = await createOtherRegions(shop)
    soap = (await createVariant(shop, { aud: 50, nok: 50, chf: 50 })).id
  })

  type Wish = {
    quantity?: number
    price?: number
    currency?: "aud" | keyof typeof regions
    withSoap?: boolean
    code?: string
    dates?: string[]
  }

  /** An order of a booking, with something beside it if asked for. */
  async function sell({
    quantity = 1,
    price = 100,
    currency = "aud",
    withSoap = false,
    code,
    dates = [MON],
  }: Wish = {}): Promise<Sold> {
    const prices = { [currency]: price } as { aud: number }
    const { resource, variant } = await createTour(shop, {}, prices)
    const where = currency === "aud" ? region : regions[currency]
    const cart = await createCart(shop.anyone, where)
    const items = [{ resource_id: resource.id, dates, quantity }]
    const wish = { variant_id: variant.id, items }
    expectStatus(201, await book(shop.anyone, cart, wish))
    const path = `/store/carts/${cart}`
    if (withSoap) {
      const line = { variant_id: soap, quantity: 1 }
      expectStatus(200, await shop.anyone.post(`${path}/line-items`, line))
    }
    if (code) {
      const promo_codes = [code]
      const body = { promo_codes }
      expectStatus(200, await shop.anyone.post(`${path}/promotions`, body))
    }
    await openPayment(shop.anyone, cart)
    const { order } = expectStatus(200, await complete(shop.anyone, cart)).body
    const lineOf = (isBooking: boolean) =>
      (order.items as { id: string; variant_id: string }[]).find(
        (item) => (item.variant_id === variant.id) === isBooking
      )?.id
    const own = { order: order.id as string, cart }
    const beside = lineOf(false)
    return {
      ...{ ...own, line: lineOf(true) as string, resource: resource.id },
      ...{ soap: beside ? { ...own, line: beside } : null },
      total: order.total,
    }
  }

  const paid = async (wish: Wish = {}) => {
    const sold = await sell(wish)
    await capture(shop, sold.order)
    return sold
  }

  /** What a resource has brought, by currency. */
  async function brought({ resource }: Sold): Promise<Brought> {
    const query = { start_date: day(1), end_date: day(60) }
    const path = `${ADMIN}/reports/revenue`
    const asked = { ...query, resource_id: resource }
    const { body } = expectStatus(200, await shop.admin.client.get(path, asked))
    return body.summary.map(({ amount, unit_dates }: Brought[number]) => ({
      ...{ amount, unit_dates },
    }))
  }

  const is = (amount: number, unit_dates = 1) => [{ amount, unit_dates }]

  /** Units of a line come back, as after a stay that was cut short. */
  async function giveBack(sold: Ordered, quantity = 1): Promise<void> {
    await fulfill(shop, sold, quantity)
    const begun = await staff(shop, "returns", { order_id: sold.order })
    const { id } = begun.body.return
    const items = [{ id: sold.line, quantity }]
    await staff(shop, `returns/${id}/request-items`, { items })
    await staff(shop, `returns/${id}/request`)
    await receive(shop, id, sold, quantity)
  }

  let codes = 0
  async function tenPercent(currency_code: string): Promise<string> {
    const code = `TENTH${++codes}`
    await createPromotionsWorkflow(shop.container).run({
      input: {
        promotionsData: [
          {
            ...{ code, type: "standard", status: "active" },
            application_method: {
              ...{ type: "percentage", value: 10, currency_code },
              ...{ target_type: "items", allocation: "each" },
              max_quantity: 10,
            },
          },
        ],
      },
    })
    return code
  }

  describe("of an order", () => {
    it("that is only authorized is nothing yet", async () => {
      const sold = await sell()
      expect(await brought(sold)).toEqual(is(0))
      await capture(shop, sold.order)
      expect(await brought(sold)).toEqual(is(100))
    })

    it("that is captured in part is that part", async () => {
      const sold = await sell()
      await capture(shop, sold.order, 33.33)
      expect(await brought(sold)).toEqual(is(33.33))
    })

    it("that was canceled before capture is nothing", async () => {
      const sold = await sell()
      await staff(shop, `orders/${sold.order}/cancel`)
      expect(await brought(sold)).toEqual([])
    })

    it("that was canceled after capture is nothing", async () => {
      const sold = await paid()
      await staff(shop, `orders/${sold.order}/cancel`)
      expect(await brought(sold)).toEqual([])
    })

    it("whose dates were canceled for a fee is the fee", async () => {
      const sold = await paid()
      const by = { actor: { type: "system", id: null } } as const
      await shop.bookings.cancelAllocations({ order_id: sold.order }, by)
      await refund(shop, sold.order, 80)
      expect(await brought(sold)).toEqual(is(20))
    })

    it("that was refunded as a favor is less, also for what is beside it", async () => {
      const sold = await paid({ withSoap: true })
      await refund(shop, sold.order, 30)
      expect(await brought(sold)).toEqual(is(80))
      await refundQuietly(shop, sold.order, 30)
      expect(await brought(sold)).toEqual(is(60))
    })

    it("that was refunded and paid again is what was kept of both", async () => {
      const sold = await paid()
      await refundQuietly(shop, sold.order, 100)
      expect(await brought(sold)).toEqual(is(0))
      await payAgain(shop, sold.order, 70)
      await capture(shop, sold.order)
      expect(await brought(sold)).toEqual(is(70))
    })
  })

  describe("of 2 × 100", () => {
    it("with one returned and 100 refunded is 100", async () => {
      const sold = await paid({ quantity: 2 })
      expect(await brought(sold)).toEqual(is(200, 2))
      await giveBack(sold)
      expect((await brought(sold))[0]?.amount).toBe(200)
      await refund(shop, sold.order, 100)
      expect((await brought(sold))[0]?.amount).toBe(100)
    })

    it("edited to 1 and 100 refunded is 100", async () => {
      const sold = await paid({ quantity: 2 })
      await editOrder(shop, sold, 1)
      expect((await brought(sold))[0]?.amount).toBe(200)
      await refund(shop, sold.order, 100)
      expect((await brought(sold))[0]?.amount).toBe(100)
    })

    it("edited to 1, 100 and 10 as a favor refunded is 90", async () => {
      const sold = await paid({ quantity: 2 })
      await editOrder(shop, sold, 1)
      await refund(shop, sold.order, 100)
      await refund(shop, sold.order, 10)
      expect((await brought(sold))[0]?.amount).toBe(90)
    })
  })

  describe("of a booking beside something else", () => {
    it("that was returned and refunded is whole", async () => {
      const sold = await paid({ withSoap: true })
      await giveBack(sold.soap as Ordered)
      await refund(shop, sold.order, 50)
      expect(await brought(sold)).toEqual(is(100))
    })

    it("that an edit took out and that was refunded is whole", async () => {
      const sold = await paid({ withSoap: true })
      await editOrder(shop, sold.soap as Ordered, 0)
      await refund(shop, sold.order, 50)
      expect(await brought(sold)).toEqual(is(100))
    })

    it("is what was kept of it when an edit took it out itself", async () => {
      const sold = await paid({ withSoap: true })
      await editOrder(shop, sold, 0)
      await refund(shop, sold.order, 80)
      expect((await brought(sold))[0]?.amount).toBe(20)
      await refund(shop, sold.order, 20)
      expect((await brought(sold))[0]?.amount ?? 0).toBe(0)
    })

    it("that was added later and is not paid is whole", async () => {
      const sold = await paid()
      await staff(shop, "order-edits", { order_id: sold.order })
      const edit = `order-edits/${sold.order}`
      const items = [{ variant_id: soap, quantity: 1 }]
      await staff(shop, `${edit}/items`, { items })
      await staff(shop, `${edit}/confirm`)
      expect(await brought(sold)).toEqual(is(100))
    })

    it("that it was exchanged for is nothing: the money is the other's", async () => {
      const sold = await paid()
      await fulfill(shop, sold)
      const order_id = sold.order
      const begun = await staff(shop, "exchanges", { order_id })
      const path = `exchanges/${begun.body.exchange.id}`
      const items = [{ id: sold.line, quantity: 1 }]
      const inbound = await staff(shop, `${path}/inbound/items`, { items })
      const other = await createVariant(shop, { aud: 120 })
      await staff(shop, `${path}/outbound/items`, {
        items: [{ variant_id: other.id, quantity: 1 }],
      })
      await staff(shop, `${path}/request`)
      await receive(shop, inbound.body.return.id, sold)
      expect((await brought(sold))[0]?.amount ?? 0).toBe(0)
    })
  })

  describe("with taxes and discounts", () => {
    it("has a tax on top, to the cent", async () => {
      const sold = await paid({ currency: "nok", price: 33.33, quantity: 2 })
      expect(sold.total).toBeCloseTo(83.325, 5)
      expect(await brought(sold)).toEqual(is(83.33, 2))
      await editOrder(shop, sold, 1)
      await refund(shop, sold.order, 41.66)
      expect((await brought(sold))[0]?.amount).toBe(41.67)
    })

    it("has a tax in it, to the cent", async () => {
      const sold = await paid({ currency: "chf", withSoap: true })
      expect(sold.total).toBe(150)
      await giveBack(sold.soap as Ordered)
      await refund(shop, sold.order, 50)
      expect(await brought(sold)).toEqual(is(100))
    })

    it("is less by a discount, also after a refund", async () => {
      const code = await tenPercent("nok")
      const sold = await paid({ currency: "nok", withSoap: true, code })
      expect(sold.total).toBe(168.75)
      expect(await brought(sold)).toEqual(is(112.5))
      await refund(shop, sold.order, 15)
      expect(await brought(sold)).toEqual(is(102.5))
      await editOrder(shop, sold.soap as Ordered, 0)
      await refund(shop, sold.order, 56.25)
      expect((await brought(sold))[0]?.amount).toBe(97.5)
    })

    it("has no fractions of a yen, and adds up over the dates", async () => {
      const dates = [MON, TUE]
      const sold = await paid({ price: 333, dates, currency: "jpy" })
      expect(sold.total).toBe(666)
      await refund(shop, sold.order, 1)
      const query = { start_date: MON, end_date: TUE }
      const { body } = expectStatus(
        200,
        await shop.admin.client.get(`${ADMIN}/reports/revenue`, {
          ...{ ...query, resource_id: sold.resource },
        })
      )
      expect(body.rows.map((row: { amount: number }) => row.amount)).toEqual([
        332, 333,
      ])
      expect(await brought(sold)).toEqual(is(665, 2))
    })
  })
}

async function createOtherRegions(shop: Shop) {
  const { container } = shop
  const francs = { attribute: "currency_code", value: "chf" }
  await createPricePreferencesWorkflow(container).run({
    input: [{ ...francs, is_tax_inclusive: true }],
  })
  const { result } = await createRegionsWorkflow(container).run({
    input: {
      regions: [
        regionOf("Norway", "nok", "no"),
        regionOf("Switzerland", "chf", "ch"),
        regionOf("Japan", "jpy", "jp"),
      ],
    },
  })
  const tax = (country_code: string, rate: number) => ({
    ...{ country_code, provider_id: "tp_system" },
    default_tax_rate: { rate, name: "VAT", code: `vat-${country_code}` },
  })
  await createTaxRegionsWorkflow(container).run({
    input: [tax("no", 25), tax("ch", 10)],
  })
  const [nok, chf, jpy] = result.map(({ id }) => id) as [string, string, string]
  return { nok, chf, jpy }
}

function regionOf(name: string, currency_code: string, country: string) {
  const payment_providers = ["pp_system_default"]
  return { name, currency_code, countries: [country], payment_providers }
}
