import type {
  AllocationDTO,
  ResourceDTO,
} from "../../src/modules/resource_booking/types"
import { closedAllocations } from "../../src/reconciliation/checks/closed-allocations"
import { doubleAssignments } from "../../src/reconciliation/checks/double-assignments"
import { lateTurnover } from "../../src/reconciliation/checks/late-turnover"
import { lostClaims } from "../../src/reconciliation/checks/lost-claims"
import { openEndedClosures } from "../../src/reconciliation/checks/open-ended-closures"
import { overstays } from "../../src/reconciliation/checks/overstays"
import { strayClaims } from "../../src/reconciliation/checks/stray-claims"
import { strayOccupancies } from "../../src/reconciliation/checks/stray-occupancies"
import {
  cancelAllocation,
  cancelAllocations,
  checkIn,
  checkOut,
  confirmHold,
  createAllocations,
  createBlackout,
  expireHolds,
  freezeResource,
  liftBlackout,
  listHousekeepingTasks,
  markNoShow,
  moveAllocation,
  moveStay,
  placeHold,
  releaseHold,
  setHousekeeping,
  workTask,
} from "../engine"
import { type Checks, startedProcess } from "../helpers/checks"
import {
  aGroup,
  aHold,
  aResource,
  createContext,
  type TestContext,
} from "../helpers/context"
import {
  beganEarlier,
  day,
  JOB,
  makeOverdue,
  pastTheTriggers,
  uniqueId,
  WITHOUT_CLAIM_GUARDS,
} from "../helpers/world"

let t: TestContext
let checks: Checks
beforeAll(async () => {
  t = await createContext()
  checks = startedProcess(t.world.url)
  // What the database refuses may still have happened before it did.
  await t.world.sql(WITHOUT_CLAIM_GUARDS)
})
afterAll(async () => {
  await checks.close()
  await t.close()
})

let rooms = 0
const aRoom = (input: object = {}): Promise<ResourceDTO> =>
  aResource(t.call, {
    ...{ name: `Room ${++rooms}`, type: "room", span: "night", ...input },
  })

type Stay = AllocationDTO & { order_id: string }

/** Sold to an order, for nights from `from` on; of days where that is the span. */
async function aStay(
  { id: resource_id, span }: ResourceDTO,
  from: number,
  nights: number
): Promise<Stay> {
  const start = Math.max(from, 0)
  const last = start + nights - (span === "day" ? 1 : 0)
  const { allocations } = await createAllocations(t.call, {
    items: [{ resource_id, start_date: day(start), end_date: day(last) }],
    idempotency_key: uniqueId("key"),
    order_id: uniqueId("order"),
  })
  const [stay] = allocations as [Stay]
  if (from < 0) {
    await beganEarlier(t.world, stay.id, -from)
  }
  return stay
}

/** Who came `ago` days before and was to stay so long. */
async function aGuest(
  room: ResourceDTO,
  ago: number,
  nights: number
): Promise<Stay> {
  const stay = await aStay(room, 0, nights)
  await checkIn(t.call, { allocation_id: stay.id })
  await beganEarlier(t.world, stay.id, ago)
  return stay
}

const sql = (text: string, ...values: unknown[]) => t.world.sql(text, values)

/** Writes that no trigger sees, and takes them back when the test has looked. */
async function damaged<T>(
  damage: string,
  repair: string,
  look: () => Promise<T>
): Promise<T> {
  await sql(pastTheTriggers(damage))
  try {
    return await look()
  } finally {
    await sql(pastTheTriggers(repair))
  }
}

