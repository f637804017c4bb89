import type { BookingProcess } from "../../src/modules/resource_booking/types"
import {
  type Call,
  checkHealth,
  expireHolds,
  finishTurn,
  Heartbeat,
  parseOptions,
  publishEvents,
  takeTurn,
  thisProcess,
} from "../engine"
import { aHold, createContext, type TestContext } from "../helpers/context"
import { processAt } from "../helpers/process"
import { day, JOB, makeOverdue, newResource } from "../helpers/world"

let t: TestContext
let resource: string
/** The process that is asked. */
let looking: Call
beforeAll(async () => {
  t = await createContext()
  looking = t.world.process({ options: { health: HEALTH } })
  resource = await newResource(t.world, { capacity: 1_000 })
})
afterAll(() => t.close())

/** Each test begins with nothing to do: no hold is overdue, no event waits. */
beforeEach(async () => {
  await expireHolds({ ...t.call, actor: JOB })
  await publishEvents(t.call, async () => undefined)
  await t.world.sql("delete from booking_process")
  await t.world.sql("delete from booking_turn")
  await aProcess()
})

const SECOND = 1_000

/** Thresholds far above what a test takes, and far below what it makes. */
const HEALTH = {
  overdue_hold_seconds: 50,
  outbox_lag_seconds: 40,
  reconciliation_seconds: 60,
  delivery_seconds: 10_000,
}
const JUST_STARTED = 1
const health = (upSeconds = JUST_STARTED) => checkHealth(looking, upSeconds)

/** One that has just said that it is there. */
async function aProcess(
  mode: BookingProcess["mode"] = "worker",
  options = {}
): Promise<void> {
  const given = { token_secret: "a secret of these tests", ...options }
  const self = thisProcess(mode, parseOptions(given))
  const ticks = { expire_holds: { ok_seconds_ago: 1, failures: 0 } }
  await new Heartbeat(t.call.db, self, () => ticks).beat()
}

/** What is wrong, by its codes. */
const codes = async (upSeconds?: number) =>
  (await health(upSeconds)).problems.map(({ code }) => code)

/** An event that has waited for some seconds. */
async function anUnpublishedEvent(seconds: number): Promise<void> {
  await t.world.sql(
    `insert into booking_outbox (event_name, event_data, occurred_at)
    values ('test.done', '{}', clock_timestamp() - $1::int * interval '1 second')`,
    [seconds]
  )
}

/** One that ended some seconds ago. */
async function aReconciliation(
  seconds: number,
  { dry_run }: { dry_run: boolean }
): Promise<void> {
  await t.world.sql(
    `insert into booking_reconciliation
      (id, trigger, dry_run, actor_type, started_at, finished_at)
    select 'brec_' || $1, 'schedule', $2, 'job', at, at
    from (select clock_timestamp() - $1::int * interval '1 second' as at) t`,
    [seconds, dry_run]
  )
}

async function anOverdueHold(seconds: number): Promise<void> {
  const { hold } = await aHold(t.call, resource, [day(10)])
  await publishEvents(t.call, async () => undefined)
  await makeOverdue(t.world, [hold.id], -seconds * SECOND)
}

