import type {
  ConflictDTO,
  RaiseConflict,
} from "../../src/modules/resource_booking/types"
import {
  type Call,
  cancelAllocation,
  cancelAllocations,
  confirmHold,
  expireHolds,
  fitLine,
  listConflicts,
  moveAllocation,
  placeHold,
  publishEvents,
  raiseConflict,
  readAvailability,
  resolveConflict,
  retrieveConflict,
  setCapacity,
} from "../engine"
import {
  aHold,
  aResource,
  aSale,
  createContext,
  refusalOf,
  type TestContext,
} from "../helpers/context"
import { ADMIN, day, makeOverdue, openWorld, uniqueId } from "../helpers/world"

let t: TestContext
let call: Call
beforeAll(async () => {
  t = await createContext()
  const late_payment = { policy: "overbook", overbook_limit: 1 } as const
  call = { ...t.world.process({ options: { late_payment } }), actor: ADMIN }
})
afterAll(() => t.close())

/** A hold that has ended, and whose only unit somebody else has bought. */
async function aLostHold(dates = [day(10)]) {
  const { id } = await aResource(call)
  const { hold } = await aHold(call, id, dates)
  await makeOverdue(t.world, [hold.id])
  await aSale(call, id, dates)
  return { resource_id: id, hold_id: hold.id, order_id: uniqueId("order") }
}

const overbooked = (hold_id: string, order_id: string) =>
  confirmHold(call, { hold_id, order_id, overbook: { note: null } })

const conflictsOf = async (order_id: string): Promise<ConflictDTO[]> =>
  (await listConflicts(call, { order_id })).rows

const counted = (id: string) =>
  t.world.sql(
    `select max_capacity, overbooked, held, allocated from booking_capacity
      where resource_id = $1 order by date`,
    [id]
  )

describe("confirmHold of a hold that lost its dates (R25)", () => {
  it("is refused where nobody may be overbooked", async () => {
    const { hold_id, order_id } = await aLostHold()
    const refusal = await refusalOf(confirmHold(call, { hold_id, order_id }))
    expect(refusal).toMatchObject({
      code: "sold_out",
      details: { dates: [day(10)] },
    })
  })

  it("grants the place beyond the capacity, on record, within the limit", async () => {
    const { resource_id, hold_id, order_id } = await aLostHold()
    const { allocations } = await overbooked(hold_id, order_id)
    expect(allocations).toMatchObject([{ status: "confirmed", order_id }])
    expect(await counted(resource_id)).toEqual([
      { max_capacity: 1, overbooked: 1, held: 0, allocated: 2 },
    ])
    expect(await conflictsOf(order_id)).toMatchObject([
      {
        ...{ status: "resolved", policy: "overbook", outcome: "overbooked" },
        ...{ hold_id, code: "sold_out", dates: [day(10)] },
        items: [{ resource_id, dates: [day(10)], quantity: 1 }],
      },
    ])
    const { hold } = await aHold(call, (await aResource(call)).id, [day(10)])
    expect(hold.status).toBe("active")
  })

  it("goes no further than the limit", async () => {
    const { resource_id, hold_id, order_id } = await aLostHold()
    const second = await aLostHoldOf(resource_id)
    await overbooked(hold_id, order_id)
    const refusal = await refusalOf(overbooked(second, uniqueId("order")))
    expect(refusal.code).toBe("sold_out")
  })

  /** An ended hold of a resource that is sold out by now. */
  async function aLostHoldOf(resource_id: string): Promise<string> {
    await setCapacity(call, resource_id, {
      start_date: day(10),
      end_date: day(10),
      max_capacity: 2,
    })
    const { hold } = await aHold(call, resource_id, [day(10)])
    await makeOverdue(t.world, [hold.id])
    await setCapacity(call, resource_id, {
      start_date: day(10),
      end_date: day(10),
      max_capacity: 1,
    })
    return hold.id
  }

  it("never offers the place, and takes it back with its claim", async () => {
    const { resource_id, hold_id, order_id } = await aLostHold()
    await overbooked(hold_id, order_id)
    const free = async () => {
      const query = { resource_id, start_date: day(10), end_date: day(10) }
      const { dates } = await readAvailability(call, query)
      return dates[0]?.available_capacity
    }
    expect(await free()).toBe(0)
    await cancelAllocations(call, { order_id })
    expect(await counted(resource_id)).toEqual([
      { max_capacity: 1, overbooked: 0, held: 0, allocated: 1 },
    ])
    expect(await free()).toBe(0)
  })

  it("takes what is free again without a conflict", async () => {
    const { id } = await aResource(call)
    const { hold } = await aHold(call, id, [day(10)])
    await makeOverdue(t.world, [hold.id])
    await expireHolds(call)
    const order_id = uniqueId("order")
    await overbooked(hold.id, order_id)
    expect(await conflictsOf(order_id)).toEqual([])
  })

  it("is the same for a place that one of two late payers got (race)", async () => {
    const { id } = await aResource(call)
    const holds: string[] = []
    for (let i = 0; i < 4; i++) {
      const { hold } = await aHold(call, id, [day(10)])
      await makeOverdue(t.world, [hold.id])
      holds.push(hold.id)
    }
    const outcomes = await Promise.allSettled(
      holds.map((hold_id) => overbooked(hold_id, uniqueId("order")))
    )
    const won = outcomes.filter(({ status }) => status === "fulfilled")
    expect(won).toHaveLength(2)
    expect(await counted(id)).toEqual([
      { max_capacity: 1, overbooked: 1, held: 0, allocated: 2 },
    ])
  })
})

