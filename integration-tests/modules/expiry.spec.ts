import type { ExpireResult } from "../../src/modules/resource_booking/types"
import {
  announceExpiringHolds,
  type Call,
  expireHolds,
  placeHold,
  readCapacity,
  retrieveHoldForAdmin,
} from "../engine"
import {
  aHold,
  aResource,
  createContext,
  lastEntries,
  type TestContext,
} from "../helpers/context"
import {
  breakRow,
  day,
  holdRow,
  JOB,
  lockDates,
  logOf,
  makeOverdue,
  newResource,
  pastTheTriggers,
  uniqueId,
  type World,
} from "../helpers/world"

let t: TestContext
beforeEach(async () => {
  t = await createContext()
})
afterEach(() => t.close())

const days = (n: number, from = 10) =>
  Array.from({ length: n }, (_, i) => day(from + i))

/** The job, as it runs in a server process of its own. */
const aJob = (expiry_batch = 500): Call => ({
  ...t.world.process({ options: { expiry_batch } }),
  actor: JOB,
})

const inAll = (...results: ExpireResult[]) =>
  results.reduce((sum, result) => sum + result.expired, 0)

/** Due holds of one date each; their ids. */
async function dueHolds(n: number): Promise<string[]> {
  const { id } = await aResource(t.call, { default_capacity: n })
  const ids: string[] = []
  for (let i = 0; i < n; i++) {
    ids.push((await aHold(t.call, id, [day(10 + i)])).hold.id)
  }
  await makeOverdue(t.world, ids)
  return ids
}

/** How many holds have a status. */
async function statuses(world: World): Promise<Record<string, number>> {
  const rows = await world.sql<{ status: string; n: number }>(
    "select status, count(*) as n from booking_hold group by status"
  )
  return Object.fromEntries(rows.map(({ status, n }) => [status, n]))
}

describe("expireHolds (R12)", () => {
  it("expires the due ones, and leaves the live ones", async () => {
    const { id } = await aResource(t.call, { default_capacity: 2 })
    const due = await aHold(t.call, id, [day(10), day(11)])
    const live = await aHold(t.call, id, [day(10)])
    await makeOverdue(t.world, [due.hold.id])
    expect(await expireHolds(aJob())).toEqual({ expired: 1, skipped: 0 })
    const ended = { status: "expired", live: false, claims: 0 }
    expect(await holdRow(t.world, due.hold.id)).toMatchObject(ended)
    const alive = { status: "active", live: true, claims: 1 }
    expect(await holdRow(t.world, live.hold.id)).toMatchObject(alive)
    expect(await readCapacity(t.call, id, day(10), day(11))).toMatchObject([
      { held: 1 },
      { held: 0 },
    ])
  })

  it("takes a hold at its very end, and none before", async () => {
    const { id } = await aResource(t.call)
    const { hold } = await aHold(t.call, id, [day(10)])
    await makeOverdue(t.world, [hold.id], 5000)
    expect(await expireHolds(aJob())).toEqual({ expired: 0, skipped: 0 })
    await makeOverdue(t.world, [hold.id], 0)
    expect(await expireHolds(aJob())).toEqual({ expired: 1, skipped: 0 })
  })

  it("does nothing when it is run again", async () => {
    const [id] = (await dueHolds(1)) as [string]
    await expireHolds(aJob())
    const log = await logOf(t.world, id)
    expect(await expireHolds(aJob())).toEqual({ expired: 0, skipped: 0 })
    expect(await logOf(t.world, id)).toEqual(log)
  })

  it("says so in the log and to subscribers, in one entry", async () => {
    const { id } = await aResource(t.call)
    const { hold } = await placeHold(t.call, {
      items: [{ resource_id: id, dates: [day(10)] }],
      ...{ idempotency_key: uniqueId("key"), cart_id: "cart_logged" },
    })
    await makeOverdue(t.world, [hold.id])
    let told = 0
    await expireHolds({ ...aJob(), committed: () => void told++ })
    expect(told).toBe(1)
    expect(await lastEntries(t.world, 1)).toEqual([
      {
        operation: "hold.expired",
        resource_id: id,
        ...{ actor_type: "job", actor_id: null, reason: null },
        before: { status: "active" },
        after: { status: "expired" },
        event_name: "resource_booking.hold.expired",
      },
    ])
    const [entry] = await t.world.sql(
      `select event_data from booking_outbox
        where event_data ->> 'id' = $1
          and event_name = 'resource_booking.hold.expired'`,
      [hold.id]
    )
    expect(entry?.event_data).toEqual({
      ...{ id: hold.id, cart_id: "cart_logged", resource_ids: [id] },
    })
  })

  it("tidies up one whose dates others have taken since", async () => {
    const { id } = await aResource(t.call)
    const due = await aHold(t.call, id, [day(10), day(11)])
    await makeOverdue(t.world, [due.hold.id])
    const next = await aHold(t.call, id, [day(10)])
    expect(await expireHolds(aJob())).toEqual({ expired: 1, skipped: 0 })
    expect(await holdRow(t.world, due.hold.id)).toMatchObject({
      ...{ status: "expired", claims: 0 },
    })
    expect(await holdRow(t.world, next.hold.id)).toMatchObject({ claims: 1 })
    expect(await readCapacity(t.call, id, day(10), day(11))).toMatchObject([
      { held: 1 },
      { held: 0 },
    ])
  })

  it("changes nothing that people see: it was expired before", async () => {
    const [id] = (await dueHolds(1)) as [string]
    const seen = await retrieveHoldForAdmin(t.call, id)
    expect(seen.status).toBe("expired")
    await expireHolds(aJob())
    expect(await retrieveHoldForAdmin(t.call, id)).toEqual({
      ...{ ...seen, updated_at: expect.stringMatching(/Z$/) },
    })
  })
})

