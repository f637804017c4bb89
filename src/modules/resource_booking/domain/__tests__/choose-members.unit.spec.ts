import fc from "fast-check"
import {
  chooseMembers,
  type Candidate,
  type GroupRequest,
} from "../choose-members"
import type { Demand } from "../facts"

const DATES = ["2027-01-10", "2027-01-11"]

const candidate = (
  resource_id: string,
  free: number,
  gap_before = 0,
  gap_after = 0
): Candidate => ({ resource_id, free: [free, free], gap_before, gap_after })

const wants = (quantity: number, candidates: Candidate[]): GroupRequest => ({
  dates: DATES,
  quantity,
  candidates,
})

describe("chooseMembers (R2)", () => {
  it("leaves the longest gaps whole", () => {
    const candidates = [
      candidate("a", 1, 60, 60),
      candidate("b", 1, 0, 3),
      candidate("c", 1, 2, 2),
    ]
    expect(chooseMembers([wants(2, candidates)])).toEqual([
      [
        { resource_id: "b", quantity: 1 },
        { resource_id: "c", quantity: 1 },
      ],
    ])
  })

  it("takes the first by id among equals, in whatever order they come", () => {
    const [a, b] = [candidate("a", 1), candidate("b", 1)] as const
    const choice = [[{ resource_id: "a", quantity: 1 }]]
    expect(chooseMembers([wants(1, [a, b])])).toEqual(choice)
    expect(chooseMembers([wants(1, [b, a])])).toEqual(choice)
  })

  it("keeps units together where one member has room for them", () => {
    const candidates = [candidate("a", 3), candidate("b", 3)]
    expect(chooseMembers([wants(4, candidates)])).toEqual([
      [
        { resource_id: "a", quantity: 3 },
        { resource_id: "b", quantity: 1 },
      ],
    ])
  })

  it("counts the scarcest date of the stay", () => {
    const uneven = { ...candidate("a", 0), free: [5, 1] }
    expect(chooseMembers([wants(1, [uneven])])).not.toBeNull()
    expect(chooseMembers([wants(2, [uneven])])).toBeNull()
  })

  it("has no answer where there are too few, or none", () => {
    expect(chooseMembers([wants(1, [])])).toBeNull()
    expect(chooseMembers([wants(2, [candidate("a", 1)])])).toBeNull()
  })

  it("gives two items of one hold different units", () => {
    const candidates = [candidate("a", 1), candidate("b", 1)]
    expect(chooseMembers([wants(1, candidates), wants(1, candidates)])).toEqual(
      [[{ resource_id: "a", quantity: 1 }], [{ resource_id: "b", quantity: 1 }]]
    )
    const three = Array(3).fill(wants(1, candidates)) as GroupRequest[]
    expect(chooseMembers(three)).toBeNull()
  })

  it("counts what other items of the hold take of the same members", () => {
    const taken: Demand[] = [
      { resource_id: "a", dates: ["2027-01-11"], quantity: 1 },
      { resource_id: "x", dates: ["2027-01-12"], quantity: 9 },
    ]
    const candidates = [candidate("a", 1), candidate("b", 1, 9, 9)]
    expect(chooseMembers([wants(1, candidates)], taken)).toEqual([
      [{ resource_id: "b", quantity: 1 }],
    ])
    expect(chooseMembers([wants(2, candidates)], taken)).toBeNull()
  })

  it("goes back on a choice that leaves nothing for another item", () => {
    // The long stay fits "a" alone; by fit, the short one would take it, too.
    const short: GroupRequest = {
      dates: ["2027-01-10"],
      quantity: 1,
      candidates: [
        { resource_id: "a", free: [1], gap_before: 0, gap_after: 0 },
        { resource_id: "b", free: [1], gap_before: 9, gap_after: 9 },
      ],
    }
    const long = wants(1, [candidate("a", 1), candidate("c", 1, 50, 50)])
    const other = wants(1, [candidate("c", 1)])
    expect(chooseMembers([short, long, other])).toEqual([
      [{ resource_id: "b", quantity: 1 }],
      [{ resource_id: "a", quantity: 1 }],
      [{ resource_id: "c", quantity: 1 }],
    ])
  })

  it("sees at once that several items want more than there is", () => {
    const many = Array.from({ length: 40 }, (_, i) => candidate(`r${i}`, 1))
    const started = performance.now()
    expect(chooseMembers([wants(21, many), wants(20, many)])).toBeNull()
    expect(performance.now() - started).toBeLessThan(50)
  })

  it("gives a search up that leads nowhere, and says no", () => {
    // Each date has 24 for 24; but a member serves one of the stays only.
    const dates = ["2027-01-10", "2027-01-11", "2027-01-12"]
    const of = (free: number[]) =>
      Array.from({ length: 24 }, (_, i) => ({
        resource_id: `r${String(i).padStart(2, "0")}`,
        free,
        gap_before: 0,
        gap_after: 0,
      }))
    const requests = [
      { dates: dates.slice(0, 2), quantity: 12, candidates: of([1, 1]) },
      { dates: dates.slice(1), quantity: 12, candidates: of([1, 1]) },
      { dates: [dates[0], dates[2]], quantity: 12, candidates: of([1, 1]) },
    ] as GroupRequest[]
    expect(chooseMembers(requests)).toBeNull()
  })

  it("never exceeds what is free, and gives exactly what is wanted", () => {
    const candidates = fc
      .array(
        fc.record({
          free: fc.array(fc.nat(3), { minLength: 2, maxLength: 2 }),
          gap_before: fc.nat(60),
          gap_after: fc.nat(60),
        }),
        { maxLength: 6 }
      )
      .map((all) => all.map((c, i) => ({ ...c, resource_id: `r${i}` })))
    const quantities = fc.array(fc.integer({ min: 1, max: 5 }), {
      minLength: 1,
      maxLength: 3,
    })
    fc.assert(
      fc.property(candidates, quantities, (members, wanted) => {
        const chosen = chooseMembers(wanted.map((n) => wants(n, members)))
        const units = members.map((m) => Math.min(...m.free))
        const total = units.reduce((a, b) => a + b, 0)
        const sum = wanted.reduce((a, b) => a + b, 0)
        // All want the same dates, so the units alone decide.
        expect(chosen === null).toBe(sum > total)
        chosen?.forEach((choices, i) => {
          const given = choices.reduce((n, c) => n + c.quantity, 0)
          expect(given).toBe(wanted[i])
        })
        members.forEach(({ resource_id }, i) => {
          const used = (chosen ?? [])
            .flat()
            .filter((c) => c.resource_id === resource_id)
            .reduce((n, c) => n + c.quantity, 0)
          expect(used).toBeLessThanOrEqual(units[i] ?? 0)
        })
      })
    )
  })
})
