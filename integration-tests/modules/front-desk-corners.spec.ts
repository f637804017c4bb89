import type {
  AllocationDTO,
  BoardRoom,
  ResourceDTO,
} from "../../src/modules/resource_booking/types"
import {
  cancelAllocations,
  checkIn,
  checkOut,
  createAllocations,
  createBlackout,
  deleteResource,
  listHousekeepingTasks,
  moveStay,
  readBoard,
  restoreResource,
  undoStep,
  updateResource,
  walkIn,
  workTask,
} from "../engine"
import {
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

const aRoom = (input: Partial<ResourceDTO> = {}) =>
  aResource(t.call, {
    ...{ name: uniqueId("Room"), type: "room", span: "night" },
    ...input,
  } as object)

async function sold(
  item: { resource_id: string } & (
    { dates: string[] } | { start_date: string; end_date: string }
  )
): Promise<AllocationDTO> {
  const { allocations } = await createAllocations(t.call, {
    items: [item],
    idempotency_key: uniqueId("key"),
    order_id: uniqueId("order"),
  })
  return allocations[0] as AllocationDTO
}

/** Somebody who came `ago` days before and stays for so many nights. */
async function aGuest(resource_id: string, ago: number, nights: number) {
  const stay = await sold({
    ...{ resource_id, start_date: day(0), end_date: day(nights) },
  })
  await checkIn(t.call, { allocation_id: stay.id })
  if (ago > 0) {
    await beganEarlier(t.world, stay.id, ago)
  }
  return stay
}

async function tile({ id, name }: ResourceDTO): Promise<BoardRoom | undefined> {
  const board = await readBoard(t.call, { q: name })
  return board.rooms.find((r) => r.resource.id === id)
}

const button = (room: BoardRoom | undefined, action: string) =>
  room?.actions.find((a) => a.action === action)

describe("nobody is in two rooms by one stay (R41)", () => {
  it("since the nights before a move are no check-out to be undone", async () => {
    const from = await aRoom()
    const to = await aRoom()
    const guest = await aGuest(from.id, 1, 3)
    const { allocation } = await moveStay(t.call, {
      ...{ allocation_id: guest.id, resource_id: to.id },
    })
    const [past] = await t.world.sql<{ id: string }>(
      `select id from booking_allocation
        where resource_id = $1 and status = 'confirmed'`,
      [from.id]
    )
    const undo = undoStep(t.call, { allocation_id: past?.id as string })
    expect(await refusalOf(undo)).toMatchObject({ code: "not_occupied" })
    expect(await tile(from)).toMatchObject({ status: "available" })
    expect(await tile(to)).toMatchObject({ occupant: { id: allocation.id } })
  })
})

describe("a stay with gaps (R44)", () => {
  it("gives no key on a date that is not its own", async () => {
    const { id } = await aRoom()
    const stay = await sold({ resource_id: id, dates: [day(0), day(4)] })
    await beganEarlier(t.world, stay.id, 2)
    const late = checkIn(t.call, { allocation_id: stay.id, note: "late" })
    expect(await refusalOf(late)).toMatchObject({
      ...{ code: "no_allocation", details: { dates: [day(0)] } },
    })
  })

  it("gives it on the morning after each of its runs", async () => {
    const { id } = await aRoom()
    const stay = await sold({ resource_id: id, dates: [day(0), day(4)] })
    await beganEarlier(t.world, stay.id, 1)
    const late = { allocation_id: stay.id, note: "late" }
    const { allocation } = await checkIn(t.call, late)
    expect(allocation.arrived_at).toEqual(MOMENT)
  })
})

describe("a walk-in whose button is pressed twice", () => {
  it("answers both with the one stay", async () => {
    for (let turn = 0; turn < 5; turn++) {
      const { id } = await aRoom()
      const input = {
        ...{ resource_id: id, end_date: day(1) },
        idempotency_key: uniqueId("key"),
      }
      const answers = await Promise.all(
        [t.world.process(), t.world.process(), t.call].map(({ db }) =>
          walkIn({ ...t.call, db }, input)
        )
      )
      const stays = answers.map(({ allocation }) => allocation)
      expect(stays).toEqual(Array(3).fill(stays[0]))
      expect(stays[0]).toMatchObject({
        status: "confirmed",
        arrived_at: MOMENT,
      })
    }
  })
})

describe("the board", () => {
  it("shows who is in, also in a room that takes several by now", async () => {
    const room = await aRoom()
    const guest = await aGuest(room.id, 0, 1)
    await updateResource(t.call, room.id, { default_capacity: 2 })
    expect(await tile(room)).toMatchObject({ occupant: { id: guest.id } })
    await checkOut(t.call, { allocation_id: guest.id })
    expect(await tile(room)).toBeUndefined()
  })

  it("offers no move that would be refused, after the order was canceled", async () => {
    const room = await aRoom()
    const other = await aRoom()
    const guest = await aGuest(room.id, 0, 2)
    await cancelAllocations(t.call, { order_id: guest.order_id as string })
    const move = moveStay(t.call, {
      ...{ allocation_id: guest.id, resource_id: other.id },
    })
    const refusal = await refusalOf(move)
    expect(button(await tile(room), "move")).toEqual({
      ...{ action: "move", allocation_id: guest.id },
      ...refusal,
    })
  })

  it("shows who left today long after their dates, and can undo it", async () => {
    const room = await aRoom()
    const guest = await aGuest(room.id, 6, 2)
    expect(await tile(room)).toMatchObject({ departure: { is_overdue: true } })
    await checkOut(t.call, { allocation_id: guest.id })
    const { departures } = await readBoard(t.call, { q: room.name })
    expect(departures).toMatchObject([{ id: guest.id, state: "departed" }])
    expect(button(await tile(room), "undo")).toMatchObject({
      ...{ allocation_id: guest.id, code: null },
    })
  })
})

describe("the tasks", () => {
  it("of a deleted resource can't be worked on, so they are not listed", async () => {
    const room = await aRoom()
    const guest = await aGuest(room.id, 1, 1)
    const { task } = await checkOut(t.call, { allocation_id: guest.id })
    const listed = async () =>
      (await listHousekeepingTasks(t.call, { q: room.name })).rows
    expect(await listed()).toEqual([task])
    await deleteResource(t.call, room.id)
    const finish = workTask(t.call, task.id, { action: "finish" })
    expect(await code(finish)).toBe("not_found")
    expect(await listed()).toEqual([])
    await restoreResource(t.call, room.id)
    expect(await listed()).toEqual([task])
  })
})

describe("the database's clock alone decides", () => {
  afterEach(() => jest.restoreAllMocks())

  it("whether a room is closed today, wherever this process thinks it is", async () => {
    const room = await aRoom()
    const stay = await sold({
      ...{ resource_id: room.id, start_date: day(0), end_date: day(1) },
    })
    await createBlackout(t.call, {
      ...{ resource_id: room.id, reason: "event" },
      ...{ start_date: day(0), end_date: day(0) },
    })
    const now = Date.now()
    jest.spyOn(Date, "now").mockReturnValue(now + 5 * 86_400_000)
    const enter = checkIn(t.call, { allocation_id: stay.id })
    expect(await code(enter)).toBe("room_frozen")
  })

  it("that was set back lets people leave all the same", async () => {
    const room = await aRoom()
    const guest = await aGuest(room.id, 0, 1)
    await t.world.sql(
      `update booking_occupancy
        set checked_in_at = checked_in_at + interval '1 minute'
        where resource_id = $1`,
      [room.id]
    )
    const { allocation } = await checkOut(t.call, { allocation_id: guest.id })
    expect(allocation.departed_at).toBe(allocation.arrived_at)
  })
})