describe("a hold whose dates somebody has locked (R12)", () => {
  it("is left to the next run, which takes it", async () => {
    const { id } = await aResource(t.call, { default_capacity: 9 })
    const busy = await aHold(t.call, id, [day(10), day(11)])
    const idle = await aHold(t.call, id, [day(12)])
    const ids = [busy.hold.id, idle.hold.id]
    await makeOverdue(t.world, ids)
    const locked = await lockDates(t.world, id, [day(11)])
    expect(await expireHolds(aJob())).toEqual({ expired: 1, skipped: 1 })
    expect(await holdRow(t.world, busy.hold.id)).toMatchObject({
      ...{ status: "active", claims: 2 },
    })
    expect(await holdRow(t.world, idle.hold.id)).toMatchObject({
      ...{ status: "expired", claims: 0 },
    })
    await locked.free()
    expect(await expireHolds(aJob())).toEqual({ expired: 1, skipped: 0 })
    expect((await holdRow(t.world, busy.hold.id)).status).toBe("expired")
  })

  it("keeps no batch behind it waiting", async () => {
    const { id } = await aResource(t.call, { default_capacity: 9 })
    const ids: string[] = []
    for (const n of [10, 10, 10, 11, 12, 13]) {
      ids.push((await aHold(t.call, id, [day(n)])).hold.id)
    }
    await makeOverdue(t.world, ids)
    // Those that are skipped are the longest overdue: they fill a batch.
    await makeOverdue(t.world, ids.slice(0, 3), -10_000)
    const locked = await lockDates(t.world, id, [day(10)])
    expect(await expireHolds(aJob(2))).toEqual({ expired: 3, skipped: 3 })
    await locked.free()
    expect(await expireHolds(aJob(2))).toEqual({ expired: 3, skipped: 0 })
  })

  it("is skipped with its other items, all or nothing", async () => {
    const [a, b] = [await aResource(t.call), await aResource(t.call)]
    const { hold } = await placeHold(t.call, {
      items: [
        { resource_id: a.id, dates: [day(10)] },
        { resource_id: b.id, dates: [day(10)] },
      ],
      idempotency_key: uniqueId("key"),
    })
    await makeOverdue(t.world, [hold.id])
    const locked = await lockDates(t.world, b.id, [day(10)])
    expect(await expireHolds(aJob())).toEqual({ expired: 0, skipped: 1 })
    expect((await holdRow(t.world, hold.id)).claims).toBe(2)
    await locked.free()
    expect(await expireHolds(aJob())).toEqual({ expired: 1, skipped: 0 })
  })
})

