import type {
  Finding,
  Findings,
} from "../../src/modules/resource_booking/types"
import {
  auditCounters,
  countLateEvents,
  isBookingRefusal,
  listReconciliations,
  runReconciliation,
} from "../engine"
import { aHold, createContext, type TestContext } from "../helpers/context"
import { day, newResource } from "../helpers/world"

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())
beforeEach(() => t.world.sql("delete from booking_reconciliation"))

const DEMAND = { trigger: "demand", dry_run: false } as const
const NOTHING: Findings = { checked: 0, details: [] }

const run = (call = t.call, check = () => Promise.resolve(NOTHING)) =>
  runReconciliation(call, DEMAND, check)

/** A run that goes on until it is ended, and has its lock when this resolves. */
async function aRunningOne(call = t.world.process()) {
  let end = () => {}
  const ended = new Promise<void>((resolve) => (end = resolve))
  let work: Promise<unknown> = Promise.resolve()
  await new Promise<void>((started) => {
    work = run(call, async () => {
      started()
      await ended
      return NOTHING
    })
  })
  return { end: () => (end(), work), work }
}

/** As for a process that has not been heard of for long. */
const runOut = () =>
  t.world.sql("update booking_lease set until = clock_timestamp()")

/** Somebody else takes it, if it is free. */
const aTakenLease = () =>
  t.world.sql(`insert into booking_lease (name, holder, taken_at, until)
    values ('reconciliation', 'somebody', clock_timestamp(),
      clock_timestamp() + interval '1 minute')
    on conflict do nothing returning holder`)

async function refusalOf(work: Promise<unknown>) {
  const error: unknown = await work.then(
    () => undefined,
    (e) => e
  )
  return isBookingRefusal(error) ? error.code : error
}

describe("runReconciliation (R51)", () => {
  it("keeps its report, with who asked for it and when", async () => {
    const finding: Finding = {
      ...{ check: "unpaid_orders", subject: "order_1" },
      ...{ action: "flagged" as const, message: "It is not paid." },
    }
    const report = await run(t.call, () =>
      Promise.resolve({ checked: 7, details: [finding] })
    )
    expect(report).toEqual({
      id: expect.stringMatching(/^brec_/),
      ...DEMAND,
      ...{ progress: 1, checked: 7, fixed: 0, flagged: 1, details: [finding] },
      ...{ actor_type: "user", actor_id: t.call.actor.id },
      started_at: expect.stringMatching(/^\d{4}-.*Z$/),
      finished_at: expect.stringMatching(/^\d{4}-.*Z$/),
    })
    const { rows } = await listReconciliations(t.call, {})
    expect(rows).toEqual([report])
  })

  it("is refused in every process while one is running", async () => {
    const { end } = await aRunningOne()
    expect(await refusalOf(run())).toBe("busy")
    expect(await refusalOf(run(t.world.process()))).toBe("busy")
    await end()
    expect((await run()).finished_at).not.toBeNull()
  })

  it("may run again when the checks have thrown", async () => {
    const broken = run(t.call, () => Promise.reject(new Error("broken")))
    await expect(broken).rejects.toThrow("broken")
    await run()
    const { rows } = await listReconciliations(t.call, { order: "started_at" })
    expect(rows.map((r) => r.finished_at === null)).toEqual([true, false])
  })

  it("may run again when the lease of a process that died has run out", async () => {
    const { end } = await aRunningOne()
    const [{ seconds } = { seconds: 0 }] = await t.world.sql<{
      seconds: number
    }>(`select extract(epoch from until - taken_at)::float8 as seconds
      from booking_lease`)
    expect(seconds).toBeCloseTo(20, 1)
    await runOut()
    await run()
    await refusalOf(end())
  })

  it("keeps no report of one that others may have taken the place of", async () => {
    const { end } = await aRunningOne()
    await runOut()
    const { id } = await run()
    const [others] = await aTakenLease()
    expect(others).toEqual({ holder: "somebody" })

    expect(await refusalOf(end())).toBe("busy")
    const { rows } = await listReconciliations(t.call, { order: "started_at" })
    expect(rows.map((r) => r.finished_at === null)).toEqual([true, false])
    expect(rows[1]?.id).toBe(id)
    // And gives back what is somebody else's no more.
    expect(await aTakenLease()).toEqual([])
    await t.world.sql("delete from booking_lease")
  })

  it("waits for nobody's dates, and nobody waits for it", async () => {
    const resource = await newResource(t.world)
    const { end } = await aRunningOne()
    await aHold(t.call, resource, [day(5)])
    await end()
  })

  it("forgets reports after 30 days", async () => {
    await t.world.sql(`
      insert into booking_reconciliation
        (id, trigger, dry_run, actor_type, started_at)
      select 'brec_' || n, 'schedule', false, 'job',
        clock_timestamp() - n * interval '1 day'
      from unnest(array[29, 31]) as n`)
    const { id } = await run()
    const { rows } = await listReconciliations(t.call, {})
    expect(rows.map((r) => r.id)).toEqual([id, "brec_29"])
  })
})

describe("auditCounters", () => {
  it("finds a counter that differs from its claims, and nothing else", async () => {
    const resource = await newResource(t.world, { capacity: 2 })
    await aHold(t.call, resource, [day(6), day(7)])
    const { checked, violations } = await auditCounters(t.call)
    expect(checked).toBeGreaterThanOrEqual(2)
    expect(violations).toEqual([])
    const count = (held: number) =>
      t.world.sql(
        `do $$ begin
          alter table booking_capacity disable trigger user;
          update booking_capacity set held = ${held}
            where resource_id = '${resource}' and date = '${day(6)}';
          alter table booking_capacity enable trigger user;
        end $$`
      )
    await count(2)
    expect((await auditCounters(t.call)).violations).toMatchObject([
      { invariant: "I2", subject: `${resource} ${day(6)}` },
    ])
    await count(1)
  })
})

describe("countLateEvents", () => {
  it("counts those that have waited for a minute", async () => {
    await t.world.sql("delete from booking_outbox")
    const wait = (seconds: number) =>
      t.world.sql(
        `insert into booking_outbox (event_name, event_data, occurred_at)
        values ('test.done', '{}', clock_timestamp() - $1::int * interval '1 second')`,
        [seconds]
      )
    await wait(50)
    expect(await countLateEvents(t.call)).toBe(0)
    await wait(70)
    expect(await countLateEvents(t.call)).toBe(1)
  })
})
