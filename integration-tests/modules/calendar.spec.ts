import type {
  AllocationDTO,
  CalendarResource,
} from "../../src/modules/resource_booking/types"
import {
  createAllocations,
  createBlackout,
  deleteResource,
  placeHold,
  readCalendar,
  readCapacity,
  releaseHold,
} from "../engine"
import {
  aGroup,
  aHold,
  aResource,
  createContext,
  refusalOf,
  type TestContext,
} from "../helpers/context"
import { day, makeOverdue, uniqueId } from "../helpers/world"

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())

const MOMENT = expect.stringMatching(/Z$/)
const period = { start_date: day(10), end_date: day(13) }

/** The calendar of one resource, found by its type. */
async function calendarOf(type: string) {
  const { resources, ...rest } = await readCalendar(t.call, { ...period, type })
  expect(resources).toHaveLength(1)
  return { ...(resources[0] as CalendarResource), rest }
}

async function book(
  resource_id: string,
  dates: string[],
  more: object = {}
): Promise<AllocationDTO> {
  const { allocations } = await createAllocations(t.call, {
    items: [{ resource_id, dates }],
    ...{ idempotency_key: uniqueId("key"), ...more },
  })
  return allocations[0] as AllocationDTO
}

describe("readCalendar", () => {
  it("shows figures, reasons and who has the dates, of one moment", async () => {
    const type = uniqueId("room")
    const room = await aResource(t.call, { type, span: "night" })
    const stay = await book(room.id, [day(9), day(10)], {
      ...{ email: "ann@example.com", order_id: "order_1", note: "late" },
      guests: [{ name: "Ann" }, { name: "Bob", phone: "0755501234" }],
    })
    const { hold } = await placeHold(t.call, {
      items: [{ resource_id: room.id, dates: [day(11), day(13)] }],
      ...{ idempotency_key: uniqueId("key"), customer_id: "cus_1" },
    })
    const { rest, ...shown } = await calendarOf(type)
    expect(rest).toEqual({
      dates: [10, 11, 12, 13].map(day),
      ...{ count: 1, offset: 0, limit: 100, server_time: MOMENT },
    })
    expect(shown).toEqual({
      ...{ id: room.id, name: room.name, type, group_id: null },
      ...{ timezone: "UTC", span: "night", is_active: true },
      max_capacity: [1, 1, 1, 1],
      held: [0, 1, 0, 1],
      allocated: [1, 0, 0, 0],
      available_capacity: [0, 0, 1, 0],
      reason: ["sold_out", "held", null, "held"],
      bookings: [
        {
          ...{ kind: "allocation", id: stay.id, hold_id: stay.hold_id },
          ...{ start_date: day(9), end_date: day(11), dates: null },
          ...{ quantity: 1, order_id: "order_1", customer_id: null },
          ...{ email: "ann@example.com", guests: ["Ann", "Bob"] },
          ...{ note: "late", expires_at: null },
        },
        {
          ...{ kind: "hold", id: hold.id, hold_id: hold.id },
          ...{ start_date: day(11), end_date: day(13) },
          dates: [day(11), day(13)],
          ...{ quantity: 1, order_id: null, customer_id: "cus_1" },
          ...{ email: null, guests: [], note: null },
          expires_at: hold.expires_at,
        },
      ],
    })
  })

  it("says what availability says, date by date", async () => {
    const type = uniqueId("boat")
    const { id } = await aResource(t.call, {
      ...{ type, default_capacity: 2, lead_time_hours: 11 * 24 },
    })
    await book(id, [day(12)])
    await aHold(t.call, id, [day(13)], 2).catch(() => undefined)
    const works = { start_date: day(13), end_date: day(13), reason: "works" }
    await createBlackout(t.call, { resource_id: id, ...works })
    const shown = await calendarOf(type)
    const said = await readCapacity(t.call, id, day(10), day(13))
    expect({
      max_capacity: shown.max_capacity,
      held: shown.held,
      allocated: shown.allocated,
      available_capacity: shown.available_capacity,
      reason: shown.reason,
    }).toEqual({
      max_capacity: said.map((entry) => entry.max_capacity),
      held: said.map((entry) => entry.held),
      allocated: said.map((entry) => entry.allocated),
      available_capacity: said.map((entry) => entry.available_capacity),
      reason: said.map((entry) => entry.reason ?? null),
    })
    expect(shown.reason[3]).toBe("blackout")
  })

  it("shows no hold that has ended or was released, and what only touches the edge", async () => {
    const type = uniqueId("tour")
    const { id } = await aResource(t.call, { type, default_capacity: 9 })
    const ended = await aHold(t.call, id, [day(11)])
    await makeOverdue(t.world, [ended.hold.id])
    const released = await aHold(t.call, id, [day(11)])
    await releaseHold(t.call, released.hold.id, { admin: true })
    await book(id, [day(9)])
    await book(id, [day(14)])
    const edge = await book(id, [day(9), day(10)])
    const shown = await calendarOf(type)
    expect(shown.bookings.map((b) => b.id)).toEqual([edge.id])
    expect(shown.held).toEqual([0, 0, 0, 0])
    expect(shown.allocated).toEqual([1, 0, 0, 0])
  })

  it("shows each item of a hold, and two that share a date", async () => {
    const type = uniqueId("bus")
    const { id } = await aResource(t.call, { type, default_capacity: 9 })
    const { hold } = await placeHold(t.call, {
      items: [
        { resource_id: id, dates: [day(10)], quantity: 2 },
        { resource_id: id, dates: [day(12)] },
      ],
      idempotency_key: uniqueId("key"),
    })
    const { bookings } = await calendarOf(type)
    expect(bookings.map((b) => [b.id, b.start_date, b.quantity])).toEqual([
      [hold.id, day(10), 2],
      [hold.id, day(12), 1],
    ])
  })

  it("filters, orders by name and pages", async () => {
    const group = await aGroup(t.call)
    const type = uniqueId("van")
    const common = { group_id: group.id, type }
    const b = await aResource(t.call, { ...common, name: "Van B" })
    const a = await aResource(t.call, { ...common, name: "Van A" })
    const gone = await aResource(t.call, { ...common, name: "Van C" })
    await deleteResource(t.call, gone.id)
    const c = await aResource(t.call, { type, name: "Van D", is_active: false })
    const ask = async (query: object) => {
      const found = await readCalendar(t.call, { ...period, ...query })
      return [found.count, ...found.resources.map((r) => r.id)]
    }
    expect(await ask({ type })).toEqual([3, a.id, b.id, c.id])
    expect(await ask({ group_id: group.id })).toEqual([2, a.id, b.id])
    expect(await ask({ type, q: "van b" })).toEqual([1, b.id])
    expect(await ask({ type, limit: 1, offset: 1 })).toEqual([3, b.id])
    expect(await ask({ type: [type, "other"], offset: 3 })).toEqual([3])
  })

  it.each([
    ["no date", { start_date: "2027-02-30" }, "invalid_range"],
    ["a reversed period", { end_date: day(9) }, "invalid_range"],
    ["more than 366 dates", { end_date: day(376) }, "invalid_range"],
    ["a page of 501", { limit: 501 }, "invalid_data"],
    ["what can't be searched for", { q: "\0" }, "invalid_data"],
  ])("refuses %s", async (_, query, code) => {
    const asked = readCalendar(t.call, { ...period, ...query })
    expect((await refusalOf(asked)).code).toBe(code)
  })
})

