import type {
  BlackoutDTO,
  UpdateBlackout,
} from "../../src/modules/resource_booking/types"
import {
  createBlackout,
  freezeResource,
  liftBlackout,
  listBlackouts,
  retrieveBlackout,
  transact,
  updateBlackout,
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
import {
  day,
  endedOrWaiting,
  holdRow,
  lockDates,
  makeOverdue,
} from "../helpers/world"

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())

const code = async (work: Promise<unknown>) => (await refusalOf(work)).code

/** Works on a new resource, from day 10 to day 12. */
async function worksOnAResource(capacity = 9) {
  const { id } = await aResource(t.call, { default_capacity: capacity })
  const { blackout } = await createBlackout(t.call, {
    resource_id: id,
    start_date: day(10),
    end_date: day(12),
    reason: "works",
  })
  return { id, blackout }
}

/** Whether each of days 8 to 16 takes a new hold. */
async function openDays(id: string): Promise<number[]> {
  const open: number[] = []
  for (let n = 8; n <= 16; n++) {
    const placed = await aHold(t.call, id, [day(n)]).then(
      () => true,
      () => false
    )
    open.push(...(placed ? [n] : []))
  }
  return open
}

describe("updateBlackout (R30)", () => {
  it("closes the new dates for new holds and opens the old ones", async () => {
    const { id, blackout } = await worksOnAResource()
    expect(await openDays(id)).toEqual([8, 9, 13, 14, 15, 16])
    const result = await updateBlackout(t.call, blackout.id, {
      start_date: day(12),
      end_date: day(14),
    })
    expect(result).toEqual({
      blackout: {
        ...blackout,
        start_date: day(12),
        end_date: day(14),
        updated_at: expect.stringMatching(/Z$/),
      },
      holds_released: 0,
      allocations_affected: [],
    })
    expect(await retrieveBlackout(t.call, blackout.id)).toEqual(result.blackout)
    expect(result.blackout.updated_at > blackout.updated_at).toBe(true)
    expect(await openDays(id)).toEqual([8, 9, 10, 11, 15, 16])
    expect(await code(aHold(t.call, id, [day(14)]))).toBe("blackout")
  })

  it.each<[string, UpdateBlackout, number[]]>([
    ["the first date", { start_date: day(12) }, [8, 9, 10, 11, 13, 14, 15, 16]],
    ["the last date", { end_date: day(15) }, [8, 9, 16]],
    ["the reason", { reason: "paint" }, [8, 9, 13, 14, 15, 16]],
    ["nothing", {}, [8, 9, 13, 14, 15, 16]],
  ])("changes %s alone", async (_, change, open) => {
    const { id, blackout } = await worksOnAResource()
    const { updated_at: _then, ...rest } = blackout
    const result = await updateBlackout(t.call, blackout.id, change)
    expect(result.blackout).toMatchObject({ ...rest, ...change })
    expect(await openDays(id)).toEqual(open)
  })

  it("releases live holds inside the new dates on request, and counts them", async () => {
    const { id, blackout } = await worksOnAResource()
    const inside = await aHold(t.call, id, [day(13)])
    const across = await aHold(t.call, id, [day(14), day(15)])
    const beside = await aHold(t.call, id, [day(16)])
    const over = await aHold(t.call, id, [day(13)])
    await makeOverdue(t.world, [over.hold.id])
    const statuses = async () => {
      const holds = [inside, across, beside, over]
      const rows = holds.map(({ hold }) => holdRow(t.world, hold.id))
      return (await Promise.all(rows)).map((row) => row.status)
    }
    const kept = await updateBlackout(t.call, blackout.id, {
      end_date: day(14),
    })
    expect(kept.holds_released).toBe(0)
    expect(await statuses()).toEqual(["active", "active", "active", "active"])
    const result = await updateBlackout(t.call, blackout.id, {
      end_date: day(14),
      release_holds: true,
    })
    expect(result.holds_released).toBe(2)
    expect(await statuses()).toEqual([
      "released",
      "released",
      "active",
      "active",
    ])
  })

  it("keeps allocations, and lists those inside the new dates", async () => {
    const { id, blackout } = await worksOnAResource()
    const inside = await aSale(t.call, id, [day(14), day(15)], 2)
    await aSale(t.call, id, [day(15)])
    const { allocations_affected } = await updateBlackout(t.call, blackout.id, {
      end_date: day(14),
      release_holds: true,
    })
    expect(allocations_affected).toMatchObject([
      {
        ...inside,
        status: "confirmed",
        resource_id: id,
        dates: [day(14), day(15)],
        quantity: 2,
      },
    ])
    expect(allocations_affected).toHaveLength(1)
    expect(await holdRow(t.world, inside.hold_id)).toMatchObject({
      status: "confirmed",
    })
  })

  it("writes the log and the event in one entry (R50, R52)", async () => {
    const { id, blackout } = await worksOnAResource()
    let told = 0
    const call = { ...t.call, committed: () => void told++ }
    await updateBlackout(call, blackout.id, {
      start_date: day(11),
      reason: "paint",
    })
    expect(told).toBe(1)
    const after = {
      resource_id: id,
      group_id: null,
      all: false,
      start_date: day(11),
      end_date: day(12),
      kind: "blackout",
    }
    expect(await lastEntries(t.world, 1)).toEqual([
      {
        operation: "blackout.updated",
        resource_id: id,
        actor_type: "user",
        actor_id: "user_test",
        before: {
          start_date: day(10),
          end_date: day(12),
          reason: "works",
        },
        after: { blackout_id: blackout.id, ...after },
        reason: "paint",
        event_name: "resource_booking.blackout.updated",
      },
    ])
    const [row] = await t.world.sql(
      `select e.event_data, o.blackout_id
        from booking_operation o join booking_outbox e on e.seq = o.seq
        order by o.seq desc limit 1`
    )
    expect(row).toEqual({
      event_data: { id: blackout.id, ...after },
      blackout_id: blackout.id,
    })
  })

  it("moves a group's and one of everything", async () => {
    const { id: group_id } = await aGroup(t.call)
    const member = await aResource(t.call, { group_id, default_capacity: 9 })
    const other = await aResource(t.call, { default_capacity: 9 })
    const works = { start_date: day(40), end_date: day(40), reason: "works" }
    const moved = { start_date: day(41), end_date: day(41) }
    const ofGroup = await createBlackout(t.call, { ...works, group_id })
    await updateBlackout(t.call, ofGroup.blackout.id, moved)
    await aHold(t.call, member.id, [day(40)])
    await aHold(t.call, other.id, [day(41)])
    expect(await code(aHold(t.call, member.id, [day(41)]))).toBe("blackout")

    const ofAll = await createBlackout(t.call, { ...works, all: true })
    await updateBlackout(t.call, ofAll.blackout.id, moved)
    await aHold(t.call, other.id, [day(40)])
    expect(await code(aHold(t.call, other.id, [day(41)]))).toBe("blackout")
    await liftBlackout(t.call, ofAll.blackout.id)
  })

  it("waits for a hold that is being placed on its resource", async () => {
    const { id, blackout } = await worksOnAResource()
    const placing = await lockDates(t.world, id, [day(14)])
    const updating = updateBlackout(t.call, blackout.id, { end_date: day(14) })
    await endedOrWaiting(t.world, updating)
    expect(await retrieveBlackout(t.call, blackout.id)).toEqual(blackout)
    await placing.free()
    expect((await updating).blackout.end_date).toBe(day(14))
  })

  it("is one of two changes at once after the other, and none is lost", async () => {
    const { blackout } = await worksOnAResource()
    await Promise.all([
      updateBlackout(t.call, blackout.id, { start_date: day(9) }),
      updateBlackout(t.call, blackout.id, { end_date: day(15) }),
      updateBlackout(t.call, blackout.id, { reason: "paint" }),
    ])
    expect(await retrieveBlackout(t.call, blackout.id)).toMatchObject({
      start_date: day(9),
      end_date: day(15),
      reason: "paint",
    })
  })

  it("answers 404 when it is lifted while its locks are waited for", async () => {
    const { blackout } = await worksOnAResource()
    let updating: Promise<unknown> = Promise.resolve()
    await transact(t.world.process().db, async (tx) => {
      await tx.query({
        text: `update booking_blackout set lifted_at = now() where id = $1`,
        values: [blackout.id],
      })
      updating = updateBlackout(t.call, blackout.id, { end_date: day(15) })
      updating.catch(() => undefined)
      await endedOrWaiting(t.world, updating)
      await tx.commit([])
    })
    expect(await code(updating)).toBe("not_found")
    expect(await lastEntries(t.world, 1)).toMatchObject([
      { operation: "blackout.created" },
    ])
    await t.world.sql(
      "update booking_blackout set lifted_at = null where id = $1",
      [blackout.id]
    )
  })
})

