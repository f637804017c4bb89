import type { PlaceHold } from "../../src/modules/resource_booking/types"
import { type Call, placeHold, readAvailability } from "../engine"
import {
  aHold,
  aResource,
  createContext,
  type TestContext,
} from "../helpers/context"
import { processAt } from "../helpers/process"
import { type Proxy, startProxy } from "../helpers/proxy"
import { day, uniqueId } from "../helpers/world"

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())

const BUSY = {
  code: "busy",
  message: "The booking system is busy. Please try again.",
}

/** A process that reaches the database over a network that can be cut. */
describe("a network that loses connections and tells nobody", () => {
  const CONNECTIONS = 4
  let proxy: Proxy
  let call: Call
  let id: string
  beforeEach(async () => {
    proxy = await startProxy(t.world.url)
    const process = processAt(proxy.url, {
      ...{ connections: CONNECTIONS, options: { statement_timeout_ms: 2_000 } },
    })
    call = { ...process, actor: t.call.actor }
    const resource = await aResource(t.call, { default_capacity: 150 })
    id = resource.id
    await Promise.all(Array.from({ length: CONNECTIONS }, read))
    expect(call.db.stats().holds?.idle).toBe(CONNECTIONS)
  })
  afterEach(async () => {
    await call.db.close()
    await proxy.close()
  })

  const request = (): PlaceHold => ({
    items: [{ resource_id: id, dates: [day(10)] }],
    idempotency_key: uniqueId("key"),
  })
  const read = () =>
    readAvailability(call, {
      resource_id: id,
      start_date: day(10),
      end_date: day(11),
    })

  /** What somebody hears, and after how long. */
  async function answer(work: () => Promise<unknown>) {
    const started = performance.now()
    const heard = await work().then(
      () => "yes",
      (error: unknown) => {
        const { code } = error as { code: string }
        return code
      }
    )
    return { heard, ms: performance.now() - started }
  }

  async function everybody() {
    const inputs = Array.from({ length: 200 }, request)
    const answers = await Promise.all([
      ...inputs.map((input) => answer(() => placeHold(call, input))),
      ...Array.from({ length: 20 }, () => answer(read)),
    ])
    return { inputs, answers }
  }

  it("keeps nobody waiting for connections that are dead, and new ones take their place", async () => {
    proxy.cutOpen()
    const { inputs, answers } = await everybody()
    expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(3_000)
    expect(answers.map(({ heard }) => heard)).toContain("busy")

    // All dead ones are gone with the first that was found out.
    expect(await answer(read)).toMatchObject({ heard: "yes" })
    const again = await Promise.allSettled(
      inputs.map((input) => placeHold(call, input))
    )
    const placed = again.filter(({ status }) => status === "fulfilled")
    expect(placed).toHaveLength(150)
    const [row] = await t.world.sql(
      "select held from booking_capacity where resource_id = $1",
      [id]
    )
    expect(row).toEqual({ held: 150 })
  })

  it("answers everybody while nothing goes through, and all is well after it", async () => {
    proxy.cutAll()
    const { answers } = await everybody()
    expect(new Set(answers.map(({ heard }) => heard))).toEqual(
      new Set(["busy"])
    )
    expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(3_000)

    proxy.restore()
    expect(await answer(() => placeHold(call, request()))).toMatchObject({
      heard: "yes",
    })
    expect(await answer(read)).toMatchObject({ heard: "yes" })
  })

  it("says busy to a hold whose commit is never answered, and the key finds it", async () => {
    proxy.loseAnswerTo("commit\0")
    const input = request()
    await expect(placeHold(call, input)).rejects.toMatchObject(BUSY)
    const [row] = await t.world.sql(
      "select held from booking_capacity where resource_id = $1",
      [id]
    )
    expect(row).toEqual({ held: 1 })
    expect(await placeHold(call, input)).toMatchObject({
      idempotent_replay: true,
    })
    await aHold(call, id, [day(10)], 149)
  })
})
