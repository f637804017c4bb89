import type {
  AllocationDTO,
  MoveAllocation,
} from "../../src/modules/resource_booking/types"
import {
  cancelAllocations,
  createAllocations,
  createBlackout,
  listAllocations,
  listOperations,
  moveAllocation,
  retrieveAllocation,
} from "../engine"
import {
  aHold,
  aResource,
  createContext,
  lastEntries,
  refusalOf,
  type TestContext,
} from "../helpers/context"
import { gateBefore } from "../helpers/sabotage"
import { beganEarlier, day, uniqueId } from "../helpers/world"

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())

const MOMENT = expect.stringMatching(/Z$/)

/** Sold to somebody, with an order and guests. */
async function anAllocation(
  resource_id: string,
  dates: string[],
  quantity = 1
): Promise<AllocationDTO> {
  const { allocations } = await createAllocations(t.call, {
    items: [{ resource_id, dates, quantity }],
    idempotency_key: uniqueId("key"),
    order_id: uniqueId("order"),
    guests: [{ name: "Ann" }],
    note: "window",
  })
  return allocations[0] as AllocationDTO
}

const move = (id: string, to: Omit<MoveAllocation, "reason">) =>
  moveAllocation(t.call, id, { reason: "a leak", ...to })

const code = async (work: Promise<unknown>) => (await refusalOf(work)).code

/** Dates on which units are allocated, with how many. */
async function sold(resourceId: string): Promise<unknown[]> {
  const rows = await t.world.sql<{ date: string; allocated: number }>(
    `select date, allocated from booking_capacity
      where resource_id = $1 and allocated > 0 order by date`,
    [resourceId]
  )
  return rows.map(({ date, allocated }) => [date, allocated])
}