describe("overstays (R51)", () => {
  it("are not those who leave today, by the night or by the day", async () => {
    const night = await aGuest(await aRoom(), 2, 2)
    const last = await aGuest(await aRoom({ span: "day" }), 1, 2)
    for (const { id } of [night, last]) {
      expect(await checks.of(overstays, id)).toEqual([])
    }
  })

  it("are those who were to leave yesterday, until they have left", async () => {
    const room = await aRoom()
    const { id, order_id } = await aGuest(room, 3, 2)
    expect(await checks.of(overstays, id)).toEqual([
      {
        subject: id,
        action: "flagged",
        message: `The guest in ${room.name}, with allocation ${id} of order ${order_id}, was due to leave on ${day(-1)}. Check them out, or give the stay a later end date.`,
      },
    ])
    await checkOut(t.call, { allocation_id: id })
    expect(await checks.of(overstays, id)).toEqual([])
  })

  it("have a last day, in a resource by the day", async () => {
    const { id } = await aGuest(await aRoom({ span: "day" }), 2, 2)
    const leaving = { message: expect.stringContaining(`leave on ${day(-1)}`) }
    expect(await checks.of(overstays, id)).toMatchObject([leaving])
  })

  it("are over when the stay gets a later end", async () => {
    const { id } = await aGuest(await aRoom(), 3, 2)
    const longer = { allocation_id: id, end_date: day(1) }
    const { allocation } = await moveStay(t.call, longer)
    expect(await checks.of(overstays, id)).toEqual([])
    expect(await checks.of(overstays, allocation.id)).toEqual([])
  })

  it("go by the resource's own today", async () => {
    // Never the same date: 25 hours apart.
    const [west, east] = [
      await aRoom({ timezone: "Pacific/Pago_Pago" }),
      await aRoom({ timezone: "Pacific/Kiritimati" }),
    ]
    const todayIn = async ({ timezone }: ResourceDTO) => {
      const text = "select (now() at time zone $1)::date::text as today"
      const [row] = await t.world.sql<{ today: string }>(text, [timezone])
      return row?.today as string
    }
    const leaves = await todayIn(west)
    const found: unknown[] = []
    for (const room of [west, east]) {
      const { id } = await aStay(room, 5, 1)
      const leaving = async (date: string) =>
        sql(
          pastTheTriggers(
            `update booking_allocation set dates = array[date '${date}' - 1]
              where id = '${id}'`
          )
        )
      await sql(
        `insert into booking_occupancy
          (resource_id, allocation_id, checked_in_at, actor_type)
        values ($1, $2, now(), 'user')`,
        ...[room.id, id]
      )
      await leaving(leaves)
      found.push(...(await checks.of(overstays, id)))
      await sql("delete from booking_occupancy where allocation_id = $1", id)
      await leaving(day(6))
    }
    expect(found).toHaveLength(1)
    expect(found).toMatchObject([
      { message: expect.stringContaining(east.name) },
    ])
  })
})

describe("stray occupancies (R51)", () => {
  const why = async (id: string) =>
    (await checks.of(strayOccupancies, id)).map(({ message }) => message)

  it("are not those who are in by their own allocation", async () => {
    const { id } = await aGuest(await aRoom(), 0, 1)
    expect(await why(id)).toEqual([])
  })

  it("are those whose order was canceled while they are in", async () => {
    const room = await aRoom()
    const { id, order_id } = await aGuest(room, 1, 3)
    await cancelAllocations(t.call, { order_id })
    expect(await why(id)).toEqual([
      `${room.name} is occupied with allocation ${id}, which was canceled: check the guest out, and book the rest of the stay if they are to keep it.`,
    ])
    await checkOut(t.call, { allocation_id: id })
    expect(await why(id)).toEqual([])
  })

  it.each([
    [
      "which says that the guest has left or never came",
      "departed_at = now(), arrived_at = now()",
      "departed_at = null, arrived_at = null",
    ],
    [
      `which begins on ${day(1)}`,
      `dates = array['${day(1)}'::date]`,
      `dates = array['${day(0)}'::date]`,
    ],
    [
      "which was moved to balloc_elsewhere",
      "status = 'canceled', canceled_at = now(), replaced_by = 'balloc_elsewhere'",
      "status = 'confirmed', canceled_at = null, replaced_by = null",
    ],
  ])("are those by an allocation %s", async (words, damage, repair) => {
    const { id } = await aGuest(await aRoom(), 0, 1)
    const set = (what: string) =>
      `update booking_allocation set ${what} where id = '${id}'`
    const found = await damaged(set(damage), set(repair), () => why(id))
    expect(found).toEqual([expect.stringContaining(words)])
  })

  it("are those in a resource that was deleted past the module", async () => {
    const room = await aRoom()
    const { id } = await aGuest(room, 0, 1)
    const set = (what: string) =>
      `update booking_resource set deleted_at = ${what} where id = '${room.id}'`
    const found = await damaged(set("now()"), set("null"), () => why(id))
    expect(found).toEqual([expect.stringContaining("restore it")])
  })

  it("are those for whom no date is kept", async () => {
    const { id, resource_id } = await aGuest(await aRoom(), 0, 1)
    await sql("delete from booking_claim where claimant_id = $1", id)
    expect(await why(id)).toEqual([
      expect.stringContaining("for which no date is kept"),
    ])
    await sql(
      `insert into booking_claim
        (resource_id, date, claimant_id, quantity, state)
      values ($1, $2, $3, 1, 'allocated')`,
      ...[resource_id, day(0), id]
    )
    expect(await why(id)).toEqual([])
  })
})

