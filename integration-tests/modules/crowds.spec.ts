import { placeHold } from "../engine"
import { gateBefore, type Tampering, together } from "../helpers/sabotage"
import {
  day,
  lockDates,
  newResource,
  openWorld,
  uniqueId,
  type World,
} from "../helpers/world"

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

/** Counts looks and waits, and keeps the first that waits until it is opened. */
function watched() {
  const seen = { looks: 0, waits: 0 }
  const counting: Tampering = {
    before({ name }) {
      seen.looks += Number(name === "booking_try_each")
      seen.waits += Number(name === "booking_take_locks")
      return undefined
    },
  }
  const gate = gateBefore("booking_take_locks")
  const call = world.process({ tampering: together(counting, gate) })
  const hold = (resource_id: string, date: string, quantity = 1) =>
    placeHold(call, {
      items: [{ resource_id, dates: [date], quantity }],
      idempotency_key: uniqueId("key"),
    })
  return { seen, gate, hold }
}

describe("a date that another server process is just selling", () => {
  it("is looked at once: who comes next waits at once, and together", async () => {
    const id = await newResource(world, { capacity: 100 })
    const { seen, gate, hold } = watched()
    const other = await lockDates(world, id, [day(10)])
    const first = hold(id, day(10))
    await gate.reached
    const next = Array.from({ length: 5 }, () => hold(id, day(10)))
    gate.open()
    await other.free()
    await Promise.all([first, ...next])
    expect(seen).toEqual({ looks: 1, waits: 2 })
  })

  it("keeps nobody waiting who wants another one of its resource", async () => {
    const id = await newResource(world, { capacity: 100 })
    const { seen, gate, hold } = watched()
    const other = await lockDates(world, id, [day(10)])
    const first = hold(id, day(10))
    await gate.reached
    await hold(id, day(11))
    expect(seen).toEqual({ looks: 2, waits: 1 })
    gate.open()
    await other.free()
    await first
  })

  it("is looked at again when it is sold out, which needs no lock", async () => {
    const id = await newResource(world, { capacity: 1 })
    const { seen, gate, hold } = watched()
    const other = await lockDates(world, id, [day(10)])
    const first = hold(id, day(10))
    await gate.reached
    const tooLate = hold(id, day(10))
    gate.open()
    await other.free()
    await first
    await expect(tooLate).rejects.toMatchObject({ code: "sold_out" })
    const locked = await lockDates(world, id, [day(10)])
    await expect(hold(id, day(10))).rejects.toMatchObject({ code: "sold_out" })
    expect(seen).toEqual({ looks: 2, waits: 2 })
    await locked.free()
  })
})
