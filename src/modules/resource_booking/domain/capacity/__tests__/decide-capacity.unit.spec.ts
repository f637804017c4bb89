import {
  type CapacityRow,
  checkAdjustment,
  checkCapacity,
  decideAdjustment,
  decideDefaultCapacity,
  decideSetCapacity,
} from "../decide-capacity"

const [D10, D11, D12] = ["2027-01-10", "2027-01-11", "2027-01-12"] as const

const row = (date: string, given: Partial<CapacityRow> = {}): CapacityRow => ({
  date,
  max_capacity: 5,
  overbooked: 0,
  from_default: false,
  held: 0,
  allocated: 0,
  ...given,
})

describe("checkCapacity", () => {
  it("is a whole number from 0 to a million", () => {
    expect(checkCapacity(0).ok).toBe(true)
    expect(checkCapacity(1_000_000).ok).toBe(true)
    for (const wrong of [-1, 1_000_001, 1.5, NaN, "5", null]) {
      expect(checkCapacity(wrong)).toMatchObject({ code: "invalid_data" })
    }
  })
})

describe("checkAdjustment", () => {
  it("is some units, up or down, with a reason", () => {
    expect(checkAdjustment(-1, "broken").ok).toBe(true)
    expect(checkAdjustment(1_000_000, "new").ok).toBe(true)
    for (const wrong of [0, 0.5, Infinity, 1_000_001, "1"]) {
      expect(checkAdjustment(wrong, "x")).toMatchObject({
        code: "invalid_data",
      })
    }
    expect(checkAdjustment(1, "")).toMatchObject({ code: "invalid_data" })
  })
})

describe("decideSetCapacity (R3)", () => {
  const dates = [D10, D11, D12]
  const rows = [row(D11), row(D12, { from_default: true })]

  it("takes a row that follows the default for none", () => {
    expect(decideSetCapacity(rows, dates, 3, false)).toEqual({
      ok: true,
      value: { created: [D10, D12], updated: [D11], skipped: [] },
    })
    expect(decideSetCapacity(rows, dates, 3, true)).toEqual({
      ok: true,
      value: { created: [D10, D12], updated: [], skipped: [D11] },
    })
  })

  it("may be exactly what is held and sold", () => {
    const held = [row(D10, { held: 2, allocated: 1 })]
    expect(decideSetCapacity(held, [D10], 3, false).ok).toBe(true)
    expect(decideSetCapacity(held, [D10], 2, false)).toEqual({
      ok: false,
      code: "below_commitments",
      message: "On January 10, 2027, 3 units are already held or sold.",
      details: {
        dates: [D10],
        commitments: [{ date: D10, held: 2, allocated: 1, requested: 2 }],
      },
    })
  })

  it("names every date that speaks against it", () => {
    const held = [row(D10, { held: 2 }), row(D12, { allocated: 3 })]
    expect(decideSetCapacity(held, dates, 1, false)).toMatchObject({
      details: { dates: [D10, D12] },
    })
  })

  it("doesn't look at dates that it skips", () => {
    const held = [row(D10, { held: 2 })]
    expect(decideSetCapacity(held, [D10, D11], 1, true)).toMatchObject({
      value: { created: [D11], skipped: [D10] },
    })
  })

  it("needs no capacity for a place that was granted on top", () => {
    const granted = [row(D10, { allocated: 3, overbooked: 1 })]
    expect(decideSetCapacity(granted, [D10], 2, false).ok).toBe(true)
    expect(decideSetCapacity(granted, [D10], 1, false).ok).toBe(false)
  })

  it("never fails for no units on nothing", () => {
    const granted = [row(D10, { overbooked: 1 })]
    expect(decideSetCapacity(granted, [D10], 0, false).ok).toBe(true)
  })
})

describe("decideAdjustment (R3)", () => {
  it("adds to the row's capacity, else to the default, else to nothing", () => {
    const rows = [row(D10)]
    expect(decideAdjustment(rows, 3, [D10, D11], -2)).toEqual({
      ok: true,
      value: [
        { date: D10, max_capacity: 3 },
        { date: D11, max_capacity: 1 },
      ],
    })
    expect(decideAdjustment([], null, [D10], 2)).toMatchObject({
      value: [{ date: D10, max_capacity: 2 }],
    })
  })

  it("goes down to nothing, and not below", () => {
    expect(decideAdjustment([], 2, [D10], -2).ok).toBe(true)
    expect(decideAdjustment([], 2, [D10], -3)).toMatchObject({
      code: "below_commitments",
      message: "Capacity can't go below 0, as it would on January 10, 2027.",
      details: {
        commitments: [{ date: D10, held: 0, allocated: 0, requested: -1 }],
      },
    })
  })

  it("is refused for all when one date has not enough", () => {
    const rows = [row(D10, { held: 4, allocated: 1 })]
    expect(decideAdjustment(rows, 5, [D10, D11], -1)).toMatchObject({
      code: "below_commitments",
      details: { dates: [D10] },
    })
  })

  it("stays within the limit", () => {
    expect(decideAdjustment([], 1, [D10], 1_000_000)).toMatchObject({
      code: "invalid_data",
    })
  })
})

describe("decideDefaultCapacity (R3)", () => {
  const rows = [
    row(D10, { from_default: true, held: 1 }),
    row(D11, { allocated: 5 }),
    row(D12, { from_default: true }),
  ]

  it("reaches the rows that follow it, and no other", () => {
    expect(decideDefaultCapacity(rows, 1)).toEqual({
      ok: true,
      value: { rewritten: [D10, D12], removed: [] },
    })
  })

  it("is refused below what they have held and sold", () => {
    expect(decideDefaultCapacity(rows, 0)).toMatchObject({
      code: "below_commitments",
      details: { dates: [D10] },
    })
  })

  it("takes them away when there is none any more", () => {
    expect(decideDefaultCapacity(rows.slice(1), null)).toEqual({
      ok: true,
      value: { rewritten: [], removed: [D12] },
    })
    expect(decideDefaultCapacity(rows, null)).toMatchObject({
      code: "below_commitments",
      details: {
        commitments: [{ date: D10, held: 1, allocated: 0, requested: 0 }],
      },
    })
  })
})
