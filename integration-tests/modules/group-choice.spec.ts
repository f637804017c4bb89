import type {
  CreateResource,
  HoldAnswer,
  HoldItemInput,
  UpdateResource,
} from "../../src/modules/resource_booking/types"
import {
  confirmHold,
  createBlackout,
  deleteGroup,
  deleteResource,
  freezeResource,
  placeHold,
  releaseHold,
  updateResource,
} from "../engine"
import {
  aGroup,
  aHold,
  aResource,
  createContext,
  refusalOf,
  type TestContext,
} from "../helpers/context"
import { day, makeOverdue, uniqueId } from "../helpers/world"

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())

const days = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => day(from + i))

const place = (...items: HoldItemInput[]) =>
  placeHold(t.call, { items, idempotency_key: uniqueId("key") })

const refused = async (...items: HoldItemInput[]) => {
  const { code, details } = await refusalOf(place(...items))
  return { code, dates: details.dates }
}

/** A group whose members are in the order of their ids. */
async function membersOf(
  ...members: Partial<CreateResource>[]
): Promise<{ group_id: string; ids: string[] }> {
  const { id: group_id } = await aGroup(t.call)
  const ids: string[] = []
  for (const member of members) {
    ids.push((await aResource(t.call, { ...member, group_id })).id)
  }
  // Equals are chosen by id, which is how tests number them.
  const [first] = members
  const alike = members.every(
    (m) => m.default_capacity === first?.default_capacity
  )
  return { group_id, ids: alike ? ids.sort() : ids }
}

const ROOM = {}

/** What was held of which member: its place in the group, units, dates. */
function chosen(
  { hold }: HoldAnswer,
  ids: string[]
): [number, number, string[]][] {
  return hold.items
    .map((item): [number, number, string[]] => [
      ...([ids.indexOf(item.resource_id), item.quantity] as const),
      item.dates,
    ])
    .sort((a, b) => a[0] - b[0])
}

const works = (n: number) => ({
  ...{ start_date: day(n), end_date: day(n), reason: "works" },
})

describe("any one of a group (R2)", () => {
  it("is the last one that is free, and then none", async () => {
    const { group_id, ids } = await membersOf(ROOM, ROOM)
    await aHold(t.call, ids[0] as string, [day(10)])
    const answer = await place({ group_id, dates: [day(10)] })
    expect(answer.hold.items).toEqual([
      {
        id: expect.stringMatching(/^bitem_/),
        ...{ resource_id: ids[1], group_id },
        ...{ start_date: day(10), end_date: day(10) },
        ...{ dates: [day(10)], quantity: 1 },
      },
    ])
    expect(await refusalOf(place({ group_id, dates: [day(10)] }))).toEqual({
      code: "sold_out",
      message: "There is not enough availability in Kayaks for the whole stay.",
      details: { kind: "group", name: "Kayaks", dates: [day(10)] },
    })
  })

  it("is an order's like any other, the room that was chosen", async () => {
    const { group_id, ids } = await membersOf({ span: "night" })
    const stay = { start_date: day(10), end_date: day(12) }
    const { hold } = await place({ group_id, ...stay })
    expect(hold.items).toMatchObject([
      { ...stay, dates: [day(10), day(11)], group_id },
    ])
    const order_id = uniqueId("order")
    const sale = await confirmHold(t.call, { hold_id: hold.id, order_id })
    expect(sale.allocations).toMatchObject([{ resource_id: ids[0], ...stay }])
    await place({ group_id, start_date: day(12), end_date: day(13) })
  })

  it("is a room of its own for each of those who ask at once", async () => {
    const { group_id, ids } = await membersOf(ROOM, ROOM, ROOM, ROOM, ROOM)
    const calls = [t.world.process(), t.world.process()]
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, (_, i) =>
        placeHold(calls[i % 2] ?? t.call, {
          items: [{ group_id, dates: [day(10)] }],
          idempotency_key: uniqueId("key"),
        })
      )
    )
    const placed = tries.flatMap((one) =>
      one.status === "fulfilled" ? one.value.hold.items : []
    )
    expect(placed.map((item) => item.resource_id).sort()).toEqual(ids)
    const codes = tries.flatMap((one) =>
      one.status === "rejected" ? [(one.reason as { code: string }).code] : []
    )
    expect(codes).toEqual(["sold_out", "sold_out", "sold_out"])
  })
})

/**
 * Members from day 10 on, a letter a date: `.` free, `#` held, `o` held until
 * just now, `B` closed. Around it all is free.
 */
