import type { RoomFacts, StayFacts } from "../room-facts"
import { stateOf, stayOnDate } from "../stay-on-date"
import { NOW, occupiedBy, room, stay } from "./rooms"

const DAY_MS = 86_400_000
/** Noon of a January day of 2027; today is the 15th. */
const noon = (day: number) => NOW + (day - 15) * DAY_MS
const date = (day: number) => `2027-01-${day}`
const nights = (...days: number[]) => ({ dates: days.map(date) })
const inSince = (day: number) => ({
  occupancy: occupiedBy("balloc_1", noon(day)),
})
const left = (came: number, went: number) => ({
  ...{ arrived_at_ms: noon(came), departed_at_ms: noon(went) },
})

/** E expected, I in house, D departed, N no-show; + comes, - leaves. */
const SHORT = { expected: "E", in_house: "I", departed: "D", no_show: "N" }

function shown(facts: Partial<RoomFacts>, given: Partial<StayFacts>): string {
  const days = [12, 13, 14, 15, 16, 17, 18]
  return days
    .map((day) => {
      const on = stayOnDate(room(facts), stay(given), date(day))
      return on
        ? `${SHORT[on.is]}${on.arrives ? "+" : ""}${on.leaves ? "-" : ""}`
        : "."
    })
    .join(" ")
}

/** From the 12th to the 18th; today, the 15th, is the fourth. */
const STAYS: [
  name: string,
  expected: string,
  facts: Partial<RoomFacts>,
  given: Partial<StayFacts>,
][] = [
  ["due tomorrow", ". . . . E+ E E-", {}, nights(16, 17)],
  ["due today", ". . . E+ E E- .", {}, nights(15, 16)],
  ["due today, for one night", ". . . E+ E- . .", {}, nights(15)],
  ["due since the 13th", ". E+ E+ E+ E E- .", {}, nights(13, 14, 15, 16)],
  ["due, and over this morning", ". E+ E+ E+- . . .", {}, nights(13, 14)],
  ["due, and over yesterday", "E+ E+ E+- . . . .", {}, nights(12, 13)],
  ["in since today", ". . . I+ I I- .", inSince(15), nights(15, 16)],
  ["in since the 13th", ". I+ I I I- . .", inSince(13), nights(13, 14, 15)],
  ["in, a day late", ". E+ I+ I I- . .", inSince(14), nights(13, 14, 15)],
  ["in, due out today", ". I+ I I- . . .", inSince(13), nights(13, 14)],
  ["in, overdue", "I+ I- I I- . . .", inSince(12), nights(12)],
  ["in, moved here on the 14th", ". . I I I- . .", inSince(12), nights(14, 15)],
  [
    "left on time",
    "I+ I D- . . . .",
    {},
    { ...nights(12, 13), ...left(12, 14) },
  ],
  ["left today", ". I+ I D- . . .", {}, { ...nights(13, 14), ...left(13, 15) }],
  [
    "came and left today",
    ". . . D+- . . .",
    {},
    { ...nights(15), ...left(15, 15) },
  ],
  [
    "came late, and left",
    "E+ I+ D- . . . .",
    {},
    { ...nights(12, 13), ...left(13, 14) },
  ],
  [
    "went on to another room",
    "I+ I . . . . .",
    {},
    { ...nights(12, 13), ...left(12, 14), is_continued: true },
  ],
  [
    "came to this room from another, and left",
    ". . I D- . . .",
    {},
    { ...nights(14), ...left(12, 15) },
  ],
  [
    "did not come",
    ". . N+ . . . .",
    {},
    { ...nights(14), no_show_at_ms: noon(14) },
  ],
  [
    "did not come, which was noted two days later",
    ". N+ N . . . .",
    {},
    { ...nights(13, 14), no_show_at_ms: noon(15) },
  ],
  ["canceled", ". . . . . . .", {}, { ...nights(15), status: "canceled" }],
]

describe("a stay, on the date that is looked at (R43)", () => {
  it.each(STAYS)("%s: %s", (_, expected, facts, given) => {
    expect(shown(facts, given)).toBe(expected)
  })

  it("of a resource by the day leaves on its last date", () => {
    const base = room()
    const byDay = { resource: { ...base.resource, span: "day" as const } }
    expect(shown(byDay, nights(15, 16))).toBe(". . . E+ E- . .")
    expect(shown(byDay, nights(15))).toBe(". . . E+- . . .")
    const movedOn = { ...nights(14, 15), ...left(14, 15), is_continued: true }
    expect(shown(byDay, movedOn)).toBe(". . I+ D . . .")
  })
})

describe("what has become of a stay", () => {
  it("is nothing where it was canceled, unless somebody is in", () => {
    const canceled = stay({ status: "canceled" })
    expect(stateOf(room(), canceled)).toBeNull()
    expect(stateOf(room(inSince(15)), canceled)).toBe("in_house")
    expect(stateOf(room(), stay({ departed_at_ms: NOW }))).toBe("departed")
  })
})
