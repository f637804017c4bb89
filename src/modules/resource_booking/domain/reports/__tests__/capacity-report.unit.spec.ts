import { capacityReport, type DateFigures } from "../capacity-report"

const date = (day: string, given: Partial<DateFigures> = {}): DateFigures => ({
  date: day,
  max_capacity: 4,
  held: 1,
  allocated: 2,
  available_capacity: 1,
  ...given,
})

describe("capacityReport (R61)", () => {
  it("sums the range", () => {
    const entries = [date("2027-01-10"), date("2027-01-11", { allocated: 1 })]
    expect(capacityReport(entries, "day").summary).toEqual({
      capacity: 8,
      allocated: 3,
      held: 2,
      available: 2,
      utilization: 0.375,
    })
  })

  it("has a period a day", () => {
    const entries = [date("2027-01-10"), date("2027-01-11")]
    const { periods } = capacityReport(entries, "day")
    expect(periods.map((p) => [p.start_date, p.end_date])).toEqual([
      ["2027-01-10", "2027-01-10"],
      ["2027-01-11", "2027-01-11"],
    ])
    expect(periods[0]).toMatchObject({ capacity: 4, utilization: 0.5 })
  })

  it("begins a week on Monday, and cuts it to the range", () => {
    // A Saturday to the Monday after the next Sunday.
    const days = Array.from({ length: 10 }, (_, i) =>
      date(`2027-01-${String(9 + i).padStart(2, "0")}`)
    )
    const { periods } = capacityReport(days, "week")
    expect(periods.map((p) => [p.start_date, p.end_date, p.capacity])).toEqual([
      ["2027-01-09", "2027-01-10", 8],
      ["2027-01-11", "2027-01-17", 28],
      ["2027-01-18", "2027-01-18", 4],
    ])
  })

  it("keeps a week together that is in two years", () => {
    const entries = [date("2026-12-31"), date("2027-01-01")]
    expect(capacityReport(entries, "week").periods).toHaveLength(1)
    expect(capacityReport(entries, "month").periods).toHaveLength(2)
  })

  it("is not used where there is no capacity", () => {
    const none = { max_capacity: 0, held: 0, allocated: 0 }
    const entries = [date("2027-01-10", { ...none, available_capacity: 0 })]
    expect(capacityReport(entries, "month").summary.utilization).toBe(0)
  })

  it("is used up at most, also where a place was granted on top", () => {
    const entries = [date("2027-01-10", { allocated: 5 })]
    expect(capacityReport(entries, "month").summary.utilization).toBe(1)
  })

  it("is nothing of nothing", () => {
    expect(capacityReport([], "week").periods).toEqual([])
  })
})
