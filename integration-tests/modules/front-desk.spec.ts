import type {
  AllocationDTO,
  BoardRoom,
  ResourceDTO,
} from "../../src/modules/resource_booking/types"
import {
  cancelAllocation,
  cancelAllocations,
  checkIn,
  checkOut,
  createAllocations,
  dateInWords,
  deleteResource,
  freezeResource,
  listHousekeepingTasks,
  listOperations,
  markNoShow,
  moveAllocation,
  moveStay,
  readBoard,
  setHousekeeping,
  undoStep,
  walkIn,
  workTask,
} from "../engine"
import {
  aHold,
  aResource,
  createContext,
  refusalOf,
  type TestContext,
} from "../helpers/context"
import { beganEarlier, day, uniqueId } from "../helpers/world"

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())

const MOMENT = expect.stringMatching(/Z$/)
const code = async (work: Promise<unknown>) => (await refusalOf(work)).code

let rooms = 100
const aRoom = (input: Partial<ResourceDTO> = {}) =>
  aResource(t.call, {
    ...{ name: `Room ${++rooms}`, type: "room", span: "night" },
    ...input,
  } as object)

/** Sold to an order, for nights from `from` on. */
async function aStay(
  resource_id: string,
  from: number,
  nights: number
): Promise<AllocationDTO> {
  // Nobody can book the past: it is booked for later, and time goes by.
  const start = Math.max(from, 0)
  const { allocations } = await createAllocations(t.call, {
    items: [
      { resource_id, start_date: day(start), end_date: day(start + nights) },
    ],
    idempotency_key: uniqueId("key"),
    order_id: uniqueId("order"),
    guests: [{ name: "Ann" }],
  })
  const { id } = allocations[0] as AllocationDTO
  if (from < 0) {
    await beganEarlier(t.world, id, -from)
  }
  return allocations[0] as AllocationDTO
}

/** Somebody who came `ago` days before and stays for so many nights. */
async function aGuest(resource_id: string, ago: number, nights: number) {
  const stay = await aStay(resource_id, 0, nights)
  await checkIn(t.call, { allocation_id: stay.id })
  if (ago > 0) {
    await beganEarlier(t.world, stay.id, ago)
  }
  return stay.id
}

const days = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => day(from + i))

async function tile(id: string, date?: string): Promise<BoardRoom> {
  const { name } = (
    await t.world.sql<{ name: string }>(
      "select name from booking_resource where id = $1",
      [id]
    )
  )[0] as { name: string }
  const board = await readBoard(t.call, { q: name, ...(date ? { date } : {}) })
  return board.rooms.find((r) => r.resource.id === id) as BoardRoom
}

/** What may be done, and why the rest may not. */
async function buttons(id: string) {
  const { actions } = await tile(id)
  return Object.fromEntries(actions.map((a) => [a.action, a.code ?? "ok"]))
}

