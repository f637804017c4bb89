import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"

import { reject } from "../../../src/modules/resource_booking"
import { dateInWords } from "../../engine"
import { catchErrors, type Caught } from "../../helpers/caught-errors"
import {
  complete,
  createRegions,
  createVariant,
  openBankPayment,
  type Variant,
} from "../../helpers/checkout"
import { expectStatus, type Shop } from "../../helpers/http-shop"
import {
  expectNoOrder,
  openTour,
  order,
  ordersOf,
  readyToPay,
  secondsLeft,
  takeAway,
  type Tour,
} from "../../helpers/purchase"
import { day, eventually } from "../../helpers/world"

const MON = day(30)
const PRICE = 95.5

type Paid = {
  payment_collection: { payments: { canceled_at: unknown }[] } | null
}

/** What a payment provider may do, and what the customer has in the end. */
export function paymentCases(shop: Shop): void {
  describe("payments", () => describePayments(shop))
}

function describePayments(shop: Shop): void {
  let errors: Caught
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
    errors = catchErrors(shop)
  })
  afterEach(() => jest.restoreAllMocks())

  const ready = (card: Parameters<typeof readyToPay>[3]) =>
    readyToPay(shop, region, tour.wish(MON), card)

  const allocationsOf = async (order_id: string) =>
    (await shop.bookings.listAllocations({ order_id })).rows

  /** The hold lives, for as long as it takes to try another card. */
  async function expectHeld(cartId: string, holdId: string): Promise<void> {
    const { rows } = await shop.bookings.listHolds({ cart_id: cartId })
    expect(rows).toMatchObject([{ id: holdId, status: "active" }])
    const left = await secondsLeft(shop, cartId)
    expect(left).toBeGreaterThan(4 * 60)
    expect(left).toBeLessThanOrEqual(5 * 60)
  }

  /** What a storefront can see of why it has no order. */
  async function sessionOf(cartId: string): Promise<string> {
    const query = { fields: "payment_collection.payment_sessions.status" }
    const answer = await shop.anyone.get(`/store/carts/${cartId}`, query)
    const { payment_collection } = expectStatus(200, answer).body.cart
    return payment_collection.payment_sessions[0].status
  }

  describe("a payment that succeeds", () => {
    it("is authorized once, for an order with its dates", async () => {
      const { cart_id, payment } = await ready("good")
      const id = await order(shop, cart_id)
      expect(await order(shop, cart_id)).toBe(id)
      expect(await allocationsOf(id)).toHaveLength(1)
      expect(shop.bank.moves(payment)).toEqual([["authorized", PRICE]])
    })

    const left: Record<string, (cart_id: string) => Promise<unknown>> = {
      "a link to an order": linkLostOrder,
      "a completed cart": completeWithoutOrder,
      "both of these": async (cart_id) => {
        await linkLostOrder(cart_id)
        await completeWithoutOrder(cart_id)
      },
    }

    function linkLostOrder(cart_id: string) {
      return shop.container.resolve(ContainerRegistrationKeys.LINK).create({
        [Modules.ORDER]: { order_id: `order_lost_${cart_id}` },
        [Modules.CART]: { cart_id },
      })
    }

    function completeWithoutOrder(cart_id: string) {
      const carts = shop.container.resolve(Modules.CART)
      return carts.updateCarts(cart_id, { completed_at: new Date() })
    }

    it.each(Object.keys(left))(
      "makes an order where one that is lost has left %s",
      async (what) => {
        const { cart_id, payment } = await ready("good")
        await left[what]?.(cart_id)
        const refused = await complete(shop.anyone, cart_id)
        expect(refused).toMatchObject({
          status: 400,
          body: {
            type: "not_allowed",
            code: "busy",
            message: "The order could not be placed. Please try again.",
          },
        })
        const id = await order(shop, cart_id)
        expect(await ordersOf(shop, cart_id)).toEqual([id])
        expect(await allocationsOf(id)).toHaveLength(1)
        expect(shop.bank.moves(payment)).toEqual([["authorized", PRICE]])
        expect(await order(shop, cart_id)).toBe(id)
      }
    )

    it("may be captured at once", async () => {
      const { cart_id, payment } = await ready("auto")
      const id = await order(shop, cart_id)
      expect(await allocationsOf(id)).toHaveLength(1)
      expect(shop.bank.moves(payment)).toEqual([["captured", PRICE]])
    })
  })

  describe("a payment that does not succeed (R24)", () => {
    it("leaves the dates held when the card is declined; another card pays", async () => {
      const { cart_id, hold, payment } = await ready("declined")
      await shop.endsIn(hold.id, 60)
      const refused = await complete(shop.anyone, cart_id)
      expect(refused.status).toBe(400)
      expect(refused.body.message).toContain("was not authorized")
      expect(await sessionOf(cart_id)).toBe("error")
      await expectHeld(cart_id, hold.id)
      expect(await ordersOf(shop, cart_id)).toEqual([])
      const other = await openBankPayment(shop.anyone, cart_id, "good")
      const id = await order(shop, cart_id)
      expect(await allocationsOf(id)).toMatchObject([{ hold_id: hold.id }])
      expect(shop.bank.moves(payment)).toEqual([])
      expect(shop.bank.moves(other)).toEqual([["authorized", PRICE]])
    })

    it("leaves the dates held through 3-D Secure, which the same payment passes", async () => {
      const { cart_id, hold, payment } = await ready("secure")
      await shop.endsIn(hold.id, 60)
      const asked = await complete(shop.anyone, cart_id)
      expect(asked.status).toBe(400)
      expect(asked.body.message).toContain("was not authorized")
      expect(await sessionOf(cart_id)).toBe("requires_more")
      await expectHeld(cart_id, hold.id)
      shop.bank.approve(payment)
      const id = await order(shop, cart_id)
      expect(await allocationsOf(id)).toMatchObject([{ hold_id: hold.id }])
      expect(shop.bank.moves(payment)).toEqual([["authorized", PRICE]])
    })

    /** Another payment is chosen in the moment in which the first is made. */
    async function replacedInTheAct() {
      const { cart_id, payment } = await ready("good")
      const payments = shop.container.resolve(Modules.PAYMENT)
      const real = payments.authorizePaymentSession.bind(payments)
      let other = ""
      jest
        .spyOn(payments, "authorizePaymentSession")
        .mockImplementationOnce(async (id, context) => {
          await real(id, context)
          other = await openBankPayment(shop.anyone, cart_id, "good")
          // As Medusa does: it reads the session again, and that is gone.
          return real(id, context)
        })
      expectNoOrder(await complete(shop.anyone, cart_id))
      return { cart_id, payment, other }
    }

    async function paymentsOfCart(cartId: string) {
      const query = shop.container.resolve(ContainerRegistrationKeys.QUERY)
      const { data } = await query.graph({
        entity: "cart",
        fields: ["payment_collection.payments.canceled_at"],
        filters: { id: cartId },
      })
      const [cart] = data as unknown as Paid[]
      return (cart?.payment_collection?.payments ?? [])
        .map(({ canceled_at }) => (canceled_at ? "canceled" : "live"))
        .sort()
    }

    it("reserves nothing when another payment is chosen in the moment it is made", async () => {
      const { cart_id, payment, other } = await replacedInTheAct()
      expect(await paymentsOfCart(cart_id)).toEqual(["canceled"])
      expect(shop.bank.taken(payment)).toBe(0)
      const id = await order(shop, cart_id)
      expect(await allocationsOf(id)).toHaveLength(1)
      expect(shop.bank.moves(other)).toEqual([["authorized", PRICE]])
    })

    it("is let go before the next one if it could not be at once", async () => {
      jest
        .spyOn(shop.container.resolve(Modules.PAYMENT), "cancelPayment")
        .mockRejectedValueOnce(new Error("the provider is away"))
      const { cart_id } = await replacedInTheAct()
      expect(await paymentsOfCart(cart_id)).toEqual(["live"])
      await order(shop, cart_id)
      expect(await paymentsOfCart(cart_id)).toEqual(["canceled", "live"])
    })

    it("is told so though the holds are too busy to be unpinned", async () => {
      const { cart_id, hold } = await ready("declined")
      jest.spyOn(shop.bookings, "unpinHolds").mockImplementationOnce(tooBusy)
      const refused = await complete(shop.anyone, cart_id)
      expect(refused.status).toBe(400)
      expect(refused.body.message).toContain("was not authorized")
      await openBankPayment(shop.anyone, cart_id, "good")
      const id = await order(shop, cart_id)
      expect(await allocationsOf(id)).toMatchObject([{ hold_id: hold.id }])
    })

    it("has its money back though the dates are too busy to be freed", async () => {
      const { cart_id, payment } = await ready("auto")
      const real = shop.bookings.confirmHold.bind(shop.bookings)
      jest
        .spyOn(shop.bookings, "confirmHold")
        .mockImplementationOnce(async (...args) => {
          await real(...args)
          throw new Error("a defect")
        })
      jest
        .spyOn(shop.bookings, "cancelAllocations")
        .mockImplementationOnce(tooBusy)
      expectNoOrder(await complete(shop.anyone, cart_id))
      expect(shop.bank.taken(payment)).toBe(0)
    })

    it("leaves the dates held when the bank is down", async () => {
      const { cart_id, hold, payment } = await ready("down")
      await shop.endsIn(hold.id, 60)
      const failed = expectStatus(200, await complete(shop.anyone, cart_id))
      expect(failed.body).toMatchObject({
        type: "cart",
        error: { type: "payment_authorization_error" },
      })
      await expectHeld(cart_id, hold.id)
      const other = await openBankPayment(shop.anyone, cart_id, "auto")
      const id = await order(shop, cart_id)
      expect(await allocationsOf(id)).toHaveLength(1)
      expect(shop.bank.moves(payment)).toEqual([])
      expect(shop.bank.moves(other)).toEqual([["captured", PRICE]])
    })

    it("charges once when the bank's answer is lost and the customer tries again", async () => {
      const { cart_id, hold, payment } = await ready("lost")
      await shop.endsIn(hold.id, 60)
      const failed = expectStatus(200, await complete(shop.anyone, cart_id))
      expect(failed.body.type).toBe("cart")
      await expectHeld(cart_id, hold.id)
      const id = await order(shop, cart_id)
      expect(await allocationsOf(id)).toHaveLength(1)
      expect(shop.bank.moves(payment)).toEqual([["authorized", PRICE]])
    })

    it("gives back what a lost answer had reserved when another card pays", async () => {
      const { cart_id, payment } = await ready("lost")
      expectStatus(200, await complete(shop.anyone, cart_id))
      const other = await openBankPayment(shop.anyone, cart_id, "good")
      await order(shop, cart_id)
      expect(shop.bank.reserved(payment)).toBe(0)
      expect(shop.bank.moves(other)).toEqual([["authorized", PRICE]])
    })

    it("keeps nobody's dates forever: what was never paid ends", async () => {
      const { cart_id, hold } = await ready("declined")
      await complete(shop.anyone, cart_id)
      await shop.expire(hold.id)
      await takeAway(shop, tour, MON)
      await openBankPayment(shop.anyone, cart_id, "good")
      const refused = await complete(shop.anyone, cart_id)
      expect(refused.status).toBe(400)
      expect(refused.body.message).toContain(dateInWords(MON))
    })
  })

  describe("a payment that was captured before the cart is completed", () => {
    /** The bank tells the shop, which Medusa does five seconds later. */
    async function webhook(cartId: string, payment: string): Promise<void> {
      const { rows } = await shop.database.query<{ id: string }>(
        `select id from payment_session where data ->> 'payment' = $1`,
        [payment]
      )
      const data = { payment, session_id: rows[0]?.id }
      const payload = { data, rawData: "", headers: {} }
      const bus = shop.container.resolve(Modules.EVENT_BUS)
      await bus.emit({
        name: "payment.webhook_received",
        data: { provider: "bank_test", payload },
      })
    }

    it("becomes an order with its dates by the bank's word alone", async () => {
      const { cart_id, hold, payment } = await ready("good")
      shop.bank.charge(payment)
      await webhook(cart_id, payment)
      await eventually(
        async () =>
          (await shop.bookings.retrieveHoldForAdmin(hold.id)).status ===
          "confirmed",
        "the dates are sold"
      )
      const id = await order(shop, cart_id)
      expect(await allocationsOf(id)).toMatchObject([{ hold_id: hold.id }])
      expect(shop.bank.moves(payment)).toEqual([["captured", PRICE]])
    })

    it("is one order when customer and bank come at once, and the bank twice", async () => {
      const { cart_id, hold, payment } = await ready("good")
      shop.bank.charge(payment)
      await Promise.all([
        webhook(cart_id, payment),
        complete(shop.anyone, cart_id),
        webhook(cart_id, payment),
      ])
      const id = await order(shop, cart_id)
      expect(await ordersOf(shop, cart_id)).toEqual([id])
      expect(await allocationsOf(id)).toMatchObject([{ hold_id: hold.id }])
      expect(shop.bank.moves(payment)).toEqual([["captured", PRICE]])
    })

    it("is given back when the dates are gone", async () => {
      const { cart_id, hold, payment } = await ready("good")
      await shop.expire(hold.id)
      await takeAway(shop, tour, MON)
      shop.bank.charge(payment)
      await webhook(cart_id, payment)
      await eventually(
        async () =>
          shop.bank.taken(payment) === 0 &&
          errors().some((text) => text.includes("payment.webhook")),
        "the money is given back"
      )
      const givenBack = [
        ["captured", PRICE],
        ["refunded", PRICE],
      ]
      expect(shop.bank.moves(payment)).toEqual(givenBack)
      expectNoOrder(await complete(shop.anyone, cart_id))
      expect(shop.bank.moves(payment)).toEqual(givenBack)
      const { count } = await shop.bookings.listAllocations({
        resource_id: tour.resource_id,
      })
      expect(count).toBe(0)
    })
  })
}

function tooBusy(): never {
  return reject("busy", "Please try again.", { retry_after: 1 })
}
