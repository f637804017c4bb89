import {
  type Call,
  cancelAllocations,
  confirmHold,
  createBlackout,
  deleteResource,
  expireHolds,
  freezeResource,
  placeHold,
  releaseHold,
  retrieveHoldForAdmin,
  setCapacity,
  updateResource,
} from "../engine"
import {
  aHold,
  aResource,
  createContext,
  lastEntries,
  refusalOf,
  type TestContext,
} from "../helpers/context"
import { day, holdRow, logOf, makeOverdue, uniqueId } from "../helpers/world"

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())

const code = async (work: Promise<unknown>) => (await refusalOf(work)).code

/** What is counted of a resource: date, held, allocated. */
async function counted(
  resourceId: string
): Promise<[string, number, number][]> {
  const rows = await t.world.sql<{
    date: string
    held: number
    allocated: number
  }>(
    `select date, held, allocated from booking_capacity
      where resource_id = $1 order by date`,
    [resourceId]
  )
  return rows.map(({ date, held, allocated }) => [date, held, allocated])
}

const confirm = (
  hold_id: string,
  order_id = uniqueId("order"),
  line_item_id?: string
) =>
  confirmHold(t.call, { hold_id, order_id, line_item_id: line_item_id ?? null })

const works = (n: number) => ({
  ...{ start_date: day(n), end_date: day(n), reason: "works" },
})

