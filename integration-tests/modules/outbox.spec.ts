import {
  checkHealth,
  noteDelivery,
  type OperationContext,
  probeBus,
  type PublishedEvent,
  publishEvents,
  TimedBus,
  transact,
} from "../engine"
import {
  aHold,
  aResource,
  createContext,
  refusalOf,
  type TestContext,
} from "../helpers/context"
import { day, eventually, leasesRunOut } from "../helpers/world"

let t: TestContext
let resource: string
beforeAll(async () => {
  t = await createContext()
  resource = (await aResource(t.call, { default_capacity: 999 })).id
})
afterAll(() => t.close())
beforeEach(() => t.world.sql("delete from booking_outbox"))

const place = (ctx = t.call) =>
  aHold({ ...t.call, ...ctx }, resource, [day(10)])

/** A bus that takes nothing until it is told to, and counts what it is asked. */
function aSilentBus(limitMs = 20) {
  const asked: PublishedEvent[][] = []
  const answers: ((said?: Error) => void)[] = []
  const bus = new TimedBus(
    (events) =>
      new Promise<void>((resolve, reject) => {
        asked.push(events)
        answers.push((said) => (said ? reject(said) : resolve()))
      }),
    limitMs
  )
  return { bus, asked, answers }
}

const idsOf = (events: PublishedEvent[]) => events.map(({ data }) => data.id)

async function published(ctx: OperationContext): Promise<PublishedEvent[]> {
  const told: PublishedEvent[] = []
  await publishEvents(ctx, async (events) => void told.push(...events))
  return told
}

/** What waits, as far as a test compares it. */
const waiting = () =>
  t.world.sql(
    `select event_data ->> 'id' as id, failures, lease is not null as taken,
        round(extract(epoch from greatest(not_before, clock_timestamp())
          - clock_timestamp()))::int as seconds
      from booking_outbox order by seq`
  )

describe("a bus that never answers", () => {
  it("holds no connection: buyers are served, all the others are free", async () => {
    const shop = t.world.process({ connections: 2 })
    const { bus, asked, answers } = aSilentBus(60_000)
    const runs: Promise<number>[] = []
    for (let run = 1; run <= 4; run++) {
      await place()
      runs.push(publishEvents(shop, bus.emit))
      await eventually(async () => asked.length === run, "the bus is asked")
    }
    await place(shop)
    const { total = 0, idle, waiting } = shop.db.stats().holds ?? {}
    expect({ idle, waiting }).toEqual({ idle: total, waiting: 0 })
    answers.forEach((answer) => answer())
    expect(await Promise.all(runs)).toEqual([1, 1, 1, 1])
  })

  it("would make buyers wait in vain if it were asked in a transaction", async () => {
    const options = { pool: { acquire_timeout_ms: 500 } }
    const shop = t.world.process({ connections: 2, options })
    let asked = 0
    let answer = () => {}
    const answered = new Promise<void>((resolve) => (answer = resolve))
    const old = [1, 2].map(() =>
      transact(shop.db, async (tx) => {
        await tx.query({ text: "select from booking_outbox" })
        asked++
        await answered
      })
    )
    await eventually(async () => asked === 2, "both have asked")
    expect((await refusalOf(place(shop))).code).toBe("busy")
    answer()
    await Promise.all(old)
  })

  it("is given up, and what it was told comes from another process", async () => {
    const { hold } = await place()
    const { bus, asked } = aSilentBus()
    const run = publishEvents(t.world.process(), bus.emit)
    await expect(run).rejects.toThrow("is not responding")
    expect(asked.map(idsOf)).toEqual([[hold.id]])
    expect(await waiting()).toMatchObject([{ taken: true, failures: 0 }])

    const other = t.world.process()
    expect(await published(other)).toEqual([])
    await leasesRunOut(t.world)
    expect(idsOf(await published(other))).toEqual([hold.id])
  })

  it("is believed when it answers late: nothing comes twice", async () => {
    await place()
    const { bus, asked, answers } = aSilentBus()
    const run = publishEvents(t.world.process(), bus.emit)
    await expect(run).rejects.toThrow("is not responding")
    answers[0]?.()
    await eventually(async () => (await waiting()).length === 0, "it is gone")
    expect(asked).toHaveLength(1)
  })

  it("can't take away what another process has by then", async () => {
    const { hold } = await place()
    const { bus, answers } = aSilentBus()
    const late = t.world.process()
    const run = publishEvents(late, bus.emit)
    await expect(run).rejects.toThrow("is not responding")
    await leasesRunOut(t.world)
    const told: PublishedEvent[] = []
    await publishEvents(t.world.process(), async (events) => {
      answers[0]?.()
      // Its connection is used for one thing after the other.
      await late.db.query({ text: "select" })
      await late.db.query({ text: "select" })
      told.push(...events)
      expect(await waiting()).toMatchObject([{ id: hold.id, taken: true }])
    })
    expect(idsOf(told)).toEqual([hold.id])
    expect(await waiting()).toEqual([])
  })

  it("is told nothing more until it has answered", async () => {
    const { bus, asked, answers } = aSilentBus()
    expect([bus.isSilent, bus.owesAnswer]).toEqual([false, false])
    const asking = bus.emit([])
    expect([bus.isSilent, bus.owesAnswer]).toEqual([false, true])
    await expect(asking).rejects.toThrow("is not responding")
    expect(bus.isSilent).toBe(true)
    answers[0]?.(new Error("it was away"))
    await eventually(async () => !bus.isSilent, "it has answered")
    expect(bus.owesAnswer).toBe(false)
    const again = bus.emit([])
    answers[1]?.()
    await again
    expect(asked).toHaveLength(2)
  })

  it("is asked again after a while, should it have lost the question", async () => {
    const bus = new TimedBus(() => new Promise<void>(() => undefined), 1, 50)
    await expect(bus.emit([])).rejects.toThrow("is not responding")
    expect(bus.isSilent).toBe(true)
    await eventually(async () => !bus.isSilent, "it has been given up")
  })

  it("stops a batch that is offered one by one, and gives the rest back", async () => {
    const holds = [await place(), await place(), await place()]
    const [first, second, third] = holds.map(({ hold }) => hold.id)
    let calls = 0
    const bus = new TimedBus(async () => {
      calls++
      if (calls === 1) {
        throw new Error("not together")
      }
      return calls === 2 ? undefined : new Promise<void>(() => undefined)
    }, 20)
    const run = publishEvents(t.call, bus.emit)
    await expect(run).rejects.toThrow("is not responding")
    expect(calls).toBe(3)
    expect(await waiting()).toMatchObject([
      { id: second, taken: true },
      { id: third, taken: false },
    ])
    expect(idsOf(await published(t.call))).toEqual([third])
    expect(first).toBeDefined()
  })
})

