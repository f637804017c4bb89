import type {
  AdjustCapacity,
  SetCapacity,
} from "../../src/modules/resource_booking/types"
import {
  addDays,
  adjustCapacity,
  dateInWords,
  placeHold,
  readCapacity,
  reportCapacity,
  setCapacity,
  weekday,
} from "../engine"
import {
  aHold,
  aResource,
  aSale,
  createContext,
  lastEntries,
  refusalOf,
  type TestContext,
} from "../helpers/context"
import { day, makeOverdue, uniqueId } from "../helpers/world"

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())

async function unlimited(default_capacity: number | null = null) {
  return (await aResource(t.call, { default_capacity })).id
}

function rows(id: string) {
  return t.world.sql(
    `select date, max_capacity, from_default, held, allocated
      from booking_capacity where resource_id = $1 order by date`,
    [id]
  )
}

const range = (
  from: number,
  to: number,
  max_capacity: number
): SetCapacity => ({
  start_date: day(from),
  end_date: day(to),
  max_capacity,
})

describe("setCapacity (R3)", () => {
  it("includes both bounds, and says what it made and changed", async () => {
    const id = await unlimited()
    expect(await setCapacity(t.call, id, range(10, 11, 3))).toEqual({
      created: [day(10), day(11)],
      updated: [],
      skipped: [],
    })
    expect(await setCapacity(t.call, id, range(11, 12, 4))).toEqual({
      created: [day(12)],
      updated: [day(11)],
      skipped: [],
    })
    expect(await rows(id)).toMatchObject([
      { date: day(10), max_capacity: 3 },
      { date: day(11), max_capacity: 4 },
      { date: day(12), max_capacity: 4 },
    ])
  })

  it("leaves dates alone that have a capacity, when asked to", async () => {
    const id = await unlimited()
    await setCapacity(t.call, id, range(11, 11, 3))
    const input = { ...range(10, 12, 5), skip_existing: true }
    expect(await setCapacity(t.call, id, input)).toEqual({
      created: [day(10), day(12)],
      updated: [],
      skipped: [day(11)],
    })
    expect(await setCapacity(t.call, id, input)).toEqual({
      created: [],
      updated: [],
      skipped: [day(10), day(11), day(12)],
    })
  })

  it("takes a date that was only held for one without a row", async () => {
    const id = await unlimited(2)
    await aHold(t.call, id, [day(10)])
    const input = { ...range(10, 10, 5), skip_existing: true }
    expect((await setCapacity(t.call, id, input)).created).toEqual([day(10)])
    expect(await rows(id)).toEqual([
      {
        date: day(10),
        max_capacity: 5,
        from_default: false,
        held: 1,
        allocated: 0,
      },
    ])
  })

  it("keeps to the weekdays", async () => {
    const id = await unlimited()
    const monday = addDays(day(20), 1 - weekday(day(20)))
    const input = {
      start_date: monday,
      end_date: addDays(monday, 7),
      max_capacity: 1,
    }
    expect(
      (await setCapacity(t.call, id, { ...input, weekdays: [1, 7] })).created
    ).toEqual([monday, addDays(monday, 6), addDays(monday, 7)])
    const none = { ...input, end_date: monday, weekdays: [2] }
    expect(await setCapacity(t.call, id, none)).toEqual({
      created: [],
      updated: [],
      skipped: [],
    })
  })

  it("refuses less than what is held and sold, and writes nothing", async () => {
    const id = await unlimited(5)
    await aHold(t.call, id, [day(10), day(11)], 2)
    await aSale(t.call, id, [day(11)], 1)
    const before = await rows(id)
    const refused = await refusalOf(setCapacity(t.call, id, range(9, 12, 1)))
    expect(refused).toEqual({
      code: "below_commitments",
      message: `On ${dateInWords(day(10))}, 2 units are already held or sold.`,
      details: {
        dates: [day(10), day(11)],
        commitments: [
          { date: day(10), held: 2, allocated: 0, requested: 1 },
          { date: day(11), held: 2, allocated: 1, requested: 1 },
        ],
      },
    })
    expect(await rows(id)).toEqual(before)
    await setCapacity(t.call, id, range(9, 12, 3))
  })

  it("doesn't count holds that are over, and evicts them", async () => {
    const id = await unlimited(2)
    const { hold } = await aHold(t.call, id, [day(10), day(11)], 2)
    await makeOverdue(t.world, [hold.id])
    await setCapacity(t.call, id, range(10, 10, 0))
    expect(await rows(id)).toMatchObject([
      { date: day(10), max_capacity: 0, held: 0 },
      { date: day(11), max_capacity: 2, held: 2 },
    ])
  })

  it("sets ten years at once, as one line of the log", async () => {
    const id = await unlimited()
    const years = { ...range(0, 3659, 4) }
    const result = await setCapacity(t.call, id, years)
    expect(result.created).toHaveLength(3660)
    expect(await lastEntries(t.world, 1)).toMatchObject([
      {
        operation: "capacity.set",
        resource_id: id,
        before: [
          { start_date: day(0), end_date: day(3659), max_capacity: null },
        ],
        after: [{ start_date: day(0), end_date: day(3659), max_capacity: 4 }],
      },
    ])
  })

  it.each<[string, Partial<SetCapacity>, string]>([
    ["a reversed range", { end_date: day(9) }, "invalid_range"],
    ["too long a range", { end_date: day(10 + 3660) }, "invalid_range"],
    ["a date that is none", { start_date: "2027-02-30" }, "invalid_range"],
    ["infinity", { end_date: "infinity" }, "invalid_range"],
    ["a negative capacity", { max_capacity: -1 }, "invalid_data"],
    ["a fraction", { max_capacity: 0.5 }, "invalid_data"],
    ["too much", { max_capacity: 1_000_001 }, "invalid_data"],
    ["no weekday", { weekdays: [] }, "invalid_data"],
    ["an eighth weekday", { weekdays: [1, 8] }, "invalid_data"],
  ])("refuses %s", async (_, wrong, code) => {
    const id = await unlimited()
    const input = { ...range(10, 10, 1), ...wrong }
    expect((await refusalOf(setCapacity(t.call, id, input))).code).toBe(code)
    expect(await rows(id)).toEqual([])
  })

  it("answers 404 for an unknown resource", async () => {
    const refused = await refusalOf(
      setCapacity(t.call, "bres_none", range(10, 10, 1))
    )
    expect(refused.code).toBe("not_found")
  })

  it("and holds at once never sell more than either allows (R11)", async () => {
    const id = await unlimited(3)
    const outcomes = await Promise.allSettled([
      ...Array.from({ length: 6 }, () => aHold(t.call, id, [day(10)])),
      setCapacity(t.call, id, range(10, 10, 1)),
    ])
    const [row] = await rows(id)
    const { held, max_capacity } = row as { held: number; max_capacity: number }
    const held_ok = outcomes.slice(0, 6).filter((o) => o.status === "fulfilled")
    expect(held).toBe(held_ok.length)
    expect(held).toBeLessThanOrEqual(max_capacity)
  })
})