describe("a hold that can't be expired", () => {
  it("keeps no other from being expired, and is said at the end", async () => {
    const [early, broken, late] = (await dueHolds(3)) as [
      string,
      string,
      string,
    ]
    await countHeld(t.world, broken, 0)
    const refused = /booking_capacity/
    await expect(expireHolds(aJob())).rejects.toThrow(refused)
    expect(await holdRow(t.world, early)).toMatchObject({ status: "expired" })
    expect(await holdRow(t.world, late)).toMatchObject({ status: "expired" })
    expect(await holdRow(t.world, broken)).toMatchObject({ status: "active" })
    await expect(expireHolds(aJob())).rejects.toThrow(refused)
    await countHeld(t.world, broken, 1)
    expect(await expireHolds(aJob())).toEqual({ expired: 1, skipped: 0 })
  })

  /** Somebody works around the triggers: none can be freed of no units. */
  async function countHeld(
    world: World,
    holdId: string,
    units: number
  ): Promise<void> {
    await world.sql(
      pastTheTriggers(
        `update booking_capacity c set held = ${units}
          from booking_hold_item i where i.hold_id = '${holdId}'
            and c.resource_id = i.resource_id and c.date = any (i.dates)`
      )
    )
  }
})

describe("the job in several processes at once (R12)", () => {
  it("expires each hold once", async () => {
    const ids = await dueHolds(60)
    const [one, other] = await Promise.all([
      expireHolds(aJob(7)),
      expireHolds(aJob(7)),
    ])
    const rest = await expireHolds(aJob())
    expect(inAll(one, other, rest)).toBe(60)
    expect(await statuses(t.world)).toEqual({ expired: 60 })
    const rows = await t.world.sql<{ n: number }>(
      `select count(*) as n from booking_operation
        where operation = 'hold.expired' and hold_id = any ($1::text[])
        group by hold_id`,
      [ids]
    )
    expect(rows).toEqual(ids.map(() => ({ n: 1 })))
  })

  it("leaves a hold of many dates to whoever comes first", async () => {
    const { id } = await aResource(t.call)
    const { hold } = await aHold(t.call, id, days(200))
    await makeOverdue(t.world, [hold.id])
    const results = await Promise.all(
      [aJob(), aJob(), aJob()].map((job) => expireHolds(job))
    )
    expect(inAll(...results)).toBe(1)
    expect((await holdRow(t.world, hold.id)).claims).toBe(0)
  })
})

describe("the size of a batch (R12)", () => {
  it("bounds the holds of a transaction, not those of a run", async () => {
    await dueHolds(11)
    let batches = 0
    const job = { ...aJob(4), committed: () => void batches++ }
    expect(await expireHolds(job)).toEqual({ expired: 11, skipped: 0 })
    expect(batches).toBe(3)
  })

  it("is smaller where the holds have many dates", async () => {
    const ids: string[] = []
    for (let i = 0; i < 60; i++) {
      const { id } = await aResource(t.call)
      ids.push((await aHold(t.call, id, days(60))).hold.id)
    }
    await makeOverdue(t.world, ids)
    let batches = 0
    const job = { ...aJob(), committed: () => void batches++ }
    expect(await expireHolds(job)).toEqual({ expired: 60, skipped: 0 })
    expect(batches).toBe(2)
  })

  it("is one, where a single hold has more dates than it may", async () => {
    const items = []
    for (let i = 0; i < 6; i++) {
      const { id } = await aResource(t.call)
      items.push({ resource_id: id, dates: days(61) })
    }
    const { hold } = await placeHold(t.call, {
      ...{ items, idempotency_key: uniqueId("key") },
    })
    await makeOverdue(t.world, [hold.id])
    expect(await holdRow(t.world, hold.id)).toMatchObject({ claims: 366 })
    expect(await expireHolds(aJob(1))).toEqual({ expired: 1, skipped: 0 })
    expect(await holdRow(t.world, hold.id)).toMatchObject({ claims: 0 })
  })
})

