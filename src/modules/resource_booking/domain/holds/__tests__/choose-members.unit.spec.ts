import fc from "fast-check"

import type { Demand } from "../../shared/facts"
import { chooseMembers } from "../choose-members"
import type { Candidate, GroupRequest } from "../group-request"

const DATES = ["2027-01-10", "2027-01-11"]
const DAYS = [...DATES, "2027-01-12", "2027-01-13"]

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

/** Nights from a date on, by letter: `.` is free. */
type Room = string

/** Stays `[from, to)` in rooms of one unit, as a search reads them. */
function stays(rooms: Room[], wanted: [from: number, to: number][]) {
  return wanted.map(([from, to]): GroupRequest => ({
    dates: Array.from(
      { length: to - from },
      (_, i) => `2027-01-${10 + from + i}`
    ),
    quantity: 1,
    candidates: rooms.flatMap((room, i) => {
      const nights = room.slice(from, to)
      const before = /\.*$/.exec(room.slice(0, from))?.[0] ?? ""
      const after = /^\.*/.exec(room.slice(to))?.[0] ?? ""
      return nights.includes("#")
        ? []
        : [
            {
              resource_id: `r${i}`,
              free: [...nights].map(() => 1),
              gap_before: before.length,
              gap_after: after.length,
            },
          ]
    }),
  }))
}

/** Whether any assignment exists: every unit in every member. */
function isPossible(requests: GroupRequest[], used: string[] = []): boolean {
  const [request, ...others] = requests
  if (!request) {
    return true
  }
  const { dates, quantity, candidates } = request
  return candidates.some(({ resource_id, free }) => {
    const nights = dates.map((date) => `${resource_id} ${date}`)
    const fits = nights.every(
      (night, i) => used.filter((u) => u === night).length < (free[i] ?? 0)
    )
    const rest = { ...request, quantity: quantity - 1 }
    const left = quantity > 1 ? [rest, ...others] : others
    return fits && isPossible(left, [...used, ...nights])
  })
}

function expectFulfilled(
  requests: GroupRequest[],
  chosen: ReturnType<typeof chooseMembers>
): void {
  const used = new Map<string, number>()
  requests.forEach(({ dates, quantity, candidates }, i) => {
    const choices = chosen?.[i] ?? []
    expect(choices.reduce((n, c) => n + c.quantity, 0)).toBe(quantity)
    for (const { resource_id, quantity: units } of choices) {
      const one = candidates.find((c) => c.resource_id === resource_id)
      dates.forEach((date, n) => {
        const night = `${resource_id} ${date}`
        used.set(night, (used.get(night) ?? 0) + units)
        expect(used.get(night)).toBeLessThanOrEqual(one?.free[n] ?? 0)
      })
    }
  })
}

