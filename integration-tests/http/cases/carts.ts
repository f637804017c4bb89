import { MedusaError, Modules } from "@medusajs/framework/utils"

import type { HoldDTO } from "../../../src/modules/resource_booking/types"
import { dateInWords, datesInWords } from "../../engine"
import {
  book,
  complete,
  createCart,
  createRegions,
  createVariant,
  openPayment,
} from "../../helpers/checkout"
import { expectRefusal } from "../../helpers/http-expect"
import { ADMIN, expectStatus, type Shop, STORE } from "../../helpers/http-shop"
import { chargeOnce } from "../../helpers/orders"
import { day, eventually } from "../../helpers/world"

const [MON, TUE, WED] = [day(30), day(31), day(32)]

/** From the cart to the order. */
export function cartCases(shop: Shop): void {
  let regions: { au: string; us: string }
  beforeAll(async () => {
    regions = await createRegions(shop)
  })

  async function tour(input: object = {}, prices = { aud: 95.5, usd: 70.25 }) {
    const resource = await shop.createResource({
      default_capacity: 1,
      ...input,
    })
    const sells = [{ resource_id: resource.id }]
    const variant = await createVariant(shop, prices, sells)
    const wish = (...dates: string[]) => ({
      variant_id: variant.id,
      items: [{ resource_id: resource.id, dates }],
    })
    return { resource, variant, wish }
  }

  const aThing = () => shop.createResource({ default_capacity: 1 })

  const bookingsOf = (cartId: string) =>
    shop.anyone.get(`${STORE}/carts/${cartId}/bookings`)

  async function freeOn(resource_id: string, from: string, to: string) {
    const query = { resource_id, start_date: from, end_date: to }
    const answer = await shop.anyone.get(`${STORE}/availability`, query)
    const { dates } = expectStatus(200, answer).body
    return dates.map(
      (d: { available_capacity: number }) => d.available_capacity
    )
  }

  const cartOf = (id: string) =>
    shop.anyone
      .get(`/store/carts/${id}`)
      .then((answer) => expectStatus(200, answer).body.cart)

  describe("a booking in a cart (R20)", () => {
    it("is a hold and a line, priced for its dates, in the cart's currency", async () => {
      const { wish, variant } = await tour()
      const cart_id = await createCart(shop.anyone, regions.au)
      const answer = await book(shop.anyone, cart_id, wish(MON, TUE))
      const { cart, hold } = expectStatus(201, answer).body
      expect(hold).toMatchObject({ status: "active", cart_id })
      expect(cart.total).toBe(191)
      expect(cart.items).toMatchObject([
        {
          variant_id: variant.id,
          quantity: 1,
          unit_price: 191,
          title: expect.stringMatching(`, ${datesInWords([MON, TUE])}$`),
          metadata: { resource_booking: { hold_id: hold.id } },
        },
      ])
      const american = await createCart(shop.anyone, regions.us)
      const dollars = await book(shop.anyone, american, wish(WED))
      expect(expectStatus(201, dollars).body.cart.total).toBe(70.25)
    })

    it("is neither, if the dates are gone", async () => {
      const { wish } = await tour()
      const first = await createCart(shop.anyone, regions.au)
      expectStatus(201, await book(shop.anyone, first, wish(MON)))
      const second = await createCart(shop.anyone, regions.au)
      const refused = await book(shop.anyone, second, wish(MON, TUE))
      expectRefusal(refused, "sold_out")
      expect(refused.body.details.dates).toEqual([MON])
      expect((await cartOf(second)).items).toEqual([])
    })
  })

  describe("a booking of several rooms, or of a bundle (R20)", () => {
    it("is one line, its quantity the units", async () => {
      const { wish } = await tour({ default_capacity: 3 })
      const cart_id = await createCart(shop.anyone, regions.au)
      const { variant_id, items } = wish(MON, TUE)
      const two = { variant_id, items: [{ ...items[0], quantity: 2 }] }
      const answer = await book(shop.anyone, cart_id, two)
      const { cart } = expectStatus(201, answer).body
      expect(cart.items).toMatchObject([{ quantity: 2, unit_price: 191 }])
      expect(cart.total).toBe(382)
    })

    it("holds each thing that is linked, those left out as well", async () => {
      const [bus, guide] = [await aThing(), await aThing()]
      const variant = await createVariant(shop, { aud: 10 }, [
        { resource_id: bus.id },
        { resource_id: guide.id },
      ])
      const cart_id = await createCart(shop.anyone, regions.au)
      const answer = await book(shop.anyone, cart_id, {
        variant_id: variant.id,
        items: [{ resource_id: guide.id, dates: [MON] }],
      })
      const { hold, cart } = expectStatus(201, answer).body
      const held = hold.items.map((i: { resource_id: string }) => i.resource_id)
      expect(held).toEqual([bus.id, guide.id])
      expect(cart.total).toBe(10)
    })

    it("is charged once where the variant says so", async () => {
      const { wish, variant } = await tour()
      await chargeOnce(shop, variant)
      const cart_id = await createCart(shop.anyone, regions.au)
      const answer = await book(shop.anyone, cart_id, wish(MON, TUE))
      expect(expectStatus(201, answer).body.cart.total).toBe(95.5)
    })

    it("is charged as its variant is, whoever joins the group, named or not", async () => {
      const group = await shop.createGroup()
      const [room] = await Promise.all(
        [1, 2].map(() =>
          shop.createResource({ group_id: group.id, default_capacity: 1 })
        )
      )
      const variant = await createVariant(shop, { aud: 100 }, [
        { group_id: group.id },
      ])
      const once = await createVariant(shop, { aud: 100 }, [
        { group_id: group.id },
      ])
      await chargeOnce(shop, once)
      const dates = [30, 31, 32, 33, 34, 35, 36].map((after) => day(after))
      const total = async (variant_id: string, item: object) => {
        const cart_id = await createCart(shop.anyone, regions.au)
        const items = [{ ...item, dates }]
        const answer = await book(shop.anyone, cart_id, { variant_id, items })
        const { cart, hold } = expectStatus(201, answer).body
        await shop.bookings.releaseHold(
          hold.id,
          { admin: true },
          { actor: { type: "system", id: null } }
        )
        return cart.total
      }
      expect(await total(variant.id, { resource_id: room?.id })).toBe(700)
      expect(await total(variant.id, { group_id: group.id })).toBe(700)
      expect(await total(once.id, { resource_id: room?.id })).toBe(100)
      expect(await total(once.id, { group_id: group.id })).toBe(100)
    })

    it("keeps how it was charged when the variant is set otherwise", async () => {
      const { wish, variant } = await tour()
      const cart_id = await createCart(shop.anyone, regions.au)
      expectStatus(201, await book(shop.anyone, cart_id, wish(MON, TUE)))
      await chargeOnce(shop, variant)
      expect((await cartOf(cart_id)).total).toBe(191)
      await openPayment(shop.anyone, cart_id)
      const paid = expectStatus(200, await complete(shop.anyone, cart_id)).body
      expect(paid.order.total).toBe(191)
    })

    it("has no price once nothing is linked: it is refused", async () => {
      const { wish, variant, resource } = await tour()
      const path = `${ADMIN}/variants/${variant.id}/resources`
      const what = `resource_id=${resource.id}`
      expectStatus(200, await shop.admin.client.delete(`${path}?${what}`))
      const cart_id = await createCart(shop.anyone, regions.au)
      expectRefusal(
        await book(shop.anyone, cart_id, wish(MON)),
        "invalid_data",
        "This product can't be booked by date."
      )
    })

    it("is refused for what the variant is not linked to", async () => {
      const { variant } = await tour()
      const other = await aThing()
      const cart_id = await createCart(shop.anyone, regions.au)
      const answer = await book(shop.anyone, cart_id, {
        variant_id: variant.id,
        items: [{ resource_id: other.id, dates: [MON] }],
      })
      expectRefusal(
        answer,
        "invalid_data",
        "An item is not part of this product, or is listed twice."
      )
    })
  })

  describe("the same request again (R13)", () => {
    it("has the same hold and no second line", async () => {
      const { wish } = await tour()
      const cart_id = await createCart(shop.anyone, regions.au)
      const key = { "idempotency-key": "once" }
      const client = shop.anyone.with(key)
      const first = expectStatus(201, await book(client, cart_id, wish(MON)))
      const again = expectStatus(200, await book(client, cart_id, wish(MON)))
      expect(again.body).toMatchObject({
        hold: { id: first.body.hold.id },
        idempotent_replay: true,
      })
      expect(again.body.cart.items).toHaveLength(1)
    })
  })

  describe("the same key for something else (R13)", () => {
    const with1 = () => shop.anyone.with({ "idempotency-key": "one" })

    it("is refused for another product of the same dates", async () => {
      const { wish, resource } = await tour({ default_capacity: 5 })
      const dear = await createVariant(shop, { aud: 500 }, [
        { resource_id: resource.id },
      ])
      const cart_id = await createCart(shop.anyone, regions.au)
      expectStatus(201, await book(with1(), cart_id, wish(MON)))
      const other = { ...wish(MON), variant_id: dear.id }
      const answer = await book(with1(), cart_id, other)
      expectRefusal(answer, "idempotency_conflict")
      expect((await cartOf(cart_id)).items).toMatchObject([
        { unit_price: 95.5 },
      ])
    })

    it("is refused for a line where it has held dates without one", async () => {
      const { wish } = await tour({ default_capacity: 5 })
      const cart_id = await createCart(shop.anyone, regions.au)
      const { items } = wish(MON)
      const hold = await with1().post(`${STORE}/holds`, { cart_id, items })
      expectStatus(201, hold)
      const answer = await book(with1(), cart_id, wish(MON))
      expectRefusal(answer, "idempotency_conflict")
      expect((await cartOf(cart_id)).items).toEqual([])
    })
  })

  describe("changing a booking (R21)", () => {
    async function booked(...dates: string[]) {
      const made = await tour()
      const cart_id = await createCart(shop.anyone, regions.au)
      const answer = await book(shop.anyone, cart_id, made.wish(...dates))
      const { cart, hold } = expectStatus(201, answer).body
      const line = `${STORE}/carts/${cart_id}/bookings/${cart.items[0].id}`
      const change = (...wanted: string[]) =>
        shop.anyone.post(line, { items: made.wish(...wanted).items })
      return { ...made, cart_id, hold, line, change }
    }

    it("moves to dates that overlap the old ones, at a capacity of one", async () => {
      const { change, hold, resource } = await booked(MON, TUE)
      const { cart, hold: next } = expectStatus(
        200,
        await change(TUE, WED)
      ).body
      expect(next.items[0].dates).toEqual([TUE, WED])
      expect(next.id).not.toBe(hold.id)
      expect(cart.items).toMatchObject([
        {
          unit_price: 191,
          title: expect.stringContaining(datesInWords([TUE, WED])),
          metadata: { resource_booking: { hold_id: next.id } },
        },
      ])
      expect(await freeOn(resource.id, MON, WED)).toEqual([1, 0, 0])
    })

    it("keeps the old dates when the new can't be had", async () => {
      const { change, hold, wish, cart_id, resource } = await booked(MON)
      const other = await createCart(shop.anyone, regions.au)
      expectStatus(201, await book(shop.anyone, other, wish(WED)))
      const before = await cartOf(cart_id)
      const refused = await change(MON, TUE, WED)
      expectRefusal(refused, "sold_out")
      expect(refused.body.details.dates).toEqual([WED])
      const { items, total } = await cartOf(cart_id)
      expect(total).toBe(before.total)
      expect(items[0].title).toBe(before.items[0].title)
      const { bookings } = (await bookingsOf(cart_id)).body
      expect(bookings).toMatchObject([
        { hold: { id: hold.id, status: "active" } },
      ])
      expect(await freeOn(resource.id, MON, WED)).toEqual([0, 1, 0])
    })

    it("keeps what the hold was given, as long as nothing else is", async () => {
      const { wish, variant } = await tour()
      const cart_id = await createCart(shop.anyone, regions.au)
      const given = { email: "guest@example.com", metadata: { guest: "two" } }
      const holds = shop.anyone.with({ "idempotency-key": "given" })
      const { items } = wish(MON)
      const { hold } = expectStatus(
        201,
        await holds.post(`${STORE}/holds`, { cart_id, items, ...given })
      ).body
      const brought = { variant_id: variant.id, hold_id: hold.id }
      const { cart } = expectStatus(
        201,
        await book(shop.anyone, cart_id, brought)
      ).body
      const line = `${STORE}/carts/${cart_id}/bookings/${cart.items[0].id}`
      const change = async (body: object) =>
        expectStatus(200, await shop.anyone.post(line, body)).body.hold
      const same = await change({ items: wish(TUE).items })
      expect(same.metadata).toEqual({ guest: "two" })
      const metadata = { guest: "three" }
      const other = await change({ items: wish(WED).items, metadata })
      expect(other.metadata).toEqual({ guest: "three" })
      const { rows } = await shop.bookings.listHolds({ cart_id })
      const emails = rows.map(({ email }) => email)
      expect(emails).toEqual(Array(3).fill("guest@example.com"))
    })

    it("brings an ended booking back to life, on the same dates or others", async () => {
      const { change, hold } = await booked(MON)
      await shop.expire(hold.id)
      const again = expectStatus(200, await change(MON)).body
      expect(again.hold).toMatchObject({ status: "active" })
      await shop.expire(again.hold.id)
      const other = expectStatus(200, await change(TUE)).body
      expect(other.hold.items[0].dates).toEqual([TUE])
      const { rows } = await shop.bookings.listHolds({ status: "expired" })
      expect(rows).toHaveLength(2)
    })

    it("shows no booking of a line that is gone, though its hold had ended", async () => {
      const { line, cart_id, hold } = await booked(MON)
      await shop.expire(hold.id)
      expectStatus(200, await shop.anyone.delete(line))
      expect((await bookingsOf(cart_id)).body).toMatchObject({
        bookings: [],
        expires_at: null,
        time_remaining_seconds: 0,
      })
    })

    it("gives the dates back with the line, by our route and by Medusa's", async () => {
      const ours = await booked(MON)
      const gone = expectStatus(200, await shop.anyone.delete(ours.line)).body
      expect(gone).toMatchObject({ object: "line-item", deleted: true })
      expect(gone.cart.items).toEqual([])
      expect(await freeOn(ours.resource.id, MON, MON)).toEqual([1])

      const theirs = await booked(MON)
      const id = theirs.line.split("/").at(-1)
      const path = `/store/carts/${theirs.cart_id}/line-items/${id}`
      expectStatus(200, await shop.anyone.delete(path))
      await eventually(
        async () => (await freeOn(theirs.resource.id, MON, MON))[0] === 1,
        "the dates are free"
      )
    })
  })

  describe("Medusa's own routes (R21)", () => {
    it("don't add a booking, and don't change its quantity", async () => {
      const { variant, wish } = await tour({ default_capacity: 5 })
      const cart_id = await createCart(shop.anyone, regions.au)
      const items = `/store/carts/${cart_id}/line-items`
      const added = await shop.anyone.post(items, {
        variant_id: variant.id,
        quantity: 1,
      })
      expect(added.status).toBe(400)
      expect(added.body.message).toContain("is booked by date")
      const { cart } = (await book(shop.anyone, cart_id, wish(MON))).body
      const changed = await shop.anyone.post(`${items}/${cart.items[0].id}`, {
        quantity: 3,
      })
      expect(changed.status).toBe(400)
      expect(changed.body.message).toContain("can't be changed here")
      expect((await cartOf(cart_id)).items[0].quantity).toBe(1)
    })

    it("don't complete a cart into which other code has put such an item", async () => {
      const { variant } = await tour()
      const id = await createCart(shop.anyone, regions.au)
      const line = { title: "Tour", quantity: 1, unit_price: 95.5 }
      await shop.container
        .resolve(Modules.CART)
        .addLineItems(id, [{ ...line, variant_id: variant.id }])
      await openPayment(shop.anyone, id)
      const refused = await complete(shop.anyone, id)
      expect(refused.status).toBe(400)
      expect(refused.body.message).toMatch(/is no longer held/)
    })
  })

  describe("completing a cart (R22, R23)", () => {
    it("makes an allocation of the order's line", async () => {
      const { wish, resource } = await tour()
      const cart_id = await createCart(shop.anyone, regions.au)
      const { hold } = (await book(shop.anyone, cart_id, wish(MON))).body
      await openPayment(shop.anyone, cart_id)
      const answer = await complete(shop.anyone, cart_id)
      const { type, order } = expectStatus(200, answer).body
      expect(type).toBe("order")
      const path = `${STORE}/orders/${order.id}/bookings`
      const { bookings } = (await shop.anyone.get(path)).body
      expect(bookings).toMatchObject([
        {
          status: "confirmed",
          resource_id: resource.id,
          hold_id: hold.id,
          order_id: order.id,
          line_item_id: order.items[0].id,
          dates: [MON],
        },
      ])
    })

    it("takes an ended hold again while its dates are free", async () => {
      const { wish } = await tour()
      const cart_id = await createCart(shop.anyone, regions.au)
      const { hold } = (await book(shop.anyone, cart_id, wish(MON))).body
      await openPayment(shop.anyone, cart_id)
      await shop.expire(hold.id)
      const { type } = expectStatus(
        200,
        await complete(shop.anyone, cart_id)
      ).body
      expect(type).toBe("order")
    })

    it("is refused when they are gone, with the dates, and charges nobody", async () => {
      const { wish } = await tour()
      const cart_id = await createCart(shop.anyone, regions.au)
      const { hold } = (await book(shop.anyone, cart_id, wish(MON))).body
      await openPayment(shop.anyone, cart_id)
      await shop.expire(hold.id)
      const rival = await createCart(shop.anyone, regions.au)
      expectStatus(201, await book(shop.anyone, rival, wish(MON)))
      const refused = await complete(shop.anyone, cart_id)
      expect(refused.status).toBe(400)
      expect(refused.body.message).toContain(dateInWords(MON))
      expect((await cartOf(cart_id)).completed_at).toBeNull()
    })

    it("is the same order however often it is asked for", async () => {
      const { wish } = await tour()
      const cart_id = await createCart(shop.anyone, regions.au)
      expectStatus(201, await book(shop.anyone, cart_id, wish(MON)))
      await openPayment(shop.anyone, cart_id)
      const answers = await Promise.all(
        [1, 2, 3].map(() => complete(shop.anyone, cart_id))
      )
      const ids = answers.map(
        (answer) => expectStatus(200, answer).body.order.id
      )
      expect(new Set(ids).size).toBe(1)
      const { rows } = await shop.bookings.listAllocations({ order_id: ids[0] })
      expect(rows).toHaveLength(1)
    })

    it("can't be had by another price, quantity or hold on the line (R21)", async () => {
      const { wish } = await tour({ default_capacity: 5 })
      const carts = shop.container.resolve(Modules.CART)
      const other = await shop.placeHold({ items: wish(TUE).items })
      const tampered = [
        { unit_price: 1 },
        { quantity: 2 },
        { metadata: { resource_booking: { hold_id: other.hold.id } } },
        { metadata: { resource_booking: null } },
      ]
      for (const change of tampered) {
        const cart_id = await createCart(shop.anyone, regions.au)
        const { cart } = (await book(shop.anyone, cart_id, wish(MON))).body
        await carts.updateLineItems(cart.items[0].id, change)
        await openPayment(shop.anyone, cart_id)
        const refused = await complete(shop.anyone, cart_id)
        expect(refused.status).toBe(400)
        expect(refused.body.message).toMatch(
          /differs in quantity or price from what was held/
        )
      }
    })
  })

  describe("a payment that fails (R24)", () => {
    it("leaves the hold alive for another try, which succeeds", async () => {
      const { wish } = await tour()
      const cart_id = await createCart(shop.anyone, regions.au)
      const { hold } = (await book(shop.anyone, cart_id, wish(MON))).body
      await shop.endsIn(hold.id, 60)
      await openPayment(shop.anyone, cart_id)
      const payments = shop.container.resolve(Modules.PAYMENT)
      const declined = new MedusaError(
        MedusaError.Types.PAYMENT_AUTHORIZATION_ERROR,
        "Your card was declined."
      )
      const authorize = jest
        .spyOn(payments, "authorizePaymentSession")
        .mockRejectedValueOnce(declined)
      const failed = await complete(shop.anyone, cart_id)
      authorize.mockRestore()
      expect(failed.body).toMatchObject({ type: "cart" })
      const left = (await bookingsOf(cart_id)).body
      expect(left.bookings).toMatchObject([
        { hold: { id: hold.id, status: "active" } },
      ])
      expect(left.time_remaining_seconds).toBeGreaterThan(4 * 60)
      expect(left.time_remaining_seconds).toBeLessThanOrEqual(5 * 60)
      const paid = expectStatus(200, await complete(shop.anyone, cart_id)).body
      expect(paid.type).toBe("order")
    })
  })

  describe("one clock for a cart (R15)", () => {
    it("is all its bookings', and runs on when its guest logs in", async () => {
      const { wish } = await tour({ hold_ttl_minutes: 20 })
      const other = await tour({ hold_ttl_minutes: 10 })
      const cart_id = await createCart(shop.anyone, regions.au)
      expectStatus(201, await book(shop.anyone, cart_id, wish(MON)))
      expectStatus(201, await book(shop.anyone, cart_id, other.wish(MON)))
      const { bookings, ...clock } = (await bookingsOf(cart_id)).body
      const ends = bookings.map((b: { hold: HoldDTO }) => b.hold.expires_at)
      expect(ends).toEqual([clock.expires_at, clock.expires_at])

      const login = `/store/carts/${cart_id}/customer`
      expectStatus(200, await shop.ann.client.post(login))
      const third = await tour({ hold_ttl_minutes: 30 })
      const path = await book(shop.ann.client, cart_id, third.wish(MON))
      const { hold } = expectStatus(201, path).body
      const after = (
        await shop.ann.client.get(`${STORE}/carts/${cart_id}/bookings`)
      ).body
      expect(after.bookings).toHaveLength(3)
      for (const { hold: each } of after.bookings) {
        expect(each.expires_at).toBe(hold.expires_at)
      }
      const { rows } = await shop.bookings.listHolds({ cart_id })
      expect(rows.map((h) => h.customer_id)).toEqual(
        rows.map(() => shop.ann.id)
      )
    })
  })

  describe("a hold that was placed before there was a cart (R21)", () => {
    it("is brought along with its token, and sold with the line", async () => {
      const { wish, variant } = await tour()
      const { hold, token } = await shop.placeHold({ items: wish(MON).items })
      const cart_id = await createCart(shop.anyone, regions.au)
      const along = { variant_id: variant.id, hold_id: hold.id }
      expectRefusal(await book(shop.anyone, cart_id, along), "not_found")
      const client = shop.anyone.with({ "x-booking-hold-token": token })
      const answer = await book(client, cart_id, along)
      expect(expectStatus(201, answer).body).toMatchObject({
        hold: { id: hold.id, cart_id },
        cart: { total: 95.5 },
      })
      expectRefusal(await book(client, cart_id, along), "invalid_data")
      await openPayment(shop.anyone, cart_id)
      const { order } = expectStatus(200, await complete(client, cart_id)).body
      const { rows } = await shop.bookings.listAllocations({
        order_id: order.id,
      })
      expect(rows).toMatchObject([{ hold_id: hold.id }])
    })
  })

  describe("an order whose bookings were not confirmed (R23)", () => {
    /** As if the process had been killed, or a store had another hook. */
    async function unconfirmed() {
      const { wish } = await tour()
      const cart_id = await createCart(shop.anyone, regions.au)
      const { hold } = (await book(shop.anyone, cart_id, wish(MON))).body
      await openPayment(shop.anyone, cart_id)
      const confirm = jest
        .spyOn(shop.bookings, "confirmHold")
        .mockResolvedValue({ hold, allocations: [], repeated: false })
      const { order } = (await complete(shop.anyone, cart_id)).body
      await eventually(
        () => Promise.resolve(confirm.mock.calls.length >= 2),
        "the hook and the subscriber have tried"
      )
      confirm.mockRestore()
      return { order, hold, cart_id, wish }
    }

    it("is confirmed by its buyer, once however often", async () => {
      const { order, hold } = await unconfirmed()
      const path = `${STORE}/holds/${hold.id}/confirm`
      const body = { order_id: order.id }
      for (let i = 0; i < 3; i++) {
        const answer = await shop.anyone.post(path, body)
        const { allocations } = expectStatus(200, answer).body
        expect(allocations).toMatchObject([{ hold_id: hold.id, dates: [MON] }])
      }
      const { rows } = await shop.bookings.listAllocations({
        order_id: order.id,
      })
      expect(rows).toHaveLength(1)
    })

    it("is confirmed by its event, however often that comes", async () => {
      const { order } = await unconfirmed()
      const bus = shop.container.resolve(Modules.EVENT_BUS)
      const event = { name: "order.placed", data: { id: order.id } }
      await bus.emit([event, event, event])
      const allocations = () =>
        shop.bookings.listAllocations({ order_id: order.id })
      await eventually(
        async () => (await allocations()).count === 1,
        "the order has its allocation"
      )
    })

    it("is nobody else's order: another one can't have the hold", async () => {
      const { hold, wish } = await unconfirmed()
      const cart_id = await createCart(shop.anyone, regions.au)
      expectStatus(201, await book(shop.anyone, cart_id, wish(TUE)))
      await openPayment(shop.anyone, cart_id)
      const { order } = (await complete(shop.anyone, cart_id)).body
      const path = `${STORE}/holds/${hold.id}/confirm`
      const answer = await shop.anyone.post(path, { order_id: order.id })
      expectRefusal(answer, "not_found")
    })
  })

  describe("canceling an order (R26)", () => {
    it("frees its dates, once", async () => {
      const { wish, resource } = await tour()
      const cart_id = await createCart(shop.anyone, regions.au)
      expectStatus(201, await book(shop.anyone, cart_id, wish(MON)))
      await openPayment(shop.anyone, cart_id)
      const { order } = (await complete(shop.anyone, cart_id)).body
      const path = `/admin/orders/${order.id}/cancel`
      expectStatus(200, await shop.admin.client.post(path))
      expect(await freeOn(resource.id, MON, MON)).toEqual([1])
      const { rows } = await shop.bookings.listOperations({
        order_id: order.id,
        operation: "allocation.canceled",
      })
      expect(rows).toHaveLength(1)
    })
  })

  describe("two carts that want the same room", () => {
    it("are one order, and the other is told so without being charged", async () => {
      const { wish, resource } = await tour()
      const carts: string[] = []
      for (let i = 0; i < 2; i++) {
        const cart_id = await createCart(shop.anyone, regions.au)
        const { hold } = (await book(shop.anyone, cart_id, wish(MON))).body
        await openPayment(shop.anyone, cart_id)
        await shop.expire(hold.id)
        carts.push(cart_id)
      }
      const answers = await Promise.all(
        carts.map((id) => complete(shop.anyone, id))
      )
      expect(answers.map((a) => a.status).sort()).toEqual([200, 400])
      const { rows } = await shop.bookings.listAllocations({
        resource_id: resource.id,
      })
      expect(rows).toHaveLength(1)
    })
  })
}