describe("open-ended closures (R51)", () => {
  const closed = async (id: string, until?: string) => {
    const status = "out_of_order" as const
    const input = { status, ...(until ? { until } : {}) }
    const { blackout } = await setHousekeeping(t.call, id, input)
    return blackout?.id as string
  }

  it("are not those until today, nor a freeze, which has no end on purpose", async () => {
    const { id } = await aRoom()
    await freezeResource(t.call, id, { reason: "admin_lock" })
    const ends = await closed((await aRoom()).id, day(0))
    const { details } = await checks.run(openEndedClosures)
    expect(details.map(({ subject }) => subject)).not.toContain(ends)
    expect(details.map(({ message }) => message).join()).not.toContain("frozen")
    expect(details).toEqual([])
  })

  it("are out of order until somebody says until when, or that it is clean", async () => {
    const room = await aRoom()
    const id = await closed(room.id)
    expect(await checks.of(openEndedClosures, id)).toEqual([
      {
        ...{ subject: id, action: "flagged" },
        message: `${room.name} has been closed since ${day(0)} (out of order), with no end date. Set an end date, or mark it as clean again.`,
      },
    ])
    const ends = await closed(room.id, day(3))
    expect(await checks.of(openEndedClosures, id)).toEqual([])
    expect(await checks.of(openEndedClosures, ends)).toEqual([])
    const again = await closed(room.id)
    await setHousekeeping(t.call, room.id, { status: "clean" })
    expect(await checks.of(openEndedClosures, again)).toEqual([])
  })
})