describe("chooseMembers for several stays that overlap (R2)", () => {
  it("finds the way where many others lead nowhere", () => {
    // Each by itself a family's holiday. Trying one after the other, without a
    // look at what is left, ends after thousands of tries without an answer.
    const families: [Room[], [number, number][]][] = [
      [
        ["......", "......", "#.....", ".....#", "......", ".....#"],
        [
          ...([
            [2, 3],
            [3, 4],
            [1, 3],
            [2, 6],
            [3, 6],
            [4, 5],
          ] as const),
          ...([
            [1, 4],
            [1, 5],
            [0, 3],
            [0, 2],
            [3, 6],
            [0, 2],
          ] as const),
        ].map(([from, to]) => [from, to]),
      ],
      [
        [
          ...["......#", ".......", ".....##", "#......", "#......"],
          ...["####...", "#......", "#....##", "##....#"],
        ],
        [
          ...([
            [2, 6],
            [2, 6],
            [2, 6],
            [1, 3],
            [2, 6],
            [1, 5],
          ] as const),
          ...([
            [1, 4],
            [6, 7],
            [0, 2],
            [1, 4],
            [4, 7],
          ] as const),
        ].map(([from, to]) => [from, to]),
      ],
    ]
    for (const [rooms, wanted] of families) {
      const requests = stays(rooms, wanted)
      expectFulfilled(requests, chooseMembers(requests))
    }
  })

  it("finds a way exactly where there is one", () => {
    const nights = 4
    const room = fc.array(fc.constantFrom(0, 1, 1, 2), {
      minLength: nights,
      maxLength: nights,
    })
    const stay = fc.record({
      from: fc.integer({ min: 0, max: nights - 1 }),
      length: fc.integer({ min: 1, max: 3 }),
      quantity: fc.constantFrom(1, 1, 1, 2),
    })
    const rooms = fc.array(room, { minLength: 1, maxLength: 4 })
    const wanted = fc.array(stay, { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(rooms, wanted, (free, list) => {
        const requests = list.map(
          ({ from, length, quantity }): GroupRequest => {
            const to = Math.min(nights, from + length)
            return {
              dates: DAYS.slice(from, to),
              quantity,
              candidates: free.flatMap((units, i) => {
                const own = units.slice(from, to)
                return own.every((n) => n > 0)
                  ? [{ ...candidate(`r${i}`, 0, i % 2), free: own }]
                  : []
              }),
            }
          }
        )
        const chosen = chooseMembers(requests)
        expect(chosen !== null).toBe(isPossible(requests))
        if (chosen) {
          expectFulfilled(requests, chosen)
        }
      }),
      { numRuns: 1_000 }
    )
  })

  it("finds the way for as many stays as a hold may have", () => {
    const nights = 10
    const stay = fc.record({
      from: fc.integer({ min: 0, max: nights - 1 }),
      length: fc.integer({ min: 1, max: 5 }),
      room: fc.nat(29),
    })
    const free = fc.array(fc.boolean(), {
      minLength: nights,
      maxLength: nights,
    })
    const rooms = fc.array(free, { minLength: 5, maxLength: 30 })
    const wanted = fc.array(stay, { minLength: 40, maxLength: 80 })
    fc.assert(
      fc.property(rooms, wanted, (others, wishes) => {
        // A way is laid out first; then more is free than that.
        const taken = others.map(() => new Set<number>())
        const laid = wishes.flatMap(({ from, length, room }) => {
          const own = taken[room % others.length] as Set<number>
          const to = Math.min(nights, from + length)
          const dates = Array.from({ length: to - from }, (_, i) => from + i)
          if (dates.some((date) => own.has(date))) {
            return []
          }
          dates.forEach((date) => own.add(date))
          return [[from, to] as [number, number]]
        })
        const most = laid.slice(0, 20)
        const open = others.map((more, i) =>
          more
            .map((is, night) => (is || taken[i]?.has(night) ? "." : "#"))
            .join("")
        )
        const requests = stays(open, most)
        expectFulfilled(requests, chooseMembers(requests))
      }),
      { numRuns: 500 }
    )
  })

  it("gives up in a moment where nobody could know", () => {
    // 320 units of 200 rooms, for ten lists of dates that all overlap.
    const isIn = (i: number, date: number, percent: number) =>
      ((Math.imul(i + 1, 2654435761) ^ Math.imul(date + 7, 2246822519)) >>> 9) %
        100 <
      percent
    const rooms = Array.from({ length: 200 }, (_, i) => i)
    const requests = Array.from({ length: 10 }, (_, item): GroupRequest => {
      const dates = Array.from({ length: 10 }, (_, n) => n).filter((n) =>
        isIn(item + 8_000, n + 500, 35)
      )
      return {
        dates: dates.map((n) => `2027-01-${10 + n}`),
        quantity: 32,
        candidates: rooms
          .filter((i) => dates.every((n) => isIn(i + 8_000, n, 95)))
          .map((i) => ({
            ...candidate(`r${i}`, 1),
            free: dates.map(() => 1),
          })),
      }
    })
    const started = performance.now()
    expect(chooseMembers(requests)).toBeNull()
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})