describe("confirmHold (R16)", () => {
  it("passes every item on to the order, and nothing is free between", async () => {
    const room = await aResource(t.call, { span: "night" })
    const tour = await aResource(t.call, { default_capacity: 5 })
    const { hold } = await placeHold(t.call, {
      items: [
        { resource_id: tour.id, dates: [day(14), day(10)], quantity: 3 },
        { resource_id: room.id, start_date: day(10), end_date: day(12) },
      ],
      idempotency_key: uniqueId("key"),
    })
    const order_id = uniqueId("order")
    expect(await counted(tour.id)).toEqual([
      ...[
        [day(10), 3, 0],
        [day(14), 3, 0],
      ],
    ])
    const result = await confirm(hold.id, order_id, "ordli_1")
    const common = {
      id: expect.stringMatching(/^balloc_\w+$/),
      status: "confirmed",
      ...{ order_id, line_item_id: "ordli_1", hold_id: hold.id },
      ...{ segment: 1, replaced_by: null, guests: [], note: null },
      ...{ arrived_at: null, departed_at: null, no_show_at: null },
      canceled_at: null,
      created_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
    }
    expect(result).toEqual({
      hold: {
        ...hold,
        ...{ status: "confirmed", order_id },
        updated_at: expect.stringMatching(/Z$/),
      },
      allocations: [
        {
          ...{ ...common, resource_id: tour.id, quantity: 3 },
          ...{ start_date: day(10), end_date: day(14) },
          dates: [day(10), day(14)],
        },
        {
          ...{ ...common, resource_id: room.id, quantity: 1 },
          ...{ start_date: day(10), end_date: day(12) },
          dates: [day(10), day(11)],
        },
      ],
      repeated: false,
    })
    expect(await counted(tour.id)).toEqual([
      ...[
        [day(10), 0, 3],
        [day(14), 0, 3],
      ],
    ])
    expect(await counted(room.id)).toEqual([
      ...[
        [day(10), 0, 1],
        [day(11), 0, 1],
      ],
    ])
    expect(await code(aHold(t.call, room.id, [day(11)]))).toBe("sold_out")
  })

  it("writes hold and allocations into the log, with their events", async () => {
    const { id } = await aResource(t.call, { default_capacity: 2 })
    const { hold } = await aHold(t.call, id, [day(10)])
    const { allocations } = await confirm(hold.id, "order_logged", "ordli_9")
    const [allocation] = allocations
    expect(await lastEntries(t.world, 2)).toMatchObject([
      {
        operation: "hold.confirmed",
        before: { status: "active" },
        after: { status: "confirmed", allocation_ids: [allocation?.id] },
        event_name: "resource_booking.hold.confirmed",
      },
      {
        operation: "allocation.created",
        resource_id: id,
        after: {
          ...{ id: allocation?.id, order_id: "order_logged", quantity: 1 },
          ...{ line_item_id: "ordli_9", dates: [day(10)] },
        },
        event_name: "resource_booking.allocation.created",
      },
    ])
  })

  it("answers the same when it is repeated, however often", async () => {
    const { id } = await aResource(t.call)
    const { hold } = await aHold(t.call, id, [day(10)])
    const order_id = uniqueId("order")
    const first = await confirm(hold.id, order_id)
    const log = await logOf(t.world, hold.id)
    for (const again of [1, 2]) {
      const answer = await confirm(hold.id, order_id)
      expect([again, answer]).toEqual([again, { ...first, repeated: true }])
    }
    expect(await logOf(t.world, hold.id)).toEqual(log)
    expect(await counted(id)).toEqual([[day(10), 0, 1]])
  })

  it("makes one allocation when asked many times at once", async () => {
    const { id } = await aResource(t.call, { default_capacity: 2 })
    const { hold } = await aHold(t.call, id, [day(10)])
    const order_id = uniqueId("order")
    const calls = [t.call, t.world.process()]
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        confirmHold(calls[i % 2] as Call, { hold_id: hold.id, order_id })
      )
    )
    const ids = answers.flatMap((a) => a.allocations.map((one) => one.id))
    expect(new Set(ids).size).toBe(1)
    expect(answers.filter((answer) => !answer.repeated)).toHaveLength(1)
    expect(await counted(id)).toEqual([[day(10), 0, 1]])
  })

  it("refuses another order, which learns nothing of the first", async () => {
    const { id } = await aResource(t.call)
    const { hold } = await aHold(t.call, id, [day(10)])
    const { hold: sold } = await confirm(hold.id, "order_first")
    expect(await refusalOf(confirm(hold.id, "order_second"))).toEqual({
      code: "already_confirmed",
      message: "This hold is already confirmed.",
      details: {},
    })
    const { order_id } = await retrieveHoldForAdmin(t.call, hold.id)
    expect(order_id).toBe(sold.order_id)
  })

  it("refuses a released hold, though its dates are free", async () => {
    const { id } = await aResource(t.call)
    const { hold } = await aHold(t.call, id, [day(10)])
    await releaseHold(t.call, hold.id, { admin: true })
    expect(await code(confirm(hold.id))).toBe("released")
    expect(await counted(id)).toEqual([[day(10), 0, 0]])
  })

  it("refuses a hold that never was", async () => {
    expect(await code(confirm("bhold_none"))).toBe("not_found")
    expect(await code(confirm(""))).toBe("not_found")
  })

  it("takes a live hold, whatever became of its resource", async () => {
    const { id } = await aResource(t.call)
    const { hold } = await aHold(t.call, id, [day(10)])
    await createBlackout(t.call, { ...works(10), resource_id: id })
    await freezeResource(t.call, id, { reason: "cleaning" })
    await updateResource(t.call, id, { is_active: false, min_stay: 5 })
    expect((await confirm(hold.id)).allocations).toHaveLength(1)
  })

  it("takes a hold of a year", async () => {
    const { id } = await aResource(t.call)
    const { hold } = await placeHold(t.call, {
      items: [{ resource_id: id, start_date: day(10), end_date: day(375) }],
      idempotency_key: uniqueId("key"),
    })
    const { allocations } = await confirm(hold.id)
    expect(allocations[0]?.dates).toHaveLength(366)
    const rows = await counted(id)
    expect(rows.every(([, held, sold]) => held === 0 && sold === 1)).toBe(true)
    expect(rows).toHaveLength(366)
  })
})

