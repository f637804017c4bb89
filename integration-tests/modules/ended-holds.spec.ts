import {
  confirmHold,
  deleteEndedHolds,
  expireHolds,
  listDeletedHolds,
  placeHold,
  raiseConflict,
  releaseHold,
} from "../engine"
import { aBookedLine, aSuccessor } from "../helpers/booked-line"
import {
  aHold,
  aResource,
  aSale,
  createContext,
  lastEntries,
  refusalOf,
  type TestContext,
} from "../helpers/context"
import { gateBefore, withoutLocks } from "../helpers/sabotage"
import {
  day,
  endedOrWaiting,
  JOB,
  lockDates,
  makeOverdue,
  pastTheTriggers,
  uniqueId,
} from "../helpers/world"

let t: TestContext
beforeEach(async () => {
  t = await createContext()
})
afterEach(() => t.close())

const aJob = (tampering = {}) => ({
  ...t.world.process({ tampering }),
  actor: JOB,
})

/** An expired hold of a date of its own. */
async function anEnded(resource_id: string, date = day(10)): Promise<string> {
  const { hold } = await aHold(t.call, resource_id, [date])
  await makeOverdue(t.world, [hold.id])
  await expireHolds(aJob())
  return hold.id
}

/** They ended so many days ago. */
async function endedBefore(days: number, ...ids: string[]): Promise<void> {
  await t.world.sql(
    `update booking_hold set ended_at = clock_timestamp() - $2::int
        * interval '1 day' where id = any ($1::text[])`,
    [ids, days]
  )
}

const holdsLeft = async () =>
  (
    await t.world.sql<{ id: string }>("select id from booking_hold order by id")
  ).map(({ id }) => id)

describe("deleteEndedHolds", () => {
  it("deletes what ended unsold longer ago than the option, with its items", async () => {
    const { id } = await aResource(t.call, { default_capacity: 9 })
    const old = await anEnded(id)
    const younger = await anEnded(id)
    const { hold: released } = await aHold(t.call, id, [day(11)])
    await releaseHold(t.call, released.id, { admin: true })
    const { hold: live } = await aHold(t.call, id, [day(12)])
    await endedBefore(91, old, released.id)
    await endedBefore(89, younger)
    expect(await deleteEndedHolds(aJob())).toBe(2)
    expect(await holdsLeft()).toEqual([younger, live.id].sort())
    expect(
      await t.world.sql(
        `select distinct hold_id from booking_hold_item order by hold_id`
      )
    ).toEqual([younger, live.id].sort().map((hold_id) => ({ hold_id })))
    expect(await deleteEndedHolds(aJob())).toBe(0)
  })

  it("says in the log how many, and leaves what the log has of them", async () => {
    const { id } = await aResource(t.call)
    await endedBefore(91, await anEnded(id))
    await deleteEndedHolds(aJob())
    expect(await lastEntries(t.world, 2)).toEqual([
      expect.objectContaining({ operation: "hold.expired" }),
      {
        ...{ operation: "hold.deleted", resource_id: null, reason: null },
        ...{ actor_type: "job", actor_id: null, event_name: null },
        ...{ before: null, after: { holds: 1 } },
      },
    ])
  })

  it("frees its key: the same request is a new one", async () => {
    const { id } = await aResource(t.call)
    const request = {
      items: [{ resource_id: id, dates: [day(10)] }],
      idempotency_key: "again",
    }
    const { hold } = await placeHold(t.call, request)
    await makeOverdue(t.world, [hold.id])
    await expireHolds(aJob())
    expect((await placeHold(t.call, request)).hold.id).toBe(hold.id)
    await endedBefore(91, hold.id)
    await deleteEndedHolds(aJob())
    expect((await placeHold(t.call, request)).hold.id).not.toBe(hold.id)
  })

  it("keeps what was sold, and what a conflict is about", async () => {
    const { id } = await aResource(t.call, { default_capacity: 9 })
    const { hold_id } = await aSale(t.call, id, [day(10)])
    const line = await aBookedLine(t, [{ resource_id: id, dates: [day(11)] }])
    await makeOverdue(t.world, [line.hold.id])
    await expireHolds(aJob())
    await raiseConflict(t.call, {
      ...{ order_id: null, cart_id: line.cart_id, hold_id: line.hold.id },
      ...{ line_item_id: line.line_item_id, code: "sold_out", dates: [] },
    })
    await endedBefore(4000, hold_id, line.hold.id)
    expect(await deleteEndedHolds(aJob())).toBe(0)
  })

  it("deletes one that was to take over first, and then the one before", async () => {
    const { id } = await aResource(t.call, { default_capacity: 9 })
    const line = await aBookedLine(t, [{ resource_id: id, dates: [day(10)] }])
    const next = await aSuccessor(t, line, [
      { resource_id: id, dates: [day(11)] },
    ])
    await makeOverdue(t.world, [line.hold.id, next.id])
    await expireHolds(aJob())
    await endedBefore(91, line.hold.id)
    expect(await deleteEndedHolds(aJob())).toBe(0)
    await endedBefore(91, next.id)
    expect(await deleteEndedHolds(aJob())).toBe(1)
    expect(await deleteEndedHolds(aJob())).toBe(1)
  })

  it("keeps what a line was agreed by for 30 days, whatever the option says", async () => {
    const { id } = await aResource(t.call, { default_capacity: 9 })
    const plain = await anEnded(id)
    const { hold } = await aBookedLine(t, [
      { resource_id: id, dates: [day(10)] },
    ])
    await makeOverdue(t.world, [hold.id])
    await expireHolds(aJob())
    const atOnce = {
      ...t.world.process({ options: { ended_hold_retention_days: 0 } }),
      actor: JOB,
    }
    await endedBefore(29, hold.id)
    expect(await deleteEndedHolds(atOnce)).toBe(1)
    expect(await holdsLeft()).toEqual([hold.id])
    expect(plain).not.toBe(hold.id)
    await endedBefore(30, hold.id)
    expect(await deleteEndedHolds(atOnce)).toBe(1)
  })

  it("leaves one whose dates somebody has locked, and goes on with the others", async () => {
    const { id } = await aResource(t.call, { default_capacity: 9 })
    const busy = await anEnded(id, day(10))
    const idle = await anEnded(id, day(11))
    await endedBefore(91, busy, idle)
    const locked = await lockDates(t.world, id, [day(10)])
    expect(await deleteEndedHolds(aJob())).toBe(1)
    expect(await holdsLeft()).toEqual([busy])
    await locked.free()
    expect(await deleteEndedHolds(aJob())).toBe(1)
  })

  it("deletes the others where one can't be, and says so at the end", async () => {
    const { id } = await aResource(t.call, { default_capacity: 9 })
    const ids = [await anEnded(id), await anEnded(id), await anEnded(id)]
    const [, broken = ""] = ids
    await endedBefore(91, ...ids)
    // Something of somebody else's that refers to it.
    await t.world.sql(`create table other_plugin (
      hold_id text references booking_hold (id))`)
    await t.world.sql("insert into other_plugin values ($1)", [broken])
    await expect(deleteEndedHolds(aJob())).rejects.toThrow(/other_plugin/)
    expect(await holdsLeft()).toEqual([broken])
  })

  it("deletes each once, by several processes at once", async () => {
    const { id } = await aResource(t.call, { default_capacity: 99 })
    const ids: string[] = []
    for (let i = 0; i < 20; i++) {
      ids.push((await aHold(t.call, id, [day(10 + (i % 5))])).hold.id)
    }
    await makeOverdue(t.world, ids)
    await expireHolds(aJob())
    await endedBefore(91, ...ids)
    const counts = await Promise.all(
      [aJob(), aJob(), aJob()].map((job) => deleteEndedHolds(job))
    )
    const rest = await deleteEndedHolds(aJob())
    expect(counts.reduce((sum, n) => sum + n, rest)).toBe(20)
    expect(await holdsLeft()).toEqual([])
  })
})

