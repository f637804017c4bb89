import { Client } from "@medusajs/framework/pg"
import fc from "fast-check"

import type { ListQuery, Page } from "../../src/modules/resource_booking/types"
import {
  cursorText,
  listAllocations,
  listGraphHolds,
  listHolds,
  listOperations,
  listResources,
  searchResources,
} from "../engine"
import { createContext, refusalOf, type TestContext } from "../helpers/context"
import { day, WITHOUT_CLAIM_GUARDS } from "../helpers/world"

/**
 * Lists of a store that has been at it for long: 30,000 holds that were sold,
 * three to a moment, in 1,200 resources, eight to a name. The audit of their
 * missing log is not what this is about.
 */
const HOLDS = 30_000
const RESOURCES = 1_200
/** What a statement has time for. */
const CHUNK = 15_000

let t: TestContext
beforeAll(async () => {
  t = await createContext()
  await fill()
})
afterAll(() => t.world.close())

async function fill(): Promise<void> {
  await t.world.sql(WITHOUT_CLAIM_GUARDS)
  await t.world.sql("set session_replication_role = replica")
  await t.world.sql(`
    insert into booking_resource (id, handle, name, type, timezone, span,
      default_capacity)
    select 'bres_' || n, 'r-' || n, 'Room ' || n / 8, 'room', 'UTC', 'night', 9
    from generate_series(1, ${RESOURCES}) as n`)
  for (const text of [
    `insert into booking_hold (id, status, expires_at, ttl_ms, deadline, cart_id,
        email, order_id, idempotency_scope, idempotency_key, fingerprint,
        ended_at, created_at, updated_at)
      select 'bhold_' || n, 'confirmed', now(), 1, now(), 'cart_' || n,
        'Guest' || n || '@example.com', 'order_' || n, '', n, '', now(),
        now() - (n / 3) * interval '1 second', now()
      from generate_series($1::int, $2::int) as n`,
    `insert into booking_hold_item (id, hold_id, position, resource_id, dates,
        quantity)
      select 'bitem_' || n, 'bhold_' || n, 0, 'bres_' || 1 + n % ${RESOURCES},
        array[current_date + n % 100], 1
      from generate_series($1::int, $2::int) as n`,
    `insert into booking_allocation (id, status, canceled_at, hold_id,
        hold_item_id, resource_id, order_id, dates, quantity, created_at,
        updated_at)
      select 'balloc_' || n, 'canceled', now(), 'bhold_' || n, 'bitem_' || n,
        'bres_' || 1 + n % ${RESOURCES}, 'order_' || n,
        array[current_date + n % 100], 1,
        now() - (n / 3) * interval '1 second', now()
      from generate_series($1::int, $2::int) as n`,
    `insert into booking_operation (operation, hold_id, actor_type)
      select 'hold.placed', 'bhold_' || n, 'customer'
      from generate_series($1::int, $2::int) as n`,
  ]) {
    for (let from = 1; from <= HOLDS; from += CHUNK) {
      await t.world.sql(text, [from, from + CHUNK - 1])
    }
  }
  const client = new Client({ connectionString: t.world.url })
  await client.connect()
  await client.query("vacuum analyze")
  await client.end()
}

type Row = { id: string }
type List = (query: ListQuery) => Promise<Page<Row>>

const STAY = { start_date: day(5), end_date: day(7) }

const LISTS: [string, List, string[]][] = [
  [
    "holds",
    (query) => listHolds(t.call, query),
    ["id", "-id", "created_at", "-created_at"],
  ],
  [
    "allocations",
    (query) => listAllocations(t.call, query),
    ["-created_at", "created_at", "id", "-id"],
  ],
  [
    "a room's holds",
    (query) => listHolds(t.call, { ...query, resource_id: "bres_7" }),
    ["expires_at", "-status", "-created_at"],
  ],
  [
    "a room's allocations",
    (query) => listAllocations(t.call, { ...query, resource_id: "bres_7" }),
    ["start_date", "-start_date", "status"],
  ],
  ["operations", (query) => listOperations(t.call, query), ["-created_at"]],
  [
    "resources",
    (query) => listResources(t.call, query),
    ["name", "-name", "type", "-updated_at", "handle"],
  ],
  [
    "a search",
    (query) => searchResources(t.call, { ...query, ...STAY }),
    ["name", "-name", "-handle"],
  ],
]

