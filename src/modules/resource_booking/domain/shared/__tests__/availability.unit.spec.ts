import {
  availabilityOf,
  blackoutAgainst,
  capacityOf,
  closedBy,
  freeUnits,
  liveHeld,
  ruleIn,
  windowOf,
} from "../availability"
import type { DateFacts, ResourceFacts } from "../facts"
import { closed, NOON, onDate, resource } from "./facts"

const DATE = "2027-01-15"

function availability(
  of: ResourceFacts,
  facts: DateFacts,
  quantity = 1,
  blackouts = [] as ReturnType<typeof closed>[]
) {
  return availabilityOf(of, facts, blackouts, quantity, windowOf(of, NOON))
}

describe("capacityOf", () => {
  it("is the row's own, also when that is nothing", () => {
    const row = onDate(DATE, { has_row: true, max_capacity: 0 })
    expect(capacityOf(resource({ default_capacity: 5 }), row)).toBe(0)
  })

  it("is the default without a row, or none", () => {
    expect(capacityOf(resource({ default_capacity: 5 }), onDate(DATE))).toBe(5)
    expect(
      capacityOf(resource({ default_capacity: null }), onDate(DATE))
    ).toBeNull()
  })
})

describe("freeUnits", () => {
  it("doesn't count holds that are over", () => {
    const facts = onDate(DATE, {
      has_row: true,
      max_capacity: 5,
      held: 3,
      overdue: 2,
      allocated: 1,
    })
    expect(liveHeld(facts)).toBe(1)
    expect(freeUnits(resource(), facts)).toBe(3)
  })

  it("is never below nothing, where a place was overbooked", () => {
    const facts = onDate(DATE, {
      has_row: true,
      max_capacity: 1,
      allocated: 2,
    })
    expect(freeUnits(resource(), facts)).toBe(0)
  })

  it("is nothing where there is no capacity", () => {
    expect(freeUnits(resource({ default_capacity: null }), onDate(DATE))).toBe(
      0
    )
  })
})

describe("ruleIn", () => {
  const rule = (given: Partial<ResourceFacts>, date: string) =>
    ruleIn(windowOf(resource(given), NOON), date)

  it("lets today be booked, and not yesterday", () => {
    expect(rule({}, "2027-01-10")).toBeNull()
    expect(rule({}, "2027-01-09")).toBe("past")
  })

  it("knows today in the resource's zone", () => {
    const timezone = "Pacific/Kiritimati"
    expect(rule({ timezone }, "2027-01-11")).toBeNull()
    expect(rule({ timezone }, "2027-01-10")).toBe("past")
  })

  it("wants the lead time until the date begins, to the hour", () => {
    // From noon it is 12 hours until the 11th begins.
    expect(rule({ lead_time_hours: 12 }, "2027-01-11")).toBeNull()
    expect(rule({ lead_time_hours: 13 }, "2027-01-11")).toBe("too_soon")
    expect(rule({ lead_time_hours: 13 }, "2027-01-12")).toBeNull()
    expect(rule({ lead_time_hours: 1 }, "2027-01-10")).toBe("too_soon")
  })

  it("calls a past date past, whatever the lead time", () => {
    expect(rule({ lead_time_hours: 13 }, "2027-01-09")).toBe("past")
  })

  it("counts the horizon from today, its last date included", () => {
    expect(rule({ horizon_days: 5 }, "2027-01-15")).toBeNull()
    expect(rule({ horizon_days: 5 }, "2027-01-16")).toBe("too_far")
  })

  it("measures the lead time across a change of the clocks", () => {
    // The night to 2027-03-28 has 23 hours in Berlin.
    const berlin = { timezone: "Europe/Berlin", lead_time_hours: 23 }
    const start = Date.UTC(2027, 2, 27, 23)
    const next = "2027-03-29"
    expect(ruleIn(windowOf(resource(berlin), start), next)).toBeNull()
    expect(ruleIn(windowOf(resource(berlin), start + 1), next)).toBe("too_soon")
  })
})