describe.each<[string, (id: string) => Promise<unknown>]>([
  ["overdue", (id) => makeOverdue(t.world, [id])],
  [
    "expired by the job",
    async (id) => {
      await makeOverdue(t.world, [id])
      await expireHolds(t.call)
    },
  ],
])("confirming a hold that is %s (R16)", (_, end) => {
  async function ended() {
    const { id } = await aResource(t.call, { default_capacity: 1 })
    const { hold } = await aHold(t.call, id, [day(10), day(11)])
    await end(hold.id)
    return { resource_id: id, hold_id: hold.id }
  }

  it("takes its dates again, if they are free", async () => {
    const { resource_id, hold_id } = await ended()
    const result = await confirm(hold_id)
    expect(result).toMatchObject({
      hold: { status: "confirmed" },
      allocations: [{ dates: [day(10), day(11)], status: "confirmed" }],
      repeated: false,
    })
    expect(await counted(resource_id)).toEqual([
      ...[
        [day(10), 0, 1],
        [day(11), 0, 1],
      ],
    ])
    expect(await logOf(t.world, hold_id)).toEqual(
      expect.arrayContaining(["hold.taken_again", "hold.confirmed"])
    )
    expect((await holdRow(t.world, hold_id)).claims).toBe(0)
  })

  it("takes again what others had meanwhile and gave back", async () => {
    const { resource_id, hold_id } = await ended()
    const rival = await aHold(t.call, resource_id, [day(11)])
    await releaseHold(t.call, rival.hold.id, { admin: true })
    await confirm(hold_id)
    expect(await counted(resource_id)).toEqual([
      ...[
        [day(10), 0, 1],
        [day(11), 0, 1],
      ],
    ])
  })

  it("evicts a later hold that has ended, too", async () => {
    const { resource_id, hold_id } = await ended()
    const rival = await aHold(t.call, resource_id, [day(11)])
    await makeOverdue(t.world, [rival.hold.id])
    await confirm(hold_id)
    expect((await holdRow(t.world, rival.hold.id)).claims).toBe(0)
  })

  it("is refused where a date is gone, and changes nothing", async () => {
    const { resource_id, hold_id } = await ended()
    const rival = await aHold(t.call, resource_id, [day(11)])
    const before = await holdRow(t.world, hold_id)
    expect(await refusalOf(confirm(hold_id))).toMatchObject({
      code: "sold_out",
      details: { resource_id, dates: [day(11)] },
    })
    expect(await holdRow(t.world, hold_id)).toEqual(before)
    expect((await holdRow(t.world, rival.hold.id)).claims).toBe(1)
  })

  it("can be had once the dates are free again", async () => {
    const { resource_id, hold_id } = await ended()
    const rival = await aHold(t.call, resource_id, [day(11)])
    expect(await code(confirm(hold_id))).toBe("sold_out")
    await releaseHold(t.call, rival.hold.id, { admin: true })
    expect((await confirm(hold_id)).repeated).toBe(false)
  })

  it("is refused inside a blackout, with its dates", async () => {
    const { resource_id, hold_id } = await ended()
    await createBlackout(t.call, { ...works(10), resource_id })
    expect(await refusalOf(confirm(hold_id))).toMatchObject({
      code: "blackout",
      details: { dates: [day(10)] },
    })
  })

  it("is refused of a frozen resource, with its dates", async () => {
    const { resource_id, hold_id } = await ended()
    const cleaning = { reason: "cleaning", until: day(10) } as const
    await freezeResource(t.call, resource_id, cleaning)
    expect(await refusalOf(confirm(hold_id))).toMatchObject({
      code: "frozen",
      details: { dates: [day(10)] },
    })
  })

  it("is refused where there is no capacity any more", async () => {
    const { resource_id, hold_id } = await ended()
    await setCapacity(t.call, resource_id, {
      ...{ start_date: day(11), end_date: day(11), max_capacity: 0 },
    })
    expect(await refusalOf(confirm(hold_id))).toMatchObject({
      code: "no_capacity",
      details: { dates: [day(11)] },
    })
  })

  it("is refused of a deleted resource, never lost silently", async () => {
    const { resource_id, hold_id } = await ended()
    await deleteResource(t.call, resource_id)
    expect(await refusalOf(confirm(hold_id))).toMatchObject({
      code: "no_capacity",
      details: { dates: [day(10), day(11)] },
    })
  })

  it("doesn't ask the rules of a new booking", async () => {
    const { resource_id, hold_id } = await ended()
    await updateResource(t.call, resource_id, {
      ...{ is_active: false, min_stay: 5, lead_time_hours: 1000 },
    })
    expect((await confirm(hold_id)).allocations).toHaveLength(1)
  })

  it("keeps the order that had it first", async () => {
    const { hold_id } = await ended()
    const { hold } = await confirm(hold_id)
    expect(await code(confirm(hold_id))).toBe("already_confirmed")
    const again = await confirm(hold_id, hold.order_id as string)
    expect(again.repeated).toBe(true)
  })
})

