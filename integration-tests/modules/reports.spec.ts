import {
  type Call,
  cancelAllocations,
  confirmHold,
  createAllocations,
  deleteResource,
  expireHolds,
  listSoldAllocations,
  moveAllocation,
  placeHold,
  releaseHold,
  reportAllocations,
  reportCapacity,
  reportExpirations,
  reportFunnel,
  reportRevenue,
  reportUtilization,
  setCapacity,
} from "../engine"
import {
  aGroup,
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

const MOMENT = expect.stringMatching(/Z$/)
const confirm = (hold_id: string) =>
  confirmHold(t.call, { hold_id, order_id: uniqueId("order") })

describe("reportUtilization (R61)", () => {
  it("says what is sold of what there is, by period and resource", async () => {
    const type = uniqueId("t")
    const kayak = await aResource(t.call, {
      ...{ type, name: "Kayak", default_capacity: 2 },
    })
    const van = await aResource(t.call, { type, name: "Van" })
    const dates = { start_date: "2030-01-07", end_date: "2030-01-07" }
    await setCapacity(t.call, kayak.id, { ...dates, max_capacity: 4 })
    await aSale(t.call, kayak.id, ["2030-01-06", "2030-01-07"], 2)
    await aHold(t.call, kayak.id, ["2030-01-07"])
    const range = { start_date: "2030-01-05", end_date: "2030-01-08", type }
    const of = (resource: { id: string; name: string }) => ({
      ...{ resource_id: resource.id, resource_name: resource.name },
    })
    const [first, second] = [
      { start_date: "2030-01-05", end_date: "2030-01-06" },
      { start_date: "2030-01-07", end_date: "2030-01-08" },
    ]
    expect(
      await reportUtilization(t.call, { ...range, group_by: "week" })
    ).toEqual({
      rows: [
        {
          ...{ ...first, ...of(kayak) },
          ...{ capacity: 4, allocated: 2, utilization: 0.5 },
        },
        {
          ...{ ...first, ...of(van) },
          ...{ capacity: 2, allocated: 0, utilization: 0 },
        },
        {
          ...{ ...second, ...of(kayak) },
          ...{ capacity: 6, allocated: 2, utilization: 0.3333 },
        },
        {
          ...{ ...second, ...of(van) },
          ...{ capacity: 2, allocated: 0, utilization: 0 },
        },
      ],
      summary: { capacity: 14, allocated: 4, utilization: 0.2857 },
    })
    const days = await reportUtilization(t.call, range)
    expect(days.rows).toHaveLength(8)
    await deleteResource(t.call, van.id)
    const { rows } = await reportUtilization(t.call, range)
    expect(rows.map((row) => row.resource_name)).toEqual(Array(4).fill("Kayak"))
  })

  it.each(["day", "week", "month"] as const)(
    "agrees with the report of one resource, by %s",
    async (group_by) => {
      const { id } = await aResource(t.call, { default_capacity: 3 })
      await aSale(t.call, id, ["2030-01-30", "2030-02-03", "2030-02-04"], 2)
      const range = { start_date: "2030-01-28", end_date: "2030-03-02" }
      const { rows, summary } = await reportUtilization(t.call, {
        ...{ ...range, resource_id: id, group_by },
      })
      const { start_date, end_date } = range
      const own = await reportCapacity(
        ...([t.call, id, start_date, end_date, group_by] as const)
      )
      const figures = <
        T extends (typeof rows)[number] | (typeof own.periods)[number],
      >(
        row: T
      ) => [
        ...[row.start_date, row.end_date, row.capacity],
        ...[row.allocated, row.utilization],
      ]
      expect(rows.map(figures)).toEqual(own.periods.map(figures))
      expect(summary.utilization).toBe(own.summary.utilization)
    }
  )

  it("is of a group's members", async () => {
    const group = await aGroup(t.call)
    const member = await aResource(t.call, { group_id: group.id })
    const { rows } = await reportUtilization(t.call, {
      ...{ start_date: day(1), end_date: day(1), group_id: group.id },
    })
    expect(rows.map((row) => row.resource_id)).toEqual([member.id])
  })
})

/** Holds on two resources of a type, some days ago, each with its outcome. */
async function aMonthOfHolds(call: Call, type: string) {
  const a = await aResource(call, { type, name: "A", default_capacity: 99 })
  const b = await aResource(call, { type, name: "B", default_capacity: 99 })
  const hold = async (...resources: string[]) => {
    const { hold } = await placeHold(call, {
      items: resources.map((resource_id) => ({
        ...{ resource_id, dates: [day(10), day(11)], quantity: 2 },
      })),
      idempotency_key: uniqueId("key"),
    })
    return hold.id
  }
  const ids = {
    confirmed: await hold(a.id, b.id),
    expired: await hold(a.id, b.id),
    overdue: await hold(a.id),
    released: await hold(a.id),
    active: await hold(b.id),
    replaced: await hold(b.id),
  }
  await confirm(ids.confirmed)
  await releaseHold(call, ids.released, { admin: true })
  await releaseHold(call, ids.replaced, { admin: true })
  await t.world.sql("update booking_hold set replaced_by = $2 where id = $1", [
    ids.replaced,
    ids.active,
  ])
  return { a, b, ids, hold }
}

/** Half past midnight of a day in Brisbane, the day before in UTC. */
const EARLY = "2026-03-01T14:30:00Z"

describe("reportFunnel (R61)", () => {
  it("says what has become of the holds of a day, in the store's zone", async () => {
    const type = uniqueId("t")
    const brisbane = t.world.process({
      options: { default_timezone: "Australia/Brisbane" },
    })
    const { a, b, ids } = await aMonthOfHolds(t.call, type)
    await createAllocations(t.call, {
      items: [{ resource_id: a.id, dates: [day(10)] }],
      idempotency_key: uniqueId("key"),
    })
    await t.world.sql(
      `update booking_hold set expires_at = clock_timestamp()
        where id = any ($1)`,
      [[ids.expired, ids.overdue]]
    )
    await t.world.sql(
      `update booking_hold set status = 'expired', ended_at = now()
        where id = $1`,
      [ids.expired]
    )
    await t.world.sql(
      `delete from booking_claim where claimant_id in (
        select id from booking_hold_item where hold_id = any ($1))`,
      [[ids.expired, ids.overdue]]
    )
    await t.world.sql(
      `insert into booking_operation (operation, hold_id, actor_type)
        values ('hold.expired', $1, 'job')`,
      [ids.expired]
    )
    await t.world.sql(
      `update booking_hold set created_at = $2::timestamptz
        where id = any ($1)`,
      [Object.values(ids), EARLY]
    )
    const range = { start_date: "2026-03-02", end_date: "2026-03-02", type }
    const dates = { start_date: "2026-03-02", end_date: "2026-03-02" }
    const report = await reportFunnel(brisbane, range)
    expect(report).toEqual({
      rows: [
        {
          ...{ ...dates, resource_id: a.id, resource_name: "A" },
          ...{ created: 4, confirmed: 1, expired: 2, released: 1 },
          ...{ replaced: 0, active: 0 },
        },
        {
          ...{ ...dates, resource_id: b.id, resource_name: "B" },
          ...{ created: 4, confirmed: 1, expired: 1, released: 0 },
          ...{ replaced: 1, active: 1 },
        },
      ],
      summary: {
        ...{ created: 6, confirmed: 1, expired: 2, released: 1 },
        ...{ replaced: 1, active: 1 },
        placed_by: { customers: 0, carts: 0, anonymous: 6 },
        busiest_addresses: [],
      },
    })
    const before = {
      ...range,
      start_date: "2026-03-01",
      end_date: "2026-03-01",
    }
    expect((await reportFunnel(brisbane, before)).rows).toEqual([])
    expect((await reportFunnel(t.call, before)).summary.created).toBe(6)
    const month = { ...range, start_date: "2026-02-10", end_date: "2026-04-10" }
    const grouped = await reportFunnel(brisbane, {
      ...{ ...month, group_by: "month", resource_id: b.id },
    })
    expect(grouped.rows).toMatchObject([
      { start_date: "2026-03-01", end_date: "2026-03-31", created: 4 },
    ])
  })

  it("says who places them, and which addresses keep the most", async () => {
    const { id } = await aResource(t.call, { default_capacity: 99 })
    const limited = t.world.process({ options: { limits: {} } })
    const place = (who: object) =>
      placeHold(limited, {
        ...{ items: [{ resource_id: id, dates: [day(10)] }], ...who },
        idempotency_key: uniqueId("key"),
      })
    for (const address of ["198.51.100.1", "198.51.100.1", "198.51.100.2"]) {
      await place({ address })
    }
    await place({ customer_id: "cus_1" })
    await place({ cart_id: "cart_1" })
    const [{ live } = { live: 0 }] = await t.world.sql<{ live: number }>(
      `select count(*)::int as live from booking_hold
        where status = 'active' and expires_at > now()`
    )
    const { summary } = await reportFunnel(limited, {
      ...{ start_date: day(-1), end_date: day(1), resource_id: id },
    })
    const share = (n: number) => Number((n / live).toFixed(4))
    const MASK = expect.stringMatching(/^[0-9a-f]{10}$/)
    expect(summary).toMatchObject({
      placed_by: { customers: 1, carts: 1, anonymous: 3 },
      busiest_addresses: [
        { address: MASK, live_holds: 2, share: share(2) },
        { address: MASK, live_holds: 1, share: share(1) },
      ],
    })
  })
})

describe("moments on the day that clocks go back (R61)", () => {
  /** Havana had 0:30 twice on 2026-11-01: at 4:30 and at 5:30 UTC. */
  const ON_THE_DAY = "2026-11-01T04:30:00Z"
  const range = { start_date: "2026-11-01", end_date: "2026-11-01" }
  const before = { start_date: "2026-10-31", end_date: "2026-10-31" }

  it("belong to it from its first midnight on", async () => {
    const type = uniqueId("t")
    const havana = t.world.process({
      options: { default_timezone: "America/Havana" },
    })
    const { id } = await aResource(t.call, { type })
    const { hold } = await aHold(t.call, id, [day(10)])
    await t.world.sql(
      `update booking_hold set created_at = $2, expires_at = $2
        where id = $1`,
      [hold.id, ON_THE_DAY]
    )
    await expireHolds(t.call)
    for (const report of [reportFunnel, reportExpirations]) {
      const on = await report(havana, { ...range, type })
      expect(on.rows).toMatchObject([range])
      const earlier = await report(havana, { ...before, type })
      expect(earlier.rows).toEqual([])
    }
  })
})

describe("reportExpirations (R61)", () => {
  it("says which holds ended unused, and what they kept", async () => {
    const type = uniqueId("t")
    const { a, b, ids } = await aMonthOfHolds(t.call, type)
    const brisbane = t.world.process({
      options: { default_timezone: "Australia/Brisbane" },
    })
    await t.world.sql(
      `update booking_hold set expires_at = $2::timestamptz
        where id = any ($1)`,
      [[ids.expired, ids.overdue], EARLY]
    )
    const range = { start_date: "2026-03-02", end_date: "2026-03-02", type }
    const dates = { start_date: "2026-03-02", end_date: "2026-03-02" }
    const expected = {
      rows: [
        {
          ...{ ...dates, resource_id: a.id, resource_name: "A" },
          ...{ expired: 2, unit_dates: 8 },
        },
        {
          ...{ ...dates, resource_id: b.id, resource_name: "B" },
          ...{ expired: 1, unit_dates: 4 },
        },
      ],
      summary: { expired: 2, unit_dates: 12 },
    }
    expect(await reportExpirations(brisbane, range)).toEqual(expected)
    await expireHolds(t.call)
    expect(await reportExpirations(brisbane, range)).toEqual(expected)
    const other = { ...range, start_date: "2026-03-03", end_date: "2026-03-04" }
    expect(await reportExpirations(brisbane, other)).toEqual({
      ...{ rows: [], summary: { expired: 0, unit_dates: 0 } },
    })
  })
})

describe("reportAllocations (R61)", () => {
  it("lists what has a date in the range, canceled and moved too, without names", async () => {
    const type = uniqueId("t")
    const room = await aResource(t.call, {
      ...{ type, span: "night", default_capacity: 9, name: "Room" },
    })
    const { allocations } = await createAllocations(t.call, {
      items: [
        {
          resource_id: room.id,
          start_date: day(9),
          end_date: day(11),
          quantity: 2,
        },
      ],
      ...{ idempotency_key: uniqueId("key"), note: "Ann Guest" },
      guests: [{ name: "Ann Guest" }],
    })
    const old = allocations[0] as (typeof allocations)[0]
    const { allocation } = await moveAllocation(t.call, old.id, {
      ...{ end_date: day(12), reason: "longer" },
    })
    const sale = await aSale(t.call, room.id, [day(10)])
    await cancelAllocations(t.call, { order_id: sale.order_id })
    await aSale(t.call, room.id, [day(13)])
    const range = { start_date: day(10), end_date: day(12), type }
    const report = await reportAllocations(t.call, range)
    const common = {
      ...{ resource_id: room.id, resource_name: "Room", line_item_id: null },
      created_at: MOMENT,
    }
    const rows = [
      {
        ...{ ...common, id: old.id, status: "canceled", order_id: null },
        ...{ hold_id: old.hold_id, start_date: day(9), end_date: day(11) },
        ...{ date_count: 2, quantity: 2, segment: 1 },
        ...{ replaced_by: allocation.id, canceled_at: MOMENT },
      },
      {
        ...{ ...common, id: allocation.id, status: "confirmed" },
        ...{ order_id: null, hold_id: old.hold_id },
        ...{ start_date: day(9), end_date: day(12), date_count: 3 },
        ...{ quantity: 2, segment: 2, replaced_by: null, canceled_at: null },
      },
    ]
    const byId = (x: { id: string }, y: { id: string }) =>
      x.id < y.id ? -1 : 1
    expect(report).toEqual({
      rows: [
        ...rows.sort(byId),
        {
          ...{ ...common, id: expect.any(String), status: "canceled" },
          ...{ order_id: sale.order_id, hold_id: sale.hold_id },
          ...{ start_date: day(10), end_date: day(11), date_count: 1 },
          ...{ quantity: 1, segment: 1, replaced_by: null },
          canceled_at: MOMENT,
        },
      ],
      summary: { confirmed: 1, canceled: 2, unit_dates: 6 },
    })
  })
})

describe("reportRevenue (R61)", () => {
  it("has all allocations of the lines in question, and counts those that are asked for", async () => {
    const [a, b] = [await aResource(t.call), await aResource(t.call)]
    const { hold } = await placeHold(t.call, {
      items: [
        { resource_id: a.id, dates: [day(10), day(11)] },
        { resource_id: b.id, dates: [day(10)] },
      ],
      idempotency_key: uniqueId("key"),
    })
    const [order_id, line_item_id] = [uniqueId("order"), uniqueId("ordli")]
    const sold = await confirmHold(t.call, {
      ...{ hold_id: hold.id, order_id, line_item_id },
    })
    const [first] = sold.allocations
    const { allocation } = await moveAllocation(t.call, first?.id as string, {
      ...{ start_date: day(11), end_date: day(12), reason: "later" },
    })
    await aSale(t.call, a.id, [day(20)])
    const query = {
      ...{ start_date: day(12), end_date: day(20), resource_id: a.id },
    }
    const found = await listSoldAllocations(t.call, query)
    expect(
      found.map((one) => [one.id, one.resource_id, one.counted]).sort()
    ).toEqual(
      [
        [allocation.id, a.id, true],
        [sold.allocations[1]?.id, b.id, false],
      ].sort()
    )
    const cost = { first: 4000, now: 4000, most: 4000 }
    const paid = {
      ...{ currency_code: "aud", digits: 2, captured: 4000, refunded: 1000 },
      parts: [{ id: line_item_id, ...cost }],
    }
    expect(reportRevenue(query, found, [paid])).toEqual({
      rows: [
        {
          ...{ start_date: day(12), end_date: day(12), resource_id: a.id },
          ...{ resource_name: "Kayak", currency_code: "aud" },
          ...{ unit_dates: 1, amount: 10 },
        },
      ],
      summary: [{ currency_code: "aud", unit_dates: 1, amount: 10 }],
    })
  })
})

describe("a report that would be too long", () => {
  it("is refused, and not cut", async () => {
    const type = uniqueId("many")
    await t.world.sql(
      `insert into booking_resource (id, handle, name, type, span, timezone)
        select $1 || n, $1 || n, 'Many', $1, 'day', 'UTC'
        from generate_series(1, 274) as n`,
      [type]
    )
    const range = { start_date: day(0), end_date: day(364), type }
    expect(await refusalOf(reportUtilization(t.call, range))).toEqual({
      code: "invalid_range",
      message:
        "The report would have more than 100000 rows. Shorten the range.",
      details: {},
    })
    const fits = { ...range, end_date: day(363) }
    const { rows } = await reportUtilization(t.call, fits)
    expect(rows).toHaveLength(274 * 364)
  })
})

describe("every report", () => {
  const reports = {
    reportUtilization,
    reportFunnel,
    reportExpirations,
    reportAllocations,
    listSoldAllocations,
  }

  it.each(Object.entries(reports))(
    "%s refuses what can't be",
    async (_, of) => {
      const code = async (query: object) => {
        const range = { start_date: day(1), end_date: day(2) }
        return (await refusalOf(of(t.call, { ...range, ...query }))).code
      }
      expect(await code({ end_date: day(0) })).toBe("invalid_range")
      expect(await code({ end_date: day(367) })).toBe("invalid_range")
      expect(await code({ start_date: "2027-02-30" })).toBe("invalid_range")
      expect(await code({ type: "\0" })).toBe("invalid_data")
    }
  )
})
