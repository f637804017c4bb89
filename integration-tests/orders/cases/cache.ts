import { Modules } from "@medusajs/framework/utils"
import {
  createPromotionsWorkflow,
  updateProductVariantsWorkflow,
  updatePromotionsWorkflow,
  updateRegionsWorkflow,
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
import { expectStatus, type Shop } from "../../helpers/http-shop"
import { createTour } from "../../helpers/orders"
import { day } from "../../helpers/world"

const DATES = [day(30), day(31)]

/**
 * What Medusa has looked up once is found in its cache the second time, and
 * must do what it did the first time.
 */
export function cacheCases(shop: Shop): void {
  let regions: { au: string; us: string }
  beforeAll(async () => {
    regions = await createRegions(shop)
  })

  const cartOf = async (id: string) =>
    expectStatus(200, await shop.anyone.get(`/store/carts/${id}`)).body.cart

  async function update(cartId: string, body: object) {
    const answer = await shop.anyone.post(`/store/carts/${cartId}`, body)
    return expectStatus(200, answer).body.cart
  }

  /** Two dates of a tour and an ordinary product at the price of one. */
  async function filled(
    tour: { resource: { id: string }; variant: Variant },
    plain: Variant
  ): Promise<string> {
    const cart = await createCart(shop.anyone, regions.au)
    const items = [{ resource_id: tour.resource.id, dates: DATES }]
    const wish = { variant_id: tour.variant.id, items }
    expectStatus(201, await book(shop.anyone, cart, wish))
    const one = { variant_id: plain.id, quantity: 1 }
    const path = `/store/carts/${cart}/line-items`
    expectStatus(200, await shop.anyone.post(path, one))
    return cart
  }

  async function wares() {
    const tour = await createTour(
      shop,
      { default_capacity: 20 },
      { aud: 100, usd: 60 }
    )
    return { tour, plain: await createVariant(shop, { aud: 100, usd: 60 }) }
  }

  /** The unit prices of a cart, and what all of it costs. */
  async function pricesOf(cart: string) {
    const { currency_code, total, items } = await cartOf(cart)
    const prices = (items as { unit_price: number }[]).map((i) => i.unit_price)
    return [currency_code, prices.sort((a, b) => a - b), total]
  }

  const IN_AUD = ["aud", [100, 200], 300]
  const IN_USD = ["usd", [60, 120], 180]

  describe("with Medusa's cache", () => {
    it("each cart's region changes, back and forth, however often (R21)", async () => {
      const { tour, plain } = await wares()
      for (let i = 0; i < 3; i++) {
        const cart = await filled(tour, plain)
        expect(await pricesOf(cart)).toEqual(IN_AUD)
        const there = await update(cart, { region_id: regions.us })
        expect(there.region_id).toBe(regions.us)
        expect(await pricesOf(cart)).toEqual(IN_USD)
        await update(cart, { region_id: regions.au })
        expect(await pricesOf(cart)).toEqual(IN_AUD)
      }
    })

    it("the regions of many carts change at once (R21)", async () => {
      const { tour, plain } = await wares()
      const carts = [0, 1, 2, 3, 4, 5]
      const made = await Promise.all(carts.map(() => filled(tour, plain)))
      await Promise.all(
        made.map((cart) => update(cart, { region_id: regions.us }))
      )
      for (const cart of made) {
        expect(await pricesOf(cart)).toEqual(IN_USD)
      }
      const cart = made[0] as string
      await openPayment(shop.anyone, cart)
      const paid = expectStatus(200, await complete(shop.anyone, cart)).body
      expect(paid.order).toMatchObject({ currency_code: "usd", total: 180 })
    })

    it("a region that staff change is the new one in the next cart (R21)", async () => {
      const { tour, plain } = await wares()
      const cart = await filled(tour, plain)
      await update(cart, { region_id: regions.us })
      const us = { selector: { id: regions.us } }
      const rename = (name: string) =>
        updateRegionsWorkflow(shop.container).run({
          input: { ...us, update: { name } },
        })
      await rename("The States")
      const other = await createCart(shop.anyone, regions.us)
      expect((await cartOf(other)).region.name).toBe("The States")
      await rename("United States")
    })

    it("a guest who logs in owns each of the carts (R15)", async () => {
      const { tour, plain } = await wares()
      for (let i = 0; i < 3; i++) {
        const cart = await filled(tour, plain)
        const login = `/store/carts/${cart}/customer`
        expectStatus(200, await shop.ann.client.post(login))
        const { customer_id, email } = await cartOf(cart)
        expect([customer_id, email]).toEqual([shop.ann.id, shop.ann.email])
        const { rows } = await shop.bookings.listHolds({ cart_id: cart })
        expect(rows).toMatchObject([{ status: "active" }])
      }
    })

    it("a customer's new e-mail is the next cart's (R15)", async () => {
      const ben = await shop.createCustomer("ben@example.com")
      const first = await createCart(shop.anyone, regions.au)
      const login = (cart: string) =>
        ben.client.post(`/store/carts/${cart}/customer`)
      expectStatus(200, await login(first))
      const customers = shop.container.resolve(Modules.CUSTOMER)
      await customers.updateCustomers(ben.id, { email: "benn@example.com" })
      const second = await createCart(shop.anyone, regions.au)
      expectStatus(200, await login(second))
      expect((await cartOf(second)).email).toBe("benn@example.com")
    })

    it("a price that staff change is the next cart's (R20)", async () => {
      const { tour, plain } = await wares()
      expect(await pricesOf(await filled(tour, plain))).toEqual(IN_AUD)
      for (const { id } of [tour.variant, plain]) {
        await updateProductVariantsWorkflow(shop.container).run({
          input: {
            selector: { id },
            update: { prices: [{ currency_code: "aud", amount: 110 }] },
          },
        })
      }
      expect(await pricesOf(await filled(tour, plain))).toEqual([
        ...["aud", [110, 220], 330],
      ])
    })

    it("currencies stay apart in carts that are filled at once (R20)", async () => {
      const { tour, plain } = await wares()
      const carts = await Promise.all([0, 1, 2].map(() => filled(tour, plain)))
      await Promise.all(
        carts.map(async (cart, i) => {
          const region_id = i % 2 ? regions.au : regions.us
          await update(cart, { region_id })
          const one = { variant_id: plain.id, quantity: 1 }
          const path = `/store/carts/${cart}/line-items`
          expectStatus(200, await shop.anyone.post(path, one))
        })
      )
      expect(await Promise.all(carts.map(pricesOf))).toEqual([
        ["usd", [60, 120], 240],
        ["aud", [100, 200], 400],
        ["usd", [60, 120], 240],
      ])
    })

    it("a promotion that has ended takes nothing off the next cart (R21)", async () => {
      const { tour, plain } = await wares()
      const { result } = await createPromotionsWorkflow(shop.container).run({
        input: {
          promotionsData: [
            {
              ...{ code: "CACHED", type: "standard", status: "active" },
              application_method: {
                ...{ type: "percentage", value: 10, target_type: "items" },
                ...{ allocation: "across", currency_code: "aud" },
              },
            },
          ],
        },
      })
      const use = (cart: string) =>
        update(cart, { promo_codes: ["CACHED"] }).then((c) => c.total)
      for (let i = 0; i < 2; i++) {
        expect(await use(await filled(tour, plain))).toBe(270)
      }
      const ended = { id: result[0]?.id as string, status: "inactive" as const }
      await updatePromotionsWorkflow(shop.container).run({
        input: { promotionsData: [ended] },
      })
      const cart = await filled(tour, plain)
      const path = `/store/carts/${cart}/promotions`
      await shop.anyone.post(path, { promo_codes: ["CACHED"] })
      expect((await cartOf(cart)).total).toBe(300)
    })

    it("a sales channel that staff close takes no cart any more (R21)", async () => {
      const channels = shop.container.resolve(Modules.SALES_CHANNEL)
      const { id } = await channels.createSalesChannels({ name: "Fair" })
      const cart = await createCart(shop.anyone, regions.au)
      const change = { sales_channel_id: id }
      expect((await update(cart, change)).sales_channel_id).toBe(id)
      await channels.updateSalesChannels(id, { is_disabled: true })
      const other = await createCart(shop.anyone, regions.au)
      const answer = await shop.anyone.post(`/store/carts/${other}`, change)
      expect(answer.status).toBe(400)
    })
  })
}
