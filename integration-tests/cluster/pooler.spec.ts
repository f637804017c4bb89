import { Client } from "@medusajs/framework/pg"

import type { HoldAnswer } from "../../src/modules/resource_booking/types"
import {
  auditInvariants,
  type Call,
  checkHealth,
  confirmHold,
  connectionOf,
  Database,
  expireHolds,
  publishEvents,
  runReconciliation,
  searchResources,
} from "../engine"
import {
  aHold,
  aResource,
  createContext,
  type TestContext,
} from "../helpers/context"
import { processAt } from "../helpers/process"
import { ADMIN, day, JOB, makeOverdue, uniqueId } from "../helpers/world"
import { type Pooler, startPooler } from "./pooler"

/** Fewer than the processes have: they share them by the transaction. */
const CONNECTIONS = 4
const PROCESSES = 4

let t: TestContext
let pooler: Pooler
let url: string
beforeAll(async () => {
  t = await createContext()
  pooler = await startPooler(t.world.url, CONNECTIONS)
  url = pooler.through(t.world.url)
})
afterAll(async () => {
  await pooler.stop()
  await t.close()
})

const open: Database[] = []
function servers(prepared_statements = true): Call[] {
  return Array.from({ length: PROCESSES }, () => {
    const process = processAt(url, {
      ...{ connections: 8, options: { pool: { prepared_statements } } },
    })
    open.push(process.db)
    return { ...process, actor: ADMIN }
  })
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((db) => db.close()))
})

