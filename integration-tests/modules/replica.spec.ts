import type { Logger } from "@medusajs/framework/types"

import ResourceBookingService from "../../src/modules/resource_booking/service"
import { aResource, createContext, type TestContext } from "../helpers/context"
import { ADMIN, day, eventually, uniqueId, type World } from "../helpers/world"

const TODAY = { start_date: day(10), end_date: day(10) }
const NOBODY = "postgres://nobody:secret@127.0.0.1:1/none"

let primary: TestContext
let copy: TestContext
let room: string
const open: ResourceBookingService[] = []

/**
 * Two databases with the same resource, whose name says which of them it is:
 * so that is seen who has answered. `npm run test:cluster` has a real standby.
 */
beforeAll(async () => {
  primary = await createContext()
  copy = await createContext()
  room = (await aResource(primary.call, { name: "primary", span: "day" })).id
  const { id } = await aResource(copy.call, { name: "copy", span: "day" })
  await copy.world.sql("update booking_resource set id = $1 where id = $2", [
    ...[room, id],
  ])
})
afterAll(async () => {
  await primary.close()
  // Whose log, by the foreign id, is none of its own.
  await copy.world.close()
})
beforeEach(async () => {
  await beat(primary.world, "10:00:00")
  await beat(copy.world, "10:00:00")
})
afterEach(async () => {
  jest.restoreAllMocks()
  const ended = open.splice(0)
  await Promise.all(ended.map((one) => one.__hooks.onApplicationShutdown()))
})

/** The newest heartbeat of all processes, as of there. */
async function beat(world: World, at: string): Promise<void> {
  await world.sql("delete from booking_process")
  await world.sql(
    `insert into booking_process (id, name, mode, version, options, ticks,
        clock_offset_ms, started_at, seen_at)
      select 'bproc_1', 'web-1:1', 'shared', '0.1.0', '{}', '{}', 0, t, t
      from cast($1 as timestamptz) t`,
    [`2026-01-01T${at}Z`]
  )
}

function server(replica_url?: string): ResourceBookingService {
  const bookings = new ResourceBookingService(
    {
      logger: { warn: () => undefined } as unknown as Logger,
      __pg_connection__: {
        client: {
          config: { connection: { connectionString: primary.world.url } },
        },
      },
    },
    {
      ...{ token_secret: "a secret of these tests", limits: "off" },
      default_timezone: "UTC",
      pool: { acquire_timeout_ms: 500, ...(replica_url && { replica_url }) },
    }
  )
  open.push(bookings)
  return bookings
}

/** Who answers a search. */
async function answeredBy(bookings: ResourceBookingService): Promise<unknown> {
  return (await bookings.searchResources(TODAY)).rows[0]?.name
}

/** What health says of the copy. */
async function health(bookings: ResourceBookingService) {
  const { checks, problems } = await bookings.checkHealth()
  const codes = problems.map(({ code }) => code)
  return [checks.replica, codes.filter((code) => code.startsWith("replica"))]
}

/** Milliseconds go by in which nobody asks for anything. */
function idle(ms: number): void {
  const now = performance.now.bind(performance)
  jest.spyOn(performance, "now").mockImplementation(() => now() + ms)
}