describe("an event that the bus refuses", () => {
  it("is offered again after one second, two, four, at last every ten minutes", async () => {
    const { hold } = await place()
    const refuses = async () => {
      throw new Error("no")
    }
    for (const seconds of [1, 2, 4, 8]) {
      await expect(publishEvents(t.call, refuses)).rejects.toThrow("no")
      expect(await publishEvents(t.call, refuses)).toBe(0)
      const [{ failures, ...event }] = (await waiting()) as [
        Record<string, number>,
      ]
      expect(event).toEqual({ id: hold.id, taken: false, seconds })
      expect(2 ** ((failures ?? 0) - 1)).toBe(seconds)
      await leasesRunOut(t.world)
    }
    await t.world.sql("update booking_outbox set failures = 1000")
    await expect(publishEvents(t.call, refuses)).rejects.toThrow("no")
    expect(await waiting()).toMatchObject([{ failures: 1001, seconds: 600 }])
  })
})

describe("the outbox", () => {
  it("is empty when all is published, and the log has it all", async () => {
    const { hold } = await place()
    const [event] = await published(t.call)
    expect(await waiting()).toEqual([])
    expect(
      await t.world.sql(
        `select 'bop_' || seq as operation_id, hold_id
          from booking_operation where hold_id = $1`,
        [hold.id]
      )
    ).toEqual([{ operation_id: event?.data.operation_id, hold_id: hold.id }])
  })

  it("has each event taken once by two processes that both live", async () => {
    const processes = [t.world.process(), t.world.process()]
    const told: string[] = []
    const work = async (ctx: OperationContext, n: number) => {
      for (let i = 0; i < 20; i++) {
        await place({ ...t.call, db: ctx.db })
        await publishEvents(ctx, async (events) => {
          told.push(...(idsOf(events) as string[]))
          await processes[1 - n]?.db.query({ text: "select" })
        })
      }
    }
    await Promise.all(processes.map(work))
    await publishEvents(
      t.call,
      async (events) => void told.push(...(idsOf(events) as string[]))
    )
    expect(told).toHaveLength(40)
    expect(new Set(told).size).toBe(40)
  })
})

describe("the probe of the bus", () => {
  const delivered = async () => {
    const { checks } = await checkHealth(t.call, 1)
    return checks.last_delivered_event_seconds
  }
  beforeEach(() => t.world.sql("delete from booking_bus_probe"))

  it("is sent once a minute, whoever sends it, and goes the way of all events", async () => {
    const processes = [t.world.process(), t.world.process()]
    const sent = await Promise.all(processes.map(probeBus))
    expect(sent.sort()).toEqual([false, true])
    expect(await published(t.call)).toEqual([
      {
        name: "resource_booking.bus.probe",
        data: {
          operation_id: expect.stringMatching(/^bop_\d+$/),
          occurred_at: expect.any(String),
        },
      },
    ])
    await t.world.sql(
      "update booking_bus_probe set sent_at = sent_at - interval '55 seconds'"
    )
    expect(await probeBus(t.call)).toBe(true)
  })

  it("says since when the bus has delivered nothing", async () => {
    expect(await delivered()).toBeNull()
    await probeBus(t.call)
    expect(await delivered()).toBeNull()
    await noteDelivery(t.call)
    expect(await delivered()).toBeLessThan(10)
    await t.world.sql(
      `update booking_bus_probe
        set delivered_at = delivered_at - interval '1 hour'`
    )
    expect(await delivered()).toBeGreaterThan(3_599)
  })

  it("makes health degraded, but not just after a start", async () => {
    const health = { delivery_seconds: 60, reconciliation_seconds: 9_999 }
    const shop = t.world.process({ options: { health } })
    const isMissed = async (upSeconds: number) => {
      const { problems } = await checkHealth(shop, upSeconds)
      return problems.some(({ code }) => code === "bus_silent")
    }
    expect(await isMissed(59)).toBe(false)
    expect(await isMissed(61)).toBe(true)
    await probeBus(shop)
    await noteDelivery(shop)
    expect(await isMissed(61)).toBe(false)
    await t.world.sql(
      `update booking_bus_probe
        set delivered_at = delivered_at - interval '61 seconds'`
    )
    expect(await isMissed(59)).toBe(false)
    expect(await isMissed(62)).toBe(true)
    await t.world.sql("delete from booking_outbox")
  })
})
