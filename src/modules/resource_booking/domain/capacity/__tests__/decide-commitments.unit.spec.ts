import { decideUncommitted } from "../decide-commitments"

const row = (date: string, held: number, allocated: number) => ({
  date,
  held,
  allocated,
  max_capacity: 5,
  overbooked: 0,
  from_default: false,
})

describe("decideUncommitted", () => {
  it("accepts dates with nothing on them", () => {
    expect(decideUncommitted([], "span").ok).toBe(true)
    expect(decideUncommitted([row("2027-01-10", 0, 0)], "span").ok).toBe(true)
  })

  it("names the dates that are held or sold, ascending", () => {
    const rows = [row("2027-01-12", 1, 0), row("2027-01-10", 0, 1)]
    expect(decideUncommitted(rows, "delete")).toEqual({
      ok: false,
      code: "has_commitments",
      message: "The resource can't be deleted while dates are held or sold.",
      details: { kind: "delete", dates: ["2027-01-10", "2027-01-12"] },
    })
  })
})