describe("late turnover (R51)", () => {
  /** Dirty since so many days. */
  async function aDirtyRoom(ago: number) {
    const room = await aRoom()
    await setHousekeeping(t.call, room.id, { status: "dirty" })
    const { rows } = await listHousekeepingTasks(t.call, {
      resource_id: room.id,
    })
    const task = rows[0]?.id as string
    await sql(
      `update booking_housekeeping_task set due_date = $2 where id = $1`,
      ...[task, day(-ago)]
    )
    return { room, task }
  }
  const found = async (task: string) =>
    (await checks.of(lateTurnover, task)).map(({ message }) => message)

  it("is not what is to be done today, with nobody coming", async () => {
    const { room, task } = await aDirtyRoom(0)
    await aStay(room, 1, 2)
    expect(await found(task)).toEqual([])
  })

  it("was to be done yesterday, begun or not, until it is finished", async () => {
    const { room, task } = await aDirtyRoom(1)
    const due = `${room.name} was due for cleaning on ${day(-1)}`
    expect(await found(task)).toEqual([
      `${due}, but nobody has started. Finish the task, or assign it to somebody else.`,
    ])
    await workTask(t.call, task, { action: "start" })
    expect(await found(task)).toEqual([
      `${due}, but cleaning is not finished. Finish the task, or assign it to somebody else.`,
    ])
    await workTask(t.call, task, { action: "finish" })
    expect(await found(task)).toEqual([])
  })

  it("is more urgent where somebody is to come today", async () => {
    const { task: older } = await aDirtyRoom(4)
    const { room, task } = await aDirtyRoom(0)
    const { id } = await aStay(room, 0, 1)
    expect(await found(task)).toEqual([
      `${room.name} was due for cleaning on ${day(0)}, but nobody has started. Allocation ${id} is expected today: finish the task first, or move it to another resource.`,
    ])
    const { details } = await checks.run(lateTurnover)
    const order = details.map(({ subject }) => subject)
    expect(order.indexOf(task)).toBeLessThan(order.indexOf(older))
    await markNoShow(t.call, { allocation_id: id })
    expect(await found(task)).toEqual([])
  })

  it("is none for who is in already", async () => {
    const room = await aRoom()
    await aGuest(room, 1, 3)
    await setHousekeeping(t.call, room.id, { status: "dirty" })
    const { details } = await checks.run(lateTurnover)
    const messages = details.map(({ message }) => message).join()
    expect(messages).not.toContain(`${room.name} `)
  })
})

describe("closed allocations (R51)", () => {
  const found = async (id: string) =>
    (await checks.of(closedAllocations, id)).map(({ message }) => message)
  const close = async (
    where: { resource_id: string } | { group_id: string } | { all: true },
    from: number,
    to: number
  ) => {
    const { blackout } = await createBlackout(t.call, {
      ...{ ...where, start_date: day(from), end_date: day(to) },
      reason: "works",
    })
    return blackout.id
  }

  it("are not beside the blackout: its last date is the day before", async () => {
    const room = await aRoom()
    const { id } = await aStay(room, 10, 2)
    await close({ resource_id: room.id }, 8, 9)
    await close({ resource_id: room.id }, 12, 13)
    expect(await found(id)).toEqual([])
  })

  it("are one for each allocation and each closure, until it is opened", async () => {
    const group = await aGroup(t.call)
    const room = await aRoom({ group_id: group.id })
    const { id, order_id } = await aStay(room, 10, 3)
    const own = await close({ resource_id: room.id }, 11, 20)
    const groups = await close({ group_id: group.id }, 5, 10)
    const has = `but allocation ${id} of order ${order_id} has it then. Move it, cancel it, or open these dates.`
    expect(await found(id)).toEqual([
      `${room.name} is blacked out (${groups}) on ${day(10)}, ${has}`,
      `${room.name} is blacked out (${own}) from ${day(11)} to ${day(12)}, ${has}`,
    ])
    await liftBlackout(t.call, own)
    expect(await found(id)).toHaveLength(1)
    await cancelAllocation(t.call, id, {})
    expect(await found(id)).toEqual([])
  })

  it("are not of yesterday, nor of who never came", async () => {
    const room = await aRoom()
    const { id: gone } = await aStay(room, -1, 1)
    const { id: absent } = await aStay(room, 0, 1)
    await markNoShow(t.call, { allocation_id: absent })
    await freezeResource(t.call, room.id, { reason: "admin_lock" })
    await sql(
      `update booking_blackout set start_date = $2 where resource_id = $1`,
      ...[room.id, day(-3)]
    )
    expect([await found(gone), await found(absent)]).toEqual([[], []])
    await sql(
      `update booking_blackout set start_date = $2 where resource_id = $1`,
      ...[room.id, day(0)]
    )
  })

  it("are those in a frozen room, under maintenance, and where all is closed", async () => {
    const [frozen, broken, other] = [
      await aRoom(),
      await aRoom(),
      await aRoom(),
    ]
    const stays = [
      await aStay(frozen, 300, 1),
      await aStay(broken, 1, 1),
      await aGuest(other, 0, 1),
    ] as const
    await freezeResource(t.call, frozen.id, { reason: "admin_lock" })
    const status = "maintenance" as const
    await setHousekeeping(t.call, broken.id, { status, until: day(1) })
    const all = await close({ all: true }, 0, 0)
    const messages = [
      `${frozen.name} is frozen`,
      `${broken.name} is under maintenance`,
      `${other.name} is blacked out (${all})`,
    ]
    for (const [i, { id }] of stays.entries()) {
      const said = expect.stringContaining(messages[i] as string)
      expect(await found(id)).toEqual([said])
    }
    await liftBlackout(t.call, all)
  })

  it("are those of a resource that was deleted past the module", async () => {
    const room = await aRoom()
    const { id } = await aStay(room, 10, 1)
    const set = (what: string) =>
      `update booking_resource set deleted_at = ${what} where id = '${room.id}'`
    expect(await damaged(set("now()"), set("null"), () => found(id))).toEqual([
      expect.stringContaining("was deleted"),
    ])
  })
})

