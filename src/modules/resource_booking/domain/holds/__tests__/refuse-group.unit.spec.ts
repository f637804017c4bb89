import { closed, NOON, onDate, resource } from "../../shared/__tests__/facts"
import type { Demand } from "../../shared/facts"
import type { DatesSnapshot } from "../decide-hold"
import { refuseGroups } from "../refuse-group"

const [D15, D16] = ["2027-01-15", "2027-01-16"]

function snapshot(given: Partial<DatesSnapshot>): DatesSnapshot {
  return { now_ms: NOON, resources: [], dates: [], blackouts: [], ...given }
}

const free = (id: string, date = D15) => onDate(date, { resource_id: id })
const taken = (id: string, date = D15) =>
  onDate(date, { resource_id: id, has_row: true, max_capacity: 1, held: 1 })
const demand = (resource_id: string, ...dates: string[]): Demand => ({
  ...{ resource_id, dates, quantity: 1 },
})
const unmet = (members: string[], ...dates: string[]) => ({
  ...{ name: "Reef Suite", members, dates },
})

describe("refuseGroups (R2)", () => {
  it("says what speaks against the member that came nearest", () => {
    const facts = snapshot({
      resources: [
        resource({ id: "a", is_active: false }),
        resource({ id: "b", default_capacity: 1 }),
      ],
      dates: [free("a"), taken("b")],
    })
    expect(refuseGroups(facts, [], [unmet(["a", "b"], D15)])).toEqual({
      ok: false,
      code: "sold_out",
      message:
        "There is not enough availability in Reef Suite for the whole stay.",
      details: { kind: "group", name: "Reef Suite", dates: [D15] },
    })
  })

  it("says the same in whatever order the members are", () => {
    const facts = snapshot({
      resources: [
        resource({ id: "a", is_active: false }),
        resource({ id: "b", default_capacity: 1 }),
      ],
      dates: [free("a"), free("b")],
      blackouts: [closed(D15, { resource_id: "b" })],
    })
    for (const members of [
      ["a", "b"],
      ["b", "a"],
    ]) {
      expect(refuseGroups(facts, [], [unmet(members, D15)])).toMatchObject({
        code: "blackout",
        // Who asks for a group has never seen its members' names.
        message: "Reef Suite is closed on January 15, 2027.",
      })
    }
  })

  it("takes one open member for too few, not for enough", () => {
    const facts = snapshot({
      resources: [resource({ id: "a", default_capacity: 1 })],
      dates: [free("a")],
    })
    expect(refuseGroups(facts, [], [unmet(["a"], D15)])).toMatchObject({
      code: "sold_out",
    })
  })

  it("gives the first code by precedence over all items, with its dates", () => {
    const facts = snapshot({
      resources: [
        resource({ id: "a", default_capacity: 1 }),
        resource({ id: "b", default_capacity: 1 }),
      ],
      dates: [free("a"), taken("b", D16)],
      blackouts: [closed(D15, { resource_id: "a" })],
    })
    const items = [unmet(["b"], D16), unmet(["a"], D15)]
    expect(refuseGroups(facts, [], items)).toMatchObject({
      code: "blackout",
      details: { dates: [D15], resource_id: "a" },
    })
  })

  it("hears the items that name a resource, too", () => {
    const facts = snapshot({
      resources: [
        resource({ id: "a", default_capacity: 1 }),
        resource({ id: "direct", is_active: false }),
      ],
      dates: [taken("a"), free("direct", D16)],
    })
    const direct = [demand("direct", D16)]
    expect(refuseGroups(facts, direct, [unmet(["a"], D15)])).toMatchObject({
      code: "inactive",
      details: { dates: [D16], resource_id: "direct" },
    })
  })

  it("says of a group without members that nothing belongs to it", () => {
    expect(refuseGroups(snapshot({}), [], [unmet([], D15)])).toMatchObject({
      code: "no_capacity",
      message: "This group has nothing to book.",
      details: { dates: [D15] },
    })
  })

  it("leaves out a member that was deleted meanwhile", () => {
    const facts = snapshot({
      resources: [resource({ id: "a", is_active: false })],
      dates: [free("a")],
    })
    const items = [unmet(["a", "gone"], D15)]
    expect(refuseGroups(facts, [], items)).toMatchObject({ code: "inactive" })
    expect(refuseGroups(facts, [], [unmet(["gone"], D15)])).toMatchObject({
      ...{ code: "no_capacity", message: "This group has nothing to book." },
    })
  })
})
