import { ReadinessCheck } from "../engine"
import { createContext, type TestContext } from "../helpers/context"
import { processAt } from "../helpers/process"
import { serviceAt } from "../helpers/service"

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())

const NO_CLOCK = () => null
const aCheck = (clockAge: () => number | null = NO_CLOCK) =>
  new ReadinessCheck(t.world.process().db, clockAge)

describe("readiness", () => {
  it("is there while the database can be written", async () => {
    expect(await aCheck().check()).toEqual({ ready: true })
  })

  it("is not there while the database is away", async () => {
    const { db } = processAt("postgres://nobody@127.0.0.1:1/none", {})
    const check = new ReadinessCheck(db, NO_CLOCK)
    expect(await check.check()).toEqual({ ready: false, reasons: ["database"] })
    await db.close()
  })

  it("is not there while the database can only be read", async () => {
    const readOnly = (value: "on" | "off") =>
      t.world.sql(`do $$ begin execute format(
        'alter database %I set default_transaction_read_only = ${value}',
        current_database()); end $$`)
    await readOnly("on")
    const answer = await aCheck().check()
    // The tests' own connection is older than that.
    await readOnly("off")
    expect(answer).toEqual({ ready: false, reasons: ["read_only"] })
  })

  it("is not there once a process ends", async () => {
    const check = aCheck()
    expect(await check.check()).toEqual({ ready: true })
    check.drain()
    expect(await check.check()).toEqual({ ready: false, reasons: ["draining"] })
  })

  it("is not there when no task of the process has gone well for a minute", async () => {
    expect(await aCheck(() => 60).check()).toEqual({ ready: true })
    const stands = aCheck(() => 61)
    expect(await stands.check()).toEqual({ ready: false, reasons: ["clock"] })
  })

  it("looks once a second, however often it is asked", async () => {
    const { db } = t.world.process()
    const asked = jest.spyOn(db, "query")
    const check = new ReadinessCheck(db, NO_CLOCK)
    await Promise.all(Array.from({ length: 100 }, () => check.check()))
    expect(asked).toHaveBeenCalledTimes(1)
    const now = performance.now()
    jest.spyOn(performance, "now").mockReturnValue(now + 1_000)
    await check.check()
    jest.restoreAllMocks()
    expect(asked).toHaveBeenCalledTimes(2)
  })
})

describe("a signal to end", () => {
  it("is heard at once, and by Medusa as before", async () => {
    const heard: string[] = []
    const medusa = () => heard.push("medusa")
    process.on("SIGTERM", medusa)
    const { bookings } = serviceAt(t.world.url, { clock: false })
    const before = process.listenerCount("SIGTERM")
    await bookings.__hooks.onApplicationStart()
    expect(await bookings.checkReadiness()).toEqual({ ready: true })
    process.emit("SIGTERM")
    expect(heard).toEqual(["medusa"])
    const draining = { ready: false, reasons: ["draining"] }
    expect(await bookings.checkReadiness()).toEqual(draining)
    await bookings.__hooks.onApplicationShutdown()
    expect(process.listenerCount("SIGTERM")).toBe(before)
    process.removeListener("SIGTERM", medusa)
  })

  it("ends a process that has nobody else to hear it, such as a script", async () => {
    const kill = jest.spyOn(process, "kill").mockReturnValue(true)
    const others = process.listeners("SIGTERM")
    process.removeAllListeners("SIGTERM")
    const { bookings } = serviceAt(t.world.url, { clock: false })
    await bookings.__hooks.onApplicationStart()
    process.emit("SIGTERM")
    expect(kill).toHaveBeenCalledWith(process.pid, "SIGTERM")
    await bookings.__hooks.onApplicationShutdown()
    others.forEach((listener) => process.on("SIGTERM", listener))
    kill.mockRestore()
  })
})
