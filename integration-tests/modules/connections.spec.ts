import {
  type Call,
  checkHealth,
  createResource,
  readAvailability,
} from "../engine"
import {
  aHold,
  aResource,
  createContext,
  refusalOf,
  type TestContext,
} from "../helpers/context"
import { processAt, type ProcessOptions } from "../helpers/process"
import { type Proxy, startProxy } from "../helpers/proxy"
import { ADMIN, day, eventually, uniqueId } from "../helpers/world"

let t: TestContext
let id: string
beforeAll(async () => {
  t = await createContext()
  id = (await aResource(t.call, { default_capacity: 99 })).id
})
afterAll(() => t.close())

const read = (call: Call) =>
  readAvailability(call, {
    resource_id: id,
    start_date: day(10),
    end_date: day(11),
  })

async function withProcess(
  url: string,
  options: ProcessOptions,
  work: (call: Call) => Promise<void>
): Promise<void> {
  const call = { ...processAt(url, options), actor: ADMIN }
  try {
    await work(call)
  } finally {
    await call.db.close()
  }
}

// Crowds on such a network, and commits that are not answered, are in
// integration-tests/cluster.
describe("a connection whose other end has vanished", () => {
  let proxy: Proxy
  beforeEach(async () => (proxy = await startProxy(t.world.url)))
  afterEach(() => proxy.close())

  it("is destroyed at the end of the statement's time, and those as silent with it", async () => {
    const options = {
      connections: 3,
      options: { statement_timeout_ms: 200 },
    }
    await withProcess(proxy.url, options, async (call) => {
      await Promise.all([read(call), read(call), read(call)])
      expect(call.db.stats().holds).toMatchObject({ total: 3, idle: 3 })
      proxy.cutOpen()
      const started = performance.now()
      const { code } = await refusalOf(read(call))
      expect(code).toBe("busy")
      expect(performance.now() - started).toBeGreaterThan(390)
      expect(performance.now() - started).toBeLessThan(1_000)

      await read(call)
      expect(proxy.connected()).toBe(4)
      expect(call.db.stats().holds).toMatchObject({ total: 1, idle: 1 })
    })
  })
})

describe("a server that only reads, as after a failover", () => {
  const setReadOnly = (value: "on" | "off") =>
    t.world.sql(`begin; set transaction read write;
      do $$ begin execute format('alter database %I
        set default_transaction_read_only = ${value}', current_database());
      end $$; commit`)

  it("makes changes busy, drops their connections and is seen in health, until it writes again", async () => {
    await setReadOnly("on")
    try {
      await withProcess(t.world.url, {}, async (call) => {
        await read(call)
        for (const change of [
          () => aHold(call, id, [day(10)]),
          () => createResource(call, KAYAK),
        ]) {
          expect((await refusalOf(change())).code).toBe("busy")
        }
        expect(call.db.stats().holds).toMatchObject({ total: 0 })
        expect(await checkHealth(call, 1)).toMatchObject({
          status: "degraded",
          checks: { database: "read_only" },
        })

        await setReadOnly("off")
        await aHold(call, id, [day(10)])
        expect(await checkHealth(call, 1)).toMatchObject({
          status: "healthy",
          checks: { database: "up" },
        })
      })
    } finally {
      await setReadOnly("off")
    }
  })

  it("is left for one that writes within the same call", async () => {
    await setReadOnly("on")
    try {
      await withProcess(t.world.url, { connections: 1 }, async (call) => {
        await read(call)
        await setReadOnly("off")
        // Its connection still belongs to the one that only reads.
        await aHold(call, id, [day(10)])
      })
    } finally {
      await setReadOnly("off")
    }
  })
})

const KAYAK = {
  ...{ name: "Kayak", type: "equipment", span: "day" as const },
  ...{ timezone: "UTC", default_capacity: 1 },
}

describe("a server without a free connection", () => {
  it("is asked again until one comes free, within the time to acquire", async () => {
    const role = uniqueId("role").toLowerCase()
    await t.world.sql(
      `create role ${role} login password 'x' connection limit 1`
    )
    await t.world.sql(`grant all on all tables in schema public to ${role}`)
    const url = new URL(t.world.url)
    url.username = role
    url.password = "x"
    const pool = { acquire_timeout_ms: 500 }
    const [first, second] = [0, 1].map(() =>
      processAt(url.toString(), { options: { pool } })
    ) as [Call, Call]
    await read(first)
    expect((await refusalOf(read(second))).code).toBe("busy")

    const waiting = read(second)
    await eventually(
      async () => second.db.stats().holds?.total === 1,
      "it is being asked"
    )
    await first.db.close()
    expect(await waiting).toMatchObject({ resource: { id } })

    await second.db.close()
    await t.world.sql(`drop owned by ${role}; drop role ${role}`)
  })
})
