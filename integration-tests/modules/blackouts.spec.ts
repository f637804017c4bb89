import type {
  CreateBlackout,
  FreezeResource,
} from "../../src/modules/resource_booking/types"
import {
  confirmHold,
  createBlackout,
  deleteResource,
  freezeResource,
  liftBlackout,
  listBlackouts,
  retrieveBlackout,
  retrieveHoldForAdmin,
  retrieveResource,
  todayIn,
  unfreezeResource,
} from "../engine"
import {
  aGroup,
  aHold,
  aResource,
  aSale,
  createContext,
  lastEntries,
  refusalOf,
  type TestContext,
} from "../helpers/context"
import { day, makeOverdue, uniqueId } from "../helpers/world"

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())

const works = (from: number, to: number) => ({
  start_date: day(from),
  end_date: day(to),
  reason: "works",
})

const code = async (work: Promise<unknown>) => (await refusalOf(work)).code

describe("createBlackout (R30)", () => {
  it("closes a resource on its dates, both bounds included", async () => {
    const { id } = await aResource(t.call)
    let told = 0
    const call = { ...t.call, committed: () => void told++ }
    const input = { ...works(10, 11), resource_id: id }
    const result = await createBlackout(call, input)
    expect(result).toEqual({
      blackout: {
        id: expect.stringMatching(/^bblk_/),
        resource_id: id,
        group_id: null,
        all: false,
        start_date: day(10),
        end_date: day(11),
        kind: "blackout",
        reason: "works",
        note: null,
        created_by: "user_test",
        created_at: expect.stringMatching(/Z$/),
        updated_at: expect.stringMatching(/Z$/),
      },
      holds_released: 0,
      allocations_affected: [],
    })
    expect(told).toBe(1)
    expect(await code(aHold(t.call, id, [day(10)]))).toBe("blackout")
    expect(await code(aHold(t.call, id, [day(11)]))).toBe("blackout")
    await aHold(t.call, id, [day(9), day(12)])
  })

  it("writes the log and the event together (R50, R52)", async () => {
    const { id } = await aResource(t.call)
    const input = { ...works(10, 11), resource_id: id }
    const { blackout } = await createBlackout(t.call, input)
    const [entry] = await t.world.sql(
      `select o.*, e.event_name, e.event_data
        from booking_operation o join booking_outbox e on e.seq = o.seq
        order by o.seq desc limit 1`
    )
    const closed = {
      resource_id: id,
      group_id: null,
      all: false,
      start_date: day(10),
      end_date: day(11),
      kind: "blackout",
    }
    expect(entry).toMatchObject({
      operation: "blackout.created",
      resource_id: id,
      blackout_id: blackout.id,
      actor_id: "user_test",
      reason: "works",
      after: { blackout_id: blackout.id, ...closed },
      event_name: "resource_booking.blackout.created",
      event_data: { id: blackout.id, ...closed },
    })
  })

  it("closes every member of a group, and nobody else", async () => {
    const { id: group_id } = await aGroup(t.call)
    const a = await aResource(t.call, { group_id })
    const b = await aResource(t.call, { group_id })
    const other = await aResource(t.call)
    await createBlackout(t.call, { ...works(10, 10), group_id })
    expect(await code(aHold(t.call, a.id, [day(10)]))).toBe("blackout")
    expect(await code(aHold(t.call, b.id, [day(10)]))).toBe("blackout")
    await aHold(t.call, other.id, [day(10)])
  })

  it("keeps live holds good, unless they are to be released", async () => {
    const { id } = await aResource(t.call, { default_capacity: 9 })
    const inside = await aHold(t.call, id, [day(10)])
    const across = await aHold(t.call, id, [day(9), day(10)])
    const beside = await aHold(t.call, id, [day(9), day(11)])
    const over = await aHold(t.call, id, [day(10)])
    await makeOverdue(t.world, [over.hold.id])
    const status = async (hold: { hold: { id: string } }) =>
      (await retrieveHoldForAdmin(t.call, hold.hold.id)).status

    const input = { ...works(10, 10), resource_id: id }
    expect((await createBlackout(t.call, input)).holds_released).toBe(0)
    expect(await status(inside)).toBe("active")

    const again = await createBlackout(t.call, {
      ...input,
      release_holds: true,
    })
    expect(again.holds_released).toBe(2)
    expect(await status(inside)).toBe("released")
    expect(await status(across)).toBe("released")
    expect(await status(beside)).toBe("active")
    expect(await status(over)).toBe("expired")
    expect(await lastEntries(t.world, 1)).toMatchObject([
      { operation: "hold.released", reason: "blackout" },
    ])
  })

  it("keeps allocations, and lists those inside", async () => {
    const { id: group_id } = await aGroup(t.call)
    const { id } = await aResource(t.call, { group_id, default_capacity: 3 })
    const inside = await aSale(t.call, id, [day(10), day(11)], 2)
    await aSale(t.call, id, [day(12)])
    const before = await t.world.sql("select * from booking_claim order by 1")
    const { allocations_affected } = await createBlackout(t.call, {
      ...works(11, 11),
      group_id,
      release_holds: true,
    })
    expect(allocations_affected).toMatchObject([
      {
        status: "confirmed",
        resource_id: id,
        ...inside,
        start_date: day(10),
        end_date: day(11),
        dates: [day(10), day(11)],
        quantity: 2,
      },
    ])
    const after = await t.world.sql("select * from booking_claim order by 1")
    expect(after).toEqual(before)
  })

  it("lets a hold inside be confirmed that was placed before", async () => {
    const { id } = await aResource(t.call)
    const { hold } = await aHold(t.call, id, [day(10)])
    await createBlackout(t.call, { ...works(10, 10), resource_id: id })
    const order = { hold_id: hold.id, order_id: uniqueId("order") }
    expect((await confirmHold(t.call, order)).allocations).toHaveLength(1)
  })

  it("lets no hold in after it was acknowledged, among many at once", async () => {
    const { id } = await aResource(t.call, { default_capacity: 100 })
    let acknowledged = Infinity
    const started: number[] = []
    const place = async () => {
      for (let i = 0; i < 8; i++) {
        const at = performance.now()
        await aHold(t.call, id, [day(10)])
        started.push(at)
      }
    }
    await Promise.allSettled([
      place(),
      place(),
      place(),
      createBlackout(t.call, { ...works(10, 10), resource_id: id }).then(() => {
        acknowledged = performance.now()
      }),
    ])
    expect(acknowledged).toBeLessThan(Infinity)
    expect(started.filter((at) => at > acknowledged)).toEqual([])
  })

  it.each<[string, Partial<CreateBlackout>, string]>([
    ["neither one thing nor all", { resource_id: undefined }, "invalid_data"],
    ["two things", { group_id: "bgrp_1" }, "invalid_data"],
    ["all and one thing", { all: true }, "invalid_data"],
    ["an unknown resource", { resource_id: "bres_none" }, "not_found"],
    ["a NUL character", { resource_id: "\0" }, "not_found"],
    ["no reason", { reason: "" }, "invalid_data"],
    ["a reversed range", { end_date: day(9) }, "invalid_range"],
    ["a date that is none", { start_date: "tomorrow" }, "invalid_range"],
  ])("refuses %s", async (_, wrong, expected) => {
    const { id } = await aResource(t.call)
    const input = { resource_id: id, ...works(10, 10), ...wrong }
    const refused = createBlackout(t.call, input)
    expect(await code(refused)).toBe(expected)
  })

  it("refuses an unknown group and a deleted resource", async () => {
    const group = createBlackout(t.call, { ...works(1, 2), group_id: "bgrp_0" })
    expect(await code(group)).toBe("not_found")
    const { id } = await aResource(t.call)
    await deleteResource(t.call, id)
    const gone = createBlackout(t.call, { ...works(1, 2), resource_id: id })
    expect(await code(gone)).toBe("not_found")
  })
})