describe("check-in (R41, R44)", () => {
  it("is on the day of arrival, and the board says who is in", async () => {
    const { id } = await aRoom()
    const stay = await aStay(id, 0, 2)
    expect(await tile(id)).toMatchObject({
      ...{ status: "booked", housekeeping_status: "clean", occupant: null },
      arrival: { id: stay.id, state: "due", guests: [{ name: "Ann" }] },
    })
    const { allocation } = await checkIn(t.call, { allocation_id: stay.id })
    expect(allocation).toEqual({ ...stay, arrived_at: MOMENT })
    expect(await tile(id)).toMatchObject({
      ...{ status: "occupied", arrival: null, departure: null },
      occupant: { id: stay.id, state: "in_house", end_date: day(2) },
    })
    expect(await buttons(id)).toEqual({
      ...{ check_in: "no_allocation", check_out: "ok", move: "ok" },
      ...{ no_show: "no_allocation", walk_in: "already_occupied", undo: "ok" },
    })
  })

  it("is refused the day before: the room is not theirs yet", async () => {
    const { id } = await aRoom()
    const stay = await aStay(id, 1, 2)
    const early = checkIn(t.call, { allocation_id: stay.id, note: "early" })
    expect(await refusalOf(early)).toEqual({
      code: "no_allocation",
      message: `This stay has ${(await tile(id)).resource.name} from ${dateInWords(day(1))} to ${dateInWords(day(3))}.`,
      details: {
        ...{ kind: "elsewhere", name: (await tile(id)).resource.name },
        ...{ start_date: day(1), end_date: day(3), dates: [day(0)] },
      },
    })
  })

  it("is refused the day after, unless a reason is given", async () => {
    const { id } = await aRoom()
    const stay = await aStay(id, -1, 2)
    const late = { allocation_id: stay.id }
    expect(await refusalOf(checkIn(t.call, { ...late, note: " " }))).toEqual({
      code: "not_arrival_day",
      message: `Arrival was on ${dateInWords(day(-1))}. Add a note that says why check-in is today.`,
      details: { kind: "late", dates: [day(-1)] },
    })
    const { allocation } = await checkIn(t.call, { ...late, note: "a delay" })
    expect(allocation.arrived_at).toEqual(MOMENT)
  })

  it("is possible after midnight, on the morning of check-out, with a reason", async () => {
    const { id } = await aRoom()
    const stay = await aStay(id, -1, 1)
    const note = "their flight was late"
    await checkIn(t.call, { allocation_id: stay.id, note })
    expect(await tile(id)).toMatchObject({ departure: { id: stay.id } })
  })

  it("is refused into a room that is occupied, dirty, frozen or out of order", async () => {
    const { id } = await aRoom()
    const before = await aGuest(id, 1, 1)
    const stay = await aStay(id, 0, 1)
    const enter = () => checkIn(t.call, { allocation_id: stay.id })
    expect(await code(enter())).toBe("already_occupied")
    const { task } = await checkOut(t.call, { allocation_id: before })
    expect(await code(enter())).toBe("room_dirty")
    await workTask(t.call, task.id, { action: "finish" })
    await freezeResource(t.call, id, { reason: "maintenance" })
    expect(await code(enter())).toBe("room_frozen")
    await setHousekeeping(t.call, id, { status: "out_of_order" })
    expect(await code(enter())).toBe("room_out_of_order")
  })

  it("happens once, however many try at the same moment", async () => {
    const { id } = await aRoom()
    const stay = await aStay(id, 0, 1)
    const calls = [t.world.process(), t.world.process()]
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, (_, i) =>
        checkIn(
          { ...t.call, db: (calls[i % 2] as typeof t.call).db },
          { allocation_id: stay.id }
        )
      )
    )
    expect(tries.filter((x) => x.status === "fulfilled")).toHaveLength(1)
  })
})

describe("check-out (R41, R42)", () => {
  it("on the day frees nothing, makes the room dirty and opens a task", async () => {
    const { id } = await aRoom()
    const guest = await aGuest(id, 2, 2)
    expect(await tile(id)).toMatchObject({ departure: { id: guest } })
    const { allocation, replaced, task } = await checkOut(t.call, {
      allocation_id: guest,
    })
    expect(allocation).toMatchObject({
      ...{ id: guest, status: "confirmed", dates: days(-2, -1) },
      ...{ arrived_at: MOMENT, departed_at: MOMENT },
    })
    expect(replaced).toBeNull()
    expect(task).toMatchObject({
      ...{ resource_id: id, allocation_id: guest, status: "open" },
      due_date: day(0),
    })
    expect(await tile(id)).toMatchObject({
      ...{ status: "available", housekeeping_status: "dirty" },
      ...{ occupant: null, task: { id: task.id, status: "open" } },
    })
  })

  it("a day early frees the last night, which can be sold at once", async () => {
    const { id } = await aRoom()
    const guest = await aGuest(id, 1, 3)
    expect(await code(aHold(t.call, id, [day(0)]))).toBe("sold_out")
    const { allocation, replaced } = await checkOut(t.call, {
      allocation_id: guest,
      note: "a funeral",
    })
    expect(allocation).toMatchObject({
      ...{ segment: 2, dates: [day(-1)], departed_at: MOMENT },
    })
    expect(replaced).toMatchObject({
      ...{ id: guest, status: "canceled", replaced_by: allocation.id },
    })
    expect((await aHold(t.call, id, days(0, 1))).hold.status).toBe("active")
  })

  it("on the day of arrival keeps the first night", async () => {
    const { id } = await aRoom()
    const guest = await aGuest(id, 0, 3)
    const { allocation } = await checkOut(t.call, { allocation_id: guest })
    expect(allocation.dates).toEqual([day(0)])
  })

  it("of who is not in is refused", async () => {
    const { id } = await aRoom()
    const stay = await aStay(id, 0, 1)
    const out = checkOut(t.call, { allocation_id: stay.id })
    expect(await code(out)).toBe("not_occupied")
  })

  it("is possible when the order was canceled meanwhile", async () => {
    const { id } = await aRoom()
    const stay = await aStay(id, 0, 2)
    await checkIn(t.call, { allocation_id: stay.id })
    await cancelAllocations(t.call, { order_id: stay.order_id as string })
    expect(await tile(id)).toMatchObject({ status: "occupied" })
    await checkOut(t.call, { allocation_id: stay.id })
    expect(await tile(id)).toMatchObject({ status: "available" })
  })
})

