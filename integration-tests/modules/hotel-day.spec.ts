/**
 * A day at the hotel, as docs/guides/front-desk.md tells it: each step, then
 * what the board shows and what the log says. The steps build on each other.
 */
import type {
  BoardDTO,
  BoardStay,
} from "../../src/modules/resource_booking/types"
import {
  addDays,
  checkIn,
  checkOut,
  createAllocations,
  listHousekeepingTasks,
  listOperations,
  markNoShow,
  moveStay,
  placeHold,
  readBoard,
  type RefusalCode,
  setHousekeeping,
  todayIn,
  undoStep,
  walkIn,
  workTask,
} from "../engine"
import {
  aGroup,
  aResource,
  createContext,
  refusalOf,
  type TestContext,
} from "../helpers/context"
import { pastTheTriggers, uniqueId } from "../helpers/world"

/** Exactly 24 hours apart, and neither has summer time: a night in a moment. */
const [EVENING, MORNING] = ["Pacific/Honolulu", "Pacific/Kiritimati"]
const ROOMS = 30

let t: TestContext
/** By its number. */
const ids = new Map<number, string>()
let group_id: string
let firstDay: string
beforeAll(async () => {
  t = await createContext()
  group_id = (await aGroup(t.call, { name: "Double", type: "room" })).id
  for (let number = 101; number <= 100 + ROOMS; number++) {
    const { id } = await aResource(t.call, {
      ...{ name: `Room ${number}`, type: "room", span: "night", group_id },
      timezone: EVENING,
    })
    ids.set(number, id)
  }
  firstDay = todayIn(EVENING, Date.now())
})
afterAll(() => t.close())

const idOf = (number: number) => ids.get(number) as string
/** The day of the story, 0 being the evening before. */
const on = (n: number) => addDays(firstDay, n)

async function book(
  number: number,
  from: number,
  to: number,
  guest: string
): Promise<void> {
  await createAllocations(t.call, {
    items: [
      { resource_id: idOf(number), start_date: on(from), end_date: on(to) },
    ],
    ...{ idempotency_key: uniqueId("key"), order_id: uniqueId("order") },
    guests: [{ name: guest }],
  })
}

const board = (): Promise<BoardDTO> => readBoard(t.call, { group_id })
const room = async (number: number) =>
  (await board()).rooms.find(
    (r) => r.resource.id === idOf(number)
  ) as BoardDTO["rooms"][number]
const guestIn = async (number: number) =>
  (await room(number)).occupant?.id as string
const dueIn = async (number: number) =>
  (await room(number)).arrival?.id as string
const taskOf = async (number: number) => (await room(number)).task?.id as string
const comesIn = async (number: number, note = "") =>
  checkIn(t.call, { allocation_id: await dueIn(number), note })
const leaves = async (number: number, note = "") =>
  checkOut(t.call, { allocation_id: await guestIn(number), note })
const code = async (work: Promise<unknown>): Promise<RefusalCode> =>
  (await refusalOf(work)).code as RefusalCode

/** What somebody sees who looks at the board. */
async function seen() {
  const { rooms, arrivals, departures, in_house } = await board()
  const count = (what: "status" | "housekeeping_status", not: string) => {
    const counted: Record<string, number> = {}
    for (const value of rooms.map((r) => r[what]).filter((v) => v !== not)) {
      counted[value] = (counted[value] ?? 0) + 1
    }
    return counted
  }
  const who = (stays: BoardStay[]) =>
    stays
      .map((s) => `${s.guests[0]?.name} ${s.state}${s.is_overdue ? "!" : ""}`)
      .sort()
  return {
    status: count("status", "available"),
    housekeeping: count("housekeeping_status", "clean"),
    arrivals: who(arrivals),
    departures: who(departures),
    in_house: in_house.length,
  }
}

/** What the log has of a room, the latest first. */
async function logOf(number: number, n: number) {
  const { rows } = await listOperations(t.call, {
    resource_id: idOf(number),
    limit: n,
  })
  return rows.map((o) => o.operation)
}

