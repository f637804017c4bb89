import { Modules } from "@medusajs/framework/utils"

import { dateInWords } from "../../engine"
import type { Card } from "../../helpers/bank"
import { catchErrors } from "../../helpers/caught-errors"
import {
  complete,
  createCart,
  createRegions,
  createVariant,
  openBankPayment,
  type Variant,
} from "../../helpers/checkout"
import { expectRefusal } from "../../helpers/http-expect"
import { expectStatus, type Shop, STORE } from "../../helpers/http-shop"
import {
  expectNoOrder,
  openTour,
  ordersOf,
  readyToPay,
  takeAway,
  type Tour,
} from "../../helpers/purchase"
import { day } from "../../helpers/world"

const MON = day(30)
const PRICE = 80

/** Where in a checkout something happens, as a step of Medusa's. */
type Point =
  | "before the completion"
  | "between pin and order"
  | "between order and payment"
  | "between payment and confirmation"

const POINTS: Point[] = [
  "before the completion",
  "between pin and order",
  "between order and payment",
  "between payment and confirmation",
]

/** A hold that ends while its customer pays: dates and order, or neither. */
export function dyingHoldCases(shop: Shop): void {
  describe("dying holds", () => describeDyingHolds(shop))
}

function describeDyingHolds(shop: Shop): void {
  let region: string
  let variant: Variant
  let tour: Tour
  beforeAll(async () => {
    region = (await createRegions(shop)).au
    variant = await createVariant(shop, { aud: PRICE })
  })
  beforeEach(async () => {
    shop.bank.empty()
    tour = await openTour(shop, variant)
    catchErrors(shop)
  })
  afterEach(() => jest.restoreAllMocks())

  /** Does something once, when the completion comes to a point. */
  async function at(point: Point, deed: () => Promise<void>): Promise<void> {
    const orders = shop.container.resolve(Modules.ORDER)
    const payments = shop.container.resolve(Modules.PAYMENT)
    switch (point) {
      case "before the completion":
        return deed()
      case "between pin and order": {
        const create = orders.createOrders.bind(orders)
        jest
          .spyOn(orders, "createOrders")
          .mockImplementationOnce(async (...given: unknown[]) => {
            await deed()
            return Reflect.apply(create, orders, given)
          })
        return
      }
      case "between order and payment":
      case "between payment and confirmation": {
        const authorize = payments.authorizePaymentSession.bind(payments)
        const isBefore = point === "between order and payment"
        jest
          .spyOn(payments, "authorizePaymentSession")
          .mockImplementationOnce(async (...given) => {
            if (isBefore) {
              await deed()
            }
            const payment = await authorize(...given)
            if (!isBefore) {
              await deed()
            }
            return payment
          })
        return
      }
    }
  }

  const ready = (card: Card) => readyToPay(shop, region, tour.wish(MON), card)

  const allocations = async () => {
    const { resource_id } = tour
    return (await shop.bookings.listAllocations({ resource_id })).rows
  }

  describe("a hold that ends during checkout, its dates still free (R22)", () => {
    it.each(POINTS)("%s: is an order with its dates", async (point) => {
      const { cart_id, hold, payment } = await ready("good")
      await at(point, () => shop.expire(hold.id, 1))
      const { body } = expectStatus(200, await complete(shop.anyone, cart_id))
      expect(body.type).toBe("order")
      expect(await allocations()).toMatchObject([
        { order_id: body.order.id, hold_id: hold.id, dates: [MON] },
      ])
      expect(shop.bank.moves(payment)).toEqual([["authorized", PRICE]])
    })
  })

  describe("a hold that ends during checkout, its dates taken by a rival", () => {
    const endings = POINTS.flatMap((point) => [
      [point, "good" as const] as const,
      [point, "auto" as const] as const,
    ]).filter(
      ([point, card]) =>
        // Before the pin, the bank is not asked at all.
        point !== "before the completion" || card === "good"
    )

    it.each(endings)(
      "%s, paid by card %s: is no order, and costs nothing",
      async (point, card) => {
        const { cart_id, hold, payment } = await ready(card)
        await at(point, async () => {
          await shop.expire(hold.id, 1)
          await takeAway(shop, tour, MON)
        })
        const refused = await complete(shop.anyone, cart_id)
        expect(refused.status).toBe(400)
        expect(refused.body.message).toContain(dateInWords(MON))
        expect(await ordersOf(shop, cart_id)).toEqual([])
        expect(await allocations()).toEqual([])
        expect(shop.bank.taken(payment)).toBe(0)
        expect(shop.bank.reserved(payment)).toBe(0)
        // Neither does it the next time.
        expectNoOrder(await complete(shop.anyone, cart_id))
        expect(shop.bank.taken(payment)).toBe(0)
        expect(shop.bank.reserved(payment)).toBe(0)
      }
    )
  })

  describe("a line without a hold, since the server died between the two (R21)", () => {
    async function unheld() {
      const cart_id = await createCart(shop.anyone, region)
      const carts = shop.container.resolve(Modules.CART)
      const [line] = await carts.addLineItems(cart_id, [
        {
          ...{ title: "A booking", quantity: 1, unit_price: PRICE },
          ...{ variant_id: variant.id, requires_shipping: false },
          metadata: { resource_booking: { hold_id: "bhold_lost" } },
        },
      ])
      const bookings = `${STORE}/carts/${cart_id}/bookings`
      return { cart_id, bookings, path: `${bookings}/${line?.id}` }
    }

    it("can be removed, and the dates booked anew", async () => {
      const { cart_id, bookings, path } = await unheld()
      await openBankPayment(shop.anyone, cart_id, "good")
      const refused = await complete(shop.anyone, cart_id)
      expect(refused.body.message).toMatch(/is no longer held/)
      const { body } = expectStatus(200, await shop.anyone.delete(path))
      expect(body.cart.items).toEqual([])
      expectStatus(201, await shop.anyone.post(bookings, tour.wish(MON)))
    })

    it("is held when it is changed, and sold", async () => {
      const { cart_id, path } = await unheld()
      const { items } = tour.wish(MON)
      const changed = await shop.anyone.post(path, { items })
      expect(expectStatus(200, changed).body.hold.status).toBe("active")
      const payment = await openBankPayment(shop.anyone, cart_id, "good")
      const { body } = expectStatus(200, await complete(shop.anyone, cart_id))
      expect(body.type).toBe("order")
      expect(await allocations()).toHaveLength(1)
      expect(shop.bank.moves(payment)).toEqual([["authorized", PRICE]])
    })

    it("is not found where it sells no dates", async () => {
      const cart_id = await createCart(shop.anyone, region)
      const carts = shop.container.resolve(Modules.CART)
      const [line] = await carts.addLineItems(cart_id, [
        { title: "A mug", quantity: 1, unit_price: 5 },
      ])
      const path = `${STORE}/carts/${cart_id}/bookings/${line?.id}`
      expectRefusal(await shop.anyone.delete(path), "not_found")
    })
  })
}
