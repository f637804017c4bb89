import { hostname } from "node:os"

import type { BookingProcess } from "../../src/modules/resource_booking/types"
import {
  askForTurn,
  type Database,
  Heartbeat,
  inTurn,
  parseOptions,
  processes as listProcesses,
  type ResourceBookingOptions,
  thisProcess,
  type TurnReason,
  VERSION,
} from "../engine"
import { aHold, createContext, type TestContext } from "../helpers/context"
import { type Mode, serviceAt, type StartedService } from "../helpers/service"
import {
  day,
  eventually,
  holdRow,
  makeOverdue,
  newResource,
} from "../helpers/world"

let t: TestContext
let resource: string
beforeAll(async () => {
  t = await createContext()
  resource = await newResource(t.world, { capacity: 1_000 })
})
afterAll(() => t.close())

const running: StartedService[] = []
afterEach(async () => {
  const hooks = running.splice(0).map(({ bookings }) => bookings.__hooks)
  await Promise.all(hooks.map((hook) => hook.onApplicationShutdown()))
  await t.world.sql("delete from booking_process")
  await t.world.sql("delete from booking_turn")
})

/** Nobody's scheduler ever calls it: it has its own clock, or none. */
async function started(
  mode: Mode,
  options: Parameters<typeof serviceAt>[1] = {}
): Promise<StartedService> {
  const service = serviceAt(t.world.url, options, mode)
  running.push(service)
  await service.bookings.__hooks.onApplicationStart()
  return service
}

async function aDueHold(): Promise<string> {
  const { hold } = await aHold(t.call, resource, [day(10)])
  await makeOverdue(t.world, [hold.id])
  return hold.id
}

const statusOf = async (id: string) => (await holdRow(t.world, id)).status
const isExpired = (id: string) => async () => (await statusOf(id)) === "expired"

const EXPIRED = "resource_booking.hold.expired"

it.each(["shared", "worker"] as const)(
  "a %s process expires due holds and publishes the outbox by itself",
  async (mode) => {
    const { events } = await started(mode)
    const since = Date.now()
    await eventually(isExpired(await aDueHold()), "it expires")
    await eventually(async () => events.includes(EXPIRED), "it is published")
    expect(Date.now() - since).toBeLessThan(3_000)
  }
)

it("a process that only serves does nothing of it, but is there", async () => {
  const hold = await aDueHold()
  const server = await started("server")
  const there = async () => (await t.world.sql(STATE)).length > 0
  await eventually(there, "it is there")
  await twoTicks(server)
  expect(await statusOf(hold)).toBe("active")
  const worker = await started("worker")
  await eventually(isExpired(hold), "the control: a worker does it")
  expect(worker.said).toEqual([])
})

it("with `clock: false` Medusa's scheduler does it alone", async () => {
  const hold = await aDueHold()
  const process = await started("shared", { clock: false })
  await twoTicks(process)
  expect(await statusOf(hold)).toBe("active")
  await process.bookings.clock.runDue()
  expect(await statusOf(hold)).toBe("expired")
})

it("a task that fails keeps no other from its time, and is told of", async () => {
  const failing = serviceAt(t.world.url, {}, "shared")
  running.push(failing)
  const { bookings, said } = failing
  jest.spyOn(bookings, "publishEvents").mockRejectedValue(new Error("no bus"))
  await bookings.__hooks.onApplicationStart()
  await eventually(isExpired(await aDueHold()), "it expires")
  expect(said).toEqual(["resource_booking: publish_events failed: no bus"])
})

describe("work that one process does for all", () => {
  const MINUTE = 60_000
  let databases: Database[]
  beforeAll(() => {
    databases = [1, 2, 3].map(() => t.world.process().db)
  })

  /** Three workers that look at once. @returns who did it, and why */
  async function look(answer?: boolean): Promise<TurnReason[]> {
    const done: TurnReason[] = []
    const work = {
      ...{ name: "test", everyMs: MINUTE, withinMs: MINUTE },
      run: async (reason: TurnReason) => {
        done.push(reason)
        return answer
      },
    }
    const workers = databases.map((db, n) => inTurn(db, `bproc_${n}`, work))
    await Promise.all(workers.map(({ run }) => run()))
    return done
  }

  /** Its last turn began so much longer ago. */
  const passed = (ms: number) =>
    t.world.sql(
      `update booking_turn set
        started_at = started_at - $1::int * interval '1 millisecond'`,
      [ms]
    )

  it("is done once, however many look at once, and again in its time", async () => {
    expect(await look()).toEqual(["start"])
    expect(await look()).toEqual([])
    await passed(MINUTE - 10_000)
    expect(await look()).toEqual([])
    await passed(10_000)
    expect(await look()).toEqual(["schedule"])
  })

  it("is done at once when a process asks for it, and once for all that ask", async () => {
    await look()
    await askForTurn(t.call.db, "test")
    await askForTurn(t.call.db, "test")
    expect(await look()).toEqual(["start"])
    expect(await look()).toEqual([])
  })

  it("is asked for again if it could not be done at the start", async () => {
    expect(new Set(await look(false))).toEqual(new Set(["start"]))
    expect(new Set(await look(false))).toEqual(new Set(["start"]))
    expect(await look()).toEqual(["start"])
    await passed(MINUTE)
    expect(await look(false)).toEqual(["schedule"])
    expect(await look()).toEqual([])
  })

  it("is done when the next turn comes after a process has died of it", async () => {
    const dead = inTurn(t.call.db, "bproc_dead", {
      ...{ name: "test", everyMs: MINUTE, withinMs: MINUTE },
      run: () => Promise.reject(new Error("killed")),
    })
    await expect(dead.run()).rejects.toThrow("killed")
    expect(await look()).toEqual([])
    await passed(MINUTE)
    expect(await look()).toEqual(["schedule"])
  })
})