const LAYOUTS: {
  name: string
  rooms: string[]
  stay: [from: number, to: number]
  goesTo: number
}[] = [
  {
    name: "where it fits exactly",
    rooms: ["..........", "##....####"],
    stay: [12, 15],
    goesTo: 1,
  },
  {
    name: "where it leaves less behind it",
    rooms: ["##......##", "##....####"],
    stay: [12, 13],
    goesTo: 1,
  },
  {
    name: "where it leaves less before it",
    rooms: ["#.....####", "###...####"],
    stay: [14, 15],
    goesTo: 1,
  },
  {
    name: "where it leaves less on both sides together",
    rooms: ["#......###", "##....####", "###......#"],
    stay: [13, 14],
    goesTo: 1,
  },
  {
    name: "elsewhere when the best fit is too short",
    rooms: ["#........#", "##....####"],
    stay: [12, 16],
    goesTo: 0,
  },
  {
    name: "to the first by id among equals",
    rooms: ["##....####", "##....####"],
    stay: [12, 15],
    goesTo: 0,
  },
  {
    name: "beside a closed date as beside a held one",
    rooms: ["##......##", "##....BB##"],
    stay: [12, 13],
    goesTo: 1,
  },
  {
    name: "without counting holds that have ended",
    rooms: ["##....oo##", "##.....###"],
    stay: [12, 13],
    goesTo: 1,
  },
  {
    name: "where a hold has just ended, if only that is left",
    rooms: ["##########", "##ooo#####"],
    stay: [12, 14],
    goesTo: 1,
  },
]

describe("a stay goes (R2)", () => {
  async function laidOut(rooms: string[]) {
    const { group_id, ids } = await membersOf(...rooms.map(() => ROOM))
    for (const [i, room] of rooms.entries()) {
      const id = ids[i] as string
      const those = (letter: string) =>
        [...room].flatMap((l, n) => (l === letter ? [day(10 + n)] : []))
      for (const [letter, isOver] of [
        ["o", true],
        ["#", false],
      ] as const) {
        const dates = those(letter)
        if (dates.length > 0) {
          const { hold } = await aHold(t.call, id, dates)
          await makeOverdue(t.world, isOver ? [hold.id] : [])
        }
      }
      for (const date of those("B")) {
        const closed = { start_date: date, end_date: date, reason: "works" }
        await createBlackout(t.call, { resource_id: id, ...closed })
      }
    }
    return { group_id, ids }
  }

  it.each(LAYOUTS)("$name", async ({ rooms, stay, goesTo }) => {
    const { group_id, ids } = await laidOut(rooms)
    const dates = days(...stay)
    const answer = await place({ group_id, dates })
    expect(chosen(answer, ids)).toEqual([[goesTo, 1, dates]])
  })

  it("to one room for all of it, never split over two", async () => {
    const { group_id, ids } = await laidOut([".#", "#."])
    const refusal = await refusalOf(place({ group_id, dates: days(10, 11) }))
    expect(refusal).toEqual({
      code: "sold_out",
      message: "There is not enough availability in Kayaks for the whole stay.",
      details: { kind: "group", name: "Kayaks", dates: days(10, 11) },
    })
    const answer = await place(
      { group_id, dates: [day(10)] },
      { group_id, dates: [day(11)] }
    )
    expect(chosen(answer, ids)).toEqual([
      [0, 1, [day(10)]],
      [1, 1, [day(11)]],
    ])
  })
})