describe("a blackout of everything (R30)", () => {
  it("closes every resource, and releases and lists across all", async () => {
    const a = await aResource(t.call)
    const b = await aResource(t.call)
    await aHold(t.call, a.id, [day(200)])
    const sale = await aSale(t.call, b.id, [day(201)])
    const result = await createBlackout(t.call, {
      ...works(200, 201),
      all: true,
      release_holds: true,
    })
    expect(result.blackout).toMatchObject({ all: true, resource_id: null })
    expect(result.holds_released).toBe(1)
    expect(result.allocations_affected).toMatchObject([sale])
    expect(await code(aHold(t.call, a.id, [day(201)]))).toBe("blackout")
    await liftBlackout(t.call, result.blackout.id)
    await aHold(t.call, a.id, [day(201)])
  })
})

describe("liftBlackout and retrieveBlackout", () => {
  it("opens the dates again, and is gone", async () => {
    const { id } = await aResource(t.call)
    const input = { ...works(10, 11), resource_id: id }
    const { blackout } = await createBlackout(t.call, input)
    expect(await retrieveBlackout(t.call, blackout.id)).toEqual(blackout)
    await liftBlackout(t.call, blackout.id)
    await aHold(t.call, id, [day(10)])
    expect(await code(retrieveBlackout(t.call, blackout.id))).toBe("not_found")
    expect(await code(liftBlackout(t.call, blackout.id))).toBe("not_found")
    const [lifted] = await lastEntries(t.world, 3)
    expect(lifted).toMatchObject({
      operation: "blackout.lifted",
      resource_id: id,
      before: { blackout_id: blackout.id, start_date: day(10) },
    })
  })

  it("answers 404 for what is unknown", async () => {
    for (const id of ["bblk_none", "\0"]) {
      expect(await code(retrieveBlackout(t.call, id))).toBe("not_found")
      expect(await code(liftBlackout(t.call, id))).toBe("not_found")
    }
  })
})

