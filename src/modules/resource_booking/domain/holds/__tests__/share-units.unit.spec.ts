import { canShare, type Share } from "../share-units"

const wants = (units: number, from: Record<number, number>): Share => ({
  units,
  from: new Map(Object.entries(from).map(([id, most]) => [Number(id), most])),
})

const left = (...units: number[]) => new Map(units.map((n, i) => [i, n]))

describe("canShare", () => {
  it("gives all of it to one, and nothing to a second", () => {
    const all = wants(2, { 0: 1, 1: 1 })
    expect(canShare([all], left(1, 1))).toBe(true)
    expect(canShare([all, wants(1, { 1: 1 })], left(1, 1))).toBe(false)
  })

  it("lets who has a choice make room for who has none", () => {
    const shares = [wants(1, { 0: 1, 1: 1 }), wants(1, { 0: 1 })]
    expect(canShare(shares, left(1, 1))).toBe(true)
  })

  it("makes room in a row, one after the other", () => {
    const shares = [
      wants(1, { 0: 1, 1: 1 }),
      wants(1, { 1: 1, 2: 1 }),
      wants(1, { 0: 1, 1: 1 }),
    ]
    expect(canShare(shares, left(1, 1, 1))).toBe(true)
    expect(canShare(shares, left(1, 1, 0))).toBe(false)
  })

  it("takes of a member no more than it has for that one", () => {
    expect(canShare([wants(3, { 0: 2, 1: 1 })], left(3, 1))).toBe(true)
    expect(canShare([wants(3, { 0: 2 })], left(3))).toBe(false)
  })

  it("sees that few members are wanted by many", () => {
    const shares = Array.from({ length: 3 }, () => wants(1, { 0: 1, 1: 1 }))
    expect(canShare(shares, left(1, 1, 9))).toBe(false)
  })
})
