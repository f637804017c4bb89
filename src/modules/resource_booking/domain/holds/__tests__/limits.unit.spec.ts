import type { Demand, GuestFacts, SiblingFacts } from "../../shared/facts"
import { datesOf, decideLimits, unitsOf } from "../limits"

const LIMITS = {
  live_holds: 2,
  units: 5,
  resource_dates: 10,
  address_live_holds: 3,
  address_resource_dates: 20,
  address_share: 0.5,
  address_window_days: 4,
}

const wants = (quantity: number, dates: number): Demand => ({
  resource_id: "a",
  dates: Array.from({ length: dates }, (_, i) => `2027-01-${10 + i}`),
  quantity,
})

const sibling = (given: Partial<SiblingFacts>): SiblingFacts => ({
  id: "bhold_1",
  cart_id: null,
  expires_at_ms: 60_000,
  deadline_ms: 60_000,
  ttl_ms: 1,
  units: 1,
  resource_dates: 1,
  ...given,
})

describe("unitsOf and datesOf", () => {
  it("count quantities whatever the dates, and dates whatever the quantity", () => {
    expect(unitsOf([wants(2, 3), wants(1, 1)])).toBe(3)
    expect(datesOf([wants(2, 3), wants(1, 1)])).toBe(4)
  })
})

describe("decideLimits (R17)", () => {
  const decide = (
    siblings: SiblingFacts[],
    demand: Demand,
    addressHolds = 0,
    now = 0
  ) => {
    const address = { holds: addressHolds, first_end_ms: 45_000, guests: null }
    return decideLimits(LIMITS, siblings, address, [demand], now)
  }

  it("allows what just fits", () => {
    const siblings = [sibling({ units: 3, resource_dates: 8 })]
    expect(decide(siblings, wants(2, 2), 2).ok).toBe(true)
    expect(decideLimits(LIMITS, [], null, [wants(1, 1)], 0).ok).toBe(true)
  })

  it.each<[string, SiblingFacts[], Demand, number, string]>([
    [
      "a hold too many",
      [sibling({}), sibling({})],
      wants(1, 1),
      0,
      "2 bookings can be held",
    ],
    [
      "a unit too many",
      [sibling({ units: 4 })],
      wants(2, 1),
      0,
      "5 units can be held",
    ],
    [
      "a date too many",
      [sibling({ resource_dates: 9 })],
      wants(1, 2),
      0,
      "10 dates can be held",
    ],
    [
      "too many from an address",
      [],
      wants(1, 1),
      3,
      "3 bookings can be held from one IP address",
    ],
  ])("refuses %s", (_, siblings, demand, address, what) => {
    expect(decide(siblings, demand, address)).toMatchObject({
      code: "limit_reached",
      message: `At most ${what} at a time. Please pay for some or release them first.`,
    })
  })

  it("says when the first of the owner's holds ends", () => {
    const siblings = [
      sibling({ expires_at_ms: 90_000 }),
      sibling({ expires_at_ms: 30_001 }),
    ]
    expect(decide(siblings, wants(1, 1), 0, 1000)).toMatchObject({
      details: { retry_after: 30 },
    })
    expect(decide(siblings, wants(1, 1), 0, 30_001)).toMatchObject({
      details: { retry_after: 1 },
    })
  })

  it("says when the first of the address's holds ends", () => {
    expect(decide([sibling({})], wants(1, 1), 3)).toMatchObject({
      details: { kind: "address_bookings", most: 3, retry_after: 45 },
    })
  })

  it("says no time where waiting does not help", () => {
    const siblings = [sibling({})]
    for (const demand of [wants(6, 1), wants(1, 11)]) {
      expect(decide(siblings, demand)).toMatchObject({ details: {} })
    }
    expect(decide([], wants(6, 1))).toMatchObject({ details: {} })
  })

  it("allows everything when they are off", () => {
    expect(decideLimits("off", [], null, [wants(1000, 366)], 0).ok).toBe(true)
  })
})