describe("blackoutAgainst", () => {
  it("closes the first and the last date, and none beside them", () => {
    const range = closed(DATE, { start: "2027-01-14", end: "2027-01-15" })
    const against = (date: string) => blackoutAgainst(resource(), date, [range])
    expect(against("2027-01-13")).toBeNull()
    expect(against("2027-01-14")).toBe("blackout")
    expect(against("2027-01-15")).toBe("blackout")
    expect(against("2027-01-16")).toBeNull()
  })

  it("goes on forever without an end", () => {
    const open = closed(DATE, { end: null, kind: "freeze" })
    expect(blackoutAgainst(resource(), "2199-12-31", [open])).toBe("frozen")
    expect(blackoutAgainst(resource(), "2027-01-14", [open])).toBeNull()
  })

  it("names a freeze before a blackout", () => {
    const both = [closed(DATE), closed(DATE, { kind: "freeze" })]
    expect(blackoutAgainst(resource(), DATE, both)).toBe("frozen")
  })

  it("reaches a resource by itself, by its group or with all", () => {
    const of = resource({ group_id: "bgrp_1" })
    const none = { resource_id: null }
    const other = closed(DATE, { resource_id: "bres_2" })
    const group = closed(DATE, { ...none, group_id: "bgrp_1" })
    const otherGroup = closed(DATE, { ...none, group_id: "bgrp_2" })
    const all = closed(DATE, { ...none, all: true })
    expect(blackoutAgainst(of, DATE, [other, otherGroup])).toBeNull()
    expect(blackoutAgainst(of, DATE, [group])).toBe("blackout")
    expect(blackoutAgainst(of, DATE, [all])).toBe("blackout")
    expect(blackoutAgainst(resource(), DATE, [group])).toBeNull()
  })
})

describe("closedBy", () => {
  const reasons = (of: ResourceFacts, date: string) => {
    const blackouts = [closed(date)]
    return closedBy(of, onDate(date), blackouts, windowOf(of, NOON))
  }

  it("names the first reason by precedence", () => {
    const none = { default_capacity: null }
    expect(reasons(resource({ ...none, is_active: false }), "2027-01-01")).toBe(
      "inactive"
    )
    expect(reasons(resource(none), "2027-01-01")).toBe("past")
    expect(
      reasons(resource({ ...none, lead_time_hours: 24 }), "2027-01-11")
    ).toBe("too_soon")
    expect(reasons(resource({ ...none, horizon_days: 1 }), DATE)).toBe(
      "too_far"
    )
    expect(reasons(resource(none), DATE)).toBe("blackout")
  })

  it("takes a capacity of nothing for none", () => {
    const of = resource({ default_capacity: 0 })
    const window = windowOf(of, NOON)
    expect(closedBy(of, onDate(DATE), [], window)).toBe("no_capacity")
    expect(closedBy(resource(), onDate(DATE), [], window)).toBeNull()
  })
})

describe("availabilityOf", () => {
  const three = resource({ default_capacity: 3 })

  it("is available while the quantity fits", () => {
    const facts = onDate(DATE, { allocated: 1 })
    expect(availability(three, facts, 2)).toEqual({
      date: DATE,
      max_capacity: 3,
      held: 0,
      allocated: 1,
      available_capacity: 2,
      is_available: true,
    })
    expect(availability(three, facts, 3)).toMatchObject({
      available_capacity: 2,
      is_available: false,
      reason: "sold_out",
    })
  })

  it("is held where it would fit without the live holds", () => {
    const facts = onDate(DATE, { held: 2, allocated: 1 })
    expect(availability(three, facts, 1).reason).toBe("held")
    expect(availability(three, facts, 2).reason).toBe("held")
    expect(availability(three, facts, 3).reason).toBe("sold_out")
  })

  it("is not held by holds that are over", () => {
    const facts = onDate(DATE, { held: 2, overdue: 2, allocated: 3 })
    expect(availability(three, facts).reason).toBe("sold_out")
  })

  it("shows its figures when it is closed, too", () => {
    const answer = availability(three, onDate(DATE), 1, [closed(DATE)])
    expect(answer).toMatchObject({
      max_capacity: 3,
      available_capacity: 3,
      is_available: false,
      reason: "blackout",
    })
  })

  it("has no capacity to show where there is none", () => {
    const none = resource({ default_capacity: null })
    expect(availability(none, onDate(DATE))).toMatchObject({
      max_capacity: 0,
      reason: "no_capacity",
    })
  })
})
