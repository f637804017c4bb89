import { closed, NOON, onDate, resource } from "../../shared/__tests__/facts"
import type { Demand, ResourceFacts } from "../../shared/facts"
import { type DatesSnapshot, decideNewHold, decideRetake } from "../decide-hold"

const [D14, D15, D16] = ["2027-01-14", "2027-01-15", "2027-01-16"] as const

function snapshot(
  given: Partial<ResourceFacts> = {},
  rest: Partial<DatesSnapshot> = {}
): DatesSnapshot {
  return {
    now_ms: NOON,
    resources: [resource(given)],
    dates: ["2027-01-09", "2027-01-10", D14, D15, D16].map((d) => onDate(d)),
    blackouts: [],
    ...rest,
  }
}

const wants = (dates: string[], quantity = 1): Demand => ({
  resource_id: "bres_1",
  dates,
  quantity,
})

describe("decideNewHold", () => {
  it("accepts what fits exactly", () => {
    const two = snapshot({ default_capacity: 2, min_stay: 2, max_stay: 2 })
    expect(decideNewHold(two, [wants([D14, D15], 2)])).toEqual({
      ok: true,
      value: null,
    })
  })

  it("adds the items up before it decides (R10)", () => {
    const two = snapshot({ default_capacity: 2 })
    const demands = [wants([D14, D15]), wants([D15, D16], 2)]
    expect(decideNewHold(two, demands)).toEqual({
      ok: false,
      code: "sold_out",
      message: "Kayak has only 2 left on January 15, 2027.",
      details: {
        ...{ resource_id: "bres_1", name: "Kayak", kind: "few", free: 2 },
        dates: [D15],
      },
    })
  })

  it.each<[string, Partial<ResourceFacts>, string[], string, string]>([
    [
      "inactive",
      { is_active: false },
      [D14],
      "Kayak is not on sale.",
      "what is off sale",
    ],
    [
      "past",
      {},
      ["2027-01-09"],
      "Dates in the past can't be booked.",
      "a past date",
    ],
    [
      "too_soon",
      { lead_time_hours: 13 },
      ["2027-01-10"],
      "Bookings must be made at least 13 hours ahead.",
      "a date within the lead time",
    ],
    [
      "too_far",
      { horizon_days: 4 },
      [D15],
      "Bookings can be made at most 4 days ahead.",
      "a date beyond the horizon",
    ],
    [
      "stay_too_short",
      { min_stay: 2, span: "night" },
      [D14],
      "The minimum stay is 2 nights.",
      "too short a stay",
    ],
    [
      "stay_too_long",
      { max_stay: 1 },
      [D14, D15],
      "The maximum stay is 1 day.",
      "too long a stay",
    ],
    [
      "no_capacity",
      { default_capacity: null },
      [D14],
      "Kayak is not offered on January 14, 2027.",
      "a date without capacity",
    ],
  ])("says %s", (code, rules, dates, message) => {
    expect(decideNewHold(snapshot(rules), [wants(dates)])).toMatchObject({
      code,
      message,
      details: { dates },
    })
  })

  it("says sold out where nothing is left", () => {
    const full = snapshot({}, { dates: [onDate(D14, { held: 1 })] })
    expect(decideNewHold(full, [wants([D14])])).toMatchObject({
      code: "sold_out",
      message: "Kayak is sold out on January 14, 2027.",
    })
  })

  it("says frozen and blackout, the freeze first", () => {
    const blackouts = [closed(D14), closed(D15, { kind: "freeze" })]
    const both = snapshot({}, { blackouts })
    expect(decideNewHold(both, [wants([D14, D15])])).toMatchObject({
      code: "frozen",
      message: "Kayak is closed on January 15, 2027.",
      details: { dates: [D15] },
    })
    expect(decideNewHold(both, [wants([D14])])).toMatchObject({
      code: "blackout",
    })
  })

  it.each<[Partial<ResourceFacts>, string[]]>([
    [{ lead_time_hours: 85 }, [D14]],
    [{ horizon_days: 4 }, [D15]],
    [{ min_stay: 3 }, [D14, D15]],
    [{ max_stay: 1 }, [D14, D15]],
  ])("lets staff override the rule %j", (rules, dates) => {
    const facts = snapshot({ default_capacity: 1, ...rules })
    expect(decideNewHold(facts, [wants(dates)]).ok).toBe(false)
    expect(decideNewHold(facts, [wants(dates)], "overridden")).toEqual({
      ok: true,
      value: null,
    })
  })

  it.each<[string, Partial<ResourceFacts>, Partial<DatesSnapshot>]>([
    ["inactive", { is_active: false }, {}],
    ["past", {}, { now_ms: NOON + 30 * 86_400_000 }],
    ["frozen", {}, { blackouts: [closed(D14, { kind: "freeze" })] }],
    ["blackout", {}, { blackouts: [closed(D14)] }],
    ["no_capacity", { default_capacity: null }, {}],
    ["sold_out", {}, { dates: [onDate(D14, { allocated: 1 })] }],
  ])("lets nobody override %s", (code, given, rest) => {
    const facts = snapshot({ default_capacity: 1, ...given }, rest)
    expect(decideNewHold(facts, [wants([D14])], "overridden")).toMatchObject({
      code,
      details: { dates: [D14] },
    })
  })

  it("may be told that a stay is longer than what is new of it", () => {
    const facts = snapshot({ default_capacity: 1, max_stay: 2 })
    const [added, stay] = [[wants([D16])], [wants([D14, D15, D16])]]
    expect(decideNewHold(facts, added, "kept", stay)).toMatchObject({
      code: "stay_too_long",
      details: { dates: [D14, D15, D16] },
    })
    expect(decideNewHold(facts, [], "kept", [wants([D14, D15])]).ok).toBe(true)
  })

  it("takes each run of dates for a stay of its own (R5)", () => {
    const two = snapshot({ min_stay: 2 })
    expect(decideNewHold(two, [wants([D14, D16])])).toMatchObject({
      code: "stay_too_short",
      details: { dates: [D14, D16] },
    })
    expect(decideNewHold(two, [wants([D14, D15])]).ok).toBe(true)
  })

  it("gives the first code by precedence over all items", () => {
    const other = resource({ id: "bres_2", name: "Canoe", is_active: false })
    const both = snapshot({ default_capacity: 0 })
    both.resources.push(other)
    both.dates.push(onDate(D16, { resource_id: "bres_2" }))
    const demands = [
      wants([D14]),
      { resource_id: "bres_2", dates: [D16], quantity: 1 },
    ]
    expect(decideNewHold(both, demands)).toMatchObject({
      code: "inactive",
      message: "Canoe is not on sale.",
      details: { resource_id: "bres_2", dates: [D16] },
    })
  })

  it("fails loudly when something was not read", () => {
    const unknown = [{ ...wants([D14]), resource_id: "bres_2" }]
    expect(() => decideNewHold(snapshot(), unknown)).toThrow(
      "no facts were read for bres_2"
    )
    expect(() => decideNewHold(snapshot(), [wants(["2027-02-01"])])).toThrow(
      "no facts were read for bres_1 on 2027-02-01"
    )
  })
})

describe("decideRetake (R22)", () => {
  it("asks for no rules of a new booking", () => {
    const rules = {
      is_active: false,
      min_stay: 5,
      lead_time_hours: 1000,
      horizon_days: 1,
    }
    expect(decideRetake(snapshot(rules), [wants([D14])]).ok).toBe(true)
  })

  it("is refused where the resource was deleted since", () => {
    const none = snapshot({}, { resources: [] })
    expect(decideRetake(none, [wants([D14, D15])])).toEqual({
      ok: false,
      code: "no_capacity",
      message: "What was held on January 14, 2027 is no longer offered.",
      details: { kind: "gone", resource_id: "bres_1", dates: [D14, D15] },
    })
  })

  it("is refused where the dates are closed or gone", () => {
    const shut = snapshot({}, { blackouts: [closed(D14)] })
    expect(decideRetake(shut, [wants([D14])])).toMatchObject({
      code: "blackout",
    })
    expect(decideRetake(snapshot(), [wants([D14], 2)])).toMatchObject({
      code: "sold_out",
    })
  })
})
