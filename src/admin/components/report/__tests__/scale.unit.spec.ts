import { labelEvery, ticksFor } from "../scale"

describe("ticksFor", () => {
  it.each<[number[], number[]]>([
    [
      [3, 17],
      [0, 5, 10, 15, 20],
    ],
    [
      [40, 12],
      [0, 10, 20, 30, 40],
    ],
    [
      [0.47, 0.1],
      [0, 0.2, 0.4, 0.6],
    ],
    [
      [0.3, 0.25],
      [0, 0.1, 0.2, 0.3],
    ],
    [
      [12_345.5, 0],
      [0, 5_000, 10_000, 15_000],
    ],
  ])("has round steps that reach as far as %j", (figures, ticks) => {
    expect(ticksFor(figures)).toEqual(ticks)
  })

  it.each<[number[], number[]]>([
    [
      [1, 0],
      [0, 1],
    ],
    [
      [3, 2],
      [0, 1, 2, 3],
    ],
    [
      [10, 4],
      [0, 5, 10],
    ],
  ])("counts %j in whole steps", (figures, ticks) => {
    expect(ticksFor(figures)).toEqual(ticks)
  })

  it("has an axis when there is nothing to show", () => {
    expect(ticksFor([])).toEqual([0, 1])
    expect(ticksFor([0, 0])).toEqual([0, 1])
  })
})

describe("labelEvery", () => {
  const days = Array.from({ length: 60 }, () => "12 Dec")

  it("shows all labels that have room", () => {
    expect(labelEvery(days.slice(0, 10), 800)).toBe(1)
  })

  it("leaves out as many as would touch", () => {
    expect(labelEvery(days, 800)).toBe(5)
  })

  it("shows one where there is hardly any room", () => {
    expect(labelEvery(days, 10)).toBeGreaterThanOrEqual(days.length)
    expect(labelEvery([], 800)).toBe(1)
  })
})