describe("an allocation of three units, two of them granted (R25, R26)", () => {
  const DATES = [day(10), day(11)]

  /** Of a resource of three, where somebody else has two on both dates. */
  async function aGrantedAllocation() {
    const late_payment = { policy: "overbook", overbook_limit: 2 } as const
    const generous = t.world.process({ options: { late_payment } })
    const own: Call = { ...generous, actor: ADMIN }
    const { id: resource_id } = await aResource(own, { default_capacity: 3 })
    const items = (quantity: number) => [
      { resource_id, dates: DATES, quantity },
    ]
    const { hold } = await placeHold(own, {
      ...{ items: items(3), idempotency_key: uniqueId("key") },
    })
    await makeOverdue(t.world, [hold.id])
    const other = await placeHold(own, {
      ...{ items: items(2), idempotency_key: uniqueId("key") },
    })
    await confirmHold(own, {
      ...{ hold_id: other.hold.id, order_id: uniqueId("order") },
    })
    const line = { order_id: uniqueId("order"), line_item_id: "ordli_1" }
    const overbook = { note: null }
    const sold = { hold_id: hold.id, ...line, overbook }
    const { allocations } = await confirmHold(own, sold)
    const allocation_id = allocations[0]?.id as string
    return { resource_id, allocation_id, line }
  }

  const allocated = (units: number, granted: number) => ({
    ...{ max_capacity: 3, overbooked: granted, held: 0, allocated: units },
  })

  it("has them on each of its dates", async () => {
    const { resource_id } = await aGrantedAllocation()
    const date = allocated(5, 2)
    expect(await counted(resource_id)).toEqual([date, date])
  })

  it.each([
    [2, allocated(4, 1)],
    [1, allocated(3, 0)],
    [0, allocated(2, 0)],
  ])("reduced to %i, gives the granted ones up first", async (units, date) => {
    const { resource_id, line } = await aGrantedAllocation()
    await fitLine(call, { ...line, units })
    expect(await counted(resource_id)).toEqual([date, date])
  })

  it("reduced twice, gives up the last granted one and then its own", async () => {
    const { resource_id, line } = await aGrantedAllocation()
    await fitLine(call, { ...line, units: 2 })
    await fitLine(call, { ...line, units: 1 })
    const date = allocated(3, 0)
    expect(await counted(resource_id)).toEqual([date, date])
  })

  it("canceled, takes the granted ones with it", async () => {
    const { resource_id, allocation_id } = await aGrantedAllocation()
    await cancelAllocation(call, allocation_id, {})
    const date = allocated(2, 0)
    expect(await counted(resource_id)).toEqual([date, date])
  })

  it("moved by a day, keeps them where it stays and needs none elsewhere", async () => {
    const { resource_id, allocation_id } = await aGrantedAllocation()
    await moveAllocation(call, allocation_id, {
      ...{ start_date: day(11), end_date: day(12), reason: "a day later" },
    })
    expect(await counted(resource_id)).toEqual([
      allocated(2, 0),
      allocated(5, 2),
      allocated(3, 0),
    ])
  })
})

describe("the counter of overbooked places (I1, I2)", () => {
  it("can't be written by hand, nor be more than its claim", async () => {
    const { resource_id } = await aLostHold()
    for (const text of [
      "update booking_capacity set overbooked = 5 where resource_id = $1",
      "update booking_claim set overbooked = 2 where resource_id = $1",
    ]) {
      await expect(t.world.sql(text, [resource_id])).rejects.toThrow(
        /counted from the claims|booking_claim_overbooked/
      )
    }
  })

  it("is found by the audit where its guard is gone (control)", async () => {
    const world = await openWorld()
    try {
      await world.sql(
        "drop trigger booking_capacity_counters_updated on booking_capacity"
      )
      const own = { ...world.process(), actor: ADMIN }
      await aHold(own, (await aResource(own)).id, [day(10)])
      await world.sql("update booking_capacity set overbooked = 5")
      expect(await world.audit()).toMatchObject([{ invariant: "I2" }])
    } finally {
      await world.close()
    }
  })
})