describe("a hold that is taken again while it is being deleted", () => {
  /** The payment looks at the hold first, and takes it when it was deleted. */
  async function payWhileItIsDeleted(tampering = {}) {
    const { id } = await aResource(t.call)
    const hold_id = await anEnded(id)
    await endedBefore(91, hold_id)
    const gate = gateBefore("booking_delete_holds")
    const deleted = deleteEndedHolds(aJob(gate))
    await gate.reached
    const buyer = t.world.process({ tampering })
    const paid = confirmHold(buyer, { hold_id, order_id: uniqueId("order") })
    await endedOrWaiting(t.world, paid)
    gate.open()
    await Promise.allSettled([paid, deleted])
    return { paid, deleted }
  }

  it("is not there any more", async () => {
    const { paid, deleted } = await payWhileItIsDeleted()
    expect(await deleted).toBe(1)
    expect(await refusalOf(paid)).toMatchObject({ code: "not_found" })
  })

  it("without the locks of its dates, its order gets nothing (control)", async () => {
    await payWhileItIsDeleted(withoutLocks)
    expect(await t.world.audit()).toMatchObject([
      { description: "an allocation differs from the log" },
    ])
    await t.world.sql(pastTheTriggers("delete from booking_operation"))
  })

  it("is kept if the payment was first", async () => {
    const { id } = await aResource(t.call)
    const hold_id = await anEnded(id)
    await endedBefore(91, hold_id)
    const gate = gateBefore("booking_pass_claims")
    const buyer = t.world.process({ tampering: gate })
    const paid = confirmHold(buyer, { hold_id, order_id: uniqueId("order") })
    await gate.reached
    expect(await deleteEndedHolds(aJob())).toBe(0)
    gate.open()
    await paid
    expect(await holdsLeft()).toEqual([hold_id])
  })
})

describe("listDeletedHolds", () => {
  it("tells those that are gone from those that never were", async () => {
    const { id } = await aResource(t.call, { default_capacity: 9 })
    const there = await anEnded(id)
    const time = (Date.now() - 31 * 86_400_000).toString(36).padStart(9, "0")
    const gone = `bhold_${time}${"0".repeat(32)}`
    const old = `bhold_${time}${"1".repeat(32)}`
    await t.world.sql(
      pastTheTriggers(
        `update booking_hold set id = '${old}' where id = '${there}'`
      )
    )
    const ids = [gone, old, "bhold_made_up", "x"]
    expect(await listDeletedHolds(t.call, ids)).toEqual([gone])
    await t.world.sql(
      pastTheTriggers(
        `update booking_hold set id = '${there}' where id = '${old}'`
      )
    )
  })
})
