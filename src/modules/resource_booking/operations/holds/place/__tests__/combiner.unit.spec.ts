import { Combiner } from "../combiner"

type Batch = {
  requests: string[]
  /** Answers each request by its capitals. */
  answer(): void
  fail(reason: unknown): void
}

/** A combiner whose batches are answered when the test says so. */
function aCombiner(
  accepts: (batch: string[], next: string) => boolean = () => true
) {
  const batches: Batch[] = []
  const combiner = new Combiner<string, string>(
    (requests) =>
      new Promise((resolve, reject) => {
        batches.push({
          requests,
          answer: () => resolve(requests.map((r) => r.toUpperCase())),
          fail: reject,
        })
      }),
    accepts
  )
  const batch = (i: number) => batches[i] as Batch
  const runs = () => batches.map(({ requests }) => requests)
  return { combiner, batch, runs }
}

/** Lets everything happen that waits for nothing. */
async function allRun(): Promise<void> {
  for (let i = 0; i < 3; i++) {
    await new Promise((resolve) => setImmediate(resolve))
  }
}

describe("Combiner", () => {
  it("runs the first at once, and those that come meanwhile together", async () => {
    const { combiner, batch, runs } = aCombiner()
    const first = combiner.add("x", "a")
    expect(runs()).toEqual([["a"]])
    const others = ["b", "c", "d"].map((r) => combiner.add("x", r))
    await allRun()
    expect(runs()).toEqual([["a"]])
    batch(0).answer()
    expect(await first).toBe("A")
    await allRun()
    expect(runs()).toEqual([["a"], ["b", "c", "d"]])
    batch(1).answer()
    expect(await Promise.all(others)).toEqual(["B", "C", "D"])
  })

  it("lets those join the next turn who ask again with their answer", async () => {
    const { combiner, batch, runs } = aCombiner()
    const again = combiner.add("x", "a").then((a) => combiner.add("x", a + "2"))
    void combiner.add("x", "b")
    batch(0).answer()
    await allRun()
    expect(runs()).toEqual([["a"], ["b", "A2"]])
    batch(1).answer()
    expect(await again).toBe("A2")
  })

  it("keeps different keys apart", () => {
    const { combiner, runs } = aCombiner()
    void combiner.add("x", "a")
    void combiner.add("y", "b")
    void combiner.add("x", "c")
    expect(runs()).toEqual([["a"], ["b"]])
  })

  it("begins anew when a queue has run empty", async () => {
    const { combiner, batch, runs } = aCombiner()
    const first = combiner.add("x", "a")
    batch(0).answer()
    await first
    await allRun()
    void combiner.add("x", "b")
    expect(runs()).toEqual([["a"], ["b"]])
  })

  it("leaves for later who may not join, and lets pass who may", async () => {
    const { combiner, batch, runs } = aCombiner(
      (joined, next) => joined.length < 3 && !joined.includes(next)
    )
    void combiner.add("x", "first")
    const all = ["a", "a", "b", "c", "d"].map((r) => combiner.add("x", r))
    batch(0).answer()
    await allRun()
    batch(1).answer()
    await allRun()
    expect(runs()).toEqual([["first"], ["a", "b", "c"], ["a", "d"]])
    batch(2).answer()
    expect(await Promise.all(all)).toEqual(["A", "A", "B", "C", "D"])
  })

  it("runs one alone that nobody would accept", async () => {
    const { combiner, batch, runs } = aCombiner(() => false)
    void combiner.add("x", "a")
    void combiner.add("x", "b")
    batch(0).answer()
    await allRun()
    expect(runs()).toEqual([["a"], ["b"]])
  })

  it("fails a whole batch with its run, and goes on with the next", async () => {
    const { combiner, batch, runs } = aCombiner()
    void combiner.add("x", "first")
    const failing = ["a", "b"].map((r) => combiner.add("x", r))
    batch(0).answer()
    await allRun()
    const next = combiner.add("x", "c")
    const reason = new Error("it broke")
    batch(1).fail(reason)
    expect(await Promise.allSettled(failing)).toEqual([
      { status: "rejected", reason },
      { status: "rejected", reason },
    ])
    await allRun()
    expect(runs()).toEqual([["first"], ["a", "b"], ["c"]])
    batch(2).answer()
    expect(await next).toBe("C")
  })
})
