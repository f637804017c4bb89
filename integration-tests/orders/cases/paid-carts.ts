import { Modules } from "@medusajs/framework/utils"

import type { Card } from "../../helpers/bank"
import { catchErrors } from "../../helpers/caught-errors"
import {
  complete,
  createRegions,
  createVariant,
  type Variant,
} from "../../helpers/checkout"
import { ADMIN, expectStatus, type Shop } from "../../helpers/http-shop"
import { findingsOn } from "../../helpers/orders"
import {
  openTour,
  order,
  readyToPay,
  takeAway,
  type Tour,
} from "../../helpers/purchase"
import { day } from "../../helpers/world"

const MON = day(30)
const PRICE = 95.5

/** Who finds a cart that is paid, and that nobody has completed (R51). */
export function paidCartCases(shop: Shop): void {
  describe("a cart that is paid and has no order", () => describeCarts(shop))
}

function describeCarts(shop: Shop): void {
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

  /** What a run finds about a cart, check by check. */
  const found = (cartId: string, body: object = {}) =>
    findingsOn(shop, cartId, body)

  const setAge = async (payment: string, seconds: number) => {
    for (const [table, column] of [
      ["payment", "id"],
      ["capture", "payment_id"],
    ]) {
      await shop.database.query(
        `update ${table} set created_at = now() - $2 * interval '1 second'
          where ${column} = $1`,
        [payment, seconds]
      )
    }
  }

  /**
   * As if the process had died after the bank's webhook: Medusa knows of the
   * payment, and the cart is as it was.
   */
  async function paidAndForgotten(card: Card = "auto") {
    const ready = await readyToPay(shop, region, tour.wish(MON), card)
    if (card === "auto") {
      shop.bank.charge(ready.payment)
    }
    const { rows } = await shop.database.query<{ id: string }>(
      `select id from payment_session where data ->> 'payment' = $1`,
      [ready.payment]
    )
    const payments = shop.container.resolve(Modules.PAYMENT)
    const session = rows[0]?.id as string
    const payment = await payments.authorizePaymentSession(session, {})
    const id = payment?.id as string
    await setAge(id, 121)
    return { ...ready, id }
  }

  const flag = (message: string) => [
    {
      ...{ check: "paid_carts", action: "flagged" },
      message: expect.stringContaining(message),
    },
  ]

  it("is left alone for 120 seconds, then shown to staff, until it is completed", async () => {
    const { cart_id, hold, payment, id } = await paidAndForgotten()
    // The run itself takes a moment; the very boundary has a test of its own.
    await setAge(id, 110)
    expect(await found(cart_id)).toEqual([])
    await setAge(id, 121)
    const message = `${id} is captured, but the cart was never completed. Complete it (POST /store/carts/${cart_id}/complete), then cancel the order`
    expect(await found(cart_id)).toMatchObject(flag(message))
    expect(await found(cart_id, { dry_run: true })).toHaveLength(1)
    const order_id = await order(shop, cart_id)
    expect(await found(cart_id)).toEqual([])
    const { rows } = await shop.bookings.listAllocations({ order_id })
    expect(rows).toMatchObject([{ hold_id: hold.id, status: "confirmed" }])
    expect(shop.bank.moves(payment)).toEqual([["captured", PRICE]])
  })

  it("is shown though its hold has ended, and not when the money is back", async () => {
    const { cart_id, hold, id } = await paidAndForgotten()
    await shop.expire(hold.id)
    await shop.bookings.expireHolds()
    expect(await found(cart_id)).toMatchObject(flag(id))
    const payments = shop.container.resolve(Modules.PAYMENT)
    await payments.refundPayment({ payment_id: id, amount: PRICE - 1 })
    expect(await found(cart_id)).toMatchObject(flag(id))
    await payments.refundPayment({ payment_id: id, amount: 1 })
    expect(await found(cart_id)).toEqual([])
  })

  it.each([
    ["auto", "captured", "refunded"],
    ["good", "authorized", "canceled"],
  ] as const)(
    "paid with %s is shown as %s, and %s by completing and canceling it",
    async (card, state, undone) => {
      const { cart_id, payment, id } = await paidAndForgotten(card)
      expect(await found(cart_id)).toMatchObject(
        flag(`${id} is ${state}, but the cart was never completed`)
      )
      const order_id = await order(shop, cart_id)
      const cancel = `/admin/orders/${order_id}/cancel`
      expectStatus(200, await shop.admin.client.post(cancel))
      expect(await found(cart_id)).toEqual([])
      expect(shop.bank.moves(payment)).toEqual([
        [state, PRICE],
        [undone, PRICE],
      ])
    }
  )

  it("is not one whose authorization was canceled, or that was never paid", async () => {
    const { cart_id, id } = await paidAndForgotten("good")
    await shop.container.resolve(Modules.PAYMENT).cancelPayment(id)
    await setAge(id, 121)
    expect(await found(cart_id)).toEqual([])
    const wish = tour.wish(day(31))
    const unpaid = await readyToPay(shop, region, wish, "declined")
    expect((await complete(shop.anyone, unpaid.cart_id)).status).toBe(400)
    expect(await found(unpaid.cart_id)).toEqual([])
  })

  it("is not one that has no booking any more", async () => {
    const { cart_id } = await paidAndForgotten()
    await shop.database.query(
      "update cart_line_item set deleted_at = now() where cart_id = $1",
      [cart_id]
    )
    expect(await found(cart_id)).toEqual([])
  })

  it("is shown once when it is a conflict, and is settled with that", async () => {
    const { cart_id, hold, id } = await paidAndForgotten()
    await shop.expire(hold.id)
    await takeAway(shop, tour, MON)
    const refund = jest
      .spyOn(shop.container.resolve(Modules.PAYMENT), "refundPayment")
      .mockRejectedValue(new Error("the provider is away"))
    expect(await found(cart_id)).toMatchObject(flag(id))
    expect((await complete(shop.anyone, cart_id)).status).toBe(400)
    refund.mockRestore()
    expect(await found(cart_id)).toMatchObject([
      { check: "open_conflicts", action: "flagged" },
    ])
    const { rows } = await shop.bookings.listConflicts({ hold_id: hold.id })
    const path = `${ADMIN}/conflicts/${rows[0]?.id}/resolve`
    const body = { outcome: "dismissed", note: "Paid in cash" }
    expectStatus(200, await shop.admin.client.post(path, body))
    expect(await found(cart_id)).toEqual([])
  })

  it("is looked for as far back as orders are", async () => {
    const { cart_id, hold } = await paidAndForgotten()
    const setHold = (days: number) =>
      shop.database.query(
        `update booking_hold set created_at = now() - $2 * interval '1 day'
          where id = $1`,
        [hold.id, days]
      )
    await setHold(31)
    expect(await found(cart_id)).toEqual([])
    await setHold(29)
    expect(await found(cart_id)).toHaveLength(1)
  })
}