describe("a stay that changes", () => {
  it("goes to another room: the past nights stay with the first", async () => {
    const from = await aRoom()
    const to = await aRoom()
    const guest = await aGuest(from.id, 2, 4)
    const { allocation, replaced } = await moveStay(t.call, {
      allocation_id: guest,
      resource_id: to.id,
      note: "a leak",
    })
    expect(allocation).toMatchObject({
      ...{ resource_id: to.id, dates: days(0, 1), segment: 3 },
      ...{ status: "confirmed", guests: [{ name: "Ann" }] },
    })
    expect(replaced).toMatchObject({ replaced_by: allocation.id })
    const segments = await t.world.sql(
      `select segment, resource_id, status, dates, departed_at is not null as left
        from booking_allocation where hold_id = $1 order by segment`,
      [allocation.hold_id]
    )
    expect(segments).toEqual([
      {
        ...{ segment: 1, resource_id: from.id, status: "canceled" },
        ...{ dates: days(-2, 1), left: false },
      },
      {
        ...{ segment: 2, resource_id: from.id, status: "confirmed" },
        ...{ dates: days(-2, -1), left: true },
      },
      {
        ...{ segment: 3, resource_id: to.id, status: "confirmed" },
        ...{ dates: days(0, 1), left: false },
      },
    ])
    expect(await tile(from.id)).toMatchObject({
      ...{ status: "available", housekeeping_status: "dirty" },
    })
    expect(await tile(to.id)).toMatchObject({
      occupant: {
        id: allocation.id,
        arrived_at: replaced?.arrived_at ?? MOMENT,
      },
    })
    expect((await aHold(t.call, from.id, days(0, 1))).hold.status).toBe(
      "active"
    )
    for (const { id } of [from, to]) {
      const { rows } = await listOperations(t.call, {
        ...{ resource_id: id, operation: "occupancy.moved" },
      })
      expect(rows).toMatchObject([
        {
          ...{ reason: "a leak", actor_id: t.call.actor.id },
          before: { resource_id: from.id, dates: days(-2, 1) },
          after: { resource_id: to.id, dates: days(0, 1) },
        },
      ])
    }
  })

  it("doesn't go to a room that is sold, occupied or dirty", async () => {
    const [from, sold, busy, dirty] = [
      await aRoom(),
      await aRoom(),
      await aRoom(),
      await aRoom(),
    ]
    const guest = await aGuest(from.id, 0, 2)
    await aStay(sold.id, 1, 1)
    await aGuest(busy.id, 1, 1)
    await setHousekeeping(t.call, dirty.id, { status: "dirty" })
    const to = async (resource_id: string) =>
      refusalOf(moveStay(t.call, { allocation_id: guest, resource_id }))
    expect(await to(sold.id)).toMatchObject({
      code: "target_unavailable",
      details: { reason: "sold_out", dates: [day(1)] },
    })
    expect(await to(busy.id)).toMatchObject({
      code: "target_unavailable",
      details: { reason: "already_occupied" },
    })
    expect(await to(dirty.id)).toMatchObject({
      code: "target_unavailable",
      details: { reason: "room_dirty" },
    })
    expect(await tile(from.id)).toMatchObject({ occupant: { id: guest } })
  })

  it("is longer by a night on the morning of check-out", async () => {
    const { id } = await aRoom()
    const guest = await aGuest(id, 1, 1)
    const { allocation } = await moveStay(t.call, {
      allocation_id: guest,
      end_date: day(1),
    })
    expect(allocation).toMatchObject({ dates: days(-1, 0), segment: 2 })
    expect(await tile(id)).toMatchObject({
      occupant: { id: allocation.id, end_date: day(1), is_overdue: false },
    })
    expect(await code(aHold(t.call, id, [day(0)]))).toBe("sold_out")
  })

  it("is not longer where the next night is somebody else's", async () => {
    const { id } = await aRoom()
    const guest = await aGuest(id, 1, 1)
    await aStay(id, 0, 1)
    const longer = moveStay(t.call, { allocation_id: guest, end_date: day(2) })
    expect(await refusalOf(longer)).toMatchObject({
      ...{ code: "sold_out", details: { dates: [day(0)] } },
    })
  })

  it("is shorter from tomorrow on; from today on it is a check-out", async () => {
    const { id } = await aRoom()
    const guest = await aGuest(id, 1, 4)
    const until = (end_date: string) =>
      moveStay(t.call, { allocation_id: guest, end_date })
    expect(await code(until(day(0)))).toBe("invalid_range")
    const { allocation } = await until(day(1))
    expect(allocation.dates).toEqual(days(-1, 0))
  })

  it("can't be moved or canceled as if nobody were in", async () => {
    const { id } = await aRoom()
    const guest = await aGuest(id, 0, 2)
    const reason = "x"
    const moved = { end_date: day(3), reason }
    expect(await code(moveAllocation(t.call, guest, moved))).toBe(
      "already_occupied"
    )
    expect(await code(cancelAllocation(t.call, guest, { reason }))).toBe(
      "already_occupied"
    )
    expect(await code(deleteResource(t.call, id))).toBe("already_occupied")
  })
})

