import type { Logger } from "@medusajs/framework/types"
import ResourceBookingService from "../../src/modules/resource_booking/service"
import type { HealthProblem } from "../../src/modules/resource_booking/types"
import { aResource, createContext, type TestContext } from "../helpers/context"
import { ADMIN, day, eventually, uniqueId } from "../helpers/world"

const TODAY = { start_date: day(10), end_date: day(10) }

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
beforeEach(() => beatOnCopy(0))
afterEach(async () => {
  const ended = open.splice(0)
  await Promise.all(ended.map((one) => one.__hooks.onApplicationShutdown()))
})

/** The newest heartbeat that has come over is so old. */
async function beatOnCopy(secondsAgo: number): Promise<void> {
  await copy.world.sql("delete from booking_process")
  await copy.world.sql(
    `insert into booking_process (id, name, mode, version, options, ticks,
        clock_offset_ms, started_at, seen_at)
      values ('bproc_1', 'web-1:1', 'shared', '0.1.0', '{}', '{}', 0, now(),
        clock_timestamp() - $1 * interval '1 second')`,
    [secondsAgo]
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

/** A server that has looked at its copy. */
async function looking(replica_url: string) {
  const bookings = server(replica_url)
  const { checks, problems } = await bookings.checkHealth()
  const codes = problems.map(({ code }: HealthProblem) => code)
  return { bookings, replica: checks.replica, codes }
}

describe("a replica (pool.replica_url)", () => {
  it("is not there unless it is named", async () => {
    const bookings = server()
    expect(await answeredBy(bookings)).toBe("primary")
    expect((await bookings.checkHealth()).checks.replica).toBeNull()
  })

  it("answers searches, calendars and reports", async () => {
    const { bookings, replica, codes } = await looking(copy.world.url)
    expect(replica).toBe("follows")
    expect(codes).not.toContain("replica_away")
    expect(await answeredBy(bookings)).toBe("copy")
    const calendar = await bookings.readCalendar(TODAY)
    expect(calendar.resources.map(({ name }) => name)).toEqual(["copy"])
    // Reports have connections of their own, and look for themselves.
    await eventually(async () => {
      const { rows } = await bookings.reportUtilisation(TODAY)
      return rows.some(({ resource_name }) => resource_name === "copy")
    }, "a report to come from the copy")
  })

  it("is asked for nothing that decides, and for no record", async () => {
    const { bookings } = await looking(copy.world.url)
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

  it("is used up to half a minute behind", async () => {
    await beatOnCopy(29)
    const { bookings, replica } = await looking(copy.world.url)
    expect(replica).toBe("follows")
    expect(await answeredBy(bookings)).toBe("copy")
  })

  it("is not used further behind, and health says so", async () => {
    await beatOnCopy(31)
    const { bookings, replica, codes } = await looking(copy.world.url)
    expect([replica, codes]).toEqual([
      "behind",
      expect.arrayContaining(["replica_behind"]),
    ])
    expect(await answeredBy(bookings)).toBe("primary")
    await beatOnCopy(0)
    await bookings.checkHealth()
    expect(await answeredBy(bookings)).toBe("copy")
  })

  it("is not used while it has heard of nobody", async () => {
    await copy.world.sql("delete from booking_process")
    const { bookings, replica } = await looking(copy.world.url)
    expect(replica).toBe("behind")
    expect(await answeredBy(bookings)).toBe("primary")
  })

  it("is not used while it is away, and health says so", async () => {
    const url = "postgres://nobody@127.0.0.1:1/none"
    const { bookings, replica, codes } = await looking(url)
    expect([replica, codes]).toEqual([
      "away",
      expect.arrayContaining(["replica_away"]),
    ])
    expect(await answeredBy(bookings)).toBe("primary")
  })

  it("that goes away in the middle is followed by the database's answer", async () => {
    const { bookings } = await looking(copy.world.url)
    await copy.world.sql("alter table booking_resource rename to gone")
    await copy.world.sql("create table booking_resource (id text)")
    const locker = copy.world.process({ connections: 1 })
    const connection = await locker.db.connect()
    await connection.send(
      [{ text: "begin" }, { text: "drop table booking_resource" }],
      5_000
    )
    await connection.send(
      [{ text: "alter table gone rename to booking_resource" }],
      5_000
    )
    const answer = answeredBy(bookings)
    await eventually(async () => {
      const ended = await copy.world.sql(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where wait_event_type = 'Lock' and datname = current_database()`
      )
      return ended.length > 0
    }, "the search to wait at the copy")
    expect(await answer).toBe("primary")
    await connection.send([{ text: "commit" }], 5_000)
    connection.release()
  })
})
