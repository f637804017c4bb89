import { type PaidOrder, shareMoney, type SoldPart } from "../money-kept"

/** A line by what it cost first, what is left of it, and its most. */
type Part = [id: string, first: number, now?: number, most?: number]

const partOf = ([id, first, now = first, most = first]: Part): SoldPart => ({
  ...{ id, first, now, most: Math.max(most, now) },
})

function kept(
  captured: number,
  refunded: number,
  parts: Part[],
  money: Partial<PaidOrder> = {}
): Record<string, number> {
  const lines = shareMoney({
    ...{ currency_code: "aud", digits: 2, captured, refunded },
    ...money,
    parts: parts.map(partOf),
  })
  return Object.fromEntries(lines.map((one) => [one.line_item_id, one.minor]))
}

const none = 0
/** A line with nothing left of it. */
const gone = 0

type Row = [
  what: string,
  captured: number,
  refunded: number,
  parts: Part[],
  kept: Record<string, number>,
]

/** In cents. `room` is a booking, `soap` is not, `post` is the delivery. */
const TABLE: Row[] = [
  ["paid", 10000, none, [["room", 10000]], { room: 10000 }],
  ["only authorized", none, none, [["room", 10000]], { room: 0 }],
  ["canceled before capture", none, none, [["room", 10000]], { room: 0 }],
  ["canceled after capture", 10000, 10000, [["room", 10000]], { room: 0 }],
  ["canceled for a fee", 10000, 8000, [["room", 10000]], { room: 2000 }],
  ["captured in part", 2500, none, [["room", 10000]], { room: 2500 }],
  [
    "captured in part, of two lines",
    7500,
    none,
    [
      ["room", 10000],
      ["soap", 5000],
    ],
    { room: 5000, soap: 2500 },
  ],
  [
    "2 × 100, one of them returned and refunded",
    20000,
    10000,
    [["room", 20000, 10000]],
    { room: 10000 },
  ],
  [
    "2 × 100, one of them returned and not refunded yet",
    20000,
    none,
    [["room", 20000, 10000]],
    { room: 20000 },
  ],
  [
    "2 × 100, one of them returned, and more than its price refunded",
    20000,
    15000,
    [["room", 20000, 10000]],
    { room: 5000 },
  ],
  [
    "a line returned and refunded beside a booking",
    15000,
    5000,
    [
      ["room", 10000],
      ["soap", 5000, gone],
    ],
    { room: 10000, soap: 0 },
  ],
  [
    "a booking returned and refunded beside a line",
    15000,
    10000,
    [
      ["room", 10000, gone],
      ["soap", 5000],
    ],
    { room: 0, soap: 5000 },
  ],
  [
    "a booking taken out by an edit, refunded but for a fee",
    15000,
    8000,
    [
      ["room", 10000, gone],
      ["soap", 5000],
    ],
    { room: 2000, soap: 5000 },
  ],
  [
    "a booking taken out by an edit, and nothing refunded",
    15000,
    none,
    [
      ["room", 10000, gone],
      ["soap", 5000],
    ],
    { room: 10000, soap: 5000 },
  ],
  [
    "two lines taken out, and a part of both refunded",
    20000,
    5000,
    [
      ["room", 10000, gone],
      ["soap", 5000, gone],
      ["post", 5000],
    ],
    { room: 6667, soap: 3333, post: 5000 },
  ],
  [
    "a refund as a favor: of everything in proportion",
    15000,
    3000,
    [
      ["room", 10000],
      ["soap", 4000],
      ["post", 1000],
    ],
    { room: 8000, soap: 3200, post: 800 },
  ],
  [
    "an edit that made it cheaper, and the difference refunded",
    10000,
    2000,
    [["room", 10000, 8000]],
    { room: 8000 },
  ],
  [
    "a line added later, and not paid",
    10000,
    none,
    [
      ["room", 10000],
      ["soap", 0, 5000],
    ],
    { room: 10000, soap: 0 },
  ],
  [
    "a line added later, and paid by a second payment",
    15000,
    none,
    [
      ["room", 10000],
      ["soap", 0, 5000],
    ],
    { room: 10000, soap: 5000 },
  ],
  [
    "a line added later and taken out again, never paid",
    10000,
    none,
    [
      ["room", 10000],
      ["soap", 0, gone, 5000],
    ],
    { room: 10000, soap: 0 },
  ],
  [
    "a line added later, paid, taken out again and refunded",
    15000,
    5000,
    [
      ["room", 10000],
      ["soap", 0, gone, 5000],
    ],
    { room: 10000, soap: 0 },
  ],
  [
    "an exchange for something dearer, the difference paid",
    12000,
    none,
    [
      ["room", 10000, gone],
      ["suite", 0, 12000],
    ],
    { room: 0, suite: 12000 },
  ],
  [
    "an exchange for something dearer, the difference not paid",
    10000,
    none,
    [
      ["room", 10000, gone],
      ["suite", 0, 12000],
    ],
    { room: 0, suite: 10000 },
  ],
  [
    "an exchange for something cheaper, the difference kept",
    10000,
    none,
    [
      ["room", 10000, gone],
      ["bunk", 0, 8000],
    ],
    { room: 2000, bunk: 8000 },
  ],
  [
    "an exchange for something cheaper, the difference refunded",
    10000,
    2000,
    [
      ["room", 10000, gone],
      ["bunk", 0, 8000],
    ],
    { room: 0, bunk: 8000 },
  ],
  [
    "a return whose postage was kept",
    20000,
    9000,
    [
      ["room", 20000, 10000],
      ["post", 0, 1000],
    ],
    { room: 10000, post: 1000 },
  ],
  [
    "a part was paid by store credit",
    6000,
    none,
    [
      ["room", 9000],
      ["soap", 1000],
    ],
    { room: 5400, soap: 600 },
  ],
  [
    "more was paid than it cost",
    16500,
    none,
    [
      ["room", 10000],
      ["soap", 5000],
    ],
    { room: 11000, soap: 5500 },
  ],
  ["a free order", none, none, [["room", 0]], { room: 0 }],
  ["nothing that it was for", 500, none, [], {}],
]