describe("a no-show", () => {
  it("keeps the first night and gives the others back", async () => {
    const { id } = await aRoom()
    const stay = await aStay(id, 0, 3)
    const { allocation } = await markNoShow(t.call, { allocation_id: stay.id })
    expect(allocation).toMatchObject({
      ...{ dates: [day(0)], no_show_at: MOMENT, arrived_at: null },
    })
    expect((await aHold(t.call, id, days(1, 2))).hold.status).toBe("active")
    const late = { allocation_id: allocation.id, note: "they came" }
    expect(await code(checkIn(t.call, late))).toBe("no_allocation")
  })

  it("is not known before the day", async () => {
    const { id } = await aRoom()
    const stay = await aStay(id, 1, 1)
    const none = markNoShow(t.call, { allocation_id: stay.id })
    expect(await code(none)).toBe("not_arrival_day")
  })
})

describe("undo, within the day", () => {
  it("of a check-in: they are expected again", async () => {
    const { id } = await aRoom()
    const guest = await aGuest(id, 0, 1)
    const { allocation } = await undoStep(t.call, { allocation_id: guest })
    expect(allocation.arrived_at).toBeNull()
    expect(await tile(id)).toMatchObject({
      ...{ status: "booked", arrival: { id: guest } },
    })
  })

  it("of an early check-out: they are in, with all their nights, and it is clean", async () => {
    const { id } = await aRoom()
    const guest = await aGuest(id, 1, 3)
    const out = await checkOut(t.call, { allocation_id: guest })
    const { allocation } = await undoStep(t.call, {
      allocation_id: out.allocation.id,
    })
    expect(allocation).toMatchObject({
      ...{ dates: days(-1, 1), segment: 3, departed_at: null },
      arrived_at: out.allocation.arrived_at,
    })
    expect(await tile(id)).toMatchObject({
      ...{ status: "occupied", housekeeping_status: "clean", task: null },
    })
    const { rows } = await listHousekeepingTasks(t.call, { resource_id: id })
    expect(rows).toMatchObject([{ id: out.task.id, status: "canceled" }])
  })

  it("of an early check-out is refused once the night is sold", async () => {
    const { id } = await aRoom()
    const guest = await aGuest(id, 1, 2)
    const out = await checkOut(t.call, { allocation_id: guest })
    await aHold(t.call, id, [day(0)])
    const undo = undoStep(t.call, { allocation_id: out.allocation.id })
    expect(await refusalOf(undo)).toMatchObject({
      ...{ code: "sold_out", details: { dates: [day(0)] } },
    })
  })

  it("of a no-show: they are expected with all their nights", async () => {
    const { id } = await aRoom()
    const stay = await aStay(id, 0, 3)
    const gone = await markNoShow(t.call, { allocation_id: stay.id })
    const { allocation } = await undoStep(t.call, {
      allocation_id: gone.allocation.id,
    })
    expect(allocation).toMatchObject({ dates: days(0, 2), no_show_at: null })
  })

  it("is not for what was yesterday, nor for what never was", async () => {
    const { id } = await aRoom()
    const guest = await aGuest(id, 1, 2)
    const undo = undoStep(t.call, { allocation_id: guest })
    expect(await code(undo)).toBe("not_same_day")
    const other = await aRoom()
    const stay = await aStay(other.id, 0, 1)
    const nothing = undoStep(t.call, { allocation_id: stay.id })
    expect(await code(nothing)).toBe("not_occupied")
  })
})

