import { runsOf, sumDemand } from "../demand"

describe("sumDemand", () => {
  it("adds what several items want of one resource and date", () => {
    const total = sumDemand([
      {
        resource_id: "a",
        dates: ["2027-01-02", "2027-01-01"],
        quantity: 1,
      },
      { resource_id: "a", dates: ["2027-01-02"], quantity: 2 },
      { resource_id: "b", dates: ["2027-01-02"], quantity: 4 },
    ])
    expect([...total].map(([id, dates]) => [id, [...dates]])).toEqual([
      [
        "a",
        [
          ["2027-01-01", 1],
          ["2027-01-02", 3],
        ],
      ],
      ["b", [["2027-01-02", 4]]],
    ])
  })

  it("is nothing for nothing", () => {
    expect(sumDemand([]).size).toBe(0)
  })
})

describe("runsOf", () => {
  it("keeps adjacent dates together, across the end of a month", () => {
    expect(runsOf(["2027-01-31", "2027-02-01", "2027-02-03"])).toEqual([
      ["2027-01-31", "2027-02-01"],
      ["2027-02-03"],
    ])
  })

  it("has no run without a date", () => {
    expect(runsOf([])).toEqual([])
  })
})
