import { randomUUID } from "node:crypto"

import type {
  CreateAllocations,
  HoldItemInput,
} from "../../src/modules/resource_booking/types"
import {
  confirmHold,
  createAllocations,
  createBlackout,
  findCreatedAllocations,
  freezeResource,
  listSoldOrders,
  placeHold,
  retrieveHoldForAdmin,
} from "../engine"
import {
  aGroup,
  aHold,
  aResource,
  createContext,
  lastEntries,
  refusalOf,
  type TestContext,
} from "../helpers/context"
import { day, uniqueId } from "../helpers/world"

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())

const MOMENT = expect.stringMatching(/Z$/)

function book(items: HoldItemInput[], more: Partial<CreateAllocations> = {}) {
  const idempotency_key = randomUUID()
  return createAllocations(t.call, { items, idempotency_key, ...more })
}

const code = async (work: Promise<unknown>) => (await refusalOf(work)).code

async function counted(resourceId: string): Promise<unknown[]> {
  const rows = await t.world.sql<{ held: number; allocated: number }>(
    `select held, allocated from booking_capacity
      where resource_id = $1 order by date`,
    [resourceId]
  )
  return rows.map(({ held, allocated }) => [held, allocated])
}

describe("createAllocations: staff book without an order", () => {
  it("sells the last unit of every item at once, to nobody else", async () => {
    const room = await aResource(t.call, { span: "night" })
    const tour = await aResource(t.call, { default_capacity: 2 })
    const guests = [{ name: "Ann", phone: "+61 7 5550 1234" }]
    const { allocations, ...rest } = await book(
      [
        { resource_id: room.id, start_date: day(10), end_date: day(12) },
        { resource_id: tour.id, dates: [day(14), day(10)], quantity: 2 },
      ],
      { email: "ann@example.com", guests, note: "late" }
    )
    const common = {
      id: expect.stringMatching(/^balloc_\w+$/),
      ...{ status: "confirmed", order_id: null, line_item_id: null },
      hold_id: expect.stringMatching(/^bhold_\w+$/),
      ...{ segment: 1, replaced_by: null, guests, note: "late" },
      ...{ canceled_at: null, created_at: MOMENT, updated_at: MOMENT },
      ...{ arrived_at: null, departed_at: null, no_show_at: null },
    }
    expect(rest).toEqual({})
    expect(allocations).toEqual([
      {
        ...{ ...common, resource_id: room.id, quantity: 1 },
        ...{ start_date: day(10), end_date: day(12) },
        dates: [day(10), day(11)],
      },
      {
        ...{ ...common, resource_id: tour.id, quantity: 2 },
        ...{ start_date: day(10), end_date: day(14) },
        dates: [day(10), day(14)],
      },
    ])
    expect(await counted(room.id)).toEqual([
      [0, 1],
      [0, 1],
    ])
    expect(await code(aHold(t.call, room.id, [day(11)]))).toBe("sold_out")
    expect(
      await retrieveHoldForAdmin(t.call, allocations[0]?.hold_id as string)
    ).toMatchObject({
      ...{ status: "confirmed", order_id: null, email: "ann@example.com" },
    })
  })

  it("books all items or none", async () => {
    const free = await aResource(t.call)
    const taken = await aResource(t.call)
    await aHold(t.call, taken.id, [day(10)])
    const items = [free.id, taken.id].map((resource_id) => ({
      ...{ resource_id, dates: [day(10)] },
    }))
    expect(await refusalOf(book(items))).toMatchObject({
      code: "sold_out",
      details: { dates: [day(10)], resource_id: taken.id },
    })
    expect(await counted(free.id)).toEqual([])
  })

  it("picks from a group, and spreads a quantity", async () => {
    const group = await aGroup(t.call)
    const members = [
      await aResource(t.call, { group_id: group.id }),
      await aResource(t.call, { group_id: group.id }),
    ]
    const { allocations } = await book([
      { group_id: group.id, dates: [day(10)], quantity: 2 },
    ])
    expect(allocations.map((a) => a.resource_id).sort()).toEqual(
      members.map((m) => m.id).sort()
    )
  })

  it("belongs to the order that is named, without a line of it", async () => {
    const { id } = await aResource(t.call)
    const order_id = uniqueId("order")
    const items = [{ resource_id: id, dates: [day(10)] }]
    const { allocations } = await book(items, { order_id })
    expect(allocations).toMatchObject([{ order_id, line_item_id: null }])
    const hold_id = allocations[0]?.hold_id as string
    const again = await confirmHold(t.call, { hold_id, order_id })
    expect(again).toMatchObject({ repeated: true, allocations })
  })

  it("can't be made another order's afterwards", async () => {
    const { id } = await aResource(t.call)
    const { allocations } = await book([{ resource_id: id, dates: [day(10)] }])
    const hold_id = allocations[0]?.hold_id as string
    const order_id = uniqueId("order")
    expect(await code(confirmHold(t.call, { hold_id, order_id }))).toBe(
      "already_confirmed"
    )
  })

  it("gives a repeated request what it booked, and refuses another one with its key (R13)", async () => {
    const { id } = await aResource(t.call, { default_capacity: 2 })
    const request = {
      items: [{ resource_id: id, dates: [day(10)] }],
      idempotency_key: randomUUID(),
      note: "first",
    }
    expect(await findCreatedAllocations(t.call, request)).toBeNull()
    const first = await createAllocations(t.call, request)
    const replay = { ...first, idempotent_replay: true }
    expect(await createAllocations(t.call, request)).toEqual(replay)
    expect(await findCreatedAllocations(t.call, request)).toEqual(replay)
    const other = { ...request, note: "second" }
    expect(await findCreatedAllocations(t.call, other)).toBeNull()
    expect(await code(createAllocations(t.call, other))).toBe(
      "idempotency_conflict"
    )
    expect(await counted(id)).toEqual([[0, 1]])
  })

  it("keeps its keys apart from shoppers' and from other staff's", async () => {
    const { id } = await aResource(t.call, { default_capacity: 3 })
    const items = [{ resource_id: id, dates: [day(10)] }]
    const request = { items, idempotency_key: randomUUID() }
    const mine = await createAllocations(t.call, request)
    const shopper = await placeHold(t.call, request)
    expect(shopper.idempotent_replay).toBeUndefined()
    const colleague = { type: "user", id: "user_2" } as const
    const theirs = await createAllocations(
      { ...t.call, actor: colleague },
      request
    )
    expect(theirs.allocations[0]?.id).not.toBe(mine.allocations[0]?.id)
    expect(await counted(id)).toEqual([[1, 2]])
  })

  it("twenty at once with one key book once", async () => {
    const { id } = await aResource(t.call, { default_capacity: 20 })
    const request = {
      items: [{ resource_id: id, dates: [day(10)] }],
      idempotency_key: randomUUID(),
    }
    const processes = [t.call, { ...t.world.process(), actor: t.call.actor }]
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        createAllocations(processes[i % 2] as typeof t.call, request)
      )
    )
    const ids = answers.map((answer) => answer.allocations[0]?.id)
    expect(new Set(ids).size).toBe(1)
    expect(answers.filter((a) => !a.idempotent_replay)).toHaveLength(1)
    expect(await counted(id)).toEqual([[0, 1]])
  })

  it("has no limit, and counts in nobody's (R17)", async () => {
    const limits = { live_holds: 1, units: 3, resource_dates: 3 }
    const limited = t.world.process({ options: { limits } })
    const { id } = await aResource(t.call, { default_capacity: 9 })
    const items = [{ resource_id: id, dates: [day(10)], quantity: 4 }]
    const customer_id = uniqueId("cus")
    const hold = () =>
      placeHold(limited, {
        ...{ customer_id, idempotency_key: randomUUID() },
        items: [{ resource_id: id, dates: [day(10)] }],
      })
    await hold()
    await createAllocations(
      { ...limited, actor: t.call.actor },
      { items, customer_id, idempotency_key: randomUUID() }
    )
    expect(await code(hold())).toBe("limit_reached")
    expect(await counted(id)).toEqual([[1, 4]])
  })

  it("refuses a shape that can't be", async () => {
    const { id } = await aResource(t.call)
    const items = [{ resource_id: id, dates: [day(10)] }]
    expect(await code(book([]))).toBe("invalid_data")
    expect(await code(book(items, { guests: [{ name: "" }] }))).toBe(
      "invalid_data"
    )
    expect(await code(book(items, { note: "\0" }))).toBe("invalid_data")
    expect(
      await code(book([{ resource_id: "bres_none", dates: [day(10)] }]))
    ).toBe("not_found")
  })
})

