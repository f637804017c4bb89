import type { DatesSnapshot } from "../../holds/decide-hold"
import { closed, NOON, onDate, resource } from "../../shared/__tests__/facts"
import type { ResourceFacts } from "../../shared/facts"
import {
  decideChangeable,
  decideMove,
  type MovedAllocation,
  movedDates,
} from "../decide-move"

const [D13, D14, D15, D16] = [
  ...["2027-01-13", "2027-01-14", "2027-01-15", "2027-01-16"],
] as [string, string, string, string]

const allocation: MovedAllocation = {
  ...{ status: "confirmed", replaced_by: null, resource_id: "bres_1" },
  ...{ dates: [D14, D15], quantity: 1 },
}

/** The resource has one unit, and the allocation has it on its own dates. */
function facts(
  dates: string[],
  given: Partial<ResourceFacts> = {},
  rest: Partial<DatesSnapshot> = {}
): DatesSnapshot {
  const isOwn = (date: string) => allocation.dates.includes(date)
  return {
    now_ms: NOON,
    resources: [resource({ default_capacity: 1, ...given })],
    dates: dates.map((date) =>
      onDate(date, {
        ...{ has_row: true, max_capacity: 1 },
        allocated: isOwn(date) && given.id !== "bres_2" ? 1 : 0,
      })
    ),
    blackouts: [],
    ...rest,
  }
}

const to = (dates: string[], resource_id = "bres_1") => ({ resource_id, dates })

describe("decideMove", () => {
  it("takes its own dates for its own: one unit moves by a day", () => {
    const dates = [D15, D16]
    expect(decideMove(facts(dates), allocation, to(dates), "kept")).toEqual({
      ok: true,
      value: { kept: [D15], added: [D16] },
    })
  })

  it("is longer or shorter", () => {
    const [longer, shorter] = [[D14, D15, D16], [D15]]
    expect(decideMove(facts(longer), allocation, to(longer), "kept")).toEqual({
      ok: true,
      value: { kept: [D14, D15], added: [D16] },
    })
    expect(decideMove(facts(shorter), allocation, to(shorter), "kept")).toEqual(
      { ok: true, value: { kept: [D15], added: [] } }
    )
  })

  it("has nothing of its own on another resource", () => {
    const dates = [D14, D15]
    const other = facts(dates, { id: "bres_2" })
    other.dates = other.dates.map((d) => ({ ...d, resource_id: "bres_2" }))
    expect(decideMove(other, allocation, to(dates, "bres_2"), "kept")).toEqual({
      ok: true,
      value: { kept: [], added: dates },
    })
  })

  it("asks nothing of the dates that it keeps: they may be past or closed", () => {
    const dates = [D14, D15, D16]
    const rest = { now_ms: NOON + 5 * 86_400_000, blackouts: [closed(D14)] }
    const late = facts(dates, { is_active: true }, rest)
    expect(decideMove(late, allocation, to(dates), "kept")).toMatchObject({
      value: { added: [D16] },
    })
  })

  it.each<[string, Partial<ResourceFacts>, Partial<DatesSnapshot>]>([
    ["inactive", { is_active: false }, {}],
    ["past", {}, { now_ms: NOON + 9 * 86_400_000 }],
    ["too_far", { horizon_days: 5 }, {}],
    ["blackout", {}, { blackouts: [closed(D16)] }],
    ["sold_out", {}, { dates: [D14, D15, D16].map((d) => full(d)) }],
  ])("refuses a new date: %s", (code, given, rest) => {
    const dates = [D14, D15, D16]
    expect(
      decideMove(facts(dates, given, rest), allocation, to(dates), "kept")
    ).toMatchObject({ code, details: { dates: [D16] } })
  })

  it("asks for the length of the whole stay, unless staff override it", () => {
    const dates = [D14, D15, D16]
    const short = facts(dates, { max_stay: 2 })
    expect(decideMove(short, allocation, to(dates), "kept")).toMatchObject({
      code: "stay_too_long",
      details: { dates },
    })
    expect(decideMove(short, allocation, to(dates), "overridden").ok).toBe(true)
  })

  it("refuses what would change nothing, and a resource that is gone", () => {
    const { dates } = allocation
    expect(
      decideMove(facts(dates), allocation, to(dates), "kept")
    ).toMatchObject({ code: "invalid_data" })
    const gone = facts(dates, {}, { resources: [] })
    expect(decideMove(gone, allocation, to(dates), "kept")).toEqual({
      ok: false,
      code: "not_found",
      message: "Resource not found: bres_1.",
      details: { record: "resource", id: "bres_1" },
    })
  })

  it("refuses one that is canceled, before anything else", () => {
    const canceled = { ...allocation, status: "canceled" as const }
    expect(
      decideMove(facts([], {}, { resources: [] }), canceled, to([]), "kept")
    ).toMatchObject({ code: "canceled" })
  })
})

function full(date: string) {
  return onDate(date, { has_row: true, max_capacity: 1, allocated: 1 })
}

describe("decideChangeable", () => {
  it("says where a moved one has gone", () => {
    const changeable = (status: "confirmed" | "canceled", by: string | null) =>
      decideChangeable({ status, replaced_by: by })
    expect(changeable("confirmed", null).ok).toBe(true)
    expect(changeable("canceled", null)).toMatchObject({
      code: "canceled",
      message: "This allocation was canceled.",
      details: {},
    })
    expect(changeable("canceled", "balloc_2")).toMatchObject({
      message: "This allocation was moved.",
      details: { replaced_by: "balloc_2" },
    })
  })
})

describe("movedDates", () => {
  const own = [D14, D15]

  it("keeps a bound that is not given, as the span means it", () => {
    expect(movedDates("day", own, { end_date: D16 })).toEqual({
      ok: true,
      value: [D14, D15, D16],
    })
    expect(movedDates("night", own, { start_date: D15 })).toEqual({
      ok: true,
      value: [D15],
    })
    expect(
      movedDates("night", own, { start_date: D13, end_date: D14 })
    ).toEqual({ ok: true, value: [D13] })
  })

  it("keeps dates with gaps as long as no date is given, or both are", () => {
    const gaps = [D13, D15]
    expect(movedDates("day", gaps, {})).toEqual({ ok: true, value: gaps })
    expect(movedDates("day", gaps, { end_date: D16 })).toMatchObject({
      code: "invalid_data",
    })
    const both = { start_date: D15, end_date: D16 }
    expect(movedDates("day", gaps, both)).toEqual({
      ok: true,
      value: [D15, D16],
    })
  })

  it.each([
    ["no date", { end_date: "2027-02-30" }],
    ["an empty stay", { start_date: D16, end_date: D15 }],
    ["too long a stay", { end_date: "2029-01-01" }],
  ])("refuses %s", (_, wish) => {
    expect(movedDates("day", own, wish)).toMatchObject({
      code: "invalid_range",
    })
  })
})
