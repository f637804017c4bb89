import { runsOfCapacity } from "../date-runs"

const figure = (date: string, max_capacity: number | null) => ({
  date,
  max_capacity,
})

describe("runsOfCapacity", () => {
  it("joins adjacent dates with one figure", () => {
    expect(
      runsOfCapacity([
        figure("2027-01-31", 2),
        figure("2027-02-01", 2),
        figure("2027-02-02", 3),
        figure("2027-02-04", 3),
        figure("2027-02-05", null),
        figure("2027-02-06", null),
      ])
    ).toEqual([
      { start_date: "2027-01-31", end_date: "2027-02-01", max_capacity: 2 },
      { start_date: "2027-02-02", end_date: "2027-02-02", max_capacity: 3 },
      { start_date: "2027-02-04", end_date: "2027-02-04", max_capacity: 3 },
      { start_date: "2027-02-05", end_date: "2027-02-06", max_capacity: null },
    ])
  })

  it("has no run of nothing", () => {
    expect(runsOfCapacity([])).toEqual([])
  })
})
