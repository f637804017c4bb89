import { Background } from "../background"

/** Work that ends when it is told to. */
function controlled() {
  let end: (value: string) => void = () => undefined
  let fail: (error: Error) => void = () => undefined
  const work = new Promise<string>((resolve, reject) => {
    end = resolve
    fail = reject
  })
  return { work, end, fail }
}

describe("work in the background", () => {
  it("is waited for, if it ends in time", async () => {
    const background = new Background<string>()
    expect(await background.join(() => Promise.resolve("done"))).toEqual({
      result: "done",
    })
  })

  it("goes on when nobody waits, is joined, and gives its result once", async () => {
    const background = new Background<string>()
    const { work, end } = controlled()
    let starts = 0
    const start = (done: (share: number) => void) => {
      starts++
      done(0.5)
      return work
    }
    expect(await background.join(start, 0)).toEqual({ progress: 0.5 })
    expect(await background.join(start, 0)).toEqual({ progress: 0.5 })
    end("done")
    await work
    expect(await background.join(start)).toEqual({ result: "done" })
    expect(starts).toBe(1)
    await background.join(start)
    expect(starts).toBe(2)
  })

  it("says once that it has failed, and may begin again", async () => {
    const background = new Background<string>()
    const { work, fail } = controlled()
    expect(await background.join(() => work, 0)).toEqual({ progress: 0 })
    fail(new Error("broken"))
    await expect(background.join(() => work)).rejects.toThrow("broken")
    expect(await background.join(() => Promise.resolve("done"))).toEqual({
      result: "done",
    })
  })
})
