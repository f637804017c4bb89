import type { ListOperations } from "../../src/modules/resource_booking/types"
import {
  cancelAllocations,
  listOperations,
  placeHold,
  updateResource,
} from "../engine"
import {
  aHold,
  aResource,
  aSale,
  createContext,
  refusalOf,
  type TestContext,
} from "../helpers/context"
import { day, uniqueId } from "../helpers/world"

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())

async function operations(query: ListOperations): Promise<string[]> {
  const page = await listOperations(t.call, query)
  expect(page.count).toBe(page.rows.length)
  return page.rows.map((row) => row.operation)
}

describe("listOperations (R50)", () => {
  it("gives an entry as it was written, the newest first", async () => {
    const { id } = await aResource(t.call)
    await updateResource(t.call, id, { min_stay: 2 })
    const { rows } = await listOperations(t.call, { resource_id: id })
    expect(rows).toMatchObject([
      {
        id: expect.stringMatching(/^bop_\d+$/),
        operation: "resource.updated",
        resource_id: id,
        hold_id: null,
        allocation_id: null,
        order_id: null,
        actor_type: "user",
        actor_id: "user_test",
        before: { min_stay: null },
        after: { min_stay: 2 },
        reason: null,
        created_at: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/),
      },
      { operation: "resource.created" },
    ])
  })

  it("tells a resource's whole story, its holds and orders too", async () => {
    const { id } = await aResource(t.call)
    const { order_id } = await aSale(t.call, id, [day(10)])
    await cancelAllocations(t.call, { order_id })
    expect((await operations({ resource_id: id })).sort()).toEqual(
      [
        "allocation.canceled",
        "allocation.created",
        "capacity.depleted",
        "hold.confirmed",
        "hold.placed",
        "resource.created",
      ].sort()
    )
  })

  it("finds a hold of several resources at each of them", async () => {
    const a = await aResource(t.call)
    const b = await aResource(t.call)
    const { hold } = await placeHold(t.call, {
      items: [a, b].map((r) => ({ resource_id: r.id, dates: [day(10)] })),
      idempotency_key: uniqueId("key"),
    })
    for (const { id } of [a, b]) {
      const { rows } = await listOperations(t.call, { resource_id: id })
      const depleted = rows.filter((r) => r.operation === "capacity.depleted")
      expect(depleted.map((r) => r.resource_id)).toEqual([id])
      expect(rows.map((r) => r.hold_id)).toContain(hold.id)
      expect(rows.map((r) => r.operation)).toContain("hold.placed")
    }
  })

  it("filters by hold, order, actor and operation", async () => {
    const { id } = await aResource(t.call, { default_capacity: 3 })
    const sale = await aSale(t.call, id, [day(10)])
    const actor = { type: "customer" as const, id: uniqueId("cus") }
    const { hold } = await aHold({ ...t.call, actor }, id, [day(10)])
    expect(await operations({ hold_id: hold.id })).toEqual(["hold.placed"])
    expect(await operations({ actor_id: actor.id })).toEqual(["hold.placed"])
    expect(await operations({ order_id: sale.order_id })).toEqual(
      expect.arrayContaining(["hold.confirmed", "allocation.created"])
    )
    expect(
      await operations({ resource_id: id, operation: "hold.placed" })
    ).toEqual(["hold.placed", "hold.placed"])
    expect(await operations({ resource_id: id, q: "PLACED" })).toHaveLength(2)
  })

  it("takes from as inclusive and to as exclusive", async () => {
    const { id } = await aResource(t.call)
    const { rows } = await listOperations(t.call, { resource_id: id })
    const at = rows[0]?.created_at as string
    const later = new Date(Date.parse(at) + 1).toISOString()
    expect(await operations({ resource_id: id, from: at })).toHaveLength(1)
    expect(await operations({ resource_id: id, to: later })).toHaveLength(1)
    expect(await operations({ resource_id: id, from: later })).toEqual([])
    expect(await operations({ resource_id: id, to: at })).toEqual([])
    const local = { from: "2020-01-01T00:00:00+10:00", to: "2999-01-01" }
    expect(await operations({ resource_id: id, ...local })).toHaveLength(1)
  })

  it("turns pages, the oldest first when asked to", async () => {
    const { id } = await aResource(t.call)
    for (const min_stay of [2, 3, 4]) {
      await updateResource(t.call, id, { min_stay })
    }
    const page = await listOperations(t.call, {
      resource_id: id,
      order: "created_at",
      limit: 2,
      offset: 1,
    })
    expect(page.count).toBe(4)
    expect(page.rows.map((r) => r.after)).toEqual([
      { min_stay: 2 },
      { min_stay: 3 },
    ])
  })

  it.each<ListOperations>([
    { from: "yesterday" },
    { to: "2027-13-01" },
    { order: "actor_id" },
    { hold_id: "\0" },
  ])("refuses %j", async (query) => {
    const refused = await refusalOf(listOperations(t.call, query))
    expect(refused.code).toBe("invalid_data")
  })
})