const LONG = LISTS.filter(([name]) => !name.startsWith("a room"))

describe.each(LONG)("a long list of %s", (_, list) => {
  it("is counted to 1,000, and there is more", async () => {
    const { count, count_is_capped, rows } = await list({ limit: 1 })
    expect({ count, count_is_capped, rows: rows.length }).toEqual({
      ...{ count: 1_000, count_is_capped: true, rows: 1 },
    })
  })

  it("takes no offset beyond 10,000", async () => {
    expect((await refusalOf(list({ offset: 10_001 })))?.message).toBe(
      "The offset can be at most 10000. Use `after` to read further."
    )
  })
})

describe.each(LISTS)("a list of %s", (_, list, orders) => {
  it("goes on after any row as it does by offset, in every order", async () => {
    const some = fc.record({
      order: fc.constantFrom(...orders),
      limit: fc.integer({ min: 1, max: 7 }),
      offset: fc.integer({ min: 0, max: 60 }),
    })
    await fc.assert(
      fc.asyncProperty(some, async ({ order, limit, offset }) => {
        const page = await list({ order, limit, offset })
        const same = await list({ order, limit, offset: offset + limit })
        if (page.next === null) {
          expect(same.rows).toEqual([])
          return
        }
        const next = await list({ order, limit, after: page.next })
        expect(next.rows).toEqual(same.rows)
        expect(next.next).toEqual(same.next)
      }),
      { numRuns: 15 }
    )
  })

  it("refuses what is no place in it", async () => {
    const [order = "", other = "-id"] = orders
    const { next } = await list({ limit: 1, order })
    const made = JSON.parse(
      Buffer.from(next as string, "base64url").toString()
    ) as string[]
    const given = [
      ...["", "x", "%%%", "e30", "bnVsbA", "\u{1f6cf}", `${next}x`],
      cursorText(
        { value: made[1] as string, id: made[2] as string },
        { field: other.replace("-", ""), descending: other.startsWith("-") }
      ),
      ...[[], [order], [order, "1"], [order, 1, "x"], [order, "\0", "x"]]
        .concat([[...made, "more"]])
        .map((parts) =>
          Buffer.from(JSON.stringify(parts)).toString("base64url")
        ),
    ]
    for (const after of given) {
      expect((await refusalOf(list({ order, after })))?.code).toBe(
        "invalid_data"
      )
    }
    const both = list({ order, after: next as string, offset: 1 })
    expect((await refusalOf(both))?.code).toBe("invalid_data")
  })
})

describe("a list that is read to its end", () => {
  it("has every row once, whether by offset and count or by next", async () => {
    const ids = new Set<string>()
    let offset = 0
    let known = Infinity
    while (offset < known) {
      const page = await listResources(t.call, { limit: 100, offset })
      page.rows.forEach(({ id }) => ids.add(id))
      known = page.count
      offset += 100
      expect(page.count_is_capped).toBe(known < RESOURCES)
    }
    expect([ids.size, known]).toEqual([RESOURCES, RESOURCES])
    const read: string[] = []
    for (let after: string | null = ""; after !== null;) {
      const page: Page<Row> = await listResources(t.call, {
        ...{ limit: 100 },
        ...(after && { after }),
      })
      read.push(...page.rows.map(({ id }) => id))
      after = page.next
    }
    expect([new Set(read).size, read.length]).toEqual([RESOURCES, RESOURCES])
  })

  it("neither repeats nor leaves out a row while others come and go", async () => {
    const query = { order: "name", limit: 7 }
    const first = await listResources(t.call, query)
    await t.world.sql(`
      insert into booking_resource (id, handle, name, type, timezone, span)
      values ('bres_new', 'new', 'Aardvark', 'room', 'UTC', 'night')`)
    const second = await listResources(t.call, {
      ...query,
      after: first.next as string,
    })
    await t.world.sql("delete from booking_resource where id = 'bres_new'")
    const still = await listResources(t.call, { ...query, limit: 14 })
    expect([...first.rows, ...second.rows]).toEqual(still.rows)
  })
})