describe("a calendar of 500 resources × 60 dates with 10,000 allocations", () => {
  it("costs little more than its claims and bookings, read plainly", async () => {
    const type = uniqueId("many")
    await manyAllocations(type)
    const query = { start_date: day(5), end_date: day(64), type, limit: 500 }
    const plain = () =>
      t.world.sql(
        `select (select json_agg(c) from booking_claim c
            where c.resource_id like $1 || '%') as claims,
          (select json_agg(a) from booking_allocation a
            where a.resource_id like $1 || '%') as bookings`,
        [type]
      )
    const ratios: number[] = []
    for (let i = 0; i < 7; i++) {
      const floor = await timed(plain)
      const { ms, value: calendar } = await timed(async () => {
        const read = await readCalendar(t.call, query)
        return { ...read, size: JSON.stringify(read).length }
      })
      ratios.push(ms / floor.ms)
      expect(calendar.resources).toHaveLength(500)
      const bookings = calendar.resources.flatMap((r) => r.bookings)
      expect(bookings).toHaveLength(10_000)
      expect(calendar.size).toBeLessThan(5_000_000)
    }
    const median = ratios.sort((a, b) => a - b)[3] as number
    expect(median).toBeLessThan(5)
  }, 120_000)
})

/** How long work takes; what else the machine does makes both sides slower. */
async function timed<T>(
  work: () => Promise<T>
): Promise<{ ms: number; value: T }> {
  const from = performance.now()
  const value = await work()
  return { ms: performance.now() - from, value }
}