describe("adjustCapacity (R3)", () => {
  const by = (adjustment: number, ...days: number[]): AdjustCapacity => ({
    dates: days.map(day),
    adjustment,
    reason: "a boat is broken",
  })

  it("starts from the date's own capacity, else from the default", async () => {
    const id = await unlimited(5)
    await setCapacity(t.call, id, range(11, 11, 2))
    const entries = await adjustCapacity(t.call, id, by(-1, 11, 10))
    expect(entries).toEqual([
      {
        date: day(10),
        max_capacity: 4,
        held: 0,
        allocated: 0,
        available_capacity: 4,
        is_available: true,
      },
      {
        date: day(11),
        max_capacity: 1,
        held: 0,
        allocated: 0,
        available_capacity: 1,
        is_available: true,
      },
    ])
    expect(await lastEntries(t.world, 1)).toMatchObject([
      {
        operation: "capacity.adjusted",
        resource_id: id,
        reason: "a boat is broken",
        before: [
          { start_date: day(10), end_date: day(10), max_capacity: null },
          { start_date: day(11), end_date: day(11), max_capacity: 2 },
        ],
        after: [
          { start_date: day(10), end_date: day(10), max_capacity: 4 },
          { start_date: day(11), end_date: day(11), max_capacity: 1 },
        ],
      },
    ])
  })

  it("starts from nothing where there is no capacity", async () => {
    const id = await unlimited()
    const [entry] = await adjustCapacity(t.call, id, by(2, 10))
    expect(entry?.max_capacity).toBe(2)
  })

  it("is all or nothing", async () => {
    const id = await unlimited(2)
    await aHold(t.call, id, [day(11)], 2)
    const refused = await refusalOf(adjustCapacity(t.call, id, by(-1, 10, 11)))
    expect(refused).toMatchObject({
      code: "below_commitments",
      details: {
        dates: [day(11)],
        commitments: [{ date: day(11), held: 2, allocated: 0, requested: 1 }],
      },
    })
    expect(await rows(id)).toMatchObject([
      { date: day(11), max_capacity: 2, from_default: true },
    ])
  })

  it("never goes below nothing", async () => {
    const id = await unlimited(2)
    const refused = await refusalOf(adjustCapacity(t.call, id, by(-3, 10)))
    expect(refused).toEqual({
      code: "below_commitments",
      message: `Capacity can't go below 0, as it would on ${dateInWords(day(10))}.`,
      details: {
        dates: [day(10)],
        commitments: [{ date: day(10), held: 0, allocated: 0, requested: -1 }],
      },
    })
  })

  it("adds up when many adjust at once", async () => {
    const id = await unlimited(0)
    await Promise.all(
      Array.from({ length: 10 }, () =>
        adjustCapacity(t.call, id, by(1, 10, 11, 12))
      )
    )
    const entries = await readCapacity(t.call, id, day(10), day(12))
    expect(entries.map((e) => e.max_capacity)).toEqual([10, 10, 10])
  })

  it.each<[string, Partial<AdjustCapacity>, string]>([
    ["by 0", { adjustment: 0 }, "invalid_data"],
    ["by a fraction", { adjustment: 1.5 }, "invalid_data"],
    ["beyond the limit", { adjustment: 1_000_000 }, "invalid_data"],
    ["without a reason", { reason: " " }, "invalid_data"],
    ["without dates", { dates: [] }, "invalid_range"],
    ["a date twice", { dates: [day(10), day(10)] }, "invalid_range"],
    ["what is no date", { dates: ["tomorrow"] }, "invalid_range"],
  ])("refuses %s", async (_, wrong, code) => {
    const id = await unlimited(1)
    const work = adjustCapacity(t.call, id, { ...by(1, 10), ...wrong })
    expect((await refusalOf(work)).code).toBe(code)
    expect(await rows(id)).toEqual([])
  })
})