/** Clients of the pooler that know nothing of the module. */
async function withClients<T>(
  count: number,
  work: (clients: Client[]) => Promise<T>
): Promise<T> {
  const clients = Array.from(
    { length: count },
    () => new Client({ connectionString: url })
  )
  await Promise.all(clients.map((client) => client.connect()))
  try {
    return await work(clients)
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
}

/** What each of the pooler's sessions has, one after the other. */
async function settingsOfAllSessions(names: string[]): Promise<string[][]> {
  const shown = names.map((name) => `current_setting('${name}')`).join(", ")
  return withClients(CONNECTIONS, async (clients) => {
    await Promise.all(clients.map((client) => client.query("begin")))
    const rows = await Promise.all(
      clients.map((client) =>
        client.query<{ s: string[] }>(`select array[${shown}] as s`)
      )
    )
    await Promise.all(clients.map((client) => client.query("rollback")))
    return rows.map((result) => result.rows[0]?.s ?? [])
  })
}

/** How many processes may give names in the end, at least and at most. */
function expectedToKeep(named: boolean): [least: number, most: number] {
  if (!named) {
    return [0, 0]
  }
  return pooler.knowsNames ? [PROCESSES, PROCESSES] : [0, PROCESSES - 1]
}

const sessionLocks = () =>
  t.world.sql(
    `select classid, objid from pg_locks where locktype = 'advisory'
      and database = (select oid from pg_database
        where datname = current_database())`
  )

describe("what a pooler does to sessions, without the module", () => {
  it("refuses a timeout as a parameter of the start", async () => {
    const client = new Client({
      ...{ connectionString: url, statement_timeout: 5_000 },
    })
    await expect(client.connect()).rejects.toThrow(
      "unsupported startup parameter: statement_timeout"
    )
  })

  it("gives others what one has set, and keeps its locks when it is gone", async () => {
    await withClients(1, async ([client]) => {
      await client?.query("set statement_timeout = '300s'")
      await client?.query("select pg_advisory_lock(0, 1)")
    })
    const settings = await settingsOfAllSessions(["statement_timeout"])
    expect(settings.flat()).toContain("5min")
    expect(await sessionLocks()).toHaveLength(1)
    await t.world.sql(
      `select pg_terminate_backend(pid) from pg_locks
        where locktype = 'advisory' and (classid, objid) = (0, 1)`
    )
  })
})

describe.each([
  ["with names for statements, unless they turn out to be lost", true],
  ["without names for statements", false],
])("four servers behind PgBouncer by transactions, %s", (_, named) => {
  it("sell the last units once, and leave nothing behind in its sessions", async () => {
    const calls = servers(named)
    const { id } = await aResource(t.call, { default_capacity: 5 })
    const hold = (call: Call, date = day(10)) => aHold(call, id, [date])

    // All at once, and whatever else the servers do.
    const rush = calls.flatMap((call) =>
      Array.from({ length: 20 }, () => hold(call))
    )
    const others = calls.flatMap((call) => [
      searchResources(call, { start_date: day(10), end_date: day(11) }),
      auditInvariants(call),
      checkHealth(call, 1),
      expireHolds({ ...call, actor: JOB }),
      publishEvents(call, async () => undefined),
    ])
    const outcomes = await Promise.allSettled(rush)
    await Promise.all(others)
    const won = outcomes.flatMap((o) =>
      o.status === "fulfilled" ? [o.value] : []
    )
    expect(won).toHaveLength(5)
    const codes = outcomes.flatMap((o) =>
      o.status === "rejected" ? [(o.reason as { code: string }).code] : []
    )
    expect(new Set(codes)).toEqual(new Set(["sold_out"]))

    // Three are sold by any server, two end and are sold again.
    const [sold, ended] = [won.slice(0, 3), won.slice(3)]
    await Promise.all(sold.map((one, i) => confirm(calls[i % 4] as Call, one)))
    await makeOverdue(
      t.world,
      ended.map((one) => one.hold.id)
    )
    const [call] = calls as [Call]
    const expired = await expireHolds({ ...call, actor: JOB })
    expect(expired.skipped).toBe(0)
    const again = await Promise.allSettled(calls.map((one) => hold(one)))
    expect(again.filter((o) => o.status === "fulfilled")).toHaveLength(2)

    // By turns, and two at once.
    for (let round = 0; round < 3; round++) {
      const { finished_at } = await reconcile(calls[round] as Call)
      expect(finished_at).not.toBeNull()
    }
    const both = await Promise.allSettled(calls.slice(0, 2).map(reconcile))
    expect(both.map((o) => o.status).sort()).not.toEqual([
      ...["rejected", "rejected"],
    ])
    expect(await auditInvariants(call)).toEqual([])

    // One that has not met with a session of another's may not know yet.
    const [least, most] = expectedToKeep(named)
    const kept = calls.filter((one) => one.db.shared.keepsNames).length
    expect(kept).toBeGreaterThanOrEqual(least)
    expect(kept).toBeLessThanOrEqual(most)
    expect(await sessionLocks()).toEqual([])
    const names = ["statement_timeout", "lock_timeout", "plan_cache_mode"]
    const settings = await settingsOfAllSessions([...names, "search_path"])
    expect(settings).toEqual(
      settings.map(() => ["0", "0", "auto", '"$user", public'])
    )
  })
})

it("a store in a schema of its own reads there, and nobody else does", async () => {
  await t.world.sql("create schema shop")
  await t.world.sql("create table shop.mark as select 'shop' as name")
  await t.world.sql("create table public.mark as select 'public' as name")
  const { options } = servers()[0]?.db as Database
  const searchPath = "shop"
  const connection = connectionOf({
    client: { config: { connection: { connectionString: url }, searchPath } },
  })
  const shop = new Database({ ...options, ...connection })
  open.push(shop)
  const read = (db: Database) =>
    db.query({ text: "select name from mark", name: "booking_test_mark" })
  const { db } = servers(false)[0] as Call
  for (let i = 0; i < 2 * CONNECTIONS; i++) {
    expect(await Promise.all([shop, db].map(read))).toEqual([
      [{ name: "shop" }],
      [{ name: "public" }],
    ])
  }
})

function confirm(call: Call, { hold }: HoldAnswer) {
  return confirmHold(call, { hold_id: hold.id, order_id: uniqueId("order") })
}

const reconcile = (call: Call) =>
  runReconciliation(call, { trigger: "demand", dry_run: false }, async () => ({
    ...{ checked: 1, details: [] },
  }))