describe("double assignments (R51)", () => {
  const foundIn = async (room: ResourceDTO) => {
    const { details } = await checks.run(doubleAssignments)
    return details.filter(({ message }) => message.startsWith(`${room.name} `))
  }

  it("are not two that follow each other, nor two in a resource of two", async () => {
    const room = await aRoom()
    await aStay(room, 10, 2)
    await aStay(room, 12, 2)
    const two = await aRoom({ default_capacity: 2 })
    await aStay(two, 10, 2)
    await aStay(two, 10, 2)
    expect([await foundIn(room), await foundIn(two)]).toEqual([[], []])
  })

  it("are two that staff have overbooked: both will come", async () => {
    const room = await aRoom()
    const { id: first } = await aStay(room, 10, 2)
    const { id: free } = await aRoom()
    const { hold } = await aHold(t.call, free, [day(10)])
    await makeOverdue(t.world, [hold.id])
    await expireHolds({ ...t.call, actor: JOB })
    const overbooking = t.world.process({
      options: { late_payment: { policy: "overbook", overbook_limit: 1 } },
    })
    await aStay({ ...room, id: free }, 10, 1)
    const order_id = uniqueId("order")
    const overbook = { note: null }
    const { allocations } = await confirmHold(
      { ...overbooking, actor: t.call.actor },
      { hold_id: hold.id, order_id, overbook }
    )
    const { details } = await checks.run(doubleAssignments)
    const second = allocations[0]?.id as string
    const granted = details.filter(({ message }) => message.includes(second))
    expect(granted).toMatchObject([
      {
        action: "flagged",
        message: expect.stringContaining(
          `has 2 units sold, 1 of them overbooked by staff, and a capacity of 1, on ${day(10)}: `
        ),
      },
    ])
    expect(details.map(({ message }) => message).join()).not.toContain(first)
    await cancelAllocation(t.call, second, {})
    expect((await checks.run(doubleAssignments)).details).toEqual([])
  })

  it("are two with the same dates, whatever their claims say", async () => {
    const room = await aRoom()
    const { id: first } = await aStay(room, 20, 2)
    await sql("delete from booking_claim where claimant_id = $1", first)
    // What was freed by damage is sold again.
    const { id: second } = await aStay(room, 20, 2)
    const ids = [first, second].sort()
    expect(await foundIn(room)).toEqual([
      {
        ...{ subject: ids[0], action: "flagged" },
        message: `${room.name} has 2 units sold, and a capacity of 1, from ${day(20)} to ${day(21)}: ${ids.join(", ")}. Move or cancel the surplus, or raise the capacity.`,
      },
    ])
    await cancelAllocation(t.call, first, {})
    expect(await foundIn(room)).toEqual([])
  })

  it("are two segments of one booking on one date", async () => {
    const [room, other] = [await aRoom(), await aRoom()]
    const { id } = await aStay(room, 10, 2)
    const { allocation } = await moveAllocation(t.call, id, {
      resource_id: other.id,
      reason: "a quieter room",
    })
    const set = (what: string) =>
      `update booking_allocation set ${what} where id = '${id}'`
    const ids = [id, allocation.id].sort()
    const found = await damaged(
      set("status = 'confirmed', canceled_at = null, replaced_by = null"),
      set(
        `status = 'canceled', canceled_at = now(), replaced_by = '${allocation.id}'`
      ),
      async () => await checks.of(doubleAssignments, ids[0] as string)
    )
    expect(found).toMatchObject([
      {
        message: `One booking has two allocations from ${day(10)} to ${day(11)}: ${ids.join(", ")}. Cancel the one that is not needed.`,
      },
    ])
  })

  it("are those on a date whose capacity is below them", async () => {
    const room = await aRoom()
    const { id } = await aStay(room, 10, 1)
    const set = (what: string) =>
      `update booking_capacity set ${what}
        where resource_id = '${room.id}' and date = '${day(10)}'`
    await sql(
      "alter table booking_capacity drop constraint booking_capacity_not_oversold"
    )
    const found = await damaged(
      set("max_capacity = 0"),
      set("max_capacity = 1"),
      () => foundIn(room)
    )
    await sql(
      `alter table booking_capacity add constraint booking_capacity_not_oversold
        check (held + allocated <= max_capacity + overbooked)`
    )
    expect(found).toMatchObject([{ subject: id }])
  })
})

