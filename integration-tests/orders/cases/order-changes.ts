import { Modules } from "@medusajs/framework/utils"

import type { AllocationDTO } from "../../../src/modules/resource_booking/types"
import { createRegions, createVariant } from "../../helpers/checkout"
import { expectRefusal, missing } from "../../helpers/http-expect"
import { ADMIN, expectStatus, type Shop } from "../../helpers/http-shop"
import { capture } from "../../helpers/order-money"
import {
  createTour,
  editOrder,
  findingsOn,
  fulfill,
  makeOld,
  order,
  type Ordered,
  receive,
  staff,
} from "../../helpers/orders"
import { day, eventually } from "../../helpers/world"

const [MON, TUE] = [day(30), day(31)]

/** An order that loses a booking, or a part of it (R26). */
export function orderChangeCases(shop: Shop): void {
  let region: string
  beforeAll(async () => {
    region = (await createRegions(shop)).au
  })
  afterEach(() => jest.restoreAllMocks())

  const allocationsOf = async ({ order: order_id }: Ordered) =>
    (await shop.bookings.listAllocations({ order_id, order: "id" })).rows

  async function freeOn(resource_id: string, date = MON): Promise<number> {
    const query = { resource_id, start_date: date, end_date: date }
    const { dates } = await shop.bookings.readAvailability(query)
    return dates[0]?.available_capacity as number
  }

  const becomesFree = (resourceId: string, units: number) =>
    eventually(
      async () => (await freeOn(resourceId)) === units,
      `${units} are free`
    )

  async function logOf({ order: order_id }: Ordered, operation: string) {
    const query = { order_id, operation }
    return (await shop.bookings.listOperations(query)).rows
  }

  /** One booking of one resource. */
  async function booked(quantity = 1, dates = [MON]) {
    const { resource, variant } = await createTour(shop)
    const items = [{ resource_id: resource.id, dates, quantity }]
    const sold = await order(shop, region, { variant_id: variant.id, items })
    return { resource, variant, sold }
  }

  /** Two rooms of a type, each of one unit. */
  async function bookedRooms() {
    const group = await shop.createGroup()
    const room = { group_id: group.id, default_capacity: 1 }
    const rooms = [
      await shop.createResource(room),
      await shop.createResource(room),
    ]
    const sells = [{ group_id: group.id }]
    const variant = await createVariant(shop, { aud: 10 }, sells)
    const items = [{ group_id: group.id, dates: [MON], quantity: 2 }]
    const sold = await order(shop, region, { variant_id: variant.id, items })
    return { rooms, sold }
  }

  /** A bundle of a bus and its guide. */
  async function bookedBundle() {
    const bus = await shop.createResource({ default_capacity: 2 })
    const guide = await shop.createResource({ default_capacity: 2 })
    const sells = [{ resource_id: bus.id }, { resource_id: guide.id }]
    const variant = await createVariant(shop, { aud: 10 }, sells)
    const items = [{ resource_id: bus.id, dates: [MON], quantity: 2 }]
    const sold = await order(shop, region, { variant_id: variant.id, items })
    return { bus, guide, sold }
  }

  describe("POST /admin/resource-booking/allocations/:id/cancel", () => {
    const cancel = (id: string, body: object = {}) =>
      shop.admin.client.post(`${ADMIN}/allocations/${id}/cancel`, body)

    it("frees the allocation's dates, says who and why, once however often", async () => {
      const { resource, sold } = await booked(2, [MON, TUE])
      const [allocation] = (await allocationsOf(sold)) as [AllocationDTO]
      const reason = "The customer called"
      const { body } = expectStatus(
        200,
        await cancel(allocation.id, { reason })
      )
      const canceled = {
        ...allocation,
        status: "canceled",
        canceled_at: expect.stringMatching(/Z$/),
        updated_at: expect.stringMatching(/Z$/),
      }
      expect(body).toEqual({ allocation: canceled, allocations: [canceled] })
      expect(expectStatus(200, await cancel(allocation.id)).body).toEqual(body)
      expect([
        await freeOn(resource.id),
        await freeOn(resource.id, TUE),
      ]).toEqual([2, 2])
      expect(await logOf(sold, "allocation.canceled")).toMatchObject([
        { actor_type: "user", actor_id: shop.admin.id, reason },
      ])
    })

    it("leaves the rest of the line, unless the whole line is meant", async () => {
      const { bus, guide, sold } = await bookedBundle()
      const [first] = (await allocationsOf(sold)) as [AllocationDTO]
      const { allocations } = (await cancel(first.id)).body
      expect(allocations).toMatchObject([{ id: first.id, status: "canceled" }])
      expect([await freeOn(bus.id), await freeOn(guide.id)].sort()).toEqual([
        0, 2,
      ])
      const whole = (await cancel(first.id, { whole_line: true })).body
      expect(whole.allocation.id).toBe(first.id)
      expect(whole.allocations.map((one: AllocationDTO) => one.status)).toEqual(
        ["canceled", "canceled"]
      )
      expect([await freeOn(bus.id), await freeOn(guide.id)]).toEqual([2, 2])
      expect(await logOf(sold, "allocation.canceled")).toHaveLength(2)
    })

    it("is refused for one that is not there", async () => {
      const answer = await cancel("balloc_none")
      expectRefusal(answer, ...missing("allocation", "balloc_none"))
    })

    it("is staff's last word: reconciliation does not book it again", async () => {
      const { resource, sold } = await booked()
      const [allocation] = (await allocationsOf(sold)) as [AllocationDTO]
      await cancel(allocation.id)
      await makeOld(shop, "order", sold.order)
      expect(await findingsOn(shop, sold.order)).toEqual([])
      expect(await freeOn(resource.id)).toBe(2)
    })
  })

  describe("an order edit", () => {
    it("that removes the line frees its dates, once however often it is told", async () => {
      const { resource, sold } = await booked(1)
      await editOrder(shop, sold, 0)
      await becomesFree(resource.id, 2)
      const bus = shop.container.resolve(Modules.EVENT_BUS)
      const data = { order_id: sold.order }
      const name = "order-edit.confirmed"
      const heard = jest.spyOn(shop.bookings, "listLineUnits")
      await bus.emit([
        { name, data },
        { name, data },
      ])
      await eventually(
        () => Promise.resolve(heard.mock.calls.length === 2),
        "both were heard"
      )
      expect(await logOf(sold, "allocation.canceled")).toHaveLength(1)
      expect(await freeOn(resource.id)).toBe(2)
    })

    it("that is not confirmed changes nothing", async () => {
      const { resource, sold } = await booked()
      await staff(shop, "order-edits", { order_id: sold.order })
      const item = `order-edits/${sold.order}/items/item/${sold.line}`
      await staff(shop, item, { quantity: 0 })
      expect(await findingsOn(shop, sold.order)).toEqual([])
      expect(await freeOn(resource.id)).toBe(1)
    })

    it("that takes a unit away frees one unit, of each thing in a bundle", async () => {
      const { bus, guide, sold } = await bookedBundle()
      await editOrder(shop, sold, 1)
      await becomesFree(bus.id, 1)
      expect(await freeOn(guide.id)).toBe(1)
      expect(await allocationsOf(sold)).toMatchObject([
        { status: "confirmed", quantity: 1 },
        { status: "confirmed", quantity: 1 },
      ])
      expect(await logOf(sold, "allocation.reduced")).toMatchObject([
        { before: { quantity: 2 }, after: { quantity: 1 } },
        { before: { quantity: 2 }, after: { quantity: 1 } },
      ])
    })

    it("that takes one of several rooms away leaves it to staff which", async () => {
      const { rooms, sold } = await bookedRooms()
      // Medusa cancels what was only authorized when an order is edited.
      await capture(shop, sold.order)
      for (const { id } of await allocationsOf(sold)) {
        await makeOld(shop, "booking_allocation", id)
      }
      const allocations = await allocationsOf(sold)
      await editOrder(shop, sold, 1)
      for (let i = 0; i < 2; i++) {
        expect(await findingsOn(shop, sold.order)).toMatchObject([
          {
            check: "changed_lines",
            action: "flagged",
            message: expect.stringContaining("1 of 2 units left"),
          },
        ])
      }
      expect(await allocationsOf(sold)).toEqual(allocations)
      const id = allocations[0]?.id as string
      await shop.bookings.cancelAllocation(
        id,
        {},
        { actor: { type: "user", id: null } }
      )
      expect(await findingsOn(shop, sold.order)).toEqual([])
      const free = rooms.map((room) => freeOn(room.id))
      expect((await Promise.all(free)).sort()).toEqual([0, 1])
    })
  })

  describe("an order whose event was lost", () => {
    async function unheard() {
      const made = await booked()
      const [allocation] = (await allocationsOf(made.sold)) as [AllocationDTO]
      await makeOld(shop, "booking_allocation", allocation.id)
      const deaf = jest.spyOn(shop.bookings, "listLineUnits")
      deaf.mockResolvedValueOnce([])
      await editOrder(shop, made.sold, 0)
      await eventually(
        () => Promise.resolve(deaf.mock.calls.length > 0),
        "the event was lost"
      )
      deaf.mockRestore()
      return made
    }

    it("is found by reconciliation, which frees its dates once", async () => {
      const { resource, sold } = await unheard()
      expect(await freeOn(resource.id)).toBe(1)
      const dry = await findingsOn(shop, sold.order, { dry_run: true })
      expect(dry).toMatchObject([{ check: "changed_lines", action: "fixed" }])
      expect(await freeOn(resource.id)).toBe(1)
      expect(await findingsOn(shop, sold.order)).toEqual(dry)
      expect(await freeOn(resource.id)).toBe(2)
      expect(await findingsOn(shop, sold.order)).toEqual([])
    })
  })

  describe("a return", () => {
    async function requested(quantity: number) {
      const made = await booked(quantity)
      await fulfill(shop, made.sold, quantity)
      const order_id = made.sold.order
      const begun = await staff(shop, "returns", { order_id })
      const { id } = begun.body.return
      const items = [{ id: made.sold.line, quantity }]
      await staff(shop, `returns/${id}/request-items`, { items })
      await staff(shop, `returns/${id}/request`)
      return { ...made, id: id as string }
    }

    it("frees the dates when it is received, not when it is asked for", async () => {
      const { resource, sold, id } = await requested(1)
      expect(await findingsOn(shop, sold.order)).toEqual([])
      expect(await freeOn(resource.id)).toBe(1)
      await receive(shop, id, sold)
      await becomesFree(resource.id, 2)
      expect(await logOf(sold, "allocation.canceled")).toHaveLength(1)
    })

    it("of some units frees these", async () => {
      const { resource, sold, id } = await requested(2)
      await receive(shop, id, sold, 1)
      await becomesFree(resource.id, 1)
      expect(await allocationsOf(sold)).toMatchObject([
        { status: "confirmed", quantity: 1 },
      ])
    })
  })

  describe.each(["exchange", "claim"] as const)("a return by %s", (kind) => {
    it("frees the dates of what came back", async () => {
      const { resource, sold } = await booked()
      await fulfill(shop, sold)
      const begun = await staff(shop, `${kind}s`, {
        order_id: sold.order,
        ...(kind === "claim" ? { type: "refund" } : {}),
      })
      const { id } = begun.body[kind]
      const items = [{ id: sold.line, quantity: 1 }]
      if (kind === "claim") {
        await staff(shop, `claims/${id}/claim-items`, { items })
      }
      const inbound = await staff(shop, `${kind}s/${id}/inbound/items`, {
        items,
      })
      if (kind === "exchange") {
        const plain = await createVariant(shop, { aud: 20 })
        await staff(shop, `exchanges/${id}/outbound/items`, {
          items: [{ variant_id: plain.id, quantity: 1 }],
        })
      }
      const returnId = inbound.body.return.id
      await staff(shop, `${kind}s/${id}/request`)
      expect(await freeOn(resource.id)).toBe(1)
      await receive(shop, returnId, sold)
      await becomesFree(resource.id, 2)
      expect(await logOf(sold, "allocation.canceled")).toHaveLength(1)
    })
  })
}
