import { datesOf, decideLimits, unitsOf } from "../limits"
import type { Demand, SiblingFacts } from "../facts"

const LIMITS = {
  live_holds: 2,
  units: 5,
  resource_dates: 10,
  address_live_holds: 3,
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
    const address = { holds: addressHolds, first_end_ms: 45_000 }
    return decideLimits(LIMITS, siblings, address, [demand], now)
  }

  it("allows what just fits", () => {
    const siblings = [sibling({ units: 3, resource_dates: 8 })]
    expect(decide(siblings, wants(2, 2), 2).ok).toBe(true)
    expect(decideLimits(LIMITS, [], null, [wants(1, 1)], 0).ok).toBe(true)
  })

  it.each<[string, SiblingFacts[], Demand, number, string]>([
    ["a hold too many", [sibling({}), sibling({})], wants(1, 1), 0, "2 holds"],
    ["a unit too many", [sibling({ units: 4 })], wants(2, 1), 0, "5 units"],
    [
      "a date too many",
      [sibling({ resource_dates: 9 })],
      wants(1, 2),
      0,
      "10 dates",
    ],
    [
      "too many from an address",
      [],
      wants(1, 1),
      3,
      "3 holds from one address",
    ],
  ])("refuses %s", (_, siblings, demand, address, what) => {
    expect(decide(siblings, demand, address)).toMatchObject({
      code: "limit_reached",
      message: `At most ${what} can be kept at a time. Pay for or release some first.`,
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
      details: { retry_after: 45 },
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
