import { Clock, type Task } from "../clock"
import { reject } from "../errors"

const SECOND = 1_000

/** What the clock says, in order. */
let said: string[]
const logger = {
  error: (text: string) => said.push(`error ${text}`),
  info: (text: string) => said.push(`info ${text}`),
}

let clock: Clock
beforeEach(() => {
  jest.useFakeTimers()
  said = []
  clock = new Clock(logger, { isWorker: true })
})
afterEach(() => {
  void clock.stop()
  jest.useRealTimers()
})

/** A task that counts its runs. */
function aTask(name: string, given: Partial<Task> = {}) {
  const counted = { runs: 0 }
  clock.every({
    name,
    everyMs: SECOND,
    withinMs: 30 * SECOND,
    ...given,
    run: async () => {
      counted.runs++
      await given.run?.()
    },
  })
  return counted
}

const pass = (seconds: number) => jest.advanceTimersByTimeAsync(seconds * 1_000)

describe("the clock", () => {
  it("runs each task at once, and again when its time has passed", async () => {
    const often = aTask("often")
    const seldom = aTask("seldom", { everyMs: 5 * SECOND })
    clock.start()
    await pass(0)
    expect([often.runs, seldom.runs]).toEqual([1, 1])
    await pass(4)
    expect([often.runs, seldom.runs]).toEqual([5, 1])
    await pass(1)
    expect([often.runs, seldom.runs]).toEqual([6, 2])
  })

  it("does nothing before it is started, and nothing after it has stopped", async () => {
    const task = aTask("task")
    await pass(3)
    expect(task.runs).toBe(0)
    clock.start()
    await pass(1)
    await clock.stop()
    await pass(10)
    expect(task.runs).toBe(2)
  })

  it("keeps no process alive", () => {
    clock.start()
    expect(jest.getTimerCount()).toBe(1)
    const spy = jest.spyOn(globalThis, "setInterval")
    const other = new Clock(logger, { isWorker: true })
    other.start()
    const [timer] = spy.mock.results.map((r) => r.value as NodeJS.Timeout)
    expect(timer?.hasRef()).toBe(false)
    void other.stop()
  })

  it("runs a task once at a time, and the others meanwhile", async () => {
    const slow = aTask("slow", { run: () => pause(9.5 * SECOND) })
    const other = aTask("other")
    clock.start()
    await pass(9)
    expect([slow.runs, other.runs]).toEqual([1, 10])
    await pass(1)
    expect([slow.runs, other.runs]).toEqual([2, 11])
  })

  it("goes on with the others, and with it, when a task fails", async () => {
    const failing = aTask("failing", { run: fail })
    const throwing = aTask("throwing", {
      run: () => {
        throw new Error("at once")
      },
    })
    const other = aTask("other")
    clock.start()
    await pass(3)
    expect([failing.runs, throwing.runs, other.runs]).toEqual([4, 4, 4])
  })

  it("gives a task up that hangs, and tries again, but not forever", async () => {
    const hanging = aTask("hanging", {
      withinMs: 4.5 * SECOND,
      run: () => new Promise(() => undefined),
    })
    clock.start()
    await pass(4)
    expect(hanging.runs).toBe(1)
    await pass(1)
    expect(hanging.runs).toBe(2)
    await pass(60)
    expect(hanging.runs).toBe(3)
    expect(said[0]).toBe(
      "error resource_booking: hanging failed: it did not finish within 4.5 s"
    )
  })

  it("runs what hung again when that has come to its end", async () => {
    let end = () => {}
    const hanging = aTask("hanging", {
      withinMs: SECOND,
      run: () => new Promise<void>((resolve) => (end = resolve)),
    })
    clock.start()
    await pass(20)
    expect(hanging.runs).toBe(3)
    end()
    await pass(1)
    expect(hanging.runs).toBe(4)
  })

  it("says that a task fails once a minute, and that it works again", async () => {
    let isWell = false
    aTask("task", { run: () => (isWell ? Promise.resolve() : fail()) })
    clock.start()
    await pass(59)
    expect(said).toEqual(["error resource_booking: task failed: the reason"])
    await pass(1)
    expect(said.slice(1)).toEqual([
      "error resource_booking: task failed 61 times in a row: the reason",
    ])
    isWell = true
    await pass(2)
    expect(said.slice(2)).toEqual([
      "info resource_booking: task works again after 61 failures",
    ])
  })

  it("says nothing of a task that finds the database busy once or twice", async () => {
    aTask("task", {
      run: async () => reject("busy", "Busy.", { retry_after: 1 }),
    })
    clock.start()
    await pass(1)
    expect(said).toEqual([])
    await pass(1)
    expect(said).toEqual([
      "error resource_booking: task failed 3 times in a row: Busy.",
    ])
  })

  it("knows for each task when it last went well, and how often it has failed since", async () => {
    let isWell = true
    aTask("task", { run: () => (isWell ? Promise.resolve() : fail()) })
    aTask("never", { run: fail })
    clock.start()
    await pass(2)
    isWell = false
    await pass(4)
    expect(clock.ticks()).toEqual({
      task: { ok_seconds_ago: 4, failures: 4 },
      never: { ok_seconds_ago: null, failures: 7 },
    })
  })

  it("counts a little less than the time as the time: timers are never exact", async () => {
    const task = aTask("task", { everyMs: 1_300 })
    await clock.runDue()
    await pass(1)
    await clock.runDue()
    expect(task.runs).toBe(2)
  })

  it("lets another clock run what is due, and nothing twice", async () => {
    const often = aTask("often")
    const seldom = aTask("seldom", { everyMs: 60 * SECOND })
    await clock.runDue()
    expect([often.runs, seldom.runs]).toEqual([1, 1])
    await clock.runDue()
    expect([often.runs, seldom.runs]).toEqual([1, 1])
    await pass(60)
    await clock.runDue()
    expect([often.runs, seldom.runs]).toEqual([2, 2])
  })

  it("takes a task that it knows by the name of one as its new work", async () => {
    const before = aTask("task", { everyMs: 60 * SECOND })
    await clock.runDue()
    const after = aTask("task", { everyMs: 60 * SECOND })
    await clock.runDue()
    await pass(60)
    await clock.runDue()
    expect([before.runs, after.runs]).toEqual([1, 1])
  })

  it("waits at its end for what is running, but not long", async () => {
    aTask("slow", { run: () => pause(2 * SECOND) })
    clock.start()
    await pass(0)
    let ended = false
    void clock.stop().then(() => (ended = true))
    await pass(1.9)
    expect(ended).toBe(false)
    await pass(0.1)
    expect(ended).toBe(true)

    const other = new Clock(logger, { isWorker: true })
    const hanging = () => new Promise<void>(() => undefined)
    const task = { name: "task", everyMs: SECOND, withinMs: 60 * SECOND }
    other.every({ ...task, run: hanging })
    other.start()
    await pass(0)
    ended = false
    void other.stop().then(() => (ended = true))
    await pass(3)
    expect(ended).toBe(true)
  })

  it("runs in a process that only serves what must be done everywhere", async () => {
    clock = new Clock(logger, { isWorker: false })
    const task = aTask("task")
    const beat = aTask("beat", { everywhere: true })
    clock.start()
    await pass(2)
    expect([task.runs, beat.runs]).toEqual([0, 3])
  })
})

function fail(): Promise<void> {
  return Promise.reject(new Error("the reason"))
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
