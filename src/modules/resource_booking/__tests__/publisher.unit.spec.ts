import { Publisher } from "../publisher"

describe("Publisher", () => {
  const warn = jest.fn()
  beforeEach(() => {
    jest.useFakeTimers()
    warn.mockReset()
  })
  afterEach(() => {
    jest.useRealTimers()
  })

  /** A publisher whose runs end when the test says so. */
  function aPublisher() {
    const runs: { end: () => void; fail: (reason: unknown) => void }[] = []
    const publisher = new Publisher(
      () =>
        new Promise<number>((resolve, reject) => {
          runs.push({ end: () => resolve(1), fail: reject })
        }),
      { warn }
    )
    return { publisher, runs }
  }

  const aWhile = () => jest.advanceTimersByTimeAsync(1_000)

  it("publishes once for many commits of one moment", async () => {
    const { publisher, runs } = aPublisher()
    for (let i = 0; i < 20; i++) {
      publisher.notify()
    }
    expect(runs).toHaveLength(0)
    await aWhile()
    expect(runs).toHaveLength(1)
  })

  it("runs once at a time, and again for what came meanwhile", async () => {
    const { publisher, runs } = aPublisher()
    publisher.notify()
    await aWhile()
    publisher.notify()
    publisher.notify()
    await aWhile()
    expect(runs).toHaveLength(1)
    runs[0]?.end()
    await aWhile()
    expect(runs).toHaveLength(2)
    runs[1]?.end()
    await aWhile()
    expect(runs).toHaveLength(2)
  })

  it("only warns when publishing fails, and goes on", async () => {
    const { publisher, runs } = aPublisher()
    publisher.notify()
    await aWhile()
    runs[0]?.fail(new Error("the bus is away"))
    await aWhile()
    expect(warn.mock.calls).toEqual([
      ["resource_booking: events stay in the outbox for now: the bus is away"],
    ])
    publisher.notify()
    await aWhile()
    runs[1]?.fail("no error at all")
    await aWhile()
    expect(warn).toHaveBeenLastCalledWith(
      "resource_booking: events stay in the outbox for now: no error at all"
    )
  })

  it("tries again a while after a failure, though nothing was committed", async () => {
    const { publisher, runs } = aPublisher()
    publisher.notify()
    await aWhile()
    runs[0]?.fail(new Error("the bus is away"))
    await jest.advanceTimersByTimeAsync(900)
    expect(runs).toHaveLength(1)
    await jest.advanceTimersByTimeAsync(200)
    expect(runs).toHaveLength(2)
  })

  it("publishes what is there when it is stopped, after the run at work, and nothing more", async () => {
    const { publisher, runs } = aPublisher()
    publisher.notify()
    await aWhile()
    publisher.notify()
    let stopped = false
    const stopping = publisher.stop().then(() => (stopped = true))
    await aWhile()
    expect([stopped, runs.length]).toEqual([false, 1])
    runs[0]?.end()
    await aWhile()
    expect([stopped, runs.length]).toEqual([false, 2])
    runs[1]?.end()
    await stopping
    publisher.notify()
    await aWhile()
    expect(runs).toHaveLength(2)
  })

  it("stops within three seconds though the bus never answers", async () => {
    const { publisher, runs } = aPublisher()
    publisher.notify()
    let stopped = false
    void publisher.stop().then(() => (stopped = true))
    await jest.advanceTimersByTimeAsync(2_900)
    expect([stopped, runs.length]).toEqual([false, 1])
    await jest.advanceTimersByTimeAsync(200)
    expect(stopped).toBe(true)
    await publisher.stop()
  })
})