describe("lost claims (R51)", () => {
  const found = async (id: string) =>
    (await checks.of(lostClaims, id)).map(({ message }) => message)

  it("are not of dates that are past", async () => {
    const { id, resource_id } = await aStay(await aRoom(), -2, 2)
    const past = "delete from booking_claim where claimant_id = $1"
    await sql(past, id)
    expect(await found(id)).toEqual([])
    await sql(
      `insert into booking_claim
        (resource_id, date, claimant_id, quantity, state)
      select $1, unnest(array[$2, $3]::date[]), $4, 1, 'allocated'`,
      ...[resource_id, day(-2), day(-1), id]
    )
  })

  it("of an allocation: it goes elsewhere and back, and is kept again", async () => {
    const [room, other] = [await aRoom(), await aRoom()]
    const { id } = await aStay(room, 10, 3)
    await sql(
      "delete from booking_claim where claimant_id = $1 and date > $2",
      ...[id, day(10)]
    )
    expect(await found(id)).toEqual([
      `${room.name} is no longer kept for allocation ${id} from ${day(11)} to ${day(12)} and could be sold again. Black out these dates; then move it to other dates or another resource and back, or cancel it and book again.`,
    ])
    const reason = "its dates were not kept"
    const there = { resource_id: other.id, reason }
    const { allocation } = await moveAllocation(t.call, id, there)
    const back = { resource_id: room.id, reason }
    const again = await moveAllocation(t.call, allocation.id, back)
    expect(await found(id)).toEqual([])
    expect(await found(again.allocation.id)).toEqual([])
  })

  it("of a live hold, until it ends", async () => {
    const room = await aRoom()
    const { hold } = await aHold(t.call, room.id, [day(10)])
    const item = hold.items[0]?.id as string
    await sql("delete from booking_claim where claimant_id = $1", item)
    expect(await found(item)).toEqual([
      `${room.name} is no longer kept for the held item ${item} on ${day(10)} and could be sold again. Black out these dates; then release the hold, or let it expire.`,
    ])
    await makeOverdue(t.world, [hold.id])
    expect(await found(item)).toEqual([])
    await expireHolds({ ...t.call, actor: JOB })
  })

  it("are none of a change that the hold before keeps dates for, but of one that it does not (R90)", async () => {
    const room = await aResource(t.call, { default_capacity: 3 })
    const cart_id = uniqueId("cart")
    const dates = [day(10), day(11)]
    const change = (quantity: number, replaces?: string) =>
      placeHold(t.call, {
        ...{ cart_id, replaces, idempotency_key: uniqueId("key") },
        items: [{ resource_id: room.id, dates, quantity }],
        line: {
          ...{ line_item_id: replaces ? null : uniqueId("cali") },
          ...{ variant_id: "variant_1", quantity, charged_dates: 2 },
          ...{ unit_price: "100", currency_code: "aud" },
          price_mode: "per_date",
        },
      })
    const { hold: before } = await change(2)
    const { hold: next } = await change(3, before.id)
    const item = next.items[0]?.id as string
    const lacking = async () => ({
      found: await found(item),
      audit: await t.world.audit(),
    })
    expect(await lacking()).toEqual({ found: [], audit: [] })
    const keep = (n: number) =>
      sql(
        `update booking_claim set quantity = $2
          where claimant_id = $1 and date = $3`,
        ...[before.items[0]?.id, n, day(11)]
      )
    await keep(1)
    expect(await lacking()).toEqual({
      found: [
        `${room.name} is no longer kept for the held item ${item} on ${day(11)} and could be sold again. Black out these dates; then release the hold, or let it expire.`,
      ],
      audit: [before, next].map(({ items }) => ({
        invariant: "I3",
        description: "a live hold lacks claims, or a claim has no live owner",
        subject: items[0]?.id,
      })),
    })
    await keep(2)
    expect(await lacking()).toEqual({ found: [], audit: [] })
    await releaseHold(t.call, before.id, { admin: true })
  })

  it("are of fewer units than were sold, too", async () => {
    const room = await aResource(t.call, { default_capacity: 3 })
    const { hold } = await aHold(t.call, room.id, [day(10)], 2)
    const item = hold.items[0]?.id as string
    const keep = (n: number) =>
      sql(
        "update booking_claim set quantity = $2 where claimant_id = $1",
        ...[item, n]
      )
    await keep(1)
    expect(await found(item)).toHaveLength(1)
    await keep(2)
    expect(await found(item)).toEqual([])
  })
})