describe("several of a group in one hold (R2, R40)", () => {
  it("are two rooms on two resources", async () => {
    const { group_id, ids } = await membersOf(ROOM, ROOM, ROOM)
    const dates = days(10, 12)
    const answer = await place({ group_id, dates, quantity: 2 })
    expect(chosen(answer, ids)).toEqual([
      [0, 1, dates],
      [1, 1, dates],
    ])
    const two = { group_id, dates, quantity: 2 }
    expect(await refused(two)).toEqual({ code: "sold_out", dates })
    await place({ group_id, dates })
  })

  it("are spread over members that have several units", async () => {
    const { group_id, ids } = await membersOf(
      { default_capacity: 3 },
      { default_capacity: 2 }
    )
    const dates = [day(10)]
    const six = { group_id, dates, quantity: 6 }
    expect(await refused(six)).toEqual({ code: "sold_out", dates })
    const answer = await place({ group_id, dates, quantity: 5 })
    expect(chosen(answer, ids)).toEqual([
      [0, 3, dates],
      [1, 2, dates],
    ])
  })

  it("are those that each date has, where it varies", async () => {
    const { group_id, ids } = await membersOf(
      { default_capacity: 3 },
      { default_capacity: 3 }
    )
    const [a, b] = ids as [string, string]
    await aHold(t.call, a, [day(11)], 2)
    await aHold(t.call, b, [day(10)], 1)
    const dates = days(10, 11)
    const four = { group_id, dates, quantity: 4 }
    expect(await refused(four)).toEqual({ code: "sold_out", dates })
    const answer = await place({ ...four, quantity: 3 })
    expect(chosen(answer, ids)).toEqual([
      [0, 1, dates],
      [1, 2, dates],
    ])
  })

  it("leave the member that is named directly to that item", async () => {
    const { group_id, ids } = await membersOf(ROOM, ROOM)
    const dates = [day(10)]
    const [named] = ids as [string]
    const answer = await place(
      { group_id, dates },
      { resource_id: named, dates }
    )
    expect(chosen(answer, ids)).toEqual([
      [0, 1, dates],
      [1, 1, dates],
    ])
    const direct = answer.hold.items.find((i) => i.resource_id === named)
    expect(direct?.group_id).toBeNull()
  })

  it("are refused with a member named directly, if one is missing", async () => {
    const { group_id, ids } = await membersOf(ROOM, ROOM)
    const dates = [day(10)]
    const direct = { resource_id: ids[0] as string, dates }
    const both = { group_id, dates, quantity: 2 }
    expect(await refused(direct, both)).toEqual({ code: "sold_out", dates })
  })

  it("are found where the first choice would be in the way", async () => {
    // By fit, the first stay would take the only room that the second can have.
    const { group_id, ids } = await membersOf(ROOM, ROOM)
    await aHold(t.call, ids[0] as string, [day(9), day(13)])
    await aHold(t.call, ids[1] as string, [day(12)])
    const answer = await place(
      { group_id, dates: days(10, 11) },
      { group_id, dates: days(11, 12) }
    )
    expect(chosen(answer, ids)).toEqual([
      [0, 1, days(11, 12)],
      [1, 1, days(10, 11)],
    ])
  })

  it("are found for overlapping stays of which each has two choices", async () => {
    // Only one assignment exists: 10-11 in the third room, 11-12 in the first,
    // 12-13 in the second.
    const { group_id, ids } = await membersOf(ROOM, ROOM, ROOM)
    await aHold(t.call, ids[0] as string, [day(13)])
    await aHold(t.call, ids[1] as string, [day(10), day(11)])
    await aHold(t.call, ids[2] as string, [day(12), day(13)])
    const answer = await place(
      { group_id, dates: days(11, 12) },
      { group_id, dates: days(10, 11) },
      { group_id, dates: days(12, 13) }
    )
    expect(chosen(answer, ids)).toEqual([
      [0, 1, days(11, 12)],
      [1, 1, days(12, 13)],
      [2, 1, days(10, 11)],
    ])
  })

  it("are found for twelve stays that fill six rooms nearly whole", async () => {
    // Best fit alone, and going back one by one, finds no way for these.
    const { group_id, ids } = await membersOf(...Array(6).fill(ROOM))
    for (const [room, night] of [
      [2, 10],
      [3, 15],
      [5, 15],
    ] as const) {
      await aHold(t.call, ids[room] as string, [day(night)])
    }
    const stays = [
      ...([
        [12, 12],
        [13, 13],
        [11, 12],
        [12, 15],
        [13, 15],
      ] as const),
      ...([
        [14, 14],
        [11, 13],
        [11, 14],
        [10, 12],
        [10, 11],
      ] as const),
      ...([
        [13, 15],
        [10, 11],
      ] as const),
    ].map(([from, to]) => days(from, to))
    const { hold } = await place(...stays.map((dates) => ({ group_id, dates })))
    const wanted = stays.map((dates) => dates.join()).sort()
    expect(hold.items.map(({ dates }) => dates.join()).sort()).toEqual(wanted)
  })

  it("may be of two groups, all or nothing", async () => {
    const [rooms, cars] = [await membersOf(ROOM), await membersOf(ROOM)]
    const dates = [day(10)]
    await place({ group_id: cars.group_id, dates })
    const both = [rooms, cars].map(({ group_id }) => ({ group_id, dates }))
    expect((await refused(...both)).code).toBe("sold_out")
    await place({ group_id: rooms.group_id, dates })
  })
})