describe("a walk-in", () => {
  it("is booked and checked in at once, and once for a key", async () => {
    const { id } = await aRoom()
    const input = {
      ...{ resource_id: id, end_date: day(2), idempotency_key: uniqueId("k") },
      guests: [{ name: "Bo" }],
    }
    const { allocation } = await walkIn(t.call, input)
    expect(allocation).toMatchObject({
      ...{ dates: days(0, 1), arrived_at: MOMENT, order_id: null },
      guests: [{ name: "Bo" }],
    })
    expect((await walkIn(t.call, input)).allocation).toEqual(allocation)
    const again = { ...input, idempotency_key: uniqueId("k") }
    expect(await code(walkIn(t.call, again))).toBe("already_occupied")
  })

  it("finishes what was cut off before the check-in", async () => {
    const { id } = await aRoom()
    const input = {
      ...{ resource_id: id, end_date: day(1), idempotency_key: uniqueId("k") },
    }
    const { allocation } = await walkIn(t.call, input)
    await undoStep(t.call, { allocation_id: allocation.id })
    const again = await walkIn(t.call, input)
    expect(again.allocation).toMatchObject({
      ...{ id: allocation.id, arrived_at: MOMENT },
    })
  })
})

describe("housekeeping (R42)", () => {
  it("is what the task says: open, started, finished, inspected", async () => {
    const { id } = await aRoom()
    const status = async () => (await tile(id)).housekeeping_status
    const guest = await aGuest(id, 0, 1)
    const { task } = await checkOut(t.call, { allocation_id: guest })
    const work = (action: "assign" | "start" | "finish" | "inspect") =>
      workTask(t.call, task.id, { action })
    expect(await code(work("inspect"))).toBe("task_state")
    const started = await work("start")
    expect(started).toMatchObject({
      ...{ status: "started", started_at: MOMENT },
      assignee_id: t.call.actor.id,
    })
    expect(await status()).toBe("dirty")
    await work("finish")
    expect(await status()).toBe("clean")
    expect(await code(work("finish"))).toBe("task_state")
    await work("inspect")
    expect(await status()).toBe("inspected")
    await setHousekeeping(t.call, id, { status: "dirty", note: "a party" })
    expect(await status()).toBe("dirty")
    await setHousekeeping(t.call, id, { status: "clean" })
    expect(await status()).toBe("clean")
  })

  it("out of order closes the dates; dirty doesn't", async () => {
    const { id } = await aRoom()
    await setHousekeeping(t.call, id, { status: "dirty" })
    expect((await aHold(t.call, id, [day(5)])).hold.status).toBe("active")
    const { blackout, allocations_affected } = await setHousekeeping(
      t.call,
      id,
      { status: "maintenance", until: day(7), note: "the boiler" }
    )
    expect(blackout).toMatchObject({
      ...{ kind: "out_of_order", reason: "maintenance", end_date: day(7) },
    })
    expect(allocations_affected).toEqual([])
    expect(await code(aHold(t.call, id, [day(7)]))).toBe("blackout")
    expect((await aHold(t.call, id, [day(8)])).hold.status).toBe("active")
    expect(await tile(id)).toMatchObject({
      ...{ status: "maintenance", housekeeping_status: "maintenance" },
    })
    await setHousekeeping(t.call, id, { status: "inspected" })
    expect(await tile(id)).toMatchObject({
      ...{ status: "available", housekeeping_status: "inspected" },
    })
    expect((await aHold(t.call, id, [day(7)])).hold.status).toBe("active")
  })
})
