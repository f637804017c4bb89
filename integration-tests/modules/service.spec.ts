import type ResourceBookingService from "../../src/modules/resource_booking/service"
import type { CallContext } from "../../src/modules/resource_booking/types"
import { refusalOf } from "../helpers/context"
import { serviceAt } from "../helpers/service"
import { ADMIN, day, openWorld, uniqueId, type World } from "../helpers/world"

let world: World
let bookings: ResourceBookingService
const by: CallContext = { actor: ADMIN }

beforeAll(async () => {
  world = await openWorld()
  bookings = serviceAt(world.url).bookings
})
afterAll(async () => {
  expect(await bookings.auditInvariants()).toEqual([])
  await bookings.__hooks.onApplicationShutdown()
  await world.close()
})

const aKayak = (input: object = {}) =>
  bookings.createResource(
    {
      ...{ name: "Kayak", type: "equipment", span: "day" as const },
      ...{ default_capacity: 2, ...input },
    },
    by
  )

const hold = (resource_id: string, date = day(10)) =>
  bookings.placeHold(
    {
      items: [{ resource_id, dates: [date] }],
      idempotency_key: uniqueId("key"),
    },
    by
  )

describe("the service", () => {
  it("keeps resources and groups", async () => {
    const group = await bookings.createGroup(
      { name: "Kayaks", type: "equipment" },
      by
    )
    const { id } = await aKayak({ group_id: group.id })
    await bookings.updateResource(id, { name: "Canoe" }, by)
    await bookings.updateGroup(group.id, { name: "Boats" }, by)
    expect(await bookings.retrieveResource(id)).toMatchObject({ name: "Canoe" })
    expect(await bookings.retrieveGroup(group.id)).toMatchObject({
      ...{ name: "Boats", resource_count: 1 },
    })
    const stay = { start_date: day(10), end_date: day(10), quantity: 1 }
    expect((await bookings.searchResources(stay)).count).toBe(1)
    expect((await bookings.searchGroups(stay)).count).toBe(1)
    await bookings.deleteResource(id, by)
    expect((await bookings.listResources()).count).toBe(0)
    await bookings.restoreResource(id, by)
    expect((await bookings.listResources()).count).toBe(1)
    await bookings.updateResource(id, { group_id: null }, by)
    await bookings.deleteGroup(group.id, by)
    expect((await bookings.listGroups()).count).toBe(0)
  })

  it("links variants to what they sell", async () => {
    const { id } = await aKayak()
    await bookings.linkVariant("variant_1", { resource_id: id }, by)
    expect(await bookings.listVariantLinks(["variant_1"])).toHaveLength(1)
    const items = [{ resource_id: id, dates: [day(10)] }]
    const plan = await bookings.planLine("variant_1", items)
    expect(plan).toMatchObject({ quantity: 1, charged_dates: 1 })
    await bookings.unlinkVariant("variant_1", { resource_id: id }, by)
    expect(await bookings.listVariantLinks(["variant_1"])).toEqual([])
  })

  it("says and sets what there is of each date", async () => {
    const { id } = await aKayak()
    const range = { start_date: day(10), end_date: day(11) }
    await bookings.setCapacity(id, { ...range, max_capacity: 4 }, by)
    const change = { dates: [day(10)], adjustment: -1, reason: "one is broken" }
    await bookings.adjustCapacity(id, change, by)
    const read = await bookings.readCapacity(id, day(10), day(11))
    expect(read.map((date) => date.max_capacity)).toEqual([3, 4])
    const { dates } = await bookings.readAvailability({
      ...{ resource_id: id, ...range },
    })
    expect(dates.map((date) => date.available_capacity)).toEqual([3, 4])
    const report = await bookings.reportCapacity(id, day(10), day(11), "day")
    expect(report.summary).toMatchObject({ capacity: 7, allocated: 0 })
  })

  it("places, reads, extends, releases and confirms holds", async () => {
    const { id } = await aKayak()
    const first = (await hold(id)).hold
    const access = { admin: true } as const
    expect((await bookings.retrieveHold(first.id, access)).hold.id).toBe(
      first.id
    )
    expect((await bookings.retrieveHoldForAdmin(first.id)).id).toBe(first.id)
    await bookings.extendHold(first.id, access, by)
    await bookings.releaseHold(first.id, access, by)
    const { hold: second } = await hold(id)
    const order_id = uniqueId("order")
    await bookings.confirmHold({ hold_id: second.id, order_id }, by)
    expect((await bookings.listHolds({ resource_id: id })).count).toBe(2)
    const { rows } = await bookings.listAllocations({ order_id })
    const [allocation] = rows
    expect(await bookings.retrieveAllocation(allocation?.id as string)).toEqual(
      allocation
    )
    expect(await bookings.cancelAllocations({ order_id }, by)).toHaveLength(1)
    expect(await bookings.listAllocatedLines([order_id])).toHaveLength(1)
  })

  it("keeps what a cart's lines are sold with alive through its payment (R22)", async () => {
    const { id } = await aKayak()
    const [cart_id, line_item_id] = [uniqueId("cart"), uniqueId("cali")]
    const line = {
      ...{ line_item_id, variant_id: "variant_2", quantity: 1 },
      ...{ unit_price: "95.5", currency_code: "aud" },
      ...{ charged_dates: 1, price_mode: "per_date" as const },
    }
    const access = { admin: true } as const
    const { hold: brought } = await hold(id)
    await bookings.bringHold(
      { hold_id: brought.id, access, cart_id, customer_id: null, line },
      by
    )
    await bookings.adoptHolds({ cart_id, customer_id: "cus_1" }, by)
    const paid = { ...line, hold_id: brought.id }
    const lines = [paid]
    const is_paid = false
    expect(await bookings.pinHolds({ cart_id, lines, is_paid }, by)).toEqual({
      ...{ pinned: [brought.id], unquoted: [] },
    })
    await bookings.notePayment(cart_id)
    await bookings.unpinHolds({ cart_id, release: false }, by)
    const { bookings: booked } = await bookings.readCartBookings(cart_id)
    expect(booked).toMatchObject([
      { line_item_id, hold: { id: brought.id, status: "active" } },
    ])
    const cheaper = [{ ...paid, unit_price: "1" }]
    const tampered = bookings.pinHolds({ cart_id, lines: cheaper, is_paid }, by)
    expect((await refusalOf(tampered)).code).toBe("invalid_data")
    expect(await bookings.releaseLine(line_item_id, by)).toBe(true)
    expect((await bookings.readCartBookings(cart_id)).bookings).toEqual([])
  })

  it("closes and opens dates", async () => {
    const { id } = await aKayak()
    const { blackout } = await bookings.createBlackout(
      {
        ...{ resource_id: id, start_date: day(10), end_date: day(10) },
        reason: "works",
      },
      by
    )
    await bookings.updateBlackout(blackout.id, { end_date: day(11) }, by)
    expect(await bookings.retrieveBlackout(blackout.id)).toMatchObject({
      end_date: day(11),
    })
    expect((await refusalOf(hold(id))).code).toBe("blackout")
    await bookings.liftBlackout(blackout.id, by)
    await bookings.freezeResource(id, { reason: "cleaning" }, by)
    expect((await refusalOf(hold(id))).code).toBe("frozen")
    expect((await bookings.listBlackouts({ resource_id: id })).count).toBe(1)
    await bookings.unfreezeResource(id, by)
    expect((await hold(id)).hold.status).toBe("active")
  })

  it("answers for itself", async () => {
    const { status } = await bookings.checkHealth()
    expect(["healthy", "degraded"]).toContain(status)
    expect((await bookings.listOperations()).count).toBeGreaterThan(10)
    expect((await bookings.listConflicts()).count).toBe(0)
    expect((await bookings.listReconciliations()).count).toBe(0)
    expect((await bookings.auditCounters()).violations).toEqual([])
    expect(await bookings.listOpenConflicts("")).toEqual([])
    expect(await bookings.listConflictLines(["order_0"])).toEqual([])
    expect(await bookings.listSoldOrders("")).toEqual([])
    expect(await bookings.listHeldLines("")).toEqual([])
    await bookings.expireHolds()
    await bookings.announceExpiringHolds()
    await bookings.eraseExpiredPersonalData()
    await bookings.publishEvents()
    expect(await bookings.countLateEvents()).toBe(0)
  })
})
