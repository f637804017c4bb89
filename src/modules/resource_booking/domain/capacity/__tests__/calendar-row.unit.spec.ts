import { closed, NOON, resource } from "../../shared/__tests__/facts"
import type { BlackoutFacts } from "../../shared/facts"
import { calendarFigures, type CapacityCell } from "../calendar-row"

const dates = ["2027-01-09", "2027-01-14", "2027-01-15", "2027-01-16"]

const figures = (
  given: Parameters<typeof resource>[0],
  cells: CapacityCell[],
  blackouts: BlackoutFacts[] = []
) => calendarFigures(resource(given), dates, cells, blackouts, NOON)

describe("calendarFigures", () => {
  it("aligns each figure with the dates, with a row or without", () => {
    const cells: CapacityCell[] = [
      ["2027-01-16", 3, 3, 0, 1],
      ["2027-01-14", 2, 1, 1, 0],
    ]
    expect(figures({ default_capacity: 1 }, cells)).toEqual({
      max_capacity: [1, 2, 1, 3],
      held: [0, 1, 0, 2],
      allocated: [0, 1, 0, 0],
      available_capacity: [1, 0, 1, 1],
      reason: ["past", "held", null, null],
    })
  })

  it("says what closes a date: of the resource, its group, or everything", () => {
    const blackouts = [
      closed("2027-01-14", { resource_id: "bres_1" }),
      closed("2027-01-15", { resource_id: null, group_id: "bgrp_1" }),
      closed("2027-01-16", { resource_id: null, all: true }),
      closed("2027-01-09", { resource_id: "bres_other", kind: "freeze" }),
    ]
    const grouped = { default_capacity: 1, group_id: "bgrp_1" }
    expect(figures(grouped, [], blackouts).reason).toEqual([
      ...["past", "blackout", "blackout", "blackout"],
    ])
    expect(figures({ default_capacity: 1 }, [], blackouts).reason).toEqual([
      ...["past", "blackout", null, "blackout"],
    ])
  })

  it("says sold out, not offered and inactive", () => {
    const cells: CapacityCell[] = [["2027-01-14", 1, 0, 1, 0]]
    expect(figures({ default_capacity: null }, cells).reason).toEqual([
      ...["past", "sold_out", "no_capacity", "no_capacity"],
    ])
    expect(figures({ is_active: false }, []).reason).toEqual(
      Array(4).fill("inactive")
    )
  })
})
