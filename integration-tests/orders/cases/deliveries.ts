import { Modules } from "@medusajs/framework/utils"

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
import { openTour, order, ordersOf, type Tour } from "../../helpers/purchase"
import { day } from "../../helpers/world"

const [MON, TUE] = [day(30), day(31)]

/** Events that come never, twice, ten times, early, late and out of order. */
export function deliveryCases(shop: Shop): void {
  describe("deliveries", () => describeDeliveries(shop))
}

function describeDeliveries(shop: Shop): void {
  let region: string
  let variant: Variant
  let tour: Tour
  beforeAll(async () => {
    region = (await createRegions(shop)).au
    variant = await createVariant(shop, { aud: 40 })
  })
  beforeEach(async () => {
    tour = await openTour(shop, variant)
    dropOrderPlaced()
  })
  afterEach(() => jest.restoreAllMocks())

  /** The completion's own event gets lost: the tests deliver it. */
  function dropOrderPlaced(): void {
    const bus = shop.container.resolve(Modules.EVENT_BUS)
    const release = bus.releaseGroupedEvents.bind(bus)
    jest
      .spyOn(bus, "releaseGroupedEvents")
      .mockImplementation(async (group) => {
        await bus.clearGroupedEvents(group, { eventNames: ["order.placed"] })
        await release(group)
      })
  }

  /** A cart with two bookings, up to the last click. */
  async function ready() {
    const cart_id = await createCart(shop.anyone, region)
    const holds: string[] = []
    for (const date of [MON, TUE]) {
      const answer = await book(shop.anyone, cart_id, tour.wish(date))
      holds.push(expectStatus(201, answer).body.hold.id)
    }
    await openPayment(shop.anyone, cart_id)
    return { cart_id, holds }
  }

  /** An order whose hook did nothing, as if another had its place. */
  async function unconfirmed() {
    const made = await ready()
    const confirm = jest.spyOn(shop.bookings, "confirmHold")
    confirm.mockResolvedValue({ hold: {}, allocations: [] } as never)
    const id = await order(shop, made.cart_id)
    confirm.mockRestore()
    return { ...made, id }
  }

  /** Waits until each delivery is handled. */
  async function deliver(
    name: "placed" | "canceled",
    id: string,
    times = 1
  ): Promise<void> {
    const { default: handle } = await import(
      `../../../src/subscribers/order-${name}`
    )
    const event = { name: `order.${name}`, data: { id } }
    const { container } = shop
    const once = () => handle({ event, container, pluginOptions: {} })
    await Promise.all(Array.from({ length: times }, once))
  }

  const cancel = (id: string) =>
    shop.admin.client.post(`/admin/orders/${id}/cancel`)

  async function expectOneSet(id: string, holds: string[]): Promise<void> {
    const { rows } = await shop.bookings.listAllocations({ order_id: id })
    const sold = rows.map(({ hold_id, status }) => [hold_id, status])
    expect(sold.sort()).toEqual(holds.map((hold) => [hold, "confirmed"]).sort())
    expect(new Set(rows.map((row) => row.line_item_id)).size).toBe(2)
  }

  /** Nothing is sold, and each date was freed once. */
  async function expectFreed(id: string, times: number): Promise<void> {
    const { rows } = await shop.bookings.listAllocations({
      order_id: id,
      status: "confirmed",
    })
    expect(rows).toEqual([])
    const log = await shop.bookings.listOperations({
      order_id: id,
      operation: "allocation.canceled",
    })
    expect(log.rows).toHaveLength(times)
    const freed = new Set(log.rows.map((entry) => entry.allocation_id))
    expect(freed.size).toBe(times)
  }

  describe("order.placed (R23)", () => {
    it("may never come, or 1, 2 and 10 times more: one set of allocations", async () => {
      const { cart_id, holds } = await ready()
      const id = await order(shop, cart_id)
      await expectOneSet(id, holds)
      for (const times of [1, 2, 10]) {
        await deliver("placed", id, times)
        await expectOneSet(id, holds)
      }
    })

    it("makes one set by itself, coming 10 times at once", async () => {
      const { id, holds } = await unconfirmed()
      await deliver("placed", id, 10)
      await expectOneSet(id, holds)
    })

    it("may come before the hook", async () => {
      const { cart_id, holds } = await ready()
      const payments = shop.container.resolve(Modules.PAYMENT)
      const authorize = payments.authorizePaymentSession.bind(payments)
      jest
        .spyOn(payments, "authorizePaymentSession")
        .mockImplementationOnce(async (...given) => {
          const payment = await authorize(...given)
          const [id = ""] = await ordersOf(shop, cart_id)
          await deliver("placed", id, 2)
          await expectOneSet(id, holds)
          return payment
        })
      const { body } = expectStatus(200, await complete(shop.anyone, cart_id))
      await expectOneSet(body.order.id, holds)
    })

    it("may come when the holds have ended: the dates are taken again", async () => {
      const { id, holds } = await unconfirmed()
      for (const hold of holds) {
        await shop.expire(hold)
      }
      await shop.bookings.expireHolds()
      await deliver("placed", id, 2)
      await expectOneSet(id, holds)
    })

    it("sells nothing when the order was canceled before it came (R26)", async () => {
      const { id } = await unconfirmed()
      expectStatus(200, await cancel(id))
      await deliver("placed", id, 2)
      await expectFreed(id, 0)
    })

    it("sells nothing again when a confirmed order was canceled (R26)", async () => {
      const { cart_id } = await ready()
      const id = await order(shop, cart_id)
      expectStatus(200, await cancel(id))
      await deliver("placed", id, 10)
      await expectFreed(id, 2)
    })
  })

  describe("order.canceled (R26)", () => {
    it("frees once, coming 10 times beside the hook", async () => {
      const { cart_id } = await ready()
      const id = await order(shop, cart_id)
      await Promise.all([cancel(id), deliver("canceled", id, 5)])
      await deliver("canceled", id, 5)
      await expectFreed(id, 2)
    })
  })
}
