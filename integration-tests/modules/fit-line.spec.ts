import {
  cancelAllocation,
  confirmHold,
  createGroup,
  fitLine,
  listLineUnits,
  placeHold,
} from "../engine"
import { aResource, createContext, type TestContext } from "../helpers/context"
import { day, uniqueId } from "../helpers/world"

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())

type Item = { resource_id?: string; group_id?: string; quantity: number }

/** An order's line with these items on two dates. */
async function sold(...items: Item[]) {
  const [order_id, line_item_id] = [uniqueId("order"), uniqueId("ordli")]
  const { hold } = await placeHold(t.call, {
    items: items.map((item) => ({ ...item, dates: [day(10), day(11)] })),
    idempotency_key: uniqueId("key"),
  })
  await confirmHold(t.call, { hold_id: hold.id, order_id, line_item_id })
  return { order_id, line_item_id }
}

async function allocated(resourceId: string): Promise<number[]> {
  const rows = await t.world.sql<{ allocated: number }>(
    `select allocated from booking_capacity
      where resource_id = $1 order by date`,
    [resourceId]
  )
  return rows.map((row) => row.allocated)
}

const logOf = (orderId: string) =>
  t.world.sql<{ operation: string }>(
    `select operation, before, after, reason from booking_operation
      where order_id = $1 and operation like 'allocation.%'
        and operation <> 'allocation.created' order by seq`,
    [orderId]
  )

describe("fitLine (R26)", () => {
  it("takes units back on every date, of each thing in a bundle", async () => {
    const bus = await aResource(t.call, { default_capacity: 3 })
    const guide = await aResource(t.call, { default_capacity: 3 })
    const line = await sold(
      { resource_id: bus.id, quantity: 3 },
      { resource_id: guide.id, quantity: 3 }
    )
    const reason = "one was ill"
    const result = await fitLine(t.call, { ...line, units: 1, reason })
    expect(result).toMatchObject({
      canceled: [],
      reduced: [
        { status: "confirmed", quantity: 1 },
        { status: "confirmed", quantity: 1 },
      ],
      choose: false,
    })
    expect(await allocated(bus.id)).toEqual([1, 1])
    expect(await allocated(guide.id)).toEqual([1, 1])
    const entry = {
      operation: "allocation.reduced",
      ...{ before: { quantity: 3 }, after: { quantity: 1 }, reason },
    }
    expect(await logOf(line.order_id)).toEqual([entry, entry])
    expect(await listLineUnits(t.call, [line.order_id])).toEqual([
      { ...line, units: 1, ever: 1 },
    ])
  })

  it("frees all dates when nothing is left, once however often", async () => {
    const bus = await aResource(t.call, { default_capacity: 3 })
    const line = await sold({ resource_id: bus.id, quantity: 2 })
    const gone = { ...line, units: 0 }
    expect((await fitLine(t.call, gone)).canceled).toHaveLength(1)
    expect(await fitLine(t.call, gone)).toEqual({
      ...{ canceled: [], reduced: [], choose: false },
    })
    expect(await allocated(bus.id)).toEqual([0, 0])
    expect(await logOf(line.order_id)).toHaveLength(1)
    expect(await listLineUnits(t.call, [line.order_id])).toEqual([])
  })

  it("frees units once, however many do it at once", async () => {
    const bus = await aResource(t.call, { default_capacity: 5 })
    const line = await sold({ resource_id: bus.id, quantity: 5 })
    const work = [2, 2, 3, 3, 2].map((units) =>
      fitLine(t.call, { ...line, units })
    )
    await Promise.all(work)
    expect(await allocated(bus.id)).toEqual([2, 2])
  })

  it("and who cancels at the same time free everything once", async () => {
    const bus = await aResource(t.call, { default_capacity: 5 })
    const line = await sold({ resource_id: bus.id, quantity: 5 })
    const [row] = await t.world.sql<{ id: string }>(
      "select id from booking_allocation where order_id = $1",
      [line.order_id]
    )
    const id = row?.id as string
    const results = await Promise.all([
      cancelAllocation(t.call, id, {}),
      fitLine(t.call, { ...line, units: 0 }),
      cancelAllocation(t.call, id, { whole_line: true }),
      fitLine(t.call, { ...line, units: 2 }),
    ])
    expect(results[0]).toMatchObject([{ id, status: "canceled" }])
    expect(await allocated(bus.id)).toEqual([0, 0])
    const operations = (await logOf(line.order_id)).map((o) => o.operation)
    expect(operations.filter((o) => o === "allocation.canceled")).toHaveLength(
      1
    )
    expect(operations.at(-1)).toBe("allocation.canceled")
  })

  it("leaves several rooms of a group to staff, and does nothing", async () => {
    const group = await createGroup(t.call, {
      name: uniqueId("Rooms"),
      type: "room",
    })
    const room = { group_id: group.id, default_capacity: 1 }
    const rooms = [await aResource(t.call, room), await aResource(t.call, room)]
    const line = await sold({ group_id: group.id, quantity: 2 })
    expect(await fitLine(t.call, { ...line, units: 1 })).toEqual({
      ...{ canceled: [], reduced: [], choose: true },
    })
    for (const { id } of rooms) {
      expect(await allocated(id)).toEqual([1, 1])
    }
    expect(await logOf(line.order_id)).toEqual([])
  })
})
