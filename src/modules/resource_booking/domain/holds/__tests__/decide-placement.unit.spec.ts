import { NOON, onDate, resource } from "../../shared/__tests__/facts"
import {
  afterPlacement,
  decidePlacement,
  depletedBy,
  keyConflict,
  type PlacementFacts,
} from "../decide-placement"

const DATE = "2027-01-15"
const demands = [{ resource_id: "bres_1", dates: [DATE], quantity: 2 }]
const limits = {
  live_holds: 1,
  units: 5,
  resource_dates: 5,
  address_live_holds: 5,
  address_resource_dates: 20,
  address_share: 0.5,
  address_window_days: 4,
}
const request = {
  ...{ replaces: null, demands, fingerprint: "same", limits },
  rules: "kept" as const,
}

function facts(given: Partial<PlacementFacts> = {}): PlacementFacts {
  return {
    now_ms: NOON,
    resources: [resource({ default_capacity: 2 })],
    dates: [onDate(DATE)],
    blackouts: [],
    existing: null,
    siblings: [],
    address: null,
    ...given,
  }
}

describe("decidePlacement", () => {
  it("is new with a new key", () => {
    expect(decidePlacement(facts(), request)).toEqual({
      ok: true,
      value: "new",
    })
  })

  it("replays the same request, whatever has become of the dates (R13)", () => {
    const existing = { id: "bhold_1", fingerprint: "same" }
    const gone = facts({ existing, resources: [], dates: [] })
    expect(decidePlacement(gone, request)).toEqual({
      ok: true,
      value: "replay",
    })
  })

  it("refuses another request with the same key (R13)", () => {
    const existing = { id: "bhold_1", fingerprint: "other" }
    expect(decidePlacement(facts({ existing }), request)).toEqual(keyConflict())
    expect(keyConflict().code).toBe("idempotency_conflict")
  })

  it("takes over from another hold only if that one can go (R21)", () => {
    const hold = {
      status: "released" as const,
      expires_at_ms: NOON + 1,
      deadline_ms: NOON + 60_000,
      order_id: null,
    }
    const replaces = { id: "bhold_1", hold }
    expect(decidePlacement(facts(), { ...request, replaces })).toMatchObject({
      code: "released",
    })
    const live = { ...hold, status: "active" as const }
    const taking = { ...request, replaces: { id: "bhold_1", hold: live } }
    expect(decidePlacement(facts(), taking).ok).toBe(true)
  })

  it("names a resource that is gone before the key's conflict", () => {
    const existing = { id: "bhold_1", fingerprint: "other" }
    const gone = facts({ existing, resources: [] })
    expect(decidePlacement(gone, request)).toMatchObject({
      code: "not_found",
      message: "Resource not found: bres_1.",
    })
  })

  it("names a sold-out date before a limit", () => {
    const siblings = [
      {
        id: "bhold_2",
        cart_id: null,
        expires_at_ms: NOON + 1000,
        deadline_ms: NOON + 2000,
        ttl_ms: 1000,
        units: 1,
        resource_dates: 1,
      },
    ]
    expect(decidePlacement(facts({ siblings }), request)).toMatchObject({
      code: "limit_reached",
    })
    const full = facts({ siblings, dates: [onDate(DATE, { held: 1 })] })
    expect(decidePlacement(full, request)).toMatchObject({ code: "sold_out" })
  })
})

describe("afterPlacement", () => {
  it("counts what was placed, and leaves other dates alone", () => {
    const before = facts({ dates: [onDate(DATE), onDate("2027-01-16")] })
    const after = afterPlacement(before, demands)
    expect(after.dates.map((d) => d.held)).toEqual([2, 0])
    expect(before.dates.map((d) => d.held)).toEqual([0, 0])
    expect(decidePlacement(after, request)).toMatchObject({ code: "sold_out" })
  })
})

describe("depletedBy (R52)", () => {
  it("names the dates on which nothing is left, ascending", () => {
    const dates = ["2027-01-17", "2027-01-15", "2027-01-16"]
    const three = facts({
      dates: [
        ...dates.map((d) => onDate(d)),
        onDate("2027-01-18", { held: 1 }),
      ],
    })
    three.dates[2] = onDate("2027-01-16", { has_row: true, max_capacity: 3 })
    expect(
      depletedBy(three, [{ resource_id: "bres_1", dates, quantity: 2 }])
    ).toEqual([{ resource_id: "bres_1", dates: ["2027-01-15", "2027-01-17"] }])
  })

  it("names nothing while there is something left", () => {
    const one = [{ ...demands[0], resource_id: "bres_1", quantity: 1 }]
    expect(depletedBy(facts(), one as typeof demands)).toEqual([])
  })
})