describe("a replica (pool.replica_url)", () => {
  it("is not there unless it is named", async () => {
    const bookings = server()
    expect(await answeredBy(bookings)).toBe("primary")
    expect(await health(bookings)).toEqual([null, []])
  })

  it("answers searches, calendars and reports, from the first on", async () => {
    const bookings = server(copy.world.url)
    const report = await bookings.reportUtilization(TODAY)
    expect(report.rows.map((row) => row.resource_name)).toEqual(["copy"])
    expect(await answeredBy(bookings)).toBe("copy")
    const calendar = await bookings.readCalendar(TODAY)
    expect(calendar.resources.map(({ name }) => name)).toEqual(["copy"])
    expect(await health(bookings)).toEqual(["follows", []])
  })

  it("is asked for nothing that decides, and for no record", async () => {
    const bookings = server(copy.world.url)
    expect(await answeredBy(bookings)).toBe("copy")
    const { rows } = await bookings.listResources()
    expect(rows.map(({ name }) => name)).toEqual(["primary"])
    expect((await bookings.retrieveResource(room)).name).toBe("primary")
    const asked = { resource_id: room, ...TODAY }
    const { resource } = await bookings.readAvailability(asked)
    expect(resource?.name).toBe("primary")
    const items = [{ resource_id: room, dates: [day(10)] }]
    const request = { items, idempotency_key: uniqueId("key") }
    const { hold } = await bookings.placeHold(request, { actor: ADMIN })
    expect((await bookings.listHolds()).rows).toMatchObject([{ id: hold.id }])
    expect(await copy.world.sql("select from booking_hold")).toEqual([])
    await bookings.releaseHold(hold.id, { admin: true }, { actor: ADMIN })
  })

  it("is believed in what there is, not in what there is not", async () => {
    const { id } = await aResource(primary.call, { name: "not there yet" })
    const bookings = server(copy.world.url)
    const report = await bookings.reportCapacity(id, day(10), day(10), "day")
    expect(report.summary.capacity).toBe(1)
    expect(await answeredBy(bookings)).toBe("copy")
    await bookings.deleteResource(id, { actor: ADMIN })
    const none = bookings.reportCapacity("bres_0", day(10), day(10), "day")
    await expect(none).rejects.toMatchObject({ code: "not_found" })
  })

  it.each([
    ["as far as the database", "10:00:00", "copy", ["follows", []]],
    ["a quarter of a minute behind", "10:00:15", "copy", ["follows", []]],
    [
      ...(["behind", "10:00:15.001", "primary"] as const),
      ["behind", ["replica_behind"]],
    ],
  ])("is %s, with the newest heartbeat of %s", async (_, at, who, said) => {
    await beat(primary.world, at)
    const bookings = server(copy.world.url)
    expect(await answeredBy(bookings)).toBe(who)
    expect(await health(bookings)).toEqual(said)
  })

  it("is used again when it has caught up", async () => {
    await beat(primary.world, "10:01:00")
    const bookings = server(copy.world.url)
    expect(await answeredBy(bookings)).toBe("primary")
    await beat(copy.world, "10:01:00")
    idle(5_001)
    // Whoever comes first has it looked at, and waits for nothing.
    expect(await answeredBy(bookings)).toBe("primary")
    await eventually(
      async () => (await answeredBy(bookings)) === "copy",
      "the copy to be asked"
    )
  })

  it("is looked at before it is asked, when nobody asked for long", async () => {
    const bookings = server(copy.world.url)
    expect(await answeredBy(bookings)).toBe("copy")
    await beat(primary.world, "11:00:00")
    idle(10_001)
    expect(await answeredBy(bookings)).toBe("primary")
  })

  it("is not used while it has heard of nobody", async () => {
    await copy.world.sql("delete from booking_process")
    const bookings = server(copy.world.url)
    expect(await answeredBy(bookings)).toBe("primary")
    expect(await health(bookings)).toEqual(["behind", ["replica_behind"]])
  })

  it("is not used while it is away, and health says so", async () => {
    const bookings = server(NOBODY)
    expect(await answeredBy(bookings)).toBe("primary")
    expect(await health(bookings)).toEqual(["away", ["replica_away"]])
  })

  it("is no cause of a failure, whatever is wrong with it", async () => {
    const bookings = server(copy.world.url)
    expect(await answeredBy(bookings)).toBe("copy")
    await copy.world.sql("alter table booking_resource rename to gone")
    expect(await answeredBy(bookings)).toBe("primary")
    await copy.world.sql("alter table gone rename to booking_resource")
  })

  it("keeps nobody waiting for more than a second", async () => {
    const bookings = server(copy.world.url)
    expect(await answeredBy(bookings)).toBe("copy")
    const locker = copy.world.process({ connections: 1 })
    const connection = await locker.db.connect()
    await connection.send(
      [{ text: "begin" }, { text: "lock table booking_resource" }],
      5_000
    )
    const began = performance.now()
    expect(await answeredBy(bookings)).toBe("primary")
    expect(performance.now() - began).toBeGreaterThan(900)
    expect(performance.now() - began).toBeLessThan(2_000)
    await connection.send([{ text: "commit" }], 5_000)
    connection.release()
  })

  it("is named in no heartbeat, which everybody on the staff may read", async () => {
    const bookings = server(NOBODY)
    await bookings.__hooks.onApplicationStart()
    await eventually(async () => {
      const rows = await primary.world.sql(
        "select from booking_process where id <> 'bproc_1'"
      )
      return rows.length > 0
    }, "the process to say that it is there")
    const said = JSON.stringify([
      await bookings.checkHealth(),
      await primary.world.sql("select * from booking_process"),
    ])
    expect(said).not.toContain("secret@")
    expect(said).not.toContain("nobody")
  })
})