describe("query.graph", () => {
  it("counts to 1,000, and as far as it is asked by ids", async () => {
    const count = async (ids?: string[]) =>
      (await listGraphHolds(t.call, ids ? { id: ids } : {}, { take: 1 })).count
    expect(await count()).toBe(1_000)
    const ids = Array.from({ length: 1_500 }, (_, n) => `bhold_${n + 1}`)
    expect(await count(ids)).toBe(1_500)
  })
})

type Plan = Record<string, unknown> & { Plans?: Plan[] }

/** Rows that plans have looked at: answered, or dropped by a filter. */
function rowsOf(plan: Plan): number {
  const own = /Scan/.test(String(plan["Node Type"]))
    ? Number(plan["Actual Rows"]) + Number(plan["Rows Removed by Filter"] ?? 0)
    : 0
  const inner = (plan.Plans ?? []).map(rowsOf).reduce((a, b) => a + b, 0)
  return own * Number(plan["Actual Loops"]) + inner
}

/** How many rows a list has read for its answer. */
async function rowsRead(work: () => Promise<unknown>): Promise<number> {
  const query = t.call.db.query.bind(t.call.db)
  let rows = 0
  const watch = jest
    .spyOn(t.call.db, "query")
    .mockImplementation(async ({ text, values = [] }) => {
      const explain = `explain (analyze, format json) ${text}`
      const [answer] = await query<{ "QUERY PLAN": { Plan: Plan }[] }>({
        ...{ text: explain, values },
      })
      rows += rowsOf(answer?.["QUERY PLAN"][0]?.Plan as Plan)
      return query({ text, values })
    })
  try {
    await work()
  } finally {
    watch.mockRestore()
  }
  return rows
}

/** What counting to 1,000 reads, with a few rows of other tables for each. */
const FEW = 5_000

describe("a search for a person or an id", () => {
  it.each<[string, string, string[]]>([
    ["a hold's id", "bhold_17777", ["bhold_17777"]],
    ["a cart's", "cart_17777", ["bhold_17777"]],
    ["an order's", "order_17777", ["bhold_17777"]],
    ["an e-mail", "guest17777@EXAMPLE.com", ["bhold_17777"]],
    ["the beginning of one", "GUEST7777@", ["bhold_7777"]],
    ["what nobody has", "order_x", []],
  ])("finds a hold by %s, and reads few rows", async (_, q, ids) => {
    const search = () => listHolds(t.call, { q })
    expect((await search()).rows.map(({ id }) => id)).toEqual(ids)
    expect(await rowsRead(search)).toBeLessThan(FEW)
  })

  it.each<[string, string, string[]]>([
    ["its id", "balloc_17777", ["balloc_17777"]],
    ["its hold's", "bhold_17777", ["balloc_17777"]],
    ["its order's", "order_17777", ["balloc_17777"]],
    ["what nobody has", "order_x", []],
  ])("finds an allocation by %s, and reads few rows", async (_, q, ids) => {
    const search = () => listAllocations(t.call, { q })
    expect((await search()).rows.map(({ id }) => id)).toEqual(ids)
    expect(await rowsRead(search)).toBeLessThan(FEW)
  })

  it("finds the bookings of rooms by a piece of their name", async () => {
    const few = await listAllocations(t.call, { q: "oom 77" })
    expect(few.count).toBe(200)
    const all = await listAllocations(t.call, { q: "ROOM" })
    expect([all.count, all.count_is_capped]).toEqual([1_000, true])
  })
})

describe("the default order", () => {
  it("is an index's: a page far down costs what the first one does", async () => {
    for (const [, list] of LONG.slice(0, 3)) {
      const far = await list({ offset: 10_000, limit: 1 })
      const after = far.next as string
      const first = await rowsRead(() => list({ limit: 20 }))
      const there = await rowsRead(() => list({ after, limit: 20 }))
      expect([first < FEW, there <= first + 21]).toEqual([true, true])
    }
  })

  it("is a sort in any other: which reads all that matches, as a control", async () => {
    const sorted = () => listHolds(t.call, { order: "expires_at", limit: 20 })
    expect(await rowsRead(sorted)).toBeGreaterThan(HOLDS)
  })
})