describe("a process's heartbeat", () => {
  const SECRET = "the secret of one process"
  const TICKS = { expire_holds: { ok_seconds_ago: 0.5, failures: 0 } }

  const aHeart = (given: Partial<ResourceBookingOptions> = {}) => {
    const { db } = t.call
    const options = parseOptions({ token_secret: SECRET, ...given })
    return new Heartbeat(db, thisProcess("worker", options), () => TICKS)
  }
  const processes = () => t.call.db.query<BookingProcess>(listProcesses())

  it("says what it is, how its tasks fare, and that it ends", async () => {
    const heart = aHeart({ hold_ttl_minutes: 20 })
    await heart.beat()
    await heart.beat()
    expect(await processes()).toEqual([
      {
        id: expect.stringMatching(/^bproc_/),
        name: `${hostname()}:${process.pid}`,
        ...{ mode: "worker", version: VERSION, clock_offset_ms: 0 },
        options: expect.objectContaining({ hold_ttl_minutes: 20 }),
        ticks: TICKS,
        started_at: expect.any(String),
        stopped_at: null,
        up_seconds: expect.any(Number),
        seen_seconds_ago: expect.any(Number),
      },
    ])
    await heart.stop()
    const [stopped] = await processes()
    expect(stopped?.stopped_at).toEqual(expect.any(String))
  })

  it("tells secrets apart, and doesn't tell them", async () => {
    await aHeart().beat()
    await aHeart().beat()
    await aHeart({ token_secret: "the secret of another" }).beat()
    const secrets = (await processes()).map((p) => p.options.token_secret)
    expect(secrets[0]).toMatch(/^[0-9a-f]{4}$/)
    expect(secrets[1]).toBe(secrets[0])
    expect(secrets[2]).not.toBe(secrets[0])
  })

  it("compares no options that a process may have of its own", async () => {
    await aHeart().beat()
    await aHeart({ pool: { max: 20 }, clock: false }).beat()
    const [first, second] = await processes()
    expect(second?.options).toEqual(first?.options)
  })

  it.each([
    ["ahead", 7_000],
    ["behind", -7_000],
  ])("measures a clock that is %s", async (_, wrong) => {
    const now = Date.now
    const clock = jest
      .spyOn(Date, "now")
      .mockImplementation(() => now() + wrong)
    await aHeart().beat()
    clock.mockRestore()
    const [{ clock_offset_ms = 0 } = {}] = await processes()
    expect(Math.abs(clock_offset_ms - wrong)).toBeLessThan(1_000)
  })

  it("forgets those that were not seen for an hour", async () => {
    await aHeart().beat()
    await t.world.sql(`update booking_process
      set seen_at = seen_at - interval '61 minutes', name = 'old'`)
    await aHeart().beat()
    const rows = await t.world.sql("select name from booking_process")
    expect(rows).toEqual([{ name: `${hostname()}:${process.pid}` }])
  })
})

describe("when a process starts and ends", () => {
  it("its row is written, and reconciliation is asked for", async () => {
    const service = await started("server")
    const there = async () => (await t.world.sql(STATE)).length > 0
    await eventually(there, "it is there")
    expect(await t.world.sql(STATE)).toEqual([
      { mode: "server", ticks: {}, is_stopped: false },
    ])
    expect(
      await t.world.sql("select name, is_asked from booking_turn")
    ).toEqual([{ name: "reconciliation", is_asked: true }])
    await service.bookings.__hooks.onApplicationShutdown()
    running.length = 0
    expect(await t.world.sql(STATE)).toMatchObject([{ is_stopped: true }])
  })

  it("it does so without the database, too, and says what it could not do", async () => {
    const nowhere = "postgres://nobody@127.0.0.1:1/none"
    const { bookings, said } = serviceAt(nowhere)
    await bookings.__hooks.onApplicationStart()
    await bookings.__hooks.onApplicationShutdown()
    expect(said.join()).toContain("reconciliation was not requested at startup")
  })

  it("it says once which time zone it uses, if it was told none", async () => {
    const { said } = await started("shared", { default_timezone: undefined })
    expect(said).toEqual([
      expect.stringMatching(/default_timezone is not set.*Australia\/Brisbane/),
    ])
  })
})

const STATE = `select mode, ticks, stopped_at is not null as is_stopped
  from booking_process`

/** Waits until a process's timers have gone off twice more. */
async function twoTicks({ bookings }: StartedService): Promise<void> {
  let ticks = 0
  bookings.clock.every({
    ...{ name: "probe", everyMs: 1_000, withinMs: 1_000, everywhere: true },
    run: () => Promise.resolve(ticks++),
  })
  await eventually(async () => ticks >= 2, "its clock goes")
}