describe("shareMoney (R94)", () => {
  it.each(TABLE)("%s", (_, captured, refunded, parts, expected) => {
    expect(kept(captured, refunded, parts)).toEqual(expected)
  })

  it("loses and makes no cent: three lines of a third each", () => {
    const thirds: Part[] = [
      ["a", 1000 / 3],
      ["b", 1000 / 3],
      ["c", 1000 / 3],
    ]
    expect(kept(1000, 0, thirds)).toEqual({ a: 333, b: 334, c: 333 })
    expect(kept(1000, 1, thirds)).toEqual({ a: 333, b: 333, c: 333 })
  })

  it("adds up when taxes leave fractions, on what is there and what was", () => {
    // 3 × 33.33 with 10 % tax: one was taken out, and its 36.66 refunded.
    const lines: Part[] = [
      ["room", 10998.9, 7332.6],
      ["post", 1100],
    ]
    expect(kept(12099, 3666, lines)).toEqual({ room: 7333, post: 1100 })
    expect(kept(12099, 0, lines)).toEqual({ room: 10999, post: 1100 })
  })

  it("has whole yen", () => {
    const yen = { currency_code: "jpy", digits: 0 }
    const lines: Part[] = [
      ["room", 1000],
      ["soap", 500],
    ]
    expect(kept(1500, 100, lines, yen)).toEqual({ room: 933, soap: 467 })
    expect(
      shareMoney({
        ...{ ...yen, captured: 1000, refunded: 1 },
        parts: [partOf(["room", 1000])],
      })
    ).toEqual([{ line_item_id: "room", ...yen, minor: 999 }])
  })

  it("is never less than nothing, and adds up to what was kept, whatever the order", () => {
    let seed = 7
    const below = (n: number) => (seed = (seed * 48271) % 2147483647) % n
    for (let i = 0; i < 2_000; i++) {
      const parts = Array.from({ length: 1 + below(4) }, (_, n) => {
        const [first, now, more] = [below(3) * 777.77, below(900), below(500)]
        return [`l${n}`, first, now, Math.max(first, now) + more] as Part
      })
      const captured = below(6_000)
      const refunded = below(captured + 1)
      const amounts = Object.values(kept(captured, refunded, parts))
      const worth = parts.some(([, ...costs]) =>
        costs.some((c) => (c ?? 0) > 0)
      )
      expect(amounts.every((amount) => amount >= 0)).toBe(true)
      expect(amounts.reduce((a, b) => a + b, 0)).toBe(
        worth ? captured - refunded : 0
      )
    }
  })
})