describe("listBlackouts", () => {
  it("finds those that touch certain dates", async () => {
    const { id } = await aResource(t.call)
    const input = { ...works(20, 22), resource_id: id }
    const { blackout } = await createBlackout(t.call, input)
    await freezeResource(t.call, id, { reason: "cleaning" })
    const kinds = async (from?: number, to?: number) => {
      const page = await listBlackouts(t.call, {
        resource_id: id,
        ...(from === undefined ? {} : { start_date: day(from) }),
        ...(to === undefined ? {} : { end_date: day(to) }),
      })
      return page.rows.map((b) => b.kind)
    }
    expect(await kinds()).toEqual(["blackout", "freeze"])
    expect(await kinds(22, 25)).toEqual(["blackout", "freeze"])
    expect(await kinds(23, 25)).toEqual(["freeze"])
    expect(await kinds(0, 19)).toEqual(["freeze"])
    const page = await listBlackouts(t.call, {
      resource_id: id,
      kind: "blackout",
      q: "WORK",
    })
    expect(page).toMatchObject({ count: 1, rows: [blackout] })
  })

  it("finds a group's", async () => {
    const { id: group_id } = await aGroup(t.call)
    await createBlackout(t.call, { ...works(20, 22), group_id })
    expect((await listBlackouts(t.call, { group_id })).count).toBe(1)
  })

  it("refuses dates that are none and an unknown order", async () => {
    const dates = listBlackouts(t.call, { start_date: "2027-02-30" })
    expect(await code(dates)).toBe("invalid_range")
    const order = listBlackouts(t.call, { order: "lifted_at" })
    expect(await code(order)).toBe("invalid_data")
  })
})