/** Twenty stays of three dates on each of 500 resources, written directly. */
async function manyAllocations(type: string): Promise<void> {
  await t.world.sql(
    `insert into booking_resource (id, handle, name, type, span, timezone,
        default_capacity)
      select $1 || n, $1 || n, 'Room ' || n, $1, 'night', 'UTC', 1
      from generate_series(1, 500) as n`,
    [type]
  )
  await t.world.sql(
    `insert into booking_capacity (resource_id, date, max_capacity)
      select $1 || n, $2::date + d, 1
      from generate_series(1, 500) as n, generate_series(5, 64) as d`,
    [type, day(0)]
  )
  const key = `$1 || n || '_' || s`
  const stays = `generate_series(1, 500) as n, generate_series(0, 19) as s`
  const start = "$2::date + 5 + s * 3"
  await t.world.sql(
    `insert into booking_hold (id, status, expires_at, ttl_ms, deadline, email,
        order_id, idempotency_scope, idempotency_key, fingerprint, ended_at,
        created_at, updated_at)
      select 'h' || ${key}, 'confirmed', now() + interval '1 hour', 1, now(),
        'guest' || n || '@example.com', 'order_' || n, $1, ${key}, '', now(),
        now(), now()
      from ${stays}`,
    [type]
  )
  await t.world.sql(
    `insert into booking_hold_item (id, hold_id, position, resource_id, dates,
        quantity)
      select 'i' || ${key}, 'h' || ${key}, 0, $1 || n,
        array[${start}, ${start} + 1, ${start} + 2], 1 from ${stays}`,
    [type, day(0)]
  )
  await t.world.sql(
    `insert into booking_claim (resource_id, date, claimant_id, quantity, state)
      select resource_id, unnest(dates), 'a' || substr(id, 2), quantity,
        'allocated'
      from booking_hold_item where resource_id like $1 || '%'`,
    [type]
  )
  await t.world.sql(
    `insert into booking_allocation (id, hold_id, hold_item_id, resource_id,
        order_id, dates, quantity, guests, created_at, updated_at)
      select 'a' || ${key}, 'h' || ${key}, 'i' || ${key}, $1 || n,
        'order_' || n, array[${start}, ${start} + 1, ${start} + 2], 1,
        '[{"name": "Ann Guest"}]', now(), now() from ${stays}`,
    [type, day(0)]
  )
  await t.world.sql(
    `insert into booking_operation (operation, hold_id, allocation_id,
        order_id, actor_type, after)
      select o.operation, a.hold_id, a.id, a.order_id, 'system', to_jsonb(a)
      from booking_allocation a
      cross join unnest(array['hold.placed', 'hold.confirmed',
        'allocation.created']) as o (operation)
      where a.resource_id like $1 || '%'`,
    [type]
  )
}