describe("members that can't be had (R2)", () => {
  const CLOSED: [string, (id: string) => Promise<unknown>][] = [
    ["frozen", (id) => freezeResource(t.call, id, { reason: "cleaning" })],
    [
      "closed on one of the dates",
      (id) => createBlackout(t.call, { ...works(11), resource_id: id }),
    ],
    ["inactive", (id) => updateResource(t.call, id, { is_active: false })],
    ["deleted", (id) => deleteResource(t.call, id)],
  ]

  it.each(CLOSED)("are skipped: %s", async (_, close) => {
    const { group_id, ids } = await membersOf(ROOM, ROOM)
    await close(ids[0] as string)
    const dates = days(10, 11)
    const answer = await place({ group_id, dates })
    expect(chosen(answer, ids)).toEqual([[1, 1, dates]])
    expect(await refused({ group_id, dates })).toEqual({
      ...{ code: "sold_out", dates },
    })
  })

  it.each<[string, UpdateResource, number]>([
    ["its stays are longer", { min_stay: 3 }, 10],
    ["its stays are shorter", { max_stay: 1 }, 10],
    ["it must be booked earlier", { lead_time_hours: 20 * 24 }, 10],
    ["it is not booked so early", { horizon_days: 9 }, 10],
  ])("are skipped: %s", async (_, rules, from) => {
    const { group_id, ids } = await membersOf(ROOM, ROOM)
    await updateResource(t.call, ids[0] as string, rules)
    const dates = days(from, from + 1)
    const answer = await place({ group_id, dates })
    expect(chosen(answer, ids)).toEqual([[1, 1, dates]])
    expect((await refused({ group_id, dates })).code).toBe("sold_out")
  })

  it("are none while the blackout is of another date", async () => {
    const { group_id, ids } = await membersOf(ROOM)
    await createBlackout(t.call, {
      ...{ ...works(11), resource_id: ids[0] },
    })
    await place({ group_id, dates: [day(10), day(12)] })
  })

  it("are all of them in a blackout of the group", async () => {
    const { group_id } = await membersOf(ROOM, ROOM)
    await createBlackout(t.call, { ...works(11), group_id })
    expect(await refused({ group_id, dates: days(10, 12) })).toEqual({
      ...{ code: "blackout", dates: [day(11)] },
    })
  })
})

describe("why none of a group can be had (R2)", () => {
  const DATES = () => days(10, 11)
  const set = (input: UpdateResource) => (id: string) =>
    updateResource(t.call, id, input)

  /** From the farthest to the nearest, and the dates that each is about. */
  const REASONS: [string, (id: string) => Promise<unknown>, () => string[]][] =
    [
      ["inactive", set({ is_active: false }), DATES],
      ["too_soon", set({ lead_time_hours: 500 }), DATES],
      ["too_far", set({ horizon_days: 10 }), () => [day(11)]],
      ["stay_too_short", set({ min_stay: 3 }), DATES],
      ["stay_too_long", set({ max_stay: 1 }), DATES],
      [
        "frozen",
        (id) =>
          freezeResource(t.call, id, { reason: "cleaning", until: day(10) }),
        () => [day(10)],
      ],
      [
        "blackout",
        (id) => createBlackout(t.call, { ...works(11), resource_id: id }),
        () => [day(11)],
      ],
      ["no_capacity", set({ default_capacity: 0 }), DATES],
      ["sold_out", (id) => aHold(t.call, id, [day(11)]), DATES],
    ]

  it.each(REASONS)("is %s, if all of them are", async (code, close, dates) => {
    const { group_id, ids } = await membersOf(ROOM, ROOM)
    for (const id of ids) {
      await close(id)
    }
    expect(await refused({ group_id, dates: DATES() })).toEqual({
      ...{ code, dates: dates() },
    })
  })

  it.each(
    REASONS.slice(1).map(([nearer, closeNearer, dates], i) => {
      const [farther, closeFarther] = REASONS[i] as (typeof REASONS)[number]
      return [nearer, farther, closeNearer, closeFarther, dates] as const
    })
  )(
    "is %s rather than %s: the nearest member's",
    async (nearer, _, closeNearer, closeFarther, dates) => {
      const { group_id, ids } = await membersOf(ROOM, ROOM)
      await closeFarther(ids[1] as string)
      await closeNearer(ids[0] as string)
      expect(await refused({ group_id, dates: DATES() })).toEqual({
        ...{ code: nearer, dates: dates() },
      })
    }
  )

  it("is sold out when there are too few, though one is free", async () => {
    const { group_id, ids } = await membersOf(ROOM, ROOM)
    await freezeResource(t.call, ids[0] as string, { reason: "cleaning" })
    const dates = [day(10)]
    const two = { group_id, dates, quantity: 2 }
    expect(await refused(two)).toEqual({ code: "sold_out", dates })
  })

  it("is past of a past date", async () => {
    const { group_id } = await membersOf(ROOM)
    const dates = [day(-2), day(10)]
    expect(await refused({ group_id, dates })).toEqual({
      ...{ code: "past", dates: [day(-2)] },
    })
  })

  it("is no_capacity of a group without members", async () => {
    const { id: group_id } = await aGroup(t.call)
    const stay = { start_date: day(10), end_date: day(12) }
    expect(await refusalOf(place({ group_id, ...stay }))).toEqual({
      code: "no_capacity",
      message: "This group has nothing to book.",
      details: { kind: "no_members", dates: days(10, 11) },
    })
  })

  it("is not_found of what is no group, or none any more", async () => {
    const { group_id, ids } = await membersOf(ROOM)
    const dates = [day(10)]
    const { id: deleted } = await aGroup(t.call)
    await deleteGroup(t.call, deleted)
    for (const item of [
      { group_id: "bgrp_none" },
      { group_id: deleted },
      { group_id: ids[0] as string },
      { resource_id: group_id },
    ]) {
      expect((await refused({ ...item, dates })).code).toBe("not_found")
    }
  })
})

