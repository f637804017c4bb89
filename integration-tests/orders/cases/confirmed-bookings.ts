import { Modules } from "@medusajs/framework/utils"

import { reject } from "../../../src/modules/resource_booking"
import type { ConflictDTO } from "../../../src/modules/resource_booking/types"
import {
  type BookingsConfirmed,
  confirmBookingsWorkflow,
  resolveConflictWorkflow,
} from "../../../src/workflows"
import { catchErrors } from "../../helpers/caught-errors"
import {
  book,
  complete,
  createCart,
  createRegions,
  openPayment,
} from "../../helpers/checkout"
import { expectRefusal } from "../../helpers/http-expect"
import { ADMIN, expectStatus, type Shop, STORE } from "../../helpers/http-shop"
import {
  createTour,
  deliverPlaced,
  findingsOn,
  makeOld,
  withoutConfirmation,
} from "../../helpers/orders"
import { day } from "../../helpers/world"

const [MON, TUE] = [day(30), day(31)]

/** A store's own code after the confirmation (R99). */
export function confirmedBookingCases(shop: Shop): void {
  describe("a store's bookingsConfirmed (R99)", () => describeConfirmed(shop))
}

function describeConfirmed(shop: Shop): void {
  /** A hook takes one handler in a process: it does what the test wants. */
  let told: BookingsConfirmed[]
  let handle: (confirmed: BookingsConfirmed) => void
  let region: string
  beforeAll(async () => {
    region = (await createRegions(shop)).au
    for (const { hooks } of [
      confirmBookingsWorkflow,
      resolveConflictWorkflow,
    ]) {
      hooks.bookingsConfirmed((confirmed) => {
        told.push(confirmed)
        handle(confirmed)
      })
    }
  })
  beforeEach(() => {
    told = []
    handle = () => undefined
  })
  afterEach(() => {
    jest.restoreAllMocks()
    shop.bookings.options.late_payment.policy = "refund"
  })

  /** A cart of a tour on each of these dates, about to be paid. */
  async function aCart(...dates: string[]) {
    const { resource, variant } = await createTour(shop, {
      default_capacity: 1,
    })
    const cart = await createCart(shop.anyone, region)
    const holds: string[] = []
    for (const date of dates) {
      const items = [{ resource_id: resource.id, dates: [date] }]
      const wish = { variant_id: variant.id, items }
      const answer = await book(shop.anyone, cart, wish)
      holds.push(expectStatus(201, answer).body.hold.id)
    }
    await openPayment(shop.anyone, cart)
    return { cart, holds, resource_id: resource.id, variant_id: variant.id }
  }

  async function ordered(cart: string): Promise<string> {
    const answer = await complete(shop.anyone, cart)
    return expectStatus(200, answer).body.order.id
  }

  const deliver = (id: string) => deliverPlaced(shop, id)

  const confirm = (hold: string, order_id: string) =>
    shop.anyone.post(`${STORE}/holds/${hold}/confirm`, { order_id })

  const allocationsOf = async (order_id: string) =>
    (await shop.bookings.listAllocations({ order_id })).rows

  it("is told by the completion what is confirmed, once", async () => {
    const { cart, holds, resource_id } = await aCart(MON, TUE)
    const order_id = await ordered(cart)
    const byHold = (hold_id: string, date: string) =>
      expect.objectContaining({
        ...{ status: "confirmed", order_id, hold_id, resource_id },
        dates: [date],
      })
    expect(told).toEqual([
      {
        order_id,
        allocations: expect.arrayContaining([
          byHold(holds[0] as string, MON),
          byHold(holds[1] as string, TUE),
        ]),
      },
    ])
    expect(told[0]?.allocations).toHaveLength(2)

    await deliver(order_id)
    expectStatus(200, await confirm(holds[0] as string, order_id))
    await makeOld(shop, "order", order_id)
    expect(await findingsOn(shop, order_id)).toEqual([])
    expect(told).toHaveLength(1)
  })

  const WAYS: [string, (hold: string, order: string) => Promise<unknown>][] = [
    ["the buyer", async (hold, order) => confirm(hold, order)],
    ["the event", async (_, order) => deliver(order)],
    ["reconciliation", async (_, order) => findingsOn(shop, order)],
    [
      "the store's own code",
      async (_, order_id) =>
        confirmBookingsWorkflow(shop.container).run({ input: { order_id } }),
    ],
  ]

  it.each(WAYS)(
    "is told by %s where the process died before",
    async (_, by) => {
      const { cart, holds } = await aCart(MON)
      const { order } = await withoutConfirmation(shop, async () => ({
        order: await ordered(cart),
      }))
      await makeOld(shop, "order", order)
      expect(told).toEqual([])
      await by(holds[0] as string, order)
      expect(told).toMatchObject([
        { order_id: order, allocations: [{ hold_id: holds[0], dates: [MON] }] },
      ])
      await by(holds[0] as string, order)
      expect(told).toHaveLength(1)
    }
  )

  it("undoes nothing by throwing: it is logged, and staff are told", async () => {
    const { cart } = await aCart(MON)
    const errors = catchErrors(shop)
    handle = () => {
      throw new Error("the door code could not be sent")
    }
    const order_id = await ordered(cart)
    expect(await allocationsOf(order_id)).toMatchObject([
      { status: "confirmed", dates: [MON] },
    ])
    expect(errors()).toEqual([
      `resource_booking: the handler of bookingsConfirmed failed for order ${order_id}; its dates stay confirmed, and it is not called again`,
    ])
    const news = await shop.container
      .resolve(Modules.NOTIFICATION)
      .listNotifications({ channel: "feed" })
    expect(news.map(({ data }) => data)).toContainEqual({
      title: "Confirmed bookings",
      description: `The dates of order ${order_id} are confirmed, but what the store does afterwards has failed: the door code could not be sent`,
    })
    await deliver(order_id)
    expect(told).toHaveLength(1)
  })

  it("undoes nothing where staff can't be told, either", async () => {
    const { cart } = await aCart(MON)
    const errors = catchErrors(shop)
    jest
      .spyOn(
        shop.container.resolve(Modules.NOTIFICATION),
        "createNotifications"
      )
      .mockRejectedValue(new Error("no provider"))
    handle = () => {
      throw new Error("the door code could not be sent")
    }
    const order_id = await ordered(cart)
    expect(await allocationsOf(order_id)).toHaveLength(1)
    expect(errors()).toEqual([
      expect.stringContaining(order_id),
      "resource_booking: staff could not be notified",
    ])
  })

  it("is told nothing of an order that is undone", async () => {
    const { cart, resource_id } = await aCart(MON, TUE)
    catchErrors(shop)
    const real = shop.bookings.confirmHold.bind(shop.bookings)
    jest
      .spyOn(shop.bookings, "confirmHold")
      .mockImplementationOnce(real)
      .mockImplementationOnce(() => reject("sold_out", "It is sold out."))
    const answer = await complete(shop.anyone, cart)
    expect(answer.status).toBe(400)
    expect(answer.body.message).toBe("It is sold out.")
    expect(told).toEqual([])
    const { rows } = await shop.bookings.listAllocations({ resource_id })
    expect(rows.map(({ status }) => status)).toEqual(["canceled"])
  })

  /** One that was paid, and whose dates somebody else has by now. */
  async function conflicted() {
    const { cart, holds, ...tour } = await aCart(MON)
    const { order } = await withoutConfirmation(shop, async () => ({
      order: await ordered(cart),
    }))
    const hold_id = holds[0] as string
    await shop.expire(hold_id)
    const { resource_id } = tour
    const taken = await shop.placeHold({
      items: [{ resource_id, dates: [MON] }],
    })
    expectRefusal(await confirm(hold_id, order), "sold_out")
    const { rows } = await shop.bookings.listConflicts({ order_id: order })
    return { order, resource_id, taken, conflict: rows[0] as ConflictDTO }
  }

  const resolve = (id: string, body: object) =>
    shop.admin.client.post(`${ADMIN}/conflicts/${id}/resolve`, body)

  it("is told nothing of a conflict, and of the dates that settle it", async () => {
    const { order, resource_id, conflict } = await conflicted()
    expect(told).toEqual([])
    const items = [{ resource_id, dates: [TUE] }]
    const answer = await resolve(conflict.id, { outcome: "rebooked", items })
    expectStatus(200, answer)
    expect(told).toMatchObject([
      { order_id: order, allocations: [{ resource_id, dates: [TUE] }] },
    ])
    expectStatus(200, await resolve(conflict.id, { outcome: "rebooked" }))
    expect(told).toHaveLength(1)
  })

  it("keeps no conflict open by throwing", async () => {
    const { order, conflict } = await conflicted()
    const errors = catchErrors(shop)
    handle = () => {
      throw new Error("the door code could not be sent")
    }
    const answer = await resolve(conflict.id, { outcome: "overbooked" })
    expect(expectStatus(200, answer).body.conflict).toMatchObject({
      ...{ id: conflict.id, status: "resolved", outcome: "overbooked" },
    })
    expect(await allocationsOf(order)).toMatchObject([{ dates: [MON] }])
    expect(errors()).toHaveLength(1)
  })

  it("is told nothing of a conflict that is settled without dates", async () => {
    const { conflict } = await conflicted()
    const body = { outcome: "dismissed", note: "a test" }
    expectStatus(200, await resolve(conflict.id, body))
    expect(told).toEqual([])
  })

  it("is not reached for an order that there isn't", async () => {
    const run = confirmBookingsWorkflow(shop.container).run({
      input: { order_id: "order_none" },
    })
    await expect(run).rejects.toMatchObject({
      name: "BookingRefusal",
      code: "not_found",
      message: "There is no order with id order_none.",
    })
    expect(told).toEqual([])
  })
}