describe("freezeResource and unfreezeResource (R31)", () => {
  it("closes a resource from today in its zone, until it is opened", async () => {
    const timezone = "Pacific/Kiritimati"
    const { id } = await aResource(t.call, { timezone })
    const frozen = await freezeResource(t.call, id, {
      reason: "maintenance",
      note: "new roof",
    })
    expect(frozen).toMatchObject({
      id,
      is_frozen: true,
      freeze: { reason: "maintenance", note: "new roof", until: null },
    })
    expect(await retrieveResource(t.call, id)).toEqual(frozen)
    expect(await code(aHold(t.call, id, [day(365)]))).toBe("frozen")
    const { rows } = await listBlackouts(t.call, { resource_id: id })
    expect(rows[0]?.start_date).toBe(todayIn(timezone, Date.now()))

    const opened = await unfreezeResource(t.call, id)
    expect(opened).toMatchObject({ is_frozen: false, freeze: null })
    await aHold(t.call, id, [day(365)])
    const entries = await lastEntries(t.world, 2)
    expect(await unfreezeResource(t.call, id)).toEqual(opened)
    expect(await lastEntries(t.world, 2)).toEqual(entries)
  })

  it("writes the note into no log", async () => {
    const { id } = await aResource(t.call)
    await freezeResource(t.call, id, {
      reason: "cleaning",
      note: "after Jane Doe",
    })
    await unfreezeResource(t.call, id)
    const entries = await lastEntries(t.world, 2)
    expect(entries).toMatchObject([
      {
        operation: "resource.frozen",
        resource_id: id,
        reason: "cleaning",
        event_name: "resource_booking.blackout.created",
      },
      { operation: "resource.unfrozen", resource_id: id, event_name: null },
    ])
    expect(JSON.stringify(entries)).not.toContain("Jane")
  })

  it("closes the last date that it names, and none after it", async () => {
    const { id } = await aResource(t.call)
    const until = { reason: "cleaning", until: day(5) } as const
    await freezeResource(t.call, id, until)
    expect(await code(aHold(t.call, id, [day(5)]))).toBe("frozen")
    await aHold(t.call, id, [day(6)])
  })

  it("replaces the freeze that there is", async () => {
    const { id } = await aResource(t.call)
    await freezeResource(t.call, id, { reason: "cleaning" })
    const again = await freezeResource(t.call, id, {
      reason: "admin_lock",
      until: day(3),
    })
    expect(again.freeze).toEqual({
      reason: "admin_lock",
      note: null,
      until: day(3),
    })
    expect((await listBlackouts(t.call, { resource_id: id })).count).toBe(1)
    await aHold(t.call, id, [day(4)])
  })

  it("is frozen no longer once its last date is over", async () => {
    const { id } = await aResource(t.call)
    await freezeResource(t.call, id, { reason: "cleaning", until: day(0) })
    await t.world.sql(
      `update booking_blackout set start_date = $2, end_date = $3
        where resource_id = $1`,
      [id, day(-3), day(-2)]
    )
    const after = await retrieveResource(t.call, id)
    expect(after).toMatchObject({ is_frozen: false, freeze: null })
    expect(
      (await freezeResource(t.call, id, { reason: "cleaning" })).is_frozen
    ).toBe(true)
  })

  it("can be lifted as the blackout that it is", async () => {
    const { id } = await aResource(t.call)
    await freezeResource(t.call, id, { reason: "cleaning" })
    const { rows } = await listBlackouts(t.call, { resource_id: id })
    await liftBlackout(t.call, rows[0]?.id as string)
    expect((await retrieveResource(t.call, id)).is_frozen).toBe(false)
  })

  it("freezes many times at once without a failure", async () => {
    const { id } = await aResource(t.call)
    await Promise.all(
      Array.from({ length: 8 }, () =>
        freezeResource(t.call, id, { reason: "cleaning" })
      )
    )
    expect((await listBlackouts(t.call, { resource_id: id })).count).toBe(1)
  })

  it.each<[string, Partial<FreezeResource>, string]>([
    ["an unknown reason", { reason: "party" as "cleaning" }, "invalid_data"],
    ["an end before today", { until: day(-2) }, "invalid_range"],
    ["an end that is no date", { until: "later" }, "invalid_range"],
    ["too long a note", { note: "x".repeat(2001) }, "invalid_data"],
    ["a NUL character", { note: "\0" }, "invalid_data"],
  ])("refuses %s", async (_, wrong, expected) => {
    const { id } = await aResource(t.call)
    const input = { reason: "cleaning" as const, ...wrong }
    expect(await code(freezeResource(t.call, id, input))).toBe(expected)
    expect((await retrieveResource(t.call, id)).is_frozen).toBe(false)
  })

  it("answers 404 for what is unknown", async () => {
    const freeze = freezeResource(t.call, "bres_none", { reason: "cleaning" })
    expect(await code(freeze)).toBe("not_found")
    expect(await code(unfreezeResource(t.call, "bres_none"))).toBe("not_found")
  })
})