describe("the speed of the job (R12)", () => {
  /** Due holds of two nights each, written as the module would have. */
  async function writeDueHolds(world: World, holds: number): Promise<void> {
    const resources: string[] = []
    for (let i = 0; i < 100; i++) {
      resources.push(await newResource(world, { capacity: holds }))
    }
    await world.sql(
      `with one as (
        select n, 'h' || n as id,
          ($2::text[])[1 + n % 100] as resource_id,
          $3::date + (n / 100) % 300 as date
        from generate_series(1, $1::int) as n
      ), capacity as (
        insert into booking_capacity
          (resource_id, date, max_capacity, from_default)
        select distinct resource_id, d, $1::int, true
        from one cross join lateral (values (date), (date + 1)) as v (d)
      ), log as (
        insert into booking_operation (operation, hold_id, actor_type)
        select 'hold.placed', id, 'customer' from one
      ), hold as (
        insert into booking_hold (id, expires_at, ttl_ms, deadline,
          idempotency_scope, idempotency_key, fingerprint, created_at,
          updated_at)
        select id, now() - n * interval '1 millisecond', 1800000, now(), '',
          id, '', now() - interval '30 minutes', now()
        from one
      )
      insert into booking_hold_item
        (id, hold_id, position, resource_id, dates, quantity)
      select 'i' || n, id, 0, resource_id, array[date, date + 1], 1 from one`,
      [holds, resources, day(10)]
    )
    await world.sql(
      `insert into booking_claim
        (resource_id, date, claimant_id, quantity, state)
      select resource_id, unnest(dates), id, quantity, 'held'
      from booking_hold_item`
    )
  }

  it("is not too much at once, however long the holds are", async () => {
    // A year on each of 40 resources: a lock or two, but 14,640 claims.
    const holds: string[] = []
    for (let i = 0; i < 40; i++) {
      const id = await newResource(t.world)
      holds.push((await aHold(t.call, id, days(366))).hold.id)
    }
    await makeOverdue(t.world, holds)
    expect(await expireHolds(aJob())).toEqual({ expired: 40, skipped: 0 })
    expect(await t.world.sql("select from booking_claim")).toEqual([])
  })

  it.each([100, 10_000])("is under 5 s for %i due holds", async (holds) => {
    await writeDueHolds(t.world, holds)
    const job = aJob()
    const from = performance.now()
    const result = await expireHolds(job)
    const ms = Math.round(performance.now() - from)
    process.stdout.write(`      ${holds} due holds expired in ${ms} ms\n`)
    expect(result).toEqual({ expired: holds, skipped: 0 })
    expect(ms).toBeLessThan(5000)
    expect(await statuses(t.world)).toEqual({ expired: holds })
    expect(await t.world.sql("select from booking_claim")).toEqual([])
  })
})

describe("announceExpiringHolds (R52)", () => {
  it("announces all that end soon, however many a batch has", async () => {
    const id = await newResource(t.world, { capacity: 5 })
    const ids: string[] = []
    for (let i = 0; i < 5; i++) {
      ids.push((await aHold(t.call, id, [day(10)])).hold.id)
    }
    await makeOverdue(t.world, ids, 60_000)
    expect(await announceExpiringHolds(aJob(2))).toBe(5)
    expect(await announceExpiringHolds(aJob(2))).toBe(0)
  })

  it("announces all others though one can't be, and says so at the end", async () => {
    const id = await newResource(t.world, { capacity: 5 })
    const ids: string[] = []
    for (let i = 0; i < 5; i++) {
      ids.push((await aHold(t.call, id, [day(10)])).hold.id)
    }
    await makeOverdue(t.world, ids, 60_000)
    const broken = await breakRow(t.world, "booking_hold", "id", ids[1] ?? "")
    const announce = () => announceExpiringHolds(aJob(2))
    await expect(announce()).rejects.toThrow("this row is broken")
    const unannounced = await t.world.sql(
      "select id from booking_hold where expiring_announced_at is null"
    )
    expect(unannounced).toEqual([{ id: ids[1] }])
    await broken.mend()
    expect(await announce()).toBe(1)
  })
})