describe("what staff may override", () => {
  it.each([
    ["too_soon", { lead_time_hours: 999 }, [day(10)]],
    ["too_far", { horizon_days: 5 }, [day(10)]],
    ["stay_too_short", { min_stay: 2 }, [day(10)]],
    ["stay_too_long", { max_stay: 1 }, [day(10), day(11)]],
  ])("%s, of a resource and of a group", async (refusal, rules, dates) => {
    const group = await aGroup(t.call)
    const { id } = await aResource(t.call, {
      ...{ default_capacity: 2, group_id: group.id },
      ...rules,
    })
    for (const target of [{ resource_id: id }, { group_id: group.id }]) {
      const items = [{ ...target, dates }]
      expect(await code(book(items))).toBe(refusal)
      const { allocations } = await book(items, { override_rules: true })
      expect(allocations).toMatchObject([{ resource_id: id, dates }])
    }
    expect(await code(book([{ resource_id: id, dates }]))).toBe(refusal)
  })

  it("nothing else", async () => {
    const closed = async (
      input: object,
      close: (id: string) => Promise<unknown>
    ) => {
      const { id } = await aResource(t.call, input)
      await close(id)
      const items = [{ resource_id: id, dates: [day(10)] }]
      return code(book(items, { override_rules: true }))
    }
    const nothing = () => Promise.resolve()
    const works = { start_date: day(10), end_date: day(10), reason: "works" }
    expect([
      await closed({ is_active: false }, nothing),
      await closed({}, (id) =>
        createBlackout(t.call, { resource_id: id, ...works })
      ),
      await closed({}, (id) =>
        freezeResource(t.call, id, { reason: "cleaning" })
      ),
      await closed({ default_capacity: null }, nothing),
      await closed({}, (id) => aHold(t.call, id, [day(10)])),
    ]).toEqual(["inactive", "blackout", "frozen", "no_capacity", "sold_out"])
    const { id } = await aResource(t.call)
    const past = [{ resource_id: id, dates: [day(-2)] }]
    expect(await code(book(past, { override_rules: true }))).toBe("past")
  })
})

