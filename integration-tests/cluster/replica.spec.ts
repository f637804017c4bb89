import { Client } from "@medusajs/framework/pg"
import type { Logger } from "@medusajs/framework/types"

import ResourceBookingService from "../../src/modules/resource_booking/service"
import { aResource, createContext, type TestContext } from "../helpers/context"
import { type Proxy, startProxy } from "../helpers/proxy"
import {
  ADMIN,
  day,
  eventually,
  uniqueId,
  type World,
  worldAt,
} from "../helpers/world"
import { type Pair, startPair } from "./pair"

const TODAY = { start_date: day(10), end_date: day(10) }
const AT_ONCE_MS = 1_500

let pair: Pair
let primary: TestContext
let standby: World
let network: Proxy
let server: ResourceBookingService
let room: string

beforeAll(async () => {
  pair = await startPair()
  process.env.TEST_DATABASE_URL = pair.primary
  primary = await createContext()
  const there = new URL(pair.standby)
  there.pathname = new URL(primary.world.url).pathname
  room = (await aResource(primary.call, { name: "at first" })).id
  await beat(0)
  await eventually(() => hasCaughtUp(there.toString()), "the standby to follow")
  standby = worldAt(there.toString())
  network = await startProxy(there.toString())
  server = aServer(network.url)
  expect((await server.checkHealth()).checks.replica).toBe("follows")
})
afterAll(async () => {
  await server?.__hooks.onApplicationShutdown()
  await standby?.close()
  await network?.close()
  await primary?.close()
  await pair?.stop()
})
afterEach(async () => {
  await standby.sql("select pg_wal_replay_resume()")
  await caughtUp()
})

function aServer(
  replica_url: string | undefined,
  url = primary.world.url
): ResourceBookingService {
  return new ResourceBookingService(
    {
      logger: { warn: () => undefined } as unknown as Logger,
      __pg_connection__: {
        client: { config: { connection: { connectionString: url } } },
      },
    },
    {
      ...{ token_secret: "a secret of these tests", limits: "off" },
      ...{ default_timezone: "UTC", pool: { replica_url } },
    }
  )
}

/** What processes write every ten seconds. */
async function beat(secondsFromNow: number): Promise<void> {
  await primary.world.sql(
    `insert into booking_process (id, name, mode, version, options, ticks,
        clock_offset_ms, started_at, seen_at)
      values ('bproc_1', 'web-1:1', 'shared', '0.1.0', '{}', '{}', 0, now(),
        now() + $1 * interval '1 second')
      on conflict (id) do update set seen_at = excluded.seen_at`,
    [secondsFromNow]
  )
}

async function hasCaughtUp(url: string): Promise<boolean> {
  const [row] = await primary.world.sql<{ lsn: string }>(
    "select pg_current_wal_lsn()::text as lsn"
  )
  const there = worldAt(url)
  try {
    const [has] = await there.sql<{ it: boolean }>(
      "select pg_last_wal_replay_lsn() >= $1::pg_lsn as it",
      [row?.lsn]
    )
    return has?.it === true
  } catch {
    return false // no such database yet
  } finally {
    await there.close()
  }
}

const caughtUp = () =>
  eventually(() => hasCaughtUp(standby.url), "the standby to follow")

/** From now on the standby shows what was there until now. */
async function pause(): Promise<void> {
  await caughtUp()
  await standby.sql("select pg_wal_replay_pause()")
  await eventually(async () => {
    const [row] = await standby.sql<{ state: string }>(
      "select pg_get_wal_replay_pause_state() as state"
    )
    return row?.state === "paused"
  }, "the standby to stand still")
}

const rename = (name: string) =>
  server.updateResource(room, { name }, { actor: ADMIN })

/** The room's name, from a search; and how long that took. */
async function search() {
  const began = performance.now()
  const { rows } = await server.searchResources({ ...TODAY, q: undefined })
  const found = rows.find(({ id }) => id === room)
  return { name: found?.name, ms: performance.now() - began }
}

/** Who answers a search, while the standby shows what was there before. */
async function answerer(): Promise<"standby" | "primary"> {
  await rename("before")
  await pause()
  await rename("after")
  const { name } = await search()
  await standby.sql("select pg_wal_replay_resume()")
  await caughtUp()
  return name === "before" ? "standby" : "primary"
}

/** Reading resources takes its time, at the standby only. */
async function slowThere(): Promise<() => Promise<void>> {
  await primary.world.sql("alter table booking_resource rename to slow")
  await primary.world.sql(
    `create view booking_resource as select slow.* from slow, (select
      pg_sleep(case when pg_is_in_recovery() then 0.7 else 0 end)) s`
  )
  await caughtUp()
  return async () => {
    await primary.world.sql("drop view booking_resource")
    await primary.world.sql("alter table slow rename to booking_resource")
    await caughtUp()
  }
}

/** How many statements the standby has broken off for news of their rows. */
async function conflicts(): Promise<number> {
  const [row] = await standby.sql<{ count: number }>(
    `select confl_snapshot::int as count from pg_stat_database_conflicts
      where datname = current_database()`
  )
  return row?.count ?? 0
}

