import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { type AddressInfo, createServer } from "node:net"
import { resolve } from "node:path"

import type { Shop } from "../helpers/http-shop"
import { withShop } from "../helpers/http-suite"
import { day } from "../helpers/world"
import type { StartTask } from "./started"

/** A store that was started as `medusa start` does it, in its own process. */
class StartedStore {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess
  ) {}

  static async start(
    shop: Shop,
    { silentBus = false } = {}
  ): Promise<StartedStore> {
    const child = fork(resolve(__dirname, "started.ts"), {
      execArgv: ["--no-warnings", "--import", "tsx"],
      env: {
        ...process.env,
        NODE_OPTIONS: "",
        DATABASE_URL: shop.databaseUrl,
        MEDUSA_WORKER_MODE: "shared",
        DISABLE_MEDUSA_ADMIN: "true",
      },
    })
    await once(child, "message")
    const task: StartTask = { port: await freePort(), silentBus }
    child.send(task)
    await once(child, "message")
    return new StartedStore(`http://127.0.0.1:${task.port}`, child)
  }

  /** @returns its exit code, and after how many seconds it ended */
  async terminate(): Promise<{ code: number | null; seconds: number }> {
    const start = performance.now()
    const gone = once(this.child, "exit") as Promise<[number | null]>
    this.child.kill("SIGTERM")
    const [code] = await gone
    return { code, seconds: (performance.now() - start) / 1_000 }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, "close")
  return port
}

// Each starts whole stores.
jest.setTimeout(600_000)

/** The tests' own server hears no events and has no jobs: it publishes none. */
withShop(
  { RESOURCE_BOOKING_LIMITS: "off", MEDUSA_WORKER_MODE: "server" },
  (shop) => {
    beforeEach(() => shop.empty())

    const place = async (store: StartedStore) => {
      const { id: resource_id } = await shop.createResource()
      await shop.bookings.publishEvents()
      const items = [{ resource_id, dates: [day(10)] }]
      const close = { connection: "close" }
      const client = shop.anyone.at(store.url).with(close)
      const { hold } = await shop.placeHold({ items }, client)
      return hold.id
    }

    /** The holds whose events nobody has published. */
    const owed = async () => {
      const { rows } = await shop.database.query<{ id: string }>(
        `select event_data ->> 'id' as id from booking_outbox
          where event_name like '%hold%'`
      )
      return rows.map(({ id }) => id)
    }

    describe("a server that is told to end right after a hold (R52)", () => {
      it("publishes its event first, and ends within ten seconds", async () => {
        const store = await StartedStore.start(shop)
        await place(store)
        const { code, seconds } = await store.terminate()
        expect(code).toBe(0)
        expect(await owed()).toEqual([])
        expect(seconds).toBeLessThan(10)
      })

      it("ends within ten seconds though the bus never answers, and another publishes", async () => {
        const store = await StartedStore.start(shop, { silentBus: true })
        const hold = await place(store)
        const { code, seconds } = await store.terminate()
        expect(code).toBe(0)
        expect(seconds).toBeLessThan(10)
        expect(await owed()).toEqual([hold])

        await shop.database.query(
          "update booking_outbox set not_before = '-infinity'"
        )
        const next = await StartedStore.start(shop)
        await place(next)
        await next.terminate()
        expect(await owed()).toEqual([])
      })
    })
  }
)