describe("a conflict", () => {
  const raised = (given: Partial<RaiseConflict> = {}): RaiseConflict => ({
    ...{ order_id: uniqueId("order"), line_item_id: "ordli_1" },
    ...{ cart_id: null, hold_id: null, code: "sold_out", dates: [day(10)] },
    ...given,
  })

  it("is raised once for an order's line, with the store's policy", async () => {
    const input = raised()
    const first = await raiseConflict(call, input)
    expect(first).toMatchObject({
      ...{ status: "open", policy: "overbook", order_id: input.order_id },
      ...{ items: [], code: "sold_out", dates: [day(10)], outcome: null },
    })
    const again = await raiseConflict(call, input)
    expect(again).toEqual(first)
    await resolveConflict(call, first.id, { outcome: "dismissed", note: "x" })
    const later = await raiseConflict(call, input)
    expect(later).toMatchObject({ id: first.id, status: "resolved" })
  })

  it("is raised anew for a cart when the one before is settled", async () => {
    const { id } = await aResource(call)
    const cart_id = uniqueId("cart")
    const { hold } = await placeHold(call, {
      ...{ cart_id, idempotency_key: uniqueId("key") },
      items: [{ resource_id: id, dates: [day(10)] }],
    })
    const input = raised({ order_id: null, cart_id, hold_id: hold.id })
    const first = await raiseConflict(call, input)
    expect((await raiseConflict(call, input)).id).toBe(first.id)
    await resolveConflict(call, first.id, { outcome: "refunded" })
    const second = await raiseConflict(call, input)
    expect(second.id).not.toBe(first.id)
    await resolveConflict(call, second.id, { outcome: "refunded" })
  })

  it.each([
    ["that there is none of", () => Promise.resolve("bhold_0")],
    [
      "of another cart",
      async () => {
        const { id } = await aResource(call)
        return (await aHold(call, id, [day(10)])).hold.id
      },
    ],
  ])("does not believe a line that names a hold %s", async (_, named) => {
    const input = raised({ cart_id: "cart_1", hold_id: await named() })
    const conflict = await raiseConflict(call, input)
    expect(conflict).toMatchObject({ hold_id: null, items: [] })
    expect((await raiseConflict(call, input)).id).toBe(conflict.id)
  })

  it("is settled once: the same again is harmless, another way refused", async () => {
    const { id } = await raiseConflict(call, raised())
    const settled = await resolveConflict(call, id, {
      ...{ outcome: "refunded", note: "by bank" },
    })
    expect(settled).toMatchObject({ outcome: "refunded", note: "by bank" })
    const again = await resolveConflict(call, id, { outcome: "refunded" })
    expect(again).toEqual(settled)
    const other = { outcome: "dismissed", note: "no" } as const
    expect(await refusalOf(resolveConflict(call, id, other))).toMatchObject({
      code: "invalid_data",
      message: "This conflict is already settled: refunded.",
    })
  })

  it("is final and kept, whoever writes", async () => {
    const { id } = await raiseConflict(call, raised())
    await resolveConflict(call, id, { outcome: "refunded" })
    for (const text of [
      "update booking_conflict set status = 'open', outcome = null, resolved_at = null where id = $1",
      "delete from booking_conflict where id = $1",
    ]) {
      await expect(t.world.sql(text, [id])).rejects.toThrow(
        /already settled|DELETE on booking_conflict/
      )
    }
  })

  it("that there is none of is not found", async () => {
    expect(await refusalOf(retrieveConflict(call, "bcon_0"))).toMatchObject({
      code: "not_found",
    })
    const settle = resolveConflict(call, "bcon_0", { outcome: "refunded" })
    expect(await refusalOf(settle)).toMatchObject({ code: "not_found" })
  })

  it("is told to the store when it is raised and when it is settled (R52)", async () => {
    const heard: { name: string; data: unknown }[] = []
    const listen = () =>
      publishEvents(call, (events) => {
        heard.push(...events)
        return Promise.resolve()
      })
    await listen()
    heard.length = 0
    const { id, order_id } = await raiseConflict(call, raised())
    await resolveConflict(call, id, { outcome: "refunded" })
    await listen()
    expect(heard).toMatchObject([
      {
        name: "resource_booking.conflict.raised",
        data: { id, order_id, status: "open", dates: [day(10)] },
      },
      {
        name: "resource_booking.conflict.resolved",
        data: { id, status: "resolved", outcome: "refunded" },
      },
    ])
  })
})
