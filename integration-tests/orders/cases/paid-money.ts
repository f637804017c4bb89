import { Modules } from "@medusajs/framework/utils"

import { catchErrors } from "../../helpers/caught-errors"
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
import {
  authorize,
  capture,
  payAgain,
  refund,
  refundQuietly,
  voidPayment,
} from "../../helpers/order-money"
import {
  createTour,
  deliverPlaced,
  editOrder,
  findingsOn,
  makeOld,
  type Ordered,
  withoutConfirmation,
} from "../../helpers/orders"
import { day } from "../../helpers/world"

const MON = day(30)
const PRICE = 100
const SYSTEM = { actor: { type: "system", id: null } } as const

type Sold = Ordered & { hold: string; resource: string }

/** What an order is worth whose money is not there any more (R94). */
export function paidMoneyCases(shop: Shop): void {
  describe("an order is paid by its money (R94)", () => describePaid(shop))
}

function describePaid(shop: Shop): void {
  let region: string
  beforeAll(async () => {
    region = (await createRegions(shop)).au
  })
  afterEach(() => jest.restoreAllMocks())

  async function sell(price = PRICE, beside?: string): Promise<Sold> {
    const { resource, variant } = await createTour(shop, {}, { aud: price })
    const cart = await createCart(shop.anyone, region)
    const items = [{ resource_id: resource.id, dates: [MON] }]
    const wish = { variant_id: variant.id, items }
    const { hold } = expectStatus(201, await book(shop.anyone, cart, wish)).body
    if (beside) {
      const path = `/store/carts/${cart}/line-items`
      const line = { variant_id: beside, quantity: 1 }
      expectStatus(200, await shop.anyone.post(path, line))
    }
    if (price > 0) {
      await openPayment(shop.anyone, cart)
    }
    const { order } = expectStatus(200, await complete(shop.anyone, cart)).body
    await makeOld(shop, "order", order.id)
    const lines = order.items as { id: string; variant_id: string }[]
    const line = lines.find(({ variant_id }) => variant_id === variant.id)
    return {
      ...{ order: order.id, cart, line: line?.id as string },
      ...{ hold: hold.id, resource: resource.id },
    }
  }

  /** As if the process had been killed after the payment. */
  async function unconfirmed(price = PRICE, beside?: string): Promise<Sold> {
    return withoutConfirmation(shop, () => sell(price, beside))
  }

  /** With an allocation that is old enough to be looked at. */
  async function confirmed(price = PRICE): Promise<Sold> {
    const made = await sell(price)
    for (const { id } of await allocationsOf(made)) {
      await makeOld(shop, "booking_allocation", id)
    }
    return made
  }

  const allocationsOf = async ({ order: order_id }: Sold) =>
    (await shop.bookings.listAllocations({ order_id })).rows

  const confirm = ({ hold, order }: Sold) =>
    shop.anyone.post(`${STORE}/holds/${hold}/confirm`, { order_id: order })

  const GONE: [string, (order: string) => Promise<void>][] = [
    [
      "captured and refunded in the dashboard",
      async (order) => {
        await capture(shop, order)
        await refund(shop, order, PRICE)
      },
    ],
    [
      "captured and refunded by the store's code",
      async (order) => {
        await capture(shop, order)
        await refundQuietly(shop, order, PRICE)
      },
    ],
    [
      "captured and refunded in parts",
      async (order) => {
        await capture(shop, order)
        await refund(shop, order, 30)
        await refund(shop, order, 70)
      },
    ],
    [
      "captured in part, and that refunded",
      async (order) => {
        await capture(shop, order, 40)
        await refund(shop, order, 40)
      },
    ],
    ["authorized, and voided", (order) => voidPayment(shop, order)],
    [
      "refunded, and a second authorization voided",
      async (order) => {
        await capture(shop, order)
        await refundQuietly(shop, order, PRICE)
        await payAgain(shop, order, PRICE)
        await voidPayment(shop, order)
      },
    ],
  ]

  const THERE: [string, (order: string) => Promise<void>][] = [
    ["authorized", () => Promise.resolve()],
    [
      "refunded but for a cent",
      async (order) => {
        await capture(shop, order)
        await refund(shop, order, PRICE - 0.01)
      },
    ],
    [
      "refunded, and paid again",
      async (order) => {
        await capture(shop, order)
        await refundQuietly(shop, order, PRICE)
        await payAgain(shop, order, PRICE)
      },
    ],
  ]

  describe.each(GONE)("%s, after its confirmation was lost", (_, loseMoney) => {
    it("gets no dates: not by its buyer, an event, or reconciliation", async () => {
      const sold = await unconfirmed()
      await loseMoney(sold.order)
      expectRefusal(
        await confirm(sold),
        "invalid_data",
        "The order is not paid."
      )
      await deliverPlaced(shop, sold.order)
      for (const dry_run of [true, false]) {
        expect(await findingsOn(shop, sold.order, { dry_run })).toEqual([
          {
            ...{ check: "unpaid_orders", subject: sold.order },
            action: "flagged",
            message:
              "The order contains bookings without dates, and its payment was refunded or canceled, so it gets none. Cancel the order, or let the customer pay again.",
          },
        ])
      }
      expect(await allocationsOf(sold)).toEqual([])
      const query = { order_id: sold.order }
      expect((await shop.bookings.listConflicts(query)).rows).toEqual([])
    })
  })

  describe.each(THERE)("%s, after its confirmation was lost", (_, pay) => {
    it("gets its dates by its buyer", async () => {
      const sold = await unconfirmed()
      await pay(sold.order)
      expectStatus(200, await confirm(sold))
      expect(await allocationsOf(sold)).toMatchObject([
        { status: "confirmed", dates: [MON] },
      ])
    })

    it("gets its dates by reconciliation", async () => {
      const sold = await unconfirmed()
      await pay(sold.order)
      expect(await findingsOn(shop, sold.order)).toMatchObject([
        { check: "unconfirmed_orders", action: "fixed" },
      ])
      expect(await findingsOn(shop, sold.order)).toEqual([])
      expect(await allocationsOf(sold)).toHaveLength(1)
    })
  })

  const UNDONE: [string, (payment: string) => Promise<unknown>][] = [
    [
      "refunded",
      async (payment_id) => {
        const payments = shop.container.resolve(Modules.PAYMENT)
        await payments.capturePayment({ payment_id })
        await payments.refundPayment({ payment_id, amount: PRICE })
      },
    ],
    [
      "voided",
      (payment) =>
        shop.container.resolve(Modules.PAYMENT).cancelPayment(payment),
    ],
  ]

  describe.each(UNDONE)("of a cart whose payment was %s", (_, undo) => {
    it("is none, until it is paid again", async () => {
      const { resource, variant } = await createTour(shop, {}, { aud: PRICE })
      const cart = await createCart(shop.anyone, region)
      const items = [{ resource_id: resource.id, dates: [MON] }]
      const wish = { variant_id: variant.id, items }
      expectStatus(201, await book(shop.anyone, cart, wish))
      await openPayment(shop.anyone, cart)
      await undo(await authorize(shop, cart))
      catchErrors(shop)
      const refused = await complete(shop.anyone, cart)
      expect(refused.status).toBe(400)
      expect(refused.body.message).toBe(
        "The payment was refunded or canceled. Please choose a payment method again."
      )
      const sold = async () =>
        (
          await shop.bookings.listAllocations({ resource_id: resource.id })
        ).rows.filter(({ status }) => status === "confirmed")
      expect(await sold()).toEqual([])
      await openPayment(shop.anyone, cart)
      const again = expectStatus(200, await complete(shop.anyone, cart))
      expect(again.body.type).toBe("order")
      expect(await sold()).toMatchObject([{ order_id: again.body.order.id }])
    })
  })

  describe("with nothing to pay", () => {
    it("gets its dates", async () => {
      const sold = await unconfirmed(0)
      expectStatus(200, await confirm(sold))
      expect(await allocationsOf(sold)).toHaveLength(1)
    })

    it("is never flagged, though an earlier payment of its cart was undone", async () => {
      const sold = await confirmed(0)
      expect(await findingsOn(shop, sold.order)).toEqual([])
      await payAgain(shop, sold.order, PRICE)
      await voidPayment(shop, sold.order)
      expect(await findingsOn(shop, sold.order)).toEqual([])
    })
  })

  describe.each(GONE)("%s, while it keeps its dates", (_, loseMoney) => {
    it("is shown to staff run after run, however old; nothing is freed", async () => {
      const sold = await confirmed()
      expect(await findingsOn(shop, sold.order)).toEqual([])
      await loseMoney(sold.order)
      await makeOld(shop, "order", sold.order, "3 years")
      const before = await allocationsOf(sold)
      for (let i = 0; i < 2; i++) {
        expect(await findingsOn(shop, sold.order)).toEqual([
          {
            ...{ check: "unpaid_allocations", subject: sold.order },
            action: "flagged",
            message:
              "Its payment was refunded or canceled, but its dates are still kept. Cancel the order or its allocations, or let the customer pay again.",
          },
        ])
      }
      expect(await allocationsOf(sold)).toEqual(before)
      const reason = "They asked for their money back"
      await shop.bookings.cancelAllocations(
        { order_id: sold.order, reason },
        SYSTEM
      )
      expect(await findingsOn(shop, sold.order)).toEqual([])
    })
  })

  describe.each(THERE)("%s, while it keeps its dates", (_, pay) => {
    it("is as it should be", async () => {
      const sold = await confirmed()
      await pay(sold.order)
      expect(await findingsOn(shop, sold.order)).toEqual([])
    })
  })

  describe("with a conflict", () => {
    /** It has lost its dates to somebody else. */
    async function lost(beside?: string) {
      const sold = await unconfirmed(PRICE, beside)
      await shop.expire(sold.hold)
      const items = [{ resource_id: sold.resource, dates: [MON], quantity: 2 }]
      const { hold: rival } = await shop.placeHold({ items })
      expectRefusal(await confirm(sold), "sold_out")
      const query = { order_id: sold.order }
      const { rows } = await shop.bookings.listConflicts(query)
      return { ...sold, rival: rival.id, conflict: rows[0]?.id as string }
    }

    it("is settled by itself when its authorization was voided", async () => {
      const sold = await lost()
      await voidPayment(shop, sold.order)
      expect(await findingsOn(shop, sold.order)).toMatchObject([
        { check: "open_conflicts", action: "fixed" },
      ])
      const { rows } = await shop.bookings.listConflicts({
        order_id: sold.order,
      })
      expect(rows).toMatchObject([{ outcome: "refunded" }])
    })

    it("is settled as refunded when an edit has taken out its line, and that is back", async () => {
      const soap = await createVariant(shop, { aud: 50 })
      const sold = await lost(soap.id)
      await capture(shop, sold.order)
      await editOrder(shop, sold, 0)
      const path = `${ADMIN}/conflicts/${sold.conflict}/resolve`
      const resolve = () =>
        shop.admin.client.post(path, { outcome: "refunded" })
      await refund(shop, sold.order, PRICE - 1)
      const message = expect.stringMatching(/not been refunded/)
      expectRefusal(await resolve(), "invalid_data", message)
      await refund(shop, sold.order, 1)
      expectStatus(200, await resolve())
    })

    it.each(["rebooked", "overbooked"] as const)(
      "is %s after a refund only by staff's word",
      async (outcome) => {
        const sold = await lost()
        await shop.bookings.releaseHold(sold.rival, { admin: true }, SYSTEM)
        await capture(shop, sold.order)
        await refundQuietly(shop, sold.order, PRICE)
        const path = `${ADMIN}/conflicts/${sold.conflict}/resolve`
        expectRefusal(
          await shop.admin.client.post(path, { outcome }),
          "invalid_data",
          "The order is no longer paid. Add a note that says why it gets its dates anyway, or settle the conflict as refunded."
        )
        expect(await allocationsOf(sold)).toEqual([])
        const body = { outcome, note: "A gift of the house" }
        expectStatus(200, await shop.admin.client.post(path, body))
        expect(await allocationsOf(sold)).toHaveLength(1)
      }
    )
  })
}