describe("what is written down of it", () => {
  it("is the hold, its confirmation and each allocation, and nobody's name (R50, R56)", async () => {
    const { id } = await aResource(t.call, { default_capacity: 2 })
    const guests = [{ name: "Mary Poe", email: "mary@example.com" }]
    const { allocations } = await book(
      [{ resource_id: id, dates: [day(10)] }],
      {
        ...{ email: "mary@example.com", guests, note: "Mary is allergic" },
      }
    )
    const allocation_id = allocations[0]?.id
    const actor = { actor_type: "user", actor_id: "user_test", reason: null }
    const entries = await lastEntries(t.world, 3)
    expect(entries).toMatchObject([
      {
        ...{ operation: "hold.placed", resource_id: id, ...actor },
        event_name: "resource_booking.hold.created",
      },
      {
        ...{ operation: "hold.confirmed", resource_id: id, ...actor },
        after: { status: "confirmed", allocation_ids: [allocation_id] },
        event_name: "resource_booking.hold.confirmed",
      },
      {
        ...{ operation: "allocation.created", resource_id: id, ...actor },
        after: { id: allocation_id, order_id: null, quantity: 1 },
        event_name: "resource_booking.allocation.created",
      },
    ])
    const [{ log }] = (await t.world.sql(
      "select string_agg(o::text, '') as log from booking_operation o"
    )) as [{ log: string }]
    expect(log).not.toMatch(/mary/i)
  })

  it("is no order's, so that reconciliation asks for none", async () => {
    const { id } = await aResource(t.call, { default_capacity: 2 })
    const items = [{ resource_id: id, dates: [day(10)] }]
    await book(items)
    const { allocations } = await book(items, { order_id: "order_of_staff" })
    await t.world.sql(
      `update booking_allocation
        set created_at = created_at - interval '1 hour'`
    )
    const orders = await listSoldOrders(t.call, "")
    expect(orders).toContain(allocations[0]?.order_id)
    expect(orders).not.toContain(null)
  })

  it("lets no hold but staff's be confirmed without an order (I5)", async () => {
    const { id } = await aResource(t.call)
    const { hold } = await aHold(t.call, id, [day(10)])
    await expect(
      t.world.sql(
        `update booking_hold set status = 'confirmed', ended_at = now()
          where id = $1`,
        [hold.id]
      )
    ).rejects.toThrow(/booking_hold_has_order/)
  })
})