async function nightPasses(): Promise<void> {
  await t.world.sql("update booking_resource set timezone = $1", [MORNING])
  // As if the rooms had always been there: the log is compared with them.
  await t.world.sql(
    pastTheTriggers(`
      update booking_operation
      set after = jsonb_set(after, '{timezone}', to_jsonb('${MORNING}'::text))
      where operation = 'resource.created'`)
  )
  for (const column of ["arrived_at", "departed_at", "no_show_at"]) {
    await t.world.sql(
      `update booking_allocation set ${column} = ${column} - interval '1 day'`
    )
  }
  await t.world.sql(
    "update booking_occupancy set checked_in_at = checked_in_at - interval '1 day'"
  )
}

describe("a day at the hotel", () => {
  it("begins the evening before, with four guests who come in", async () => {
    await book(109, 0, 1, "Ann")
    await book(110, 0, 1, "Ben")
    await book(111, 0, 4, "Cleo")
    await book(112, 0, 4, "Dan")
    for (const [number, guest] of [
      [101, "Eve"],
      [102, "Finn"],
      [110, "Gus"],
    ] as const) {
      await book(number, 1, 3, guest)
    }
    await book(103, 0, 3, "Hal")
    await book(111, 5, 6, "Ivy")
    for (const number of [109, 110, 111, 112]) {
      await comesIn(number)
    }
    expect(await seen()).toEqual({
      status: { occupied: 4, booked: 1 },
      housekeeping: {},
      arrivals: [
        "Ann in_house",
        "Ben in_house",
        "Cleo in_house",
        "Dan in_house",
        "Hal due",
      ],
      departures: [],
      in_house: 4,
    })
    expect(await logOf(109, 2)).toEqual([
      "occupancy.checked_in",
      "allocation.created",
    ])
  })

  it("shows in the morning who comes and who leaves, and who is late since yesterday", async () => {
    await nightPasses()
    expect(await seen()).toEqual({
      status: { occupied: 4, booked: 3 },
      housekeeping: {},
      arrivals: ["Eve due", "Finn due", "Gus due", "Hal due!"],
      departures: ["Ann in_house", "Ben in_house"],
      in_house: 4,
    })
  })

  it("09:00, two leave: their rooms are dirty, and there is work", async () => {
    await leaves(109)
    await leaves(110)
    expect(await seen()).toEqual({
      // Gus has 110 tonight.
      status: { occupied: 2, booked: 4 },
      housekeeping: { dirty: 2 },
      arrivals: ["Eve due", "Finn due", "Gus due", "Hal due!"],
      departures: ["Ann departed", "Ben departed"],
      in_house: 2,
    })
    const { rows } = await listHousekeepingTasks(t.call, {
      date: on(1),
      status: "open",
    })
    expect(rows.map((task) => task.resource_name).sort()).toEqual([
      "Room 109",
      "Room 110",
    ])
    expect(await logOf(110, 2)).toEqual([
      "task.opened",
      "occupancy.checked_out",
    ])
  })

  it("10:00, nobody gets a dirty room; it is cleaned, inspected and taken", async () => {
    expect(await code(comesIn(110))).toBe("room_dirty")
    expect(
      (await room(110)).actions.find((a) => a.action === "check_in")
    ).toMatchObject({
      ...{ code: "room_dirty", message: "Room 110 is not clean yet." },
    })
    const task = await taskOf(110)
    for (const action of ["start", "finish", "inspect"] as const) {
      await workTask(t.call, task, { action })
    }
    expect((await seen()).housekeeping).toEqual({ dirty: 1, inspected: 1 })
    await comesIn(110)
    expect(await seen()).toMatchObject({
      ...{ status: { occupied: 3, booked: 3 }, in_house: 3 },
      arrivals: ["Eve due", "Finn due", "Gus in_house", "Hal due!"],
    })
    expect(await logOf(110, 4)).toEqual([
      ...["occupancy.checked_in", "task.inspected", "task.finished"],
      "task.started",
    ])
  })

  it("11:00, a walk-in gets a free room, and not one that is sold", async () => {
    const want = (number: number) =>
      walkIn(t.call, {
        ...{ resource_id: idOf(number), end_date: on(3) },
        ...{ idempotency_key: uniqueId("key"), guests: [{ name: "Jo" }] },
      })
    expect(await code(want(101))).toBe("sold_out")
    await want(120)
    expect(await room(120)).toMatchObject({
      ...{ status: "occupied", occupant: { end_date: on(3), order_id: null } },
    })
    expect(await logOf(120, 4)).toEqual([
      ...["occupancy.checked_in", "allocation.created", "hold.confirmed"],
      "capacity.depleted",
    ])
  })

  it("12:00, a leak: Cleo moves, and the room is out of order", async () => {
    const { allocation } = await moveStay(t.call, {
      allocation_id: await guestIn(111),
      ...{ resource_id: idOf(121), note: "a leak in the bathroom" },
    })
    expect(allocation).toMatchObject({ start_date: on(1), end_date: on(4) })
    const closed = await setHousekeeping(t.call, idOf(111), {
      ...{ status: "out_of_order", until: on(5), note: "plumber on Monday" },
    })
    // Ivy has it on day 5: staff must find another room for her.
    expect(closed.allocations_affected).toMatchObject([
      { guests: [{ name: "Ivy" }], start_date: on(5) },
    ])
    expect(await seen()).toMatchObject({
      status: { occupied: 4, booked: 3, out_of_order: 1 },
      housekeeping: { dirty: 1, inspected: 1, out_of_order: 1 },
      in_house: 4,
    })
    expect(await logOf(111, 3)).toEqual([
      ...["blackout.created", "resource.housekeeping_set", "task.opened"],
    ])
  })

  it("13:00, Dan leaves three nights early: they are sold within the minute", async () => {
    const { allocation } = await leaves(112, "called home")
    expect(allocation.dates).toEqual([on(0)])
    const { hold } = await placeHold(t.call, {
      items: [{ resource_id: idOf(112), start_date: on(1), end_date: on(4) }],
      idempotency_key: uniqueId("key"),
    })
    expect(hold.status).toBe("active")
    expect((await room(112)).status).toBe("held")
    expect(await logOf(112, 3)).toEqual([
      ...["capacity.depleted", "hold.placed", "task.opened"],
    ])
  })

  it("15:00, a slip: Eve's key for Finn's room, undone at once", async () => {
    await comesIn(102)
    await undoStep(t.call, {
      allocation_id: await guestIn(102),
      note: "wrong room",
    })
    expect(await room(102)).toMatchObject({
      ...{ status: "booked", housekeeping_status: "clean" },
    })
    await comesIn(101)
    await comesIn(102)
    expect(await logOf(102, 3)).toEqual([
      ...["occupancy.checked_in", "occupancy.check_in_undone"],
      "occupancy.checked_in",
    ])
    expect((await seen()).in_house).toBe(5)
  })

  it("18:00, Hal does not come: his second night is free again", async () => {
    const hal = await dueIn(103)
    const { allocation } = await markNoShow(t.call, { allocation_id: hal })
    expect(allocation.dates).toEqual([on(0)])
    expect(await seen()).toEqual({
      status: { occupied: 5, held: 1, out_of_order: 1 },
      housekeeping: { dirty: 2, inspected: 1, out_of_order: 1 },
      arrivals: [
        "Eve in_house",
        "Finn in_house",
        "Gus in_house",
        "Jo in_house",
      ],
      departures: ["Ann departed", "Ben departed", "Dan departed"],
      in_house: 5,
    })
  })

  it("answers at night who gave room 121 away, and why", async () => {
    const { rows } = await listOperations(t.call, {
      ...{ resource_id: idOf(121), operation: "occupancy.moved" },
    })
    expect(rows).toMatchObject([
      {
        ...{ actor_type: "user", actor_id: t.call.actor.id },
        reason: "a leak in the bathroom",
        before: { resource_id: idOf(111), dates: [0, 1, 2, 3].map(on) },
        after: { resource_id: idOf(121), dates: [1, 2, 3].map(on) },
      },
    ])
  })
})
