import { freedBy } from "../stays"

const nights = { start_date: "2026-12-10", end_date: "2026-12-13" }
const days = { start_date: "2026-12-10", end_date: "2026-12-12" }

describe("what becomes free when a stay ends today", () => {
  it("is nothing on the day of check-out, and nothing the day after", () => {
    expect(freedBy("night", nights, "2026-12-13")).toBeNull()
    expect(freedBy("night", nights, "2026-12-14")).toBeNull()
  })

  it("is the last night a day before", () => {
    expect(freedBy("night", nights, "2026-12-12")).toEqual({
      ...{ start: "2026-12-12", end: "2026-12-12", count: 1 },
    })
  })

  it("is never the first night: the day of arrival frees the others", () => {
    const rest = { start: "2026-12-11", end: "2026-12-12", count: 2 }
    expect(freedBy("night", nights, "2026-12-10")).toEqual(rest)
    const one = { start_date: "2026-12-10", end_date: "2026-12-11" }
    expect(freedBy("night", one, "2026-12-10")).toBeNull()
  })

  it("is by the day from tomorrow on: today is used", () => {
    const rest = { start: "2026-12-12", end: "2026-12-12", count: 1 }
    expect(freedBy("day", days, "2026-12-11")).toEqual(rest)
    expect(freedBy("day", days, "2026-12-12")).toBeNull()
  })
})