describe("stray claims (R51)", () => {
  const found = async (id: string) =>
    (await checks.of(strayClaims, id)).map(({ message }) => message)

  it("are not those of a hold that has ended and was not tidied up yet", async () => {
    const { id } = await aRoom()
    const { hold } = await aHold(t.call, id, [day(10)])
    await makeOverdue(t.world, [hold.id])
    expect(await found(hold.items[0]?.id as string)).toEqual([])
    await expireHolds({ ...t.call, actor: JOB })
  })

  it("are of nobody, until they are deleted", async () => {
    const room = await aRoom()
    const { id } = await aStay(room, 10, 2)
    const claims = (to: string, of: string) =>
      sql(
        "update booking_claim set claimant_id = $2 where claimant_id = $1",
        ...[of, to]
      )
    await claims("balloc_nobody", id)
    expect(await found("balloc_nobody")).toEqual([
      `${room.name} is kept from ${day(10)} to ${day(11)} for balloc_nobody, which does not have these dates. Nobody can book them until these claims are deleted from the database.`,
    ])
    await claims(id, "balloc_nobody")
    expect(await found("balloc_nobody")).toEqual([])
  })
})

describe("a list of findings", () => {
  it("has the first hundred, and counts the others", async () => {
    const room = await aRoom()
    const claims = (text: string) => sql(text, room.id)
    await claims(
      `insert into booking_capacity (resource_id, date, max_capacity)
      select $1, current_date + 10, 150`
    )
    await claims(
      `insert into booking_claim
        (resource_id, date, claimant_id, quantity, state)
      select $1, current_date + 10, 'balloc_' || n, 1, 'allocated'
      from generate_series(1, 150) as n`
    )
    const { details, unlisted } = await checks.run(strayClaims)
    expect([details.length, unlisted]).toEqual([100, 50])
    await claims("delete from booking_claim where resource_id = $1")
  })
})