describe("moveAllocation", () => {
  it("moves the only unit by a day: its own date is not in its way", async () => {
    const { id } = await aResource(t.call)
    const old = await anAllocation(id, [day(10), day(11)])
    const bounds = { start_date: day(11), end_date: day(12) }
    const { allocation, replaced } = await move(old.id, bounds)
    expect(allocation).toEqual({
      ...old,
      ...bounds,
      id: expect.stringMatching(/^balloc_\w+$/),
      dates: [day(11), day(12)],
      ...{ segment: 2, created_at: MOMENT, updated_at: MOMENT },
    })
    expect(allocation.id).not.toBe(old.id)
    expect(replaced).toEqual({
      ...old,
      ...{ status: "canceled", replaced_by: allocation.id },
      ...{ canceled_at: MOMENT, updated_at: MOMENT },
    })
    expect(await sold(id)).toEqual([
      [day(11), 1],
      [day(12), 1],
    ])
    expect(await retrieveAllocation(t.call, old.id)).toEqual(replaced)
    expect(await code(aHold(t.call, id, [day(12)]))).toBe("sold_out")
    expect((await aHold(t.call, id, [day(10)])).hold.status).toBe("active")
  })

  it("goes to another resource, with its order, quantity, guests and note", async () => {
    const van = await aResource(t.call, { default_capacity: 3 })
    const bus = await aResource(t.call, { default_capacity: 2 })
    const old = await anAllocation(van.id, [day(10), day(14)], 2)
    const { allocation } = await move(old.id, { resource_id: bus.id })
    expect(allocation).toMatchObject({
      ...{ resource_id: bus.id, dates: old.dates, quantity: 2, segment: 2 },
      ...{ order_id: old.order_id, hold_id: old.hold_id },
      ...{ guests: [{ name: "Ann" }], note: "window" },
    })
    expect(await sold(van.id)).toEqual([])
    expect(await sold(bus.id)).toEqual([
      [day(10), 2],
      [day(14), 2],
    ])
  })

  it("moves again and again, a segment each time", async () => {
    const { id } = await aResource(t.call)
    const first = await anAllocation(id, [day(10)])
    const end_date = day(11)
    const second = (await move(first.id, { end_date })).allocation
    const third = (await move(second.id, { start_date: day(11) })).allocation
    const { rows } = await listAllocations(t.call, {
      ...{ resource_id: id, order: "created_at" },
    })
    expect(rows.map((a) => [a.segment, a.status, a.replaced_by])).toEqual([
      [1, "canceled", second.id],
      [2, "canceled", third.id],
      [3, "confirmed", null],
    ])
  })

  it("takes check-in and check-out of a room for what they are", async () => {
    const room = await aResource(t.call, { span: "night" })
    const old = await anAllocation(room.id, [day(10), day(11)])
    const { allocation } = await move(old.id, { end_date: day(13) })
    expect(allocation).toMatchObject({
      ...{ start_date: day(10), end_date: day(13) },
      dates: [day(10), day(11), day(12)],
    })
  })

  it("leaves everything as it was when the new dates can't be had", async () => {
    const { id } = await aResource(t.call)
    const other = await aResource(t.call)
    const old = await anAllocation(id, [day(10)])
    await aHold(t.call, other.id, [day(11)])
    const to = { resource_id: other.id, end_date: day(11) }
    expect(await refusalOf(move(old.id, to))).toMatchObject({
      code: "sold_out",
      details: { dates: [day(11)], resource_id: other.id },
    })
    expect(await retrieveAllocation(t.call, old.id)).toEqual(old)
    expect(await sold(id)).toEqual([[day(10), 1]])
    expect(await sold(other.id)).toEqual([])
  })

  it("takes a unit of a hold that has ended, and not of a live one", async () => {
    const { id } = await aResource(t.call)
    const old = await anAllocation(id, [day(10)])
    const { hold } = await aHold(t.call, id, [day(11)])
    expect(await code(move(old.id, { end_date: day(11) }))).toBe("sold_out")
    await t.world.sql(
      `update booking_hold set expires_at = clock_timestamp() where id = $1`,
      [hold.id]
    )
    await move(old.id, { end_date: day(11) })
    expect(await sold(id)).toEqual([
      [day(10), 1],
      [day(11), 1],
    ])
  })

  it("asks for closed dates and rules of what is new, and lets staff override the rules", async () => {
    const { id } = await aResource(t.call, { horizon_days: 20, max_stay: 2 })
    const old = await anAllocation(id, [day(10), day(11)])
    const works = { start_date: day(11), end_date: day(12), reason: "works" }
    await createBlackout(t.call, { resource_id: id, ...works })
    expect(await code(move(old.id, { end_date: day(12) }))).toBe(
      "stay_too_long"
    )
    const longer = { end_date: day(12), override_rules: true }
    expect(await code(move(old.id, longer))).toBe("blackout")
    const far = { start_date: day(30), end_date: day(30) }
    expect(await code(move(old.id, far))).toBe("too_far")
    const { allocation } = await move(old.id, { start_date: day(11) })
    expect(allocation.dates).toEqual([day(11)])
    await move(allocation.id, { ...far, override_rules: true })
    expect(await sold(id)).toEqual([[day(30), 1]])
  })

  it("makes a stay longer that began two days ago", async () => {
    const { id } = await aResource(t.call)
    const old = await anAllocation(id, [day(1), day(2), day(3)])
    await beganEarlier(t.world, old.id, 3)
    const { allocation } = await move(old.id, { end_date: day(1) })
    expect(allocation.dates).toEqual([-2, -1, 0, 1].map(day))
    const earlier = { start_date: day(-3) }
    expect(await code(move(allocation.id, earlier))).toBe("past")
  })

  it("can't be undone twice: what was moved or canceled is not moved again", async () => {
    const { id } = await aResource(t.call)
    const old = await anAllocation(id, [day(10)])
    const { allocation } = await move(old.id, { end_date: day(11) })
    expect(await refusalOf(move(old.id, { end_date: day(12) }))).toEqual({
      code: "canceled",
      message: "This allocation was moved.",
      details: { replaced_by: allocation.id },
    })
    const order_id = old.order_id as string
    const canceled = await cancelAllocations(t.call, { order_id })
    expect(canceled.map((a) => a.id)).toEqual([allocation.id])
    expect(await refusalOf(move(allocation.id, {}))).toEqual({
      code: "canceled",
      message: "This allocation was canceled.",
      details: {},
    })
    expect(await sold(id)).toEqual([])
  })

  it("refuses what is not there, and what would change nothing", async () => {
    const { id } = await aResource(t.call)
    const old = await anAllocation(id, [day(10)])
    expect(await code(move("balloc_none", {}))).toBe("not_found")
    expect(await code(move("\0", {}))).toBe("not_found")
    expect(await code(move(old.id, { resource_id: "bres_none" }))).toBe(
      "not_found"
    )
    expect(await code(move(old.id, {}))).toBe("invalid_data")
    expect(await code(move(old.id, { start_date: day(11) }))).toBe(
      "invalid_range"
    )
    expect(await code(moveAllocation(t.call, old.id, { reason: " " }))).toBe(
      "invalid_data"
    )
  })

  it("is written down with where it was, why, and an event (R50)", async () => {
    const from = await aResource(t.call)
    const to = await aResource(t.call)
    const old = await anAllocation(from.id, [day(10)])
    const { allocation } = await move(old.id, { resource_id: to.id })
    const before = { id: old.id, resource_id: from.id, dates: [day(10)] }
    const after = { id: allocation.id, resource_id: to.id, dates: [day(10)] }
    const by = { actor_type: "user", actor_id: "user_test" }
    expect(await lastEntries(t.world, 2)).toEqual([
      {
        ...{ operation: "allocation.moved", resource_id: null, ...by },
        ...{ before, after, reason: "a leak" },
        event_name: "resource_booking.allocation.moved",
      },
      {
        ...{ operation: "capacity.depleted", resource_id: to.id, ...by },
        ...{ before: null, after: { dates: [day(10)] }, reason: null },
        event_name: "resource_booking.capacity.depleted",
      },
    ])
    const [{ event_data }] = (await t.world.sql(
      `select event_data from booking_outbox
        where event_name = 'resource_booking.allocation.moved'
        order by seq desc limit 1`
    )) as [{ event_data: unknown }]
    expect(event_data).toEqual({
      ...{ ...after, order_id: old.order_id, line_item_id: null },
      ...{ quantity: 1, before },
    })
    for (const resource_id of [from.id, to.id]) {
      const operation = "allocation.moved"
      const { count } = await listOperations(t.call, { resource_id, operation })
      expect(count).toBe(1)
    }
  })

  it("is found by a cancellation that has read where it was before", async () => {
    const { id } = await aResource(t.call)
    const old = await anAllocation(id, [day(10)])
    const gate = gateBefore("booking_take_locks")
    const slow = t.world.process({ tampering: gate })
    const order_id = old.order_id as string
    const canceling = cancelAllocations(slow, { order_id })
    await gate.reached
    const { allocation } = await move(old.id, {
      ...{ start_date: day(20), end_date: day(20) },
    })
    gate.open()
    expect((await canceling).map((a) => a.id)).toEqual([allocation.id])
    expect(await sold(id)).toEqual([])
  })
})