describe("checkHealth (R53)", () => {
  it("is healthy with nothing to do, and says what it saw", async () => {
    expect(await health()).toEqual({
      status: "healthy",
      problems: [],
      processes: [expect.objectContaining({ mode: "worker" })],
      checks: {
        database: "up",
        oldest_overdue_hold_seconds: 0,
        outbox_lag_seconds: 0,
        last_delivered_event_seconds: null,
        last_reconciliation: null,
        reconciliation_running_seconds: null,
        live_holds: 0,
        replica: null,
        pool: { holds: { total: 1, idle: 1, waiting: 0, max: 4 } },
      },
    })
  })

  it("counts the live holds, and no ended one", async () => {
    await aHold(t.call, resource, [day(11)])
    await aHold(t.call, resource, [day(11)])
    await anOverdueHold(1)
    expect((await health()).checks.live_holds).toBe(2)
    await expireHolds({ ...t.call, actor: JOB })
    expect((await health()).checks.live_holds).toBe(2)
  })

  it("is degraded by a hold that has been overdue for too long", async () => {
    await anOverdueHold(45)
    const before = await health()
    expect(before.status).toBe("healthy")
    expect(before.checks.oldest_overdue_hold_seconds).toBeGreaterThan(44.9)
    expect(before.checks.oldest_overdue_hold_seconds).toBeLessThan(50)

    await anOverdueHold(55)
    const after = await health()
    expect(after.status).toBe("degraded")
    expect(after.checks).toMatchObject({ database: "up" })
    expect(after.checks.oldest_overdue_hold_seconds).toBeGreaterThan(54.9)
    expect(after.checks.oldest_overdue_hold_seconds).toBeLessThan(60)

    await expireHolds({ ...t.call, actor: JOB })
    await publishEvents(t.call, async () => undefined)
    expect(await health()).toMatchObject({
      status: "healthy",
      checks: { oldest_overdue_hold_seconds: 0 },
    })
  })

  it("is degraded by an event that has waited for too long", async () => {
    await anUnpublishedEvent(35)
    const before = await health()
    expect(before.status).toBe("healthy")
    expect(before.checks.outbox_lag_seconds).toBeGreaterThan(34.9)
    expect(before.checks.outbox_lag_seconds).toBeLessThan(40)

    await anUnpublishedEvent(45)
    const after = await health()
    expect(after.status).toBe("degraded")
    expect(after.checks.outbox_lag_seconds).toBeGreaterThan(44.9)
    expect(after.checks.outbox_lag_seconds).toBeLessThan(50)

    await publishEvents(t.call, async () => undefined)
    expect(await health()).toMatchObject({
      status: "healthy",
      checks: { outbox_lag_seconds: 0 },
    })
  })

  it("is degraded when reconciliation is late, but not just after a start", async () => {
    expect((await health(59)).status).toBe("healthy")
    expect((await health(61)).status).toBe("degraded")

    await aReconciliation(70, { dry_run: false })
    expect((await health(59)).status).toBe("healthy")
    expect((await health(61)).status).toBe("degraded")

    await aReconciliation(30, { dry_run: true })
    expect((await health(61)).status).toBe("degraded")

    await aReconciliation(40, { dry_run: false })
    const { status, checks } = await health(1_000)
    expect(status).toBe("healthy")
    const ago = Date.now() - Date.parse(checks.last_reconciliation ?? "")
    expect(ago).toBeGreaterThan(39_000)
    expect(ago).toBeLessThan(60_000)
    await t.world.sql("delete from booking_reconciliation")
  })

  it("is degraded when one reconciliation runs for longer than two periods", async () => {
    const running = (seconds: number) =>
      t.world.sql(
        `insert into booking_lease (name, holder, taken_at, until)
        values ('reconciliation', 'somebody',
          clock_timestamp() - $1::int * interval '1 second',
          clock_timestamp() + interval '10 seconds')
        on conflict (name) do update set taken_at = excluded.taken_at`,
        [seconds]
      )
    await running(590)
    expect((await health()).status).toBe("healthy")
    await running(601)
    const { status, checks } = await health()
    expect(status).toBe("degraded")
    const { reconciliation_running_seconds } = checks
    expect(Math.round(reconciliation_running_seconds ?? 0)).toBe(601)
    await t.world.sql("update booking_lease set until = clock_timestamp()")
    expect((await health()).status).toBe("healthy")
    await t.world.sql("delete from booking_lease")
  })

  it("is degraded, and throws nothing, when the database is away", async () => {
    const away = processAt("postgres://nobody@127.0.0.1:1/none", {
      options: { pool: { acquire_timeout_ms: 100 } },
    })
    expect(await checkHealth(away, JUST_STARTED)).toEqual({
      status: "degraded",
      problems: [expect.objectContaining({ code: "database_down" })],
      processes: [],
      checks: {
        database: "down",
        oldest_overdue_hold_seconds: null,
        outbox_lag_seconds: null,
        last_delivered_event_seconds: null,
        last_reconciliation: null,
        reconciliation_running_seconds: null,
        live_holds: null,
        replica: null,
        pool: { holds: { total: 0, idle: 0, waiting: 0, max: 4 } },
      },
    })
    await away.db.close()
  })

  it("is degraded while the pool is exhausted, and shows it", async () => {
    const options = { pool: { acquire_timeout_ms: 500 } }
    const call = t.world.process({ options, connections: 2 })
    const taken = [await call.db.connect(), await call.db.connect()]
    expect(await checkHealth(call, JUST_STARTED)).toMatchObject({
      status: "degraded",
      checks: {
        database: "down",
        pool: { holds: { total: 2, idle: 0, waiting: 0, max: 2 } },
      },
    })
    taken.forEach((client) => client.release())
    expect((await checkHealth(call, JUST_STARTED)).status).toBe("healthy")
  })

  it("names each thing that is wrong", async () => {
    await anOverdueHold(55)
    await anUnpublishedEvent(45)
    expect(await codes(61)).toEqual([
      "holds_overdue",
      "events_waiting",
      "reconciliation_late",
    ])
  })

  it("is degraded when no worker was seen for a minute", async () => {
    await aProcess("server")
    const seen = (seconds: number) =>
      t.world.sql(
        `update booking_process
          set seen_at = clock_timestamp() - $1::int * interval '1 second'
        where mode = 'worker'`,
        [seconds]
      )
    await seen(50)
    expect(await codes()).toEqual([])
    await seen(65)
    expect(await codes()).toEqual(["no_worker"])
    expect((await health()).status).toBe("degraded")
    await t.world.sql("delete from booking_process where mode = 'worker'")
    expect(await codes()).toEqual([])
    expect(await codes(59)).toEqual([])
    expect(await codes(61)).toEqual(["no_worker", "reconciliation_late"])
  })

  it("is degraded when processes have other options, and told of other versions", async () => {
    await aProcess("server", { hold_ttl_minutes: 20 })
    await t.world.sql(`update booking_process
      set started_at = clock_timestamp() - interval '3 minutes'`)
    await t.world.sql(`update booking_process set version = '0.0.9'
      where mode = 'server'`)
    const { status, problems } = await health()
    expect(status).toBe("degraded")
    expect(problems).toMatchObject([
      {
        ...{ code: "options_differ", severity: "degraded" },
        details: { options: ["hold_ttl_minutes"] },
      },
      { code: "versions_differ", severity: "notice" },
    ])
    await t.world.sql("update booking_process set options = '{}'")
    expect((await health()).status).toBe("healthy")
  })

  it("is degraded when what one does for all was not done for long", async () => {
    const { db } = t.call
    await db.query(takeTurn("erase_personal_data", 20_000, "bproc_1"))
    await db.query(finishTurn("erase_personal_data"))
    const finished = (seconds: number) =>
      t.world.sql(
        `update booking_turn
          set finished_at = clock_timestamp() - $1::int * interval '1 second'`,
        [seconds]
      )
    await finished(50)
    expect(await codes(59)).toEqual([])
    await finished(70)
    expect(await codes(59)).toEqual([])
    expect(await codes(61)).toEqual(["task_late", "reconciliation_late"])
  })
})