describe("a group's hold placed again with its key (R13)", () => {
  it("keeps the rooms that were chosen, whatever is free now", async () => {
    const { group_id, ids } = await membersOf(ROOM, ROOM, ROOM)
    const dates = [day(10)]
    const first = await place({ group_id, dates })
    const request = {
      items: [{ group_id, dates, quantity: 2 }],
      idempotency_key: uniqueId("key"),
    }
    const { hold, token } = await placeHold(t.call, request)
    await releaseHold(t.call, first.hold.id, { admin: true })
    const again = await placeHold(t.call, request)
    expect(again).toMatchObject({ hold, token, idempotent_replay: true })
    expect(chosen(again, ids)).toEqual([
      [1, 1, dates],
      [2, 1, dates],
    ])
  })

  it("finds it when nothing is free, or in the group, any more", async () => {
    const { group_id, ids } = await membersOf(ROOM)
    const request = {
      items: [{ group_id, dates: [day(10)] }],
      idempotency_key: uniqueId("key"),
    }
    const { hold } = await placeHold(t.call, request)
    expect((await refused(...request.items)).code).toBe("sold_out")
    expect(await placeHold(t.call, request)).toMatchObject({ hold })
    await updateResource(t.call, ids[0] as string, { group_id: null })
    expect((await refused(...request.items)).code).toBe("no_capacity")
    expect(await placeHold(t.call, request)).toMatchObject({ hold })
    await deleteGroup(t.call, group_id)
    const elsewhere = t.world.process()
    expect(await placeHold(elsewhere, request)).toMatchObject({ hold })
  })
})

describe("the reason of a refusal, over several items (R2)", () => {
  const one = async (member: Partial<CreateResource> = {}) => {
    const { group_id, ids } = await membersOf(member)
    return { group_id, id: ids[0] as string }
  }

  it("is the blackout of one group, not that another one is free", async () => {
    const [closed, open] = [await one(), await one()]
    const { group_id } = closed
    await createBlackout(t.call, { group_id, ...works(3) })
    const items = [
      { group_id, dates: [day(3)] },
      { group_id: open.group_id, dates: [day(5)] },
    ]
    const answer = { code: "blackout", dates: [day(3)] }
    expect(await refused(...items)).toEqual(answer)
  })

  it("is the resource that is named, where that speaks first", async () => {
    const { group_id, id } = await one()
    await aHold(t.call, id, [day(3)])
    const named = await aResource(t.call, { is_active: false })
    const items = [
      { group_id, dates: [day(3)] },
      { resource_id: named.id, dates: [day(4)] },
    ]
    const answer = { code: "inactive", dates: [day(4)] }
    expect(await refused(...items)).toEqual(answer)
  })

  it("judges each stay in a group by itself", async () => {
    const { group_id, id } = await one({ max_stay: 2 })
    await aHold(t.call, id, [day(3)])
    const items = [days(2, 3), days(4, 5)].map((dates) => ({ group_id, dates }))
    const answer = { code: "sold_out", dates: days(2, 3) }
    expect(await refused(...items)).toEqual(answer)
  })

  it("is that the group is gone, whatever a process remembers", async () => {
    const { group_id, ids } = await membersOf(ROOM)
    const other = t.world.process()
    const ask = () =>
      placeHold(other, {
        items: [{ group_id, dates: [day(3)] }],
        idempotency_key: uniqueId("key"),
      })
    await ask()
    await updateResource(t.call, ids[0] as string, { group_id: null })
    await deleteGroup(t.call, group_id)
    expect(await refusalOf(ask())).toMatchObject({ code: "not_found" })
  })
})
