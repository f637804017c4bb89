import type { AllocationDTO } from "../../src/modules/resource_booking/types"
import {
  cancelAllocations,
  createAllocations,
  moveAllocation,
  retrieveAllocation,
  setGuests,
} from "../engine"
import {
  aResource,
  createContext,
  lastEntries,
  refusalOf,
  type TestContext,
} from "../helpers/context"
import { gateBefore } from "../helpers/sabotage"
import { day, uniqueId } from "../helpers/world"

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())

const ann = { name: "Ann Guest", email: "ann@example.com", phone: "0755501234" }
const bob = { name: "Bob Guest" }

async function anAllocation(): Promise<AllocationDTO> {
  const { id } = await aResource(t.call)
  const { allocations } = await createAllocations(t.call, {
    items: [{ resource_id: id, dates: [day(10)] }],
    ...{ idempotency_key: uniqueId("key"), order_id: uniqueId("order") },
    note: "early",
  })
  return allocations[0] as AllocationDTO
}

describe("setGuests (R45)", () => {
  it("names all who come, in place of those before", async () => {
    const allocation = await anAllocation()
    const { id } = allocation
    const named = await setGuests(t.call, id, [ann, bob])
    expect(named).toEqual({
      ...allocation,
      guests: [ann, bob],
      updated_at: named.updated_at,
    })
    expect(named.updated_at > allocation.updated_at).toBe(true)
    expect((await setGuests(t.call, id, [bob])).guests).toEqual([bob])
    expect((await setGuests(t.call, id, [])).guests).toEqual([])
  })

  it("writes down how many, never who (R56)", async () => {
    const { id } = await anAllocation()
    await setGuests(t.call, id, [ann, bob])
    expect(await lastEntries(t.world, 1)).toEqual([
      {
        ...{ operation: "allocation.guests_set", reason: null },
        resource_id: expect.stringMatching(/^bres_/),
        ...{ actor_type: "user", actor_id: "user_test", event_name: null },
        ...{ before: { guests: 0 }, after: { guests: 2 } },
      },
    ])
    const [{ log }] = (await t.world.sql(
      "select string_agg(o::text, '') as log from booking_operation o"
    )) as [{ log: string }]
    expect(log).not.toMatch(/Guest|ann@example/)
  })

  it("refuses what is canceled, moved, unknown or malformed", async () => {
    const { id, order_id } = await anAllocation()
    const set = async (of: string, guests = [bob]) =>
      (await refusalOf(setGuests(t.call, of, guests))).code
    const to = { end_date: day(11), reason: "longer" }
    const { allocation } = await moveAllocation(t.call, id, to)
    expect(await set(id)).toBe("canceled")
    await cancelAllocations(t.call, { order_id: order_id as string })
    expect(await set(allocation.id)).toBe("canceled")
    expect(await set("balloc_none")).toBe("not_found")
    expect(await set("\0")).toBe("not_found")
    expect(await set(id, [{ name: " " }])).toBe("invalid_data")
  })

  it("is not lost to a move at the same time", async () => {
    const { id } = await anAllocation()
    const gate = gateBefore("booking_take_locks")
    const slow = t.world.process({ tampering: gate })
    const setting = refusalOf(setGuests(slow, id, [ann]))
    await gate.reached
    const to = { end_date: day(11), reason: "longer" }
    const { allocation } = await moveAllocation(t.call, id, to)
    gate.open()
    // Told where it is now, instead of being thanked for nothing.
    expect(await setting).toMatchObject({
      code: "canceled",
      details: { replaced_by: allocation.id },
    })
    expect((await retrieveAllocation(t.call, allocation.id)).guests).toEqual([])
  })
})
