import { Modules } from "@medusajs/framework/utils"
import { updateProductVariantsWorkflow } from "@medusajs/medusa/core-flows"

import { dateInWords } from "../../engine"
import { cartRecords } from "../../helpers/cart-records"
import { catchErrors } from "../../helpers/caught-errors"
import {
  book,
  complete,
  createCart,
  createRegions,
  createVariant,
  openBankPayment,
  type Variant,
} from "../../helpers/checkout"
import { expectStatus, type Shop, STORE } from "../../helpers/http-shop"
import { openTour, order, readyToPay, type Tour } from "../../helpers/purchase"
import { day } from "../../helpers/world"

const MON = day(30)
const PRICE = 100

/** Ended is ended (R93), and what a declined payment does (R24). */
export function endedHoldCases(shop: Shop): void {
  describe("ended holds", () => describeEnded(shop))
}

type Times = { status: string; expires_at: Date; deadline: Date }

function describeEnded(shop: Shop): void {
  let region: string
  let variant: Variant
  let tour: Tour
  beforeAll(async () => {
    region = (await createRegions(shop)).au
  })
  beforeEach(async () => {
    shop.bank.empty()
    variant = await createVariant(shop, { aud: PRICE })
    tour = await openTour(shop, variant)
    catchErrors(shop)
  })
  afterEach(() => {
    jest.restoreAllMocks()
    Object.assign(shop.bookings.options, { on_payment_failure: "keep" })
  })

  async function timesOf(id: string): Promise<Times> {
    const { rows } = await shop.database.query<Times>(
      "select status, expires_at, deadline from booking_hold where id = $1",
      [id]
    )
    return rows[0] as Times
  }

  /** Lets all clocks of a hold run out in so many seconds. */
  async function overIn(holdId: string, seconds: number): Promise<void> {
    await shop.database.query(
      `with hold as (
        update booking_hold
        set expires_at = date_trunc('milliseconds',
          clock_timestamp()) + make_interval(secs => $1),
          deadline = date_trunc('milliseconds',
          clock_timestamp()) + make_interval(secs => $1)
        where id = $2 returning owner)
      update booking_basket b
      set started_at = clock_timestamp() - interval '3 hours',
        deadline = date_trunc('milliseconds',
          clock_timestamp()) + make_interval(secs => $1),
        grace_until = clock_timestamp() - interval '1 minute'
      from hold where b.owner = hold.owner`,
      [seconds, holdId]
    )
  }

  /** A completion that fails before it comes to the payment. */
  async function failBeforePayment(cartId: string): Promise<void> {
    const orders = shop.container.resolve(Modules.ORDER)
    jest.spyOn(orders, "createOrders").mockImplementationOnce(() => {
      throw new Error("no shipping method")
    })
    const answer = await complete(shop.anyone, cartId)
    expect(answer.body.type).not.toBe("order")
  }

  const ready = (card: Parameters<typeof openBankPayment>[2]) =>
    readyToPay(shop, region, tour.wish(MON), card)

  const freeOn = async (): Promise<number> => {
    const { resource_id } = tour
    const query = { resource_id, start_date: MON, end_date: MON }
    const { dates } = await shop.bookings.readAvailability(query)
    return dates[0]?.available_capacity as number
  }

  const priceTo = (amount: number) =>
    updateProductVariantsWorkflow(shop.container).run({
      input: {
        product_variants: [
          { id: variant.id, prices: [{ amount, currency_code: "aud" }] },
        ],
      },
    })

  describe("a completion that never tried a payment (R93)", () => {
    it("gives no hold a later end, however often it fails", async () => {
      const { cart_id, hold } = await ready("good")
      await overIn(hold.id, 20)
      const before = await timesOf(hold.id)
      for (let i = 0; i < 3; i++) {
        await failBeforePayment(cart_id)
        expect(await timesOf(hold.id)).toEqual(before)
      }
    })

    it("brings no ended hold back: its dates are free at once", async () => {
      const { cart_id, hold } = await ready("good")
      await shop.expire(hold.id, 60)
      const before = await timesOf(hold.id)
      await failBeforePayment(cart_id)
      expect(await timesOf(hold.id)).toMatchObject({
        expires_at: before.expires_at,
      })
      expect(await freeOn()).toBe(1)
    })
  })

  describe("payments that are declined (R24, R93)", () => {
    it("give five minutes beyond deadline and grace, and not again", async () => {
      const { cart_id, hold } = await ready("declined")
      await shop.database.query(
        `update booking_hold set expires_at = clock_timestamp() + interval '9 s',
          deadline = date_trunc('milliseconds', clock_timestamp()) - interval '15 minutes' where id = $1`,
        [hold.id]
      )
      const { deadline } = await timesOf(hold.id)
      await complete(shop.anyone, cart_id)
      const { expires_at } = await timesOf(hold.id)
      const latest = deadline.getTime() + 20 * 60_000
      expect(expires_at.getTime()).toBe(latest)
      await openBankPayment(shop.anyone, cart_id, "declined")
      await complete(shop.anyone, cart_id)
      expect(await timesOf(hold.id)).toMatchObject({ expires_at })
    })

    it("free the dates at once where the store wishes so, and can be had again", async () => {
      Object.assign(shop.bookings.options, { on_payment_failure: "release" })
      const { cart_id, hold } = await ready("declined")
      await complete(shop.anyone, cart_id)
      expect(await timesOf(hold.id)).toMatchObject({ status: "expired" })
      expect(await freeOn()).toBe(1)
      const { rows } = await shop.database.query(
        `select operation, reason from booking_operation where hold_id = $1 order by seq desc limit 1`,
        [hold.id]
      )
      expect(rows).toEqual([
        {
          operation: "hold.expired",
          reason: "payment_failed",
        },
      ])
      await openBankPayment(shop.anyone, cart_id, "good")
      await order(shop, cart_id)
    })

    it("keep the dates through 3-D Secure, whatever the store wishes", async () => {
      Object.assign(shop.bookings.options, { on_payment_failure: "release" })
      const { cart_id, hold, payment } = await ready("secure")
      await complete(shop.anyone, cart_id)
      expect(await timesOf(hold.id)).toMatchObject({ status: "active" })
      expect(await freeOn()).toBe(0)
      shop.bank.approve(payment)
      await order(shop, cart_id)
    })
  })

  describe("an ended hold before money moves is a new request (R93)", () => {
    async function refusedAt(cart_id: string): Promise<string> {
      const before = await cartRecords(shop, cart_id)
      const answer = await complete(shop.anyone, cart_id)
      expect(answer.status).toBe(400)
      expect(await cartRecords(shop, cart_id)).toEqual(before)
      return answer.body.message
    }

    it("is refused when the resource is off", async () => {
      const { cart_id, hold, payment } = await ready("auto")
      await shop.expire(hold.id)
      const path = `/admin/resource-booking/resources/${tour.resource_id}`
      const off = { is_active: false }
      expectStatus(200, await shop.admin.client.post(path, off))
      expect(await refusedAt(cart_id)).toContain("is not on sale")
      expect(shop.bank.taken(payment)).toBe(0)
    })

    it("is refused when its product sells no bookings any more", async () => {
      const { cart_id, hold } = await ready("auto")
      await shop.expire(hold.id)
      await shop.bookings.unlinkVariant(
        variant.id,
        { resource_id: tour.resource_id },
        { actor: { type: "system", id: null } }
      )
      expect(await refusedAt(cart_id)).toBe(
        "This product can't be booked by date."
      )
    })

    it("is refused at the old price, with both; changing to the same dates accepts the new one", async () => {
      const { cart_id, hold, payment } = await ready("auto")
      await shop.expire(hold.id)
      await priceTo(900)
      expect(await refusedAt(cart_id)).toBe(
        "The time to pay has run out, and the price has changed from 100 to 900 AUD. Choose the same dates again to accept the new price."
      )
      const { bookings } = (
        await shop.anyone.get(`${STORE}/carts/${cart_id}/bookings`)
      ).body
      const path = `${STORE}/carts/${cart_id}/bookings/${bookings[0].line_item_id}`
      const { items } = tour.wish(MON)
      const changed = await shop.anyone.post(path, { items })
      expect(expectStatus(200, changed).body.cart.total).toBe(900)
      const paid = await openBankPayment(shop.anyone, cart_id, "auto")
      await order(shop, cart_id)
      expect(shop.bank.taken(payment)).toBe(0)
      expect(shop.bank.taken(paid)).toBe(900)
    })

    it("is sold at the old price while it lives, whatever the price is now", async () => {
      const { cart_id, payment } = await ready("auto")
      await priceTo(900)
      await order(shop, cart_id)
      expect(shop.bank.taken(payment)).toBe(PRICE)
    })

    it("is given its dates once money has moved, by a webhook that came first", async () => {
      const { cart_id, hold, payment } = await ready("auto")
      const { rows } = await shop.database.query<{ id: string }>(
        "select id from payment_session where data ->> 'payment' = $1",
        [payment]
      )
      const payments = shop.container.resolve(Modules.PAYMENT)
      await payments.authorizePaymentSession(rows[0]?.id as string, {})
      await shop.expire(hold.id)
      await priceTo(900)
      await order(shop, cart_id)
      expect(shop.bank.taken(payment)).toBe(PRICE)
    })
  })

  describe("a hold that a stranger brings into a guest's cart (R93)", () => {
    it("lengthens nobody's, and ends with them", async () => {
      const cart_id = await createCart(shop.anyone, region)
      const answer = await book(shop.anyone, cart_id, tour.wish(MON))
      const { hold } = expectStatus(201, answer).body
      await overIn(hold.id, 60)
      const before = await timesOf(hold.id)
      const other = await createVariant(shop, { aud: 1 })
      const cheap = await openTour(shop, other)
      const placed = await shop.placeHold({ items: cheap.wish(MON).items })
      const bearer = shop.anyone.with({ "x-booking-hold-token": placed.token })
      const brought = { variant_id: other.id, hold_id: placed.hold.id }
      expectStatus(201, await book(bearer, cart_id, brought))
      expect(await timesOf(hold.id)).toEqual(before)
      expect((await timesOf(placed.hold.id)).expires_at).toEqual(
        before.expires_at
      )
    })
  })

  describe("a line is a booking because of its hold (R91)", () => {
    const unlink = () =>
      shop.bookings.unlinkVariant(
        variant.id,
        { resource_id: tour.resource_id },
        { actor: { type: "system", id: null } }
      )

    const datesSold = async () => {
      const { resource_id } = tour
      const { rows } = await shop.bookings.listAllocations({ resource_id })
      return rows.map(({ dates, quantity }) => ({ dates, quantity }))
    }

    it("keeps its quantity when its variant was unlinked, and is sold as held", async () => {
      const { cart_id, payment } = await ready("auto")
      await unlink()
      const { lines } = await cartRecords(shop, cart_id)
      const path = `/store/carts/${cart_id}/line-items/${lines?.[0]?.id as string}`
      const changed = await shop.anyone.post(path, { quantity: 3 })
      expect(changed.status).toBe(400)
      expect(changed.body.message).toContain("can't be changed here")
      await order(shop, cart_id)
      expect(await datesSold()).toEqual([{ dates: [MON], quantity: 1 }])
      expect(shop.bank.taken(payment)).toBe(PRICE)
    })

    it.each(["product", "variant"])(
      "is sold as held when its %s was deleted while its customer pays",
      async (deleted) => {
        const { cart_id, payment } = await ready("auto")
        const product = `/admin/products/${variant.product_id}`
        const path =
          deleted === "product" ? product : `${product}/variants/${variant.id}`
        expectStatus(200, await shop.admin.client.delete(path))
        await order(shop, cart_id)
        expect(await datesSold()).toEqual([{ dates: [MON], quantity: 1 }])
        expect(shop.bank.taken(payment)).toBe(PRICE)
      }
    )

    /** Another booking of the cart, of a product that stays on sale. */
    async function beside(cartId: string): Promise<string> {
      const other = await createVariant(shop, { aud: 20 })
      const wish = (await openTour(shop, other)).wish(MON)
      const answer = await book(shop.anyone, cartId, wish)
      return expectStatus(201, answer).body.hold.id
    }

    it("is sold as held when it was unlinked, beside one that must be taken again", async () => {
      const { cart_id } = await ready("auto")
      const other = await beside(cart_id)
      await unlink()
      await shop.expire(other)
      const payment = await openBankPayment(shop.anyone, cart_id, "auto")
      await order(shop, cart_id)
      expect(await datesSold()).toEqual([{ dates: [MON], quantity: 1 }])
      expect(shop.bank.taken(payment)).toBe(PRICE + 20)
    })

    it("stands in no other's way once it was taken out and unlinked", async () => {
      const { cart_id, hold } = await ready("auto")
      const other = await beside(cart_id)
      const { lines } = await cartRecords(shop, cart_id)
      const own = lines?.find(({ unit_price }) => Number(unit_price) === PRICE)
      await shop.expire(hold.id)
      await shop.bookings.expireHolds()
      const line = `${STORE}/carts/${cart_id}/bookings/${own?.id as string}`
      expectStatus(200, await shop.anyone.delete(line))
      await unlink()
      await shop.expire(other)
      const payment = await openBankPayment(shop.anyone, cart_id, "auto")
      await order(shop, cart_id)
      expect(await datesSold()).toEqual([])
      expect(shop.bank.taken(payment)).toBe(20)
    })

    it("is refused when it was unlinked, and its hold was deleted long after its end", async () => {
      const { cart_id, hold, payment } = await ready("auto")
      const { lines } = await cartRecords(shop, cart_id)
      const line = lines?.[0]?.id as string
      await shop.expire(hold.id)
      await shop.bookings.expireHolds()
      await shop.database.query(
        `update booking_hold set ended_at = now() - interval '91 days'
          where id = $1`,
        [hold.id]
      )
      expect(await shop.bookings.deleteEndedHolds()).toBe(1)
      // Ids tell when they were made.
      const made = (Date.now() - 92 * 86_400_000).toString(36).padStart(9, "0")
      await shop.database.query(
        `update cart_line_item set metadata = jsonb_set(metadata,
          '{resource_booking,hold_id}', to_jsonb($2::text)) where id = $1`,
        [line, `bhold_${made}${"0".repeat(32)}`]
      )
      await unlink()
      const refused = await complete(shop.anyone, cart_id)
      expect(refused.body.message).toMatch(/is no longer held/)
      expect(refused.status).toBe(400)
      expect(shop.bank.taken(payment)).toBe(0)
      const path = `/store/carts/${cart_id}/line-items/${line}`
      expectStatus(200, await shop.anyone.delete(path))
    })

    it("can be taken out of the cart when its product was deleted", async () => {
      const { cart_id } = await ready("auto")
      const path = `/admin/products/${variant.product_id}`
      expectStatus(200, await shop.admin.client.delete(path))
      const { lines } = await cartRecords(shop, cart_id)
      const line = `${STORE}/carts/${cart_id}/bookings/${lines?.[0]?.id as string}`
      const { body } = expectStatus(200, await shop.anyone.delete(line))
      expect(body.cart.items).toEqual([])
      expect(await freeOn()).toBe(1)
    })

    it("is refused before the payment when it has ended and its product was deleted", async () => {
      const { cart_id, hold, payment } = await ready("auto")
      const path = `/admin/products/${variant.product_id}`
      expectStatus(200, await shop.admin.client.delete(path))
      await shop.expire(hold.id)
      const answer = await complete(shop.anyone, cart_id)
      expect(answer.status).toBe(400)
      expect(answer.body).toEqual({
        ...{ type: "not_allowed", code: "not_found" },
        message: `The time to pay for your booking (${dateInWords(MON)}) has run out, and it is no longer on sale. Please remove it from the cart.`,
      })
      expect(shop.bank.taken(payment)).toBe(0)
    })
  })
}
