import { Modules } from "@medusajs/framework/utils"
import { createPromotionsWorkflow } from "@medusajs/medusa/core-flows"

import { reject } from "../../../src/modules/resource_booking"
import { BANK } from "../../helpers/bank"
import { cartRecords } from "../../helpers/cart-records"
import { catchErrors } from "../../helpers/caught-errors"
import {
  book,
  complete,
  createCart,
  createRegions,
  createVariant,
  openBankPayment,
  openPayment,
  type Variant,
} from "../../helpers/checkout"
import type { Answer } from "../../helpers/http"
import { expectRefusal } from "../../helpers/http-expect"
import { expectStatus, type Shop, STORE } from "../../helpers/http-shop"
import { openTour, order, takeAway, type Tour } from "../../helpers/purchase"
import { day } from "../../helpers/world"

const [MON, TUE] = [day(30), day(31)]
const PRICE = 100
const PAY = "updatePaymentCollections"

/** A refusal changes nothing, in Medusa's tables neither (R90). */
export function refusedChangeCases(shop: Shop): void {
  describe("refused changes of a cart", () => describeRefusals(shop))
}

type Booked = {
  cart_id: string
  hold: { id: string }
  line: string
  payment: string
}

function describeRefusals(shop: Shop): void {
  let region: string
  let variant: Variant
  let dear: Variant
  let tour: Tour
  let other: Tour
  let promotion: string
  beforeAll(async () => {
    region = (await createRegions(shop)).au
    variant = await createVariant(shop, { aud: PRICE })
    dear = await createVariant(shop, { aud: 70 })
    promotion = await createAutomaticPromotion()
  })
  // It would make other tests' carts cheaper.
  afterAll(() =>
    shop.container.resolve(Modules.PROMOTION).deletePromotions(promotion)
  )
  beforeEach(async () => {
    shop.bank.empty()
    tour = await openTour(shop, variant)
    other = await openTour(shop, dear)
    catchErrors(shop)
  })
  afterEach(() => jest.restoreAllMocks())

  /** What a cart of more than 150 earns by itself. */
  async function createAutomaticPromotion(): Promise<string> {
    const { result } = await createPromotionsWorkflow(shop.container).run({
      input: {
        promotionsData: [
          {
            ...{ code: "MUCH", type: "standard", status: "active" },
            is_automatic: true,
            rules: [
              { attribute: "item_total", operator: "gt", values: ["150"] },
            ],
            application_method: {
              ...{ type: "fixed", value: 7, currency_code: "aud" },
              ...{ target_type: "order", allocation: "across" },
            },
          },
        ],
      },
    })
    return result[0]?.id as string
  }

  /** One booking, its payment chosen. */
  async function ready(): Promise<Booked> {
    const cart_id = await createCart(shop.anyone, region)
    const answer = await book(shop.anyone, cart_id, tour.wish(MON))
    const { cart, hold } = expectStatus(201, answer).body
    const payment = await openBankPayment(shop.anyone, cart_id, "auto")
    return { cart_id, hold, line: cart.items[0].id, payment }
  }

  const lineOf = ({ cart_id, line }: Booked) =>
    `${STORE}/carts/${cart_id}/bookings/${line}`

  const change = (booked: Booked, ...dates: string[]) =>
    shop.anyone.post(lineOf(booked), { items: tour.wish(...dates).items })

  /** Does what is refused; then the cart is what it was, and is paid as it was. */
  async function refusedWithoutTrace(
    booked: Booked,
    act: () => Promise<Answer>
  ): Promise<Answer> {
    const before = await cartRecords(shop, booked.cart_id)
    const answer = await act()
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(await cartRecords(shop, booked.cart_id)).toEqual(before)
    await order(shop, booked.cart_id)
    expect(shop.bank.taken(booked.payment)).toBe(PRICE)
    expect(await datesOf(tour)).toEqual([[MON]])
    return answer
  }

  const datesOf = async ({ resource_id }: Tour) =>
    (await shop.bookings.listAllocations({ resource_id })).rows.map(
      ({ dates }) => dates
    )

  const bookingsOf = async (cartId: string) =>
    expectStatus(
      200,
      await shop.anyone.get(`${STORE}/carts/${cartId}/bookings`)
    ).body.bookings as { line_item_id: string; hold: { id: string } }[]

  describe("a booking that can't be added (R90)", () => {
    it("is refused for want of dates and leaves lines, promotions and payment", async () => {
      const booked = await ready()
      await takeAway(shop, other, MON)
      const answer = await refusedWithoutTrace(booked, () =>
        book(shop.anyone, booked.cart_id, other.wish(MON))
      )
      expectRefusal(answer, "sold_out")
    })

    it("is refused because the dates are past, and leaves them", async () => {
      const booked = await ready()
      const answer = await refusedWithoutTrace(booked, () =>
        book(shop.anyone, booked.cart_id, other.wish(day(-2)))
      )
      expectRefusal(answer, "past")
    })

    it("is refused while the dates are busy, and leaves them", async () => {
      const booked = await ready()
      jest
        .spyOn(shop.bookings, "placeHold")
        .mockImplementationOnce(() =>
          reject("busy", "Please try again.", { retry_after: 1 })
        )
      const answer = await refusedWithoutTrace(booked, () =>
        book(shop.anyone, booked.cart_id, other.wish(MON))
      )
      expectRefusal(answer, "busy")
    })

    it("is refused as a hold that has ended, and leaves them", async () => {
      const booked = await ready()
      const { hold, token } = await shop.placeHold({
        items: other.wish(MON).items,
      })
      await shop.expire(hold.id)
      const brought = { variant_id: dear.id, hold_id: hold.id }
      const answer = await refusedWithoutTrace(booked, () =>
        book(
          shop.anyone.with({ "x-booking-hold-token": token }),
          booked.cart_id,
          brought
        )
      )
      expectRefusal(answer, "expired")
    })
  })

  describe("a booking that can't be changed (R90)", () => {
    it("is refused for want of dates and stays what was held", async () => {
      const booked = await ready()
      await takeAway(shop, tour, TUE)
      const answer = await refusedWithoutTrace(booked, () =>
        change(booked, MON, TUE)
      )
      expectRefusal(answer, "sold_out")
      expect(answer.body.details.dates).toEqual([TUE])
    })

    it("is refused while the dates are busy, and stays", async () => {
      const booked = await ready()
      jest
        .spyOn(shop.bookings, "placeHold")
        .mockImplementationOnce(() =>
          reject("busy", "Please try again.", { retry_after: 1 })
        )
      const answer = await refusedWithoutTrace(booked, () =>
        change(booked, MON, TUE)
      )
      expectRefusal(answer, "busy")
    })
  })

  describe("a booking that can't be removed (R90)", () => {
    it("is unknown, and all others stay", async () => {
      const booked = await ready()
      const path = `${STORE}/carts/${booked.cart_id}/bookings/cali_unknown`
      const answer = await refusedWithoutTrace(booked, () =>
        shop.anyone.delete(path)
      )
      expectRefusal(answer, "not_found")
    })
  })

  describe("a cart whose locks don't answer, as with Redis away", () => {
    const routes: Record<string, (booked: Booked) => Promise<Answer>> = {
      adds: ({ cart_id }) => book(shop.anyone, cart_id, other.wish(MON)),
      changes: (booked) => change(booked, TUE),
      removes: (booked) => shop.anyone.delete(lineOf(booked)),
    }

    it.each(Object.keys(routes))(
      "%s nothing, and says so to all who ask meanwhile",
      async (route) => {
        const booked = await ready()
        const ask = () => (routes[route] as (typeof routes)[string])(booked)
        const locks = shop.container.resolve(Modules.LOCKING)
        let answer = () => {}
        const released = jest
          .spyOn(locks, "release")
          .mockImplementationOnce(
            () => new Promise((resolve) => (answer = () => resolve(true)))
          )
        const refused = await refusedWithoutTrace(booked, async () => {
          const [first, ...others] = [
            ...(await Promise.all([ask(), ask()])),
            await ask(),
          ]
          others.forEach(({ body }) => expect(body).toEqual(first.body))
          expect(released).toHaveBeenCalledTimes(1)
          answer()
          return first
        })
        expectRefusal(
          refused,
          "busy",
          "The cart can't be changed right now. Please try again.",
          { retry_after: 5 }
        )
      }
    )
  })

  describe("an outage that Medusa's part meets with", () => {
    const said: Record<string, Error> = {
      PgBouncer: Object.assign(new Error("select 1 - server conn crashed?"), {
        code: "08P01",
      }),
      "a fail-over": Object.assign(
        new Error("cannot execute INSERT in a read-only transaction"),
        { code: "25006" }
      ),
      "a dead connection": new Error("select 1 - Connection terminated"),
      Redis: new Error(
        'Reached the max retries per request limit (which is 20). Refer to "maxRetriesPerRequest" option for details.'
      ),
    }

    it.each(Object.keys(said))("is busy, and no defect: %s", async (who) => {
      const booked = await ready()
      jest
        .spyOn(shop.container.resolve(Modules.CART), "addLineItems")
        .mockRejectedValueOnce(said[who])
      const refused = await refusedWithoutTrace(booked, () =>
        book(shop.anyone, booked.cart_id, other.wish(MON))
      )
      expectRefusal(
        refused,
        "busy",
        "The booking system is busy. Please try again.",
        { retry_after: 1 }
      )
    })
  })

  describe("a line that Medusa could not write", () => {
    const failing = (method: "addLineItems" | "updateLineItems") =>
      jest
        .spyOn(shop.container.resolve(Modules.CART), method)
        .mockImplementationOnce(() => {
          throw new Error("a defect of Medusa's")
        })

    it("leaves no hold, and the same key books at the next try", async () => {
      const cart_id = await createCart(shop.anyone, region)
      const client = shop.anyone.with({ "idempotency-key": "written not" })
      failing("addLineItems")
      const failed = await book(client, cart_id, tour.wish(MON))
      expect(failed.status).toBe(500)
      await shop.placeHold({ items: tour.wish(MON).items }).then(({ hold }) =>
        shop.bookings.releaseHold(
          hold.id,
          { admin: true },
          {
            actor: { type: "system", id: null },
          }
        )
      )
      const again = expectStatus(
        201,
        await book(client, cart_id, tour.wish(MON))
      ).body
      expect(again.idempotent_replay).toBeUndefined()
      expect(again.cart.items).toHaveLength(1)
    })

    it("gives a hold that was brought back to whoever has its token", async () => {
      const cart_id = await createCart(shop.anyone, region)
      const { hold, token } = await shop.placeHold({
        items: tour.wish(MON).items,
      })
      const bearer = shop.anyone.with({ "x-booking-hold-token": token })
      failing("addLineItems")
      const brought = { variant_id: variant.id, hold_id: hold.id }
      expect((await book(bearer, cart_id, brought)).status).toBe(500)
      const after = await bearer.get(`${STORE}/holds/${hold.id}`)
      const { updated_at: _, ...rest } = hold
      expect(expectStatus(200, after).body.hold).toMatchObject(rest)
      expectStatus(201, await book(bearer, cart_id, brought))
    })

    it("has the dates that a look at the cart has let it take over meanwhile, and is put right", async () => {
      const booked = await ready()
      const path = `${STORE}/carts/${booked.cart_id}/bookings`
      jest
        .spyOn(shop.container.resolve(Modules.PAYMENT), PAY)
        .mockImplementationOnce(async () => {
          expectStatus(200, await shop.anyone.get(path))
          throw new Error("a defect of Medusa's")
        })
      expect((await change(booked, MON, TUE)).status).toBe(500)
      await isPutRight(booked)
    })

    it("has its new dates though the cart's lock could not be given back", async () => {
      const booked = await ready()
      const locks = shop.container.resolve(Modules.LOCKING)
      const release = locks.release.bind(locks)
      let isGone = true
      jest.spyOn(locks, "release").mockImplementation((keys, args) => {
        if (!isGone || ![keys].flat().includes(booked.cart_id)) {
          return release(keys, args)
        }
        isGone = false
        return Promise.reject(new Error("Redis is gone"))
      })
      expect((await change(booked, MON, TUE)).status).toBe(500)
      expect(isGone).toBe(false)
      await isPutRight(booked)
    })

    /** By the next change of the cart; then it is sold for what it costs. */
    async function isPutRight({ cart_id, line }: Booked): Promise<void> {
      const added = await book(shop.anyone, cart_id, other.wish(MON))
      const { items } = expectStatus(201, added).body.cart
      expect(items.find(({ id }: { id: string }) => id === line)).toMatchObject(
        { unit_price: 2 * PRICE, quantity: 1 }
      )
      const payment = await openBankPayment(shop.anyone, cart_id, "auto")
      await order(shop, cart_id)
      expect(await datesOf(tour)).toEqual([[MON, TUE]])
      expect(shop.bank.taken(payment)).toBe(2 * PRICE + 70 - 7)
    }

    it("leaves the dates as they were when it was to change", async () => {
      const booked = await ready()
      failing("updateLineItems")
      expect((await change(booked, MON, TUE)).status).toBe(500)
      expect(await bookingsOf(booked.cart_id)).toMatchObject([
        { line_item_id: booked.line, hold: { id: booked.hold.id } },
      ])
      await takeAway(shop, tour, TUE)
    })
  })

  describe("a line that is written, and whose hold is busy right then", () => {
    it("stays, and the next look finds its hold", async () => {
      const cart_id = await createCart(shop.anyone, region)
      jest
        .spyOn(shop.bookings, "attachLine")
        .mockImplementationOnce(() =>
          reject("busy", "Please try again.", { retry_after: 1 })
        )
      const answer = await book(shop.anyone, cart_id, tour.wish(MON))
      const { cart, hold } = expectStatus(201, answer).body
      expect(await bookingsOf(cart_id)).toMatchObject([
        { line_item_id: cart.items[0].id, hold: { id: hold.id } },
      ])
    })

    it("stays, and completing finds its hold", async () => {
      const cart_id = await createCart(shop.anyone, region)
      jest
        .spyOn(shop.bookings, "attachLine")
        .mockImplementationOnce(() =>
          reject("busy", "Please try again.", { retry_after: 1 })
        )
      expectStatus(201, await book(shop.anyone, cart_id, tour.wish(MON)))
      await openPayment(shop.anyone, cart_id, BANK, { card: "auto" })
      await order(shop, cart_id)
      expect(await datesOf(tour)).toEqual([[MON]])
    })

    it("has the price of its other dates when the cart's are refreshed first", async () => {
      const booked = await ready()
      jest
        .spyOn(shop.bookings, "takeOver")
        .mockImplementationOnce(() =>
          reject("busy", "Please try again.", { retry_after: 1 })
        )
      expectStatus(200, await change(booked, MON, TUE))
      const path = `/store/carts/${booked.cart_id}`
      const there = { country_code: "au", city: "Cairns" }
      const move = { shipping_address: there }
      const { cart } = expectStatus(
        200,
        await shop.anyone.post(path, move)
      ).body
      expect(cart.items).toMatchObject([{ unit_price: 2 * PRICE }])
      await openBankPayment(shop.anyone, booked.cart_id, "auto")
      await order(shop, booked.cart_id)
      expect(await datesOf(tour)).toEqual([[MON, TUE]])
    })

    it("has its other dates when it was changed", async () => {
      const booked = await ready()
      jest
        .spyOn(shop.bookings, "takeOver")
        .mockImplementationOnce(() =>
          reject("busy", "Please try again.", { retry_after: 1 })
        )
      const { hold } = expectStatus(200, await change(booked, TUE)).body
      await openBankPayment(shop.anyone, booked.cart_id, "auto")
      await order(shop, booked.cart_id)
      expect(await datesOf(tour)).toEqual([[TUE]])
      expect(hold.id).not.toBe(booked.hold.id)
    })
  })

  describe("what is busy just now", () => {
    const busyOnce = (
      method: "matchLines" | "notePayment" | "listPricedHolds"
    ) =>
      jest
        .spyOn(shop.bookings, method)
        .mockImplementationOnce(() =>
          reject("busy", "Please try again.", { retry_after: 1 })
        )

    const BUSY = { type: "not_allowed", code: "busy" }
    const AGAIN = { ...BUSY, message: "Please try again." }

    it("refuses the completion, charges nobody, and is bought by the next", async () => {
      const booked = await ready()
      busyOnce("matchLines")
      const answer = await complete(shop.anyone, booked.cart_id)
      expect(answer.status).toBe(400)
      expect(answer.body).toMatchObject(AGAIN)
      expect(shop.bank.taken(booked.payment)).toBe(0)
      await order(shop, booked.cart_id)
      expect(await datesOf(tour)).toEqual([[MON]])
    })

    it("undoes no completion when only a payment's try can't be noted", async () => {
      const booked = await ready()
      const note = busyOnce("notePayment")
      await order(shop, booked.cart_id)
      expect(note).toHaveBeenCalledTimes(1)
      expect(shop.bank.taken(booked.payment)).toBe(PRICE)
    })

    it("refuses another address, and the booking stays what was held", async () => {
      const booked = await ready()
      const there = { country_code: "au", city: "Perth" }
      const path = `/store/carts/${booked.cart_id}`
      busyOnce("listPricedHolds")
      const answer = await shop.anyone.post(path, { shipping_address: there })
      expect(answer.status).toBe(400)
      expect(answer.body).toMatchObject(AGAIN)
      await order(shop, booked.cart_id)
      expect(await datesOf(tour)).toEqual([[MON]])
    })

    it("keeps nobody from looking at what is in the cart", async () => {
      const booked = await ready()
      busyOnce("matchLines")
      expect(await bookingsOf(booked.cart_id)).toMatchObject([
        { line_item_id: booked.line, hold: { id: booked.hold.id } },
      ])
    })

    it("leaves an order as it is that can't be canceled then", async () => {
      const { cart_id } = await ready()
      const id = await order(shop, cart_id)
      jest
        .spyOn(shop.bookings, "cancelAllocations")
        .mockImplementationOnce(() =>
          reject("busy", "Please try again.", { retry_after: 1 })
        )
      const path = `/admin/orders/${id}`
      const answer = await shop.admin.client.post(`${path}/cancel`)
      expect(answer.status).toBe(400)
      expect(answer.body).toMatchObject(AGAIN)
      const { body } = await shop.admin.client.get(path)
      expect(body.order.status).toBe("pending")
    })
  })

  describe("a payment that is not of the cart's total", () => {
    it("is refused, with what to do, and nobody is charged", async () => {
      const booked = await ready()
      const [collection] = (await cartRecords(shop, booked.cart_id))
        .collections as { id: string }[]
      const payments = shop.container.resolve(Modules.PAYMENT)
      await payments.updatePaymentCollections(collection?.id as string, {
        amount: 170,
      })
      const answer = await complete(shop.anyone, booked.cart_id)
      expect(answer.status).toBe(400)
      expect(answer.body.message).toBe(
        "The payment doesn't match the cart's total. Please choose a payment method again."
      )
      expect(shop.bank.taken(booked.payment)).toBe(0)
    })
  })
}
