import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"

import { reject } from "../../../src/modules/resource_booking"
import type {
  ConflictDTO,
  LatePaymentPolicy,
} from "../../../src/modules/resource_booking/types"
import { dateInWords } from "../../engine"
import {
  book,
  complete,
  createCart,
  createRegions,
  createVariant,
  openPayment,
} from "../../helpers/checkout"
import type { Answer } from "../../helpers/http"
import { expectRefusal } from "../../helpers/http-expect"
import { ADMIN, expectStatus, type Shop, STORE } from "../../helpers/http-shop"
import { withoutConfirmation } from "../../helpers/orders"
import { day, eventually } from "../../helpers/world"

const [MON, TUE] = [day(30), day(31)]
const CONFLICTS = `${ADMIN}/conflicts`
const SYSTEM = { actor: { type: "system", id: null } } as const

/** Money that was taken before anybody asked for the dates (R25). */
export function latePaymentCases(shop: Shop): void {
  describe("a late payment (R25)", () => describeLatePayments(shop))
}

function describeLatePayments(shop: Shop): void {
  let region: string
  beforeAll(async () => {
    region = (await createRegions(shop)).au
  })
  afterEach(() => {
    jest.restoreAllMocks()
    storeDoes("refund")
  })

  /** What the store's option says, without starting another store. */
  function storeDoes(policy: LatePaymentPolicy, overbook_limit = 1): void {
    const { late_payment } = shop.bookings.options
    Object.assign(late_payment, { policy, overbook_limit })
  }

  async function aTour(capacity = 1) {
    const resource = await shop.createResource({ default_capacity: capacity })
    const sells = [{ resource_id: resource.id }]
    const { id } = await createVariant(shop, { aud: 95.5 }, sells)
    const items = [{ resource_id: resource.id, dates: [MON, TUE] }]
    return { resource_id: resource.id, wish: { variant_id: id, items } }
  }

  /** As a payment provider's webhook does before the customer is back. */
  async function takeMoney(cart_id: string): Promise<string> {
    const query = shop.container.resolve(ContainerRegistrationKeys.QUERY)
    const { data } = await query.graph({
      entity: "cart",
      fields: ["payment_collection.payment_sessions.id"],
      filters: { id: cart_id },
    })
    const sessions = data[0]?.payment_collection?.payment_sessions
    const payments = shop.container.resolve(Modules.PAYMENT)
    const id = sessions?.[0]?.id as string
    const payment = await payments.authorizePaymentSession(id, {})
    if (!payment) {
      throw new Error("it was not authorized")
    }
    await payments.capturePayment({ payment_id: payment.id })
    return payment.id
  }

  const refunded = async (id: string) => {
    const payments = shop.container.resolve(Modules.PAYMENT)
    const relations = ["captures", "refunds"]
    const { captures, refunds } = await payments.retrievePayment(id, {
      relations,
    })
    const sum = (list: { amount: unknown }[] = []) =>
      list.reduce((all, { amount }) => all + Number(amount), 0)
    return { captured: sum(captures), refunded: sum(refunds) }
  }

  /** A cart that is paid; its hold has ended, and somebody else has the dates. */
  async function paidTooLate() {
    const { wish, resource_id } = await aTour()
    const cart_id = await createCart(shop.anyone, region)
    const { hold } = (await book(shop.anyone, cart_id, wish)).body
    await openPayment(shop.anyone, cart_id)
    const payment = await takeMoney(cart_id)
    await shop.expire(hold.id)
    const rival = await createCart(shop.anyone, region)
    const { hold: rivals } = (await book(shop.anyone, rival, wish)).body
    return { cart_id, hold, payment, resource_id, wish, rivals }
  }

  const conflicts = async (query: Record<string, string>) =>
    expectStatus(200, await shop.admin.client.get(CONFLICTS, query)).body
      .conflicts as ConflictDTO[]

  const resolve = (id: string, body: object) =>
    shop.admin.client.post(`${CONFLICTS}/${id}/resolve`, body)

  const allocationsOf = async (order_id: string) =>
    (await shop.bookings.listAllocations({ order_id })).rows

  async function reconcile(): Promise<void> {
    let answer: Answer | undefined
    await eventually(async () => {
      answer = await shop.admin.client.post(`${ADMIN}/reconciliation`, {})
      return answer.status !== 503
    }, "nobody else reconciles")
    expectStatus(200, answer as Answer)
  }

  describe("under the policy refund, which is the default", () => {
    it("makes no order and goes back, on record", async () => {
      const { cart_id, hold, payment } = await paidTooLate()
      const answer = await complete(shop.anyone, cart_id)
      expect(answer.status).toBe(400)
      expect(answer.body.message).toContain(dateInWords(MON))
      expect(await refunded(payment)).toEqual({ captured: 191, refunded: 191 })
      const [conflict] = await conflicts({ hold_id: hold.id })
      expect(conflict).toMatchObject({
        ...{ status: "open", policy: "refund", order_id: null, cart_id },
        ...{ code: "sold_out", dates: [MON, TUE], hold_id: hold.id },
        items: hold.items.map(({ id }: { id: string }) => ({ id })),
      })
      await reconcile()
      expect(await conflicts({ hold_id: hold.id })).toMatchObject([
        { status: "resolved", outcome: "refunded" },
      ])
    })

    it("goes back, on record, when lines and holds are too busy to be matched", async () => {
      const { wish } = await aTour()
      const cart_id = await createCart(shop.anyone, region)
      const { hold } = (await book(shop.anyone, cart_id, wish)).body
      await openPayment(shop.anyone, cart_id)
      const payment = await takeMoney(cart_id)
      jest
        .spyOn(shop.bookings, "matchLines")
        .mockImplementationOnce(() =>
          reject("busy", "Please try again.", { retry_after: 1 })
        )
      const answer = await complete(shop.anyone, cart_id)
      expect(answer.status).toBe(400)
      expect(answer.body.code).toBe("busy")
      expect(await refunded(payment)).toEqual({ captured: 191, refunded: 191 })
      expect(await conflicts({ hold_id: hold.id })).toMatchObject([
        { status: "open", code: "busy", cart_id, order_id: null },
      ])
    })

    it("stays open for as long as the money is not back", async () => {
      const { cart_id, hold } = await paidTooLate()
      const payments = shop.container.resolve(Modules.PAYMENT)
      const refund = jest
        .spyOn(payments, "refundPayment")
        .mockRejectedValue(new Error("the provider is away"))
      expect((await complete(shop.anyone, cart_id)).status).toBe(400)
      refund.mockRestore()
      await reconcile()
      const [conflict] = await conflicts({ hold_id: hold.id, status: "open" })
      const answer = await resolve(conflict?.id as string, {
        outcome: "refunded",
      })
      expectRefusal(
        answer,
        "invalid_data",
        expect.stringMatching(/not been refunded/)
      )
    })

    it("is an order when its dates are free after all", async () => {
      const { cart_id, hold, rivals } = await paidTooLate()
      await shop.bookings.releaseHold(rivals.id, { admin: true }, SYSTEM)
      const { type } = expectStatus(
        200,
        await complete(shop.anyone, cart_id)
      ).body
      expect(type).toBe("order")
      expect(await conflicts({ hold_id: hold.id })).toEqual([])
    })

    it("records nothing where nobody has paid yet", async () => {
      const { wish } = await aTour()
      const cart_id = await createCart(shop.anyone, region)
      const { hold } = (await book(shop.anyone, cart_id, wish)).body
      await openPayment(shop.anyone, cart_id)
      await shop.expire(hold.id)
      const rival = await createCart(shop.anyone, region)
      expectStatus(201, await book(shop.anyone, rival, wish))
      expect((await complete(shop.anyone, cart_id)).status).toBe(400)
      expect(await conflicts({ hold_id: hold.id })).toEqual([])
    })
  })

  /** Completed all the same: the order and its conflict. */
  async function orderedTooLate() {
    const late = await paidTooLate()
    const answer = await complete(shop.anyone, late.cart_id)
    const { order } = expectStatus(200, answer).body
    const [conflict] = await conflicts({ order_id: order.id })
    return { ...late, order, conflict: conflict as ConflictDTO }
  }

  describe("under the policy manual_review", () => {
    beforeEach(() => storeDoes("manual_review"))

    it("makes the order, without its dates, for staff to look at", async () => {
      const { order, conflict, hold, payment } = await orderedTooLate()
      expect(await allocationsOf(order.id)).toEqual([])
      expect(conflict).toMatchObject({
        ...{ status: "open", policy: "manual_review", outcome: null },
        ...{ line_item_id: order.items[0].id, hold_id: hold.id },
      })
      expect(await refunded(payment)).toEqual({ captured: 191, refunded: 0 })
      await reconcile()
      expect(await conflicts({ order_id: order.id })).toHaveLength(1)
    })

    it("refuses who has not paid", async () => {
      const { wish } = await aTour()
      const cart_id = await createCart(shop.anyone, region)
      const { hold } = (await book(shop.anyone, cart_id, wish)).body
      await openPayment(shop.anyone, cart_id)
      await shop.expire(hold.id)
      const rival = await createCart(shop.anyone, region)
      expectStatus(201, await book(shop.anyone, rival, wish))
      expect((await complete(shop.anyone, cart_id)).status).toBe(400)
    })

    it("keeps the lines that can be had", async () => {
      const { wish: other, resource_id } = await aTour()
      const { wish } = await aTour()
      const cart_id = await createCart(shop.anyone, region)
      const lost = (await book(shop.anyone, cart_id, wish)).body.hold
      const kept = (await book(shop.anyone, cart_id, other)).body.hold
      await openPayment(shop.anyone, cart_id)
      await takeMoney(cart_id)
      await shop.expire(lost.id)
      await shop.expire(kept.id)
      const rival = await createCart(shop.anyone, region)
      expectStatus(201, await book(shop.anyone, rival, wish))
      const answer = await complete(shop.anyone, cart_id)
      const { order } = expectStatus(200, answer).body
      expect(await allocationsOf(order.id)).toMatchObject([
        { resource_id, hold_id: kept.id },
      ])
      expect(await conflicts({ order_id: order.id })).toMatchObject([
        { hold_id: lost.id, status: "open" },
      ])
    })
  })

  describe("under the policy overbook", () => {
    beforeEach(() => storeDoes("overbook"))

    it("gets its dates beyond the capacity, on record", async () => {
      const { order, conflict, resource_id } = await orderedTooLate()
      expect(await allocationsOf(order.id)).toMatchObject([
        { status: "confirmed", resource_id, dates: [MON, TUE] },
      ])
      expect(conflict).toMatchObject({
        ...{ status: "resolved", outcome: "overbooked" },
      })
    })

    it("is for staff to look at beyond the limit", async () => {
      storeDoes("overbook", 0)
      const { order, conflict } = await orderedTooLate()
      expect(await allocationsOf(order.id)).toEqual([])
      expect(conflict).toMatchObject({ status: "open", policy: "overbook" })
    })
  })

  describe("found by the buyer's own confirmation, after the order", () => {
    it("is refused, and raised", async () => {
      const { wish } = await aTour()
      const cart_id = await createCart(shop.anyone, region)
      const { hold } = (await book(shop.anyone, cart_id, wish)).body
      await openPayment(shop.anyone, cart_id)
      const { order } = await withoutConfirmation(shop, async () => {
        const { order } = (await complete(shop.anyone, cart_id)).body
        return { order: order.id as string }
      })
      await shop.expire(hold.id)
      const rival = await createCart(shop.anyone, region)
      expectStatus(201, await book(shop.anyone, rival, wish))
      const path = `${STORE}/holds/${hold.id}/confirm`
      const answer = await shop.anyone.post(path, { order_id: order })
      expectRefusal(answer, "sold_out")
      expect(await conflicts({ order_id: order })).toMatchObject([
        { status: "open", policy: "refund", hold_id: hold.id },
      ])
    })
  })

  describe("that gets its dates after all", () => {
    it("has its conflict settled by that", async () => {
      storeDoes("manual_review")
      const { order, hold, rivals } = await orderedTooLate()
      await shop.bookings.releaseHold(rivals.id, { admin: true }, SYSTEM)
      const path = `${STORE}/holds/${hold.id}/confirm`
      expectStatus(200, await shop.anyone.post(path, { order_id: order.id }))
      expect(await conflicts({ order_id: order.id })).toMatchObject([
        { status: "resolved", outcome: "rebooked" },
      ])
    })

    it("has the conflict of its cart settled as well", async () => {
      const { cart_id, hold, rivals } = await paidTooLate()
      expect((await complete(shop.anyone, cart_id)).status).toBe(400)
      await shop.bookings.releaseHold(rivals.id, { admin: true }, SYSTEM)
      await openPayment(shop.anyone, cart_id)
      expectStatus(200, await complete(shop.anyone, cart_id))
      expect(await conflicts({ hold_id: hold.id })).toMatchObject([
        { status: "resolved", order_id: null },
      ])
    })
  })

  describe("whose completion is undone for another reason", () => {
    it("is on record, though the refund fails", async () => {
      const { wish } = await aTour()
      const cart_id = await createCart(shop.anyone, region)
      const { hold } = (await book(shop.anyone, cart_id, wish)).body
      await openPayment(shop.anyone, cart_id)
      const payment = await takeMoney(cart_id)
      const away = new Error("away")
      const payments = shop.container.resolve(Modules.PAYMENT)
      jest.spyOn(payments, "refundPayment").mockRejectedValue(away)
      jest.spyOn(shop.bookings, "confirmHold").mockRejectedValueOnce(away)
      expect((await complete(shop.anyone, cart_id)).status).toBeGreaterThan(399)
      expect(await refunded(payment)).toEqual({ captured: 191, refunded: 0 })
      expect(await conflicts({ hold_id: hold.id })).toMatchObject([
        { status: "open", code: "undone", order_id: null, cart_id },
      ])
    })
  })

  describe("of a line that only says that it is a booking", () => {
    const nonsense = { resource_booking: { hold_id: "nonsense" } }

    it.each(["refund", "manual_review", "overbook"] as const)(
      "buys no dates, under the policy %s",
      async (policy) => {
        storeDoes(policy)
        const { resource_id } = await aTour()
        const cheap = await createVariant(shop, { aud: 1 })
        const cart_id = await createCart(shop.anyone, region)
        const items = [{ resource_id, dates: [MON] }]
        const { hold } = await shop.placeHold({ items, cart_id })
        const lines = `/store/carts/${cart_id}/line-items`
        for (const metadata of [
          { resource_booking: { hold_id: hold.id } },
          nonsense,
        ]) {
          const line = { variant_id: cheap.id, quantity: 1, metadata }
          expectStatus(200, await shop.anyone.post(lines, line))
        }
        await openPayment(shop.anyone, cart_id)
        await takeMoney(cart_id)
        const answer = await complete(shop.anyone, cart_id)
        const { order } = expectStatus(200, answer).body
        expect(order.total).toBe(2)
        expect(await allocationsOf(order.id)).toEqual([])
        expect(await conflicts({ order_id: order.id })).toEqual([])
      }
    )
  })

  it("passes a completion that is asked for again, whatever was lost", async () => {
    storeDoes("manual_review")
    const raise = jest.spyOn(shop.bookings, "raiseConflict")
    const { cart_id, order, rivals } = await orderedTooLate()
    const own = () =>
      raise.mock.calls.filter(([raised]) => raised.order_id === order.id)
    await eventually(
      () => Promise.resolve(own().length >= 2),
      "the order's event has come, too"
    )
    storeDoes("refund")
    await shop.bookings.releaseHold(rivals.id, { admin: true }, SYSTEM)
    const again = expectStatus(200, await complete(shop.anyone, cart_id)).body
    expect(again.order.id).toBe(order.id)
    const { rows } = await shop.bookings.listHolds({ cart_id })
    expect(rows.map(({ status }) => status)).toEqual(["expired"])
  })

  describe("resolved by staff", () => {
    beforeEach(() => storeDoes("manual_review"))

    it("rebooked: the order has other dates, or the same again", async () => {
      const { order, conflict, resource_id } = await orderedTooLate()
      const same = await resolve(conflict.id, { outcome: "rebooked" })
      expectRefusal(same, "sold_out")
      const items = [{ resource_id, dates: [day(40), day(41)] }]
      const body = { outcome: "rebooked", items, note: "She agreed" }
      const answer = await resolve(conflict.id, body)
      expect(expectStatus(200, answer).body.conflict).toMatchObject({
        ...{ status: "resolved", outcome: "rebooked", note: "She agreed" },
      })
      expect(await allocationsOf(order.id)).toMatchObject([
        { dates: [day(40), day(41)], line_item_id: order.items[0].id },
      ])
    })

    it("overbooked: the order has its dates, within the limit", async () => {
      const { order, conflict } = await orderedTooLate()
      const answer = await resolve(conflict.id, {
        ...{ outcome: "overbooked", note: "A folding bed" },
      })
      expect(expectStatus(200, answer).body.conflict).toMatchObject({
        ...{ outcome: "overbooked", note: "A folding bed" },
      })
      expect(await allocationsOf(order.id)).toMatchObject([
        { dates: [MON, TUE], line_item_id: order.items[0].id },
      ])
    })

    it("refunded: believed when the money is back", async () => {
      const { conflict, payment } = await orderedTooLate()
      const early = await resolve(conflict.id, { outcome: "refunded" })
      expectRefusal(
        early,
        "invalid_data",
        expect.stringMatching(/not been refunded/)
      )
      const refund = `/admin/payments/${payment}/refund`
      expectStatus(200, await shop.admin.client.post(refund, { amount: 191 }))
      const answer = await resolve(conflict.id, { outcome: "refunded" })
      expect(expectStatus(200, answer).body.conflict).toMatchObject({
        ...{ status: "resolved", outcome: "refunded" },
      })
    })

    it("dismissed: with a note that says why", async () => {
      const { conflict } = await orderedTooLate()
      expectRefusal(
        await resolve(conflict.id, { outcome: "dismissed" }),
        "invalid_data",
        "Add a note that says why the conflict is dismissed."
      )
      const body = { outcome: "dismissed", note: "Paid in cash" }
      expectStatus(200, await resolve(conflict.id, body))
      const again = await resolve(conflict.id, body)
      expect(expectStatus(200, again).body.conflict).toMatchObject(body)
      const other = await resolve(conflict.id, { outcome: "rebooked" })
      expectRefusal(
        other,
        "invalid_data",
        "This conflict is already settled: dismissed."
      )
    })

    it("rebooked by two at once: booked once", async () => {
      const { order, conflict, resource_id } = await orderedTooLate()
      const items = [{ resource_id, dates: [day(40), day(41)] }]
      const body = { outcome: "rebooked", items }
      const answers = await Promise.all([
        resolve(conflict.id, body),
        resolve(conflict.id, {
          ...body,
          items: [{ resource_id, dates: [day(50)] }],
        }),
      ])
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
      expect(await allocationsOf(order.id)).toHaveLength(1)
    })

    it("binds: who has other dates does not get the old ones as well", async () => {
      const { order, conflict, hold, rivals, resource_id } =
        await orderedTooLate()
      const items = [{ resource_id, dates: [day(40), day(41)] }]
      expectStatus(
        200,
        await resolve(conflict.id, { outcome: "rebooked", items })
      )
      await shop.bookings.releaseHold(rivals.id, { admin: true }, SYSTEM)
      const path = `${STORE}/holds/${hold.id}/confirm`
      const again = await shop.anyone.post(path, { order_id: order.id })
      expectRefusal(
        again,
        "invalid_data",
        "The conflict of this line is already settled: rebooked."
      )
      expect(await allocationsOf(order.id)).toHaveLength(1)
    })

    it("is not for an order that was canceled", async () => {
      const { order, conflict, resource_id } = await orderedTooLate()
      const path = `/admin/orders/${order.id}/cancel`
      expectStatus(200, await shop.admin.client.post(path))
      const items = [{ resource_id, dates: [day(40)] }]
      for (const body of [
        { outcome: "rebooked", items },
        { outcome: "overbooked" },
      ]) {
        expectRefusal(
          await resolve(conflict.id, body),
          "invalid_data",
          "The order is canceled. Nothing can be booked for it."
        )
      }
      expect(await allocationsOf(order.id)).toEqual([])
    })

    it("refunded line by line: the money of one settles one", async () => {
      const [one, two] = [await aTour(), await aTour()]
      const cart_id = await createCart(shop.anyone, region)
      const holds = [
        (await book(shop.anyone, cart_id, one.wish)).body.hold,
        (await book(shop.anyone, cart_id, two.wish)).body.hold,
      ]
      await openPayment(shop.anyone, cart_id)
      const payment = await takeMoney(cart_id)
      const rival = await createCart(shop.anyone, region)
      for (const [i, { wish }] of [one, two].entries()) {
        await shop.expire(holds[i].id)
        expectStatus(201, await book(shop.anyone, rival, wish))
      }
      const { order } = expectStatus(
        200,
        await complete(shop.anyone, cart_id)
      ).body
      const refund = `/admin/payments/${payment}/refund`
      expectStatus(200, await shop.admin.client.post(refund, { amount: 191 }))
      const [first, second] = await conflicts({ order_id: order.id })
      const body = { outcome: "refunded" }
      expectStatus(200, await resolve(first?.id as string, body))
      expectRefusal(
        await resolve(second?.id as string, body),
        "invalid_data",
        expect.stringMatching(/not been refunded/)
      )
    })

    it("is logged with who did it, and why", async () => {
      const { conflict, order } = await orderedTooLate()
      const body = { outcome: "dismissed", note: "Paid in cash" }
      expectStatus(200, await resolve(conflict.id, body))
      const { rows } = await shop.bookings.listOperations({
        ...{ order_id: order.id, operation: "conflict.resolved" },
      })
      expect(rows).toMatchObject([
        {
          ...{ actor_type: "user", actor_id: shop.admin.id },
          ...{ reason: "Paid in cash", after: { id: conflict.id } },
        },
      ])
    })
  })
}