describe("readCapacity", () => {
  it("gives one entry a date, whether it has a row or not", async () => {
    const id = await unlimited(2)
    await setCapacity(t.call, id, range(11, 11, 5))
    await aHold(t.call, id, [day(12)], 2)
    const entries = await readCapacity(t.call, id, day(10), day(12))
    expect(entries).toMatchObject([
      { date: day(10), max_capacity: 2, available_capacity: 2 },
      { date: day(11), max_capacity: 5, available_capacity: 5 },
      {
        date: day(12),
        max_capacity: 2,
        held: 2,
        available_capacity: 0,
        is_available: false,
        reason: "held",
        may_free_at: expect.stringMatching(/Z$/),
      },
    ])
  })

  it("refuses ranges that can't be, and unknown resources", async () => {
    const id = await unlimited()
    const codes = await Promise.all(
      [
        readCapacity(t.call, id, day(11), day(10)),
        readCapacity(t.call, id, day(0), day(3660)),
        readCapacity(t.call, "bres_none", day(10), day(11)),
        readCapacity(t.call, "\0", day(10), day(11)),
      ].map(async (work) => (await refusalOf(work)).code)
    )
    expect(codes).toEqual([
      "invalid_range",
      "invalid_range",
      "not_found",
      "not_found",
    ])
  })
})

describe("reportCapacity (R61)", () => {
  it("sums by month, cut to the range", async () => {
    const id = await unlimited(2)
    await aSale(t.call, id, [day(40)], 2)
    await aHold(t.call, id, [day(41)], 1)
    const report = await reportCapacity(t.call, id, day(40), day(41), "day")
    expect(report).toEqual({
      summary: {
        capacity: 4,
        allocated: 2,
        held: 1,
        available: 1,
        utilization: 0.5,
      },
      periods: [
        {
          start_date: day(40),
          end_date: day(40),
          capacity: 2,
          allocated: 2,
          held: 0,
          available: 0,
          utilization: 1,
        },
        {
          start_date: day(41),
          end_date: day(41),
          capacity: 2,
          allocated: 0,
          held: 1,
          available: 1,
          utilization: 0,
        },
      ],
    })
  })

  it("answers 404 for an unknown resource", async () => {
    const work = reportCapacity(t.call, "bres_none", day(1), day(2), "week")
    expect((await refusalOf(work)).code).toBe("not_found")
  })
})

describe("a range of more than 60 dates", () => {
  it("is held while capacity is set without a deadlock", async () => {
    const id = await unlimited(50)
    const dates = Array.from({ length: 90 }, (_, i) => day(100 + i))
    const outcomes = await Promise.all([
      ...Array.from({ length: 8 }, () =>
        placeHold(t.call, {
          items: [{ resource_id: id, dates }],
          idempotency_key: uniqueId("key"),
        })
      ),
      ...Array.from({ length: 4 }, (_, i) =>
        setCapacity(t.call, id, range(100, 189, 60 + i))
      ),
    ])
    expect(outcomes).toHaveLength(12)
  })
})
