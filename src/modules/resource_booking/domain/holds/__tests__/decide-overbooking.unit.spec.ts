import { closed, NOON, onDate, resource } from "../../shared/__tests__/facts"
import type { DateFacts } from "../../shared/facts"
import type { DatesSnapshot } from "../decide-hold"
import { decideOverbooking } from "../decide-overbooking"

const [D14, D15] = ["2027-01-14", "2027-01-15"] as const

/** A resource of two units a day, with this on its dates. */
function snapshot(
  dates: DateFacts[],
  rest: Partial<DatesSnapshot> = {}
): DatesSnapshot {
  const resources = [resource({ default_capacity: 2 })]
  return { now_ms: NOON, resources, dates, blackouts: [], ...rest }
}

const item = (id: string, dates: string[], quantity = 1) => ({
  ...{ id, resource_id: "bres_1", dates, quantity },
})

const full = (date: string) => onDate(date, { allocated: 2 })

describe("decideOverbooking (R25)", () => {
  it("grants nothing where there is room", () => {
    const facts = snapshot([onDate(D14, { allocated: 1 })])
    expect(decideOverbooking(facts, [item("a", [D14])], 5)).toEqual({
      ok: true,
      value: [],
    })
  })

  it("grants up to the limit, and not one unit more", () => {
    const facts = snapshot([full(D14)])
    expect(decideOverbooking(facts, [item("a", [D14])], 1)).toEqual({
      ok: true,
      value: [{ item_id: "a", date: D14, units: 1 }],
    })
    expect(decideOverbooking(facts, [item("a", [D14], 2)], 1)).toEqual({
      ok: false,
      code: "sold_out",
      message: "Kayak is sold out on January 14, 2027.",
      details: {
        ...{ resource_id: "bres_1", name: "Kayak", free: 0 },
        dates: [D14],
      },
    })
  })

  it("grants nothing at a limit of 0", () => {
    const facts = snapshot([full(D14)])
    expect(decideOverbooking(facts, [item("a", [D14])], 0)).toMatchObject({
      code: "sold_out",
    })
  })

  it("counts what was granted before", () => {
    const over = snapshot([onDate(D14, { allocated: 3 })])
    expect(decideOverbooking(over, [item("a", [D14])], 1).ok).toBe(false)
    expect(decideOverbooking(over, [item("a", [D14])], 2)).toMatchObject({
      value: [{ units: 1 }],
    })
  })

  it("grants only what is missing, to the last items, by date", () => {
    const facts = snapshot([onDate(D14, { held: 1 }), onDate(D15)])
    const items = [item("a", [D14, D15]), item("b", [D14, D15], 2)]
    expect(decideOverbooking(facts, items, 2)).toEqual({
      ok: true,
      value: [
        { item_id: "b", date: D14, units: 2 },
        { item_id: "b", date: D15, units: 1 },
      ],
    })
  })

  it("names only the dates that no grant can mend", () => {
    const facts = snapshot([full(D14), onDate(D15, { allocated: 3 })])
    const decision = decideOverbooking(facts, [item("a", [D14, D15])], 1)
    expect(decision).toMatchObject({
      code: "sold_out",
      details: { dates: [D15] },
    })
  })

  it("leaves closed dates closed, and capacities of 0", () => {
    const shut = snapshot([full(D14)], { blackouts: [closed(D14)] })
    expect(decideOverbooking(shut, [item("a", [D14])], 9)).toMatchObject({
      code: "blackout",
    })
    const none = snapshot([onDate(D14, { has_row: true, max_capacity: 0 })])
    expect(decideOverbooking(none, [item("a", [D14])], 9)).toMatchObject({
      code: "no_capacity",
    })
  })
})