/** LIMITS allow an address 20 dates, and half of what 4 dates in a row have. */
describe("what an address keeps for guests (R17)", () => {
  /** From January 10 on, what can be sold and what the address has of it. */
  const facts = (capacity: number[], taken: number[]): GuestFacts => ({
    resource_dates: taken.filter((units) => units > 0).length,
    capacities: [
      { resource_id: "a", first: "2027-01-10", units: capacity },
    ].filter(() => taken.some((units) => units > 0)),
    taken: taken.map((units, n) => ({
      ...{ resource_id: "a", date: `2027-01-${10 + n}`, units },
    })),
  })
  /** A letter a date: `x` is wanted. */
  const wanted = (dates: string, quantity = 1): Demand => ({
    resource_id: "a",
    dates: [...dates].flatMap((letter, n) =>
      letter === "x" ? [`2027-01-${10 + n}`] : []
    ),
    quantity,
  })
  const decide = (guests: GuestFacts | null, demand: Demand) =>
    decideLimits(
      { ...LIMITS, units: 99, resource_dates: 99 },
      [],
      { holds: 1, first_end_ms: 45_000, guests },
      [demand],
      0
    )

  it("lets an address have a stay of what it has nothing of, whatever else it has", () => {
    const guests: GuestFacts = {
      resource_dates: 1,
      taken: [{ resource_id: "b", date: "2027-01-10", units: 1 }],
      capacities: [
        { resource_id: "a", first: "2027-01-10", units: [1, 1, 1, 1] },
      ],
    }
    expect(decide(guests, wanted("xxxx"))).toEqual({ ok: true, value: null })
  })

  const one = (n: number) => Array<number>(n).fill(1)

  it.each<[string, number[], number[], string, number, boolean]>([
    ["a first stay, of all there is", one(9), [0], "xxxxxxxxx", 1, true],
    ["half of a window", one(7), [1, 0, 0, 0], ".x", 1, true],
    ["more than half of one", one(7), [1, 0, 0, 0], ".xx", 1, false],
    ["the same beyond the window", one(9), [1, 0, 0, 0], "....xx", 1, true],
    ["more than half of a later one", one(9), [1], "....xxx", 1, false],
    ["what is dense in between only", one(9), [1, 0, 0, 1], ".x", 1, false],
    ["half of several units", [4, 4, 4, 4], [4], "x", 4, true],
    ["a unit more than half of them", [4, 4, 4, 4], [4], "x", 5, false],
    ["where little is sold around", [9, 0, 0, 0], [4], "x", 1, false],
  ])("is at most %s", (_, capacity, taken, dates, quantity, isAllowed) => {
    const decision = decide(facts(capacity, taken), wanted(dates, quantity))
    expect(decision.ok).toBe(isAllowed)
  })

  it("is so much of each resource", () => {
    const other = { ...wanted("xxxxxxxxx"), resource_id: "b" }
    expect(decide(facts(one(7), [1, 1]), other).ok).toBe(true)
  })

  it("is so many dates in all, beyond a first stay", () => {
    const some = { ...facts([], []), resource_dates: 19 }
    expect(decide(some, wanted("x")).ok).toBe(true)
    expect(decide(some, wanted("xx"))).toMatchObject({
      code: "limit_reached",
      message:
        "At most 20 dates can be held from one IP address at a time. Please pay for some or release them first.",
      details: { kind: "address_dates", retry_after: 45 },
    })
    const first = wanted("x".repeat(22))
    expect(decide(some, first)).toMatchObject({ details: {} })
    expect(decide({ ...some, resource_dates: 0 }, first).ok).toBe(true)
  })

  it("says what is kept too much of", () => {
    expect(decide(facts(one(7), [1, 1]), wanted("..x"))).toEqual({
      ok: false,
      code: "limit_reached",
      message:
        "At most 50% of the places on nearby dates can be held from one IP address at a time. Please pay for some or release them first.",
      details: { kind: "address_share", most: 50, retry_after: 45 },
    })
  })

  it("is nothing that a customer is asked about", () => {
    expect(decide(null, wanted("xxxxxxx")).ok).toBe(true)
  })
})