describe("cancelAllocations (R26)", () => {
  /** An order of two lines, each with two units on a date of its own. */
  async function anOrder() {
    const { id } = await aResource(t.call, { default_capacity: 5 })
    const order_id = uniqueId("order")
    for (const [n, line] of [
      [10, "a"],
      [11, "b"],
    ] as const) {
      const { hold } = await aHold(t.call, id, [day(n)], 2)
      await confirm(hold.id, order_id, `${order_id}_${line}`)
    }
    return { id, order_id }
  }

  it("frees an order's dates once, and says which", async () => {
    const { id, order_id } = await anOrder()
    const canceled = await cancelAllocations(t.call, { order_id })
    expect(canceled).toMatchObject([
      { status: "canceled", order_id, quantity: 2 },
      { status: "canceled", order_id, quantity: 2 },
    ])
    expect(canceled.flatMap((a) => a.dates).sort()).toEqual([
      ...[day(10), day(11)],
    ])
    expect(canceled[0]?.canceled_at).toMatch(/Z$/)
    const freed = [
      [day(10), 0, 0],
      [day(11), 0, 0],
    ]
    expect(await counted(id)).toEqual(freed)

    await aHold(t.call, id, [day(10)], 5)
    expect(await cancelAllocations(t.call, { order_id })).toEqual([])
    expect(await counted(id)).toEqual([
      [day(10), 5, 0],
      [day(11), 0, 0],
    ])
  })

  it("frees one line, and leaves the other alone", async () => {
    const { id, order_id } = await anOrder()
    const line_item_id = `${order_id}_a`
    const line = { order_id, line_item_id }
    const canceled = await cancelAllocations(t.call, line)
    expect(canceled).toMatchObject([{ line_item_id, dates: [day(10)] }])
    expect(await counted(id)).toEqual([
      [day(10), 0, 0],
      [day(11), 0, 2],
    ])
    expect(await cancelAllocations(t.call, line)).toEqual([])
    const rest = await cancelAllocations(t.call, { order_id })
    expect(rest).toMatchObject([{ dates: [day(11)] }])
    expect(await counted(id)).toEqual([
      [day(10), 0, 0],
      [day(11), 0, 0],
    ])
  })

  it("frees once when asked many times at once", async () => {
    const { id, order_id } = await anOrder()
    await aHold(t.call, id, [day(10)], 3)
    const calls = [t.call, t.world.process()]
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        cancelAllocations(calls[i % 2] as Call, { order_id })
      )
    )
    expect(answers.flat()).toHaveLength(2)
    expect(await counted(id)).toEqual([
      [day(10), 3, 0],
      [day(11), 0, 0],
    ])
  })

  it("writes each with its reason into the log, with its event", async () => {
    const { id, order_id } = await anOrder()
    const line_item_id = `${order_id}_b`
    const reason = "order canceled"
    await cancelAllocations(t.call, { order_id, line_item_id, reason })
    expect(await lastEntries(t.world, 1)).toMatchObject([
      {
        ...{ operation: "allocation.canceled", resource_id: id, reason },
        actor_id: "user_test",
        before: { status: "confirmed" },
        after: { status: "canceled" },
        event_name: "resource_booking.allocation.canceled",
      },
    ])
  })

  it("leaves the hold confirmed: it is not sold to the order again", async () => {
    const { id } = await aResource(t.call)
    const { hold } = await aHold(t.call, id, [day(10)])
    const order_id = uniqueId("order")
    await confirm(hold.id, order_id)
    await cancelAllocations(t.call, { order_id })
    const again = await confirm(hold.id, order_id)
    expect(again).toMatchObject({
      hold: { status: "confirmed" },
      allocations: [{ status: "canceled" }],
      repeated: true,
    })
    expect(await counted(id)).toEqual([[day(10), 0, 0]])
  })

  it("finds nothing of an order or line that has none", async () => {
    const { id, order_id } = await anOrder()
    const line_item_id = "ordli_none"
    const none = await cancelAllocations(t.call, { order_id, line_item_id })
    expect(none).toEqual([])
    const unknown = { order_id: "order_none" }
    expect(await cancelAllocations(t.call, unknown)).toEqual([])
    expect(await counted(id)).toEqual([
      [day(10), 0, 2],
      [day(11), 0, 2],
    ])
  })
})