/** Sessions tell what they have counted now and then, and when they end. */
async function endSessionsThere(): Promise<void> {
  await standby.sql(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`
  )
}

async function outsideTransaction(text: string): Promise<void> {
  const client = new Client({ connectionString: primary.world.url })
  await client.connect()
  await client.query(text)
  await client.end()
}

async function codes(): Promise<string[]> {
  const { problems } = await server.checkHealth()
  return problems.map(({ code }) => code).filter((c) => c.startsWith("replica"))
}

describe("a standby that is read from (pool.replica_url)", () => {
  it("answers searches, calendars and reports, as of the moment that it has come to", async () => {
    const group = await server.createGroup(
      { name: "Kayaks", type: "equipment" },
      { actor: ADMIN }
    )
    await server.updateResource(room, { group_id: group.id }, { actor: ADMIN })
    await rename("before")
    await pause()
    await rename("after")
    await server.updateGroup(group.id, { name: "Boats" }, { actor: ADMIN })

    expect((await search()).name).toBe("before")
    const groups = await server.searchGroups(TODAY)
    expect(groups.rows.map(({ name }) => name)).toEqual(["Kayaks"])
    const calendar = await server.readCalendar(TODAY)
    expect(calendar.resources.map(({ name }) => name)).toEqual(["before"])
    const report = await server.reportUtilization(TODAY)
    expect(report.rows.map((row) => row.resource_name)).toEqual(["before"])

    // Records, lists and a resource's availability are as of now.
    expect((await server.retrieveResource(room)).name).toBe("after")
    const { rows } = await server.listResources()
    expect(rows.map(({ name }) => name)).toEqual(["after"])
    const asked = { resource_id: room, ...TODAY }
    const { resource } = await server.readAvailability(asked)
    expect(resource?.name).toBe("after")

    await standby.sql("select pg_wal_replay_resume()")
    await caughtUp()
    expect((await search()).name).toBe("after")
  })

  it("is able to answer all that is read there: nothing of it writes", async () => {
    const alone = aServer(undefined, standby.url)
    const stay = { ...TODAY, q: "o", type: "equipment", quantity: 1 }
    const report = { ...TODAY, group_by: "week" as const }
    const answers = await Promise.all([
      alone.searchResources(stay),
      alone.searchGroups(stay),
      alone.readCalendar({ ...TODAY, q: "o" }),
      alone.reportCapacity(room, day(10), day(16), "week"),
      alone.reportUtilization(report),
      alone.reportFunnel(report),
      alone.reportExpirations(report),
      alone.reportAllocations(report),
      alone.listSoldAllocations(report),
    ])
    expect(answers).toHaveLength(9)
    // Which it would not be if it wrote.
    const input = { name: "Kayaks", type: "equipment" }
    const write = alone.createGroup(input, { actor: ADMIN })
    await expect(write).rejects.toMatchObject({ code: "busy" })
    await alone.__hooks.onApplicationShutdown()
  })

  it("decides nothing: what it still shows as free is sold once", async () => {
    await pause()
    const hold = () =>
      server.placeHold(
        {
          items: [{ resource_id: room, dates: [day(10)] }],
          idempotency_key: uniqueId("key"),
        },
        { actor: ADMIN }
      )
    const { hold: held } = await hold()
    expect((await search()).name).toBeDefined()
    await expect(hold()).rejects.toMatchObject({ code: "sold_out" })
    const calendar = await server.readCalendar(TODAY)
    expect(calendar.resources[0]?.held).toEqual([0])
    const mine = await server.retrieveHold(held.id, { admin: true })
    expect(mine.hold.status).toBe("active")
    await server.releaseHold(held.id, { admin: true }, { actor: ADMIN })
  })

  it("says nobody no: what it has not heard of is looked up in the database", async () => {
    await pause()
    const { id } = await aResource(primary.call, { name: "new" })
    const report = await server.reportCapacity(id, day(10), day(10), "day")
    expect(report.summary.capacity).toBe(1)
    await server.deleteResource(id, { actor: ADMIN })
    expect((await search()).name).toBe("after")
  })

  it("gives way to the database when it is in the way of news", async () => {
    const real = await slowThere()
    try {
      const before = await conflicts()
      const answer = search()
      await eventually(async () => {
        const rows = await standby.sql(
          "select from pg_stat_activity where wait_event = 'PgSleep'"
        )
        return rows.length > 0
      }, "the search to be at the standby")
      // Vacuum takes away what the search still sees.
      await primary.world.sql("update slow set name = 'news'")
      await outsideTransaction("vacuum slow")
      expect((await answer).name).toBe("news")
      await endSessionsThere()
      await eventually(
        async () => (await conflicts()) > before,
        "the conflict to be counted"
      )
    } finally {
      await real()
    }
    expect(await answerer()).toBe("standby")
    expect(await codes()).toEqual([])
  })

  it("is not used while it is too far behind, and health says so", async () => {
    await rename("before")
    await beat(0)
    await pause()
    await rename("after")
    await beat(3_600)
    expect(await codes()).toEqual(["replica_behind"])
    expect((await search()).name).toBe("after")
    await standby.sql("select pg_wal_replay_resume()")
    await caughtUp()
    expect(await codes()).toEqual([])
    expect(await answerer()).toBe("standby")
  })

  it("gives way when its connections are silent, and is used again when it answers", async () => {
    expect(await answerer()).toBe("standby")
    network.cutAll()
    await rename("during")
    const { name, ms } = await search()
    expect(name).toBe("during")
    expect(ms).toBeLessThan(AT_ONCE_MS)
    expect(await codes()).toEqual(["replica_away"])
    expect((await search()).ms).toBeLessThan(200)
    network.restore()
    expect(await codes()).toEqual([])
    expect(await answerer()).toBe("standby")
  })

  it("may stop, at which health says so, and is used again when it is back", async () => {
    await pair.stopStandby()
    await rename("during")
    const { name, ms } = await search()
    expect(name).toBe("during")
    expect(ms).toBeLessThan(AT_ONCE_MS)
    expect(await codes()).toEqual(["replica_away"])
    const report = await server.reportUtilization(TODAY)
    expect(report.rows.map((row) => row.resource_name)).toEqual(["during"])
    await pair.startStandby()
    await caughtUp()
    expect(await codes()).toEqual([])
    expect(await answerer()).toBe("standby")
  })
})