describe("updateBlackout refuses", () => {
  let blackout: BlackoutDTO
  beforeAll(async () => {
    blackout = (await worksOnAResource()).blackout
  })

  it.each<[string, UpdateBlackout, string]>([
    ["a last date before the first", { end_date: day(9) }, "invalid_range"],
    ["a first date after the last", { start_date: day(13) }, "invalid_range"],
    ["a date that is none", { end_date: "2027-02-30" }, "invalid_range"],
    ["infinity", { end_date: "infinity" }, "invalid_range"],
    ["an empty reason", { reason: "" }, "invalid_data"],
    ["a NUL character", { reason: "\0" }, "invalid_data"],
  ])("%s, and changes nothing", async (_, change, expected) => {
    const entries = await lastEntries(t.world, 1)
    const refused = updateBlackout(t.call, blackout.id, change)
    expect(await code(refused)).toBe(expected)
    expect(await retrieveBlackout(t.call, blackout.id)).toEqual(blackout)
    expect(await lastEntries(t.world, 1)).toEqual(entries)
  })

  it("what is unknown or lifted", async () => {
    for (const id of ["bblk_none", "", "\0"]) {
      const refused = updateBlackout(t.call, id, { reason: "paint" })
      expect(await refusalOf(refused)).toEqual({
        code: "not_found",
        message: `Blackout not found: ${id}.`,
        details: { record: "blackout", id },
      })
    }
    const lifted = (await worksOnAResource()).blackout
    await liftBlackout(t.call, lifted.id)
    const refused = updateBlackout(t.call, lifted.id, { reason: "paint" })
    expect(await code(refused)).toBe("not_found")
  })

  it.each<[string, string | null]>([
    ["an open-ended freeze", null],
    ["a freeze until a date", day(12)],
  ])("%s, which is changed by freezing again", async (_, until) => {
    const { id } = await aResource(t.call)
    await freezeResource(t.call, id, { reason: "cleaning", until })
    const { rows } = await listBlackouts(t.call, { resource_id: id })
    const [freeze] = rows as [BlackoutDTO]
    const refused = updateBlackout(t.call, freeze.id, { end_date: day(20) })
    expect(await refusalOf(refused)).toEqual({
      code: "invalid_data",
      message: "To change a freeze, freeze the resource again.",
      details: {},
    })
    expect(await retrieveBlackout(t.call, freeze.id)).toEqual(freeze)
  })
})
