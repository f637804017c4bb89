import { type RoomStatus, tileOf } from "../board"
import type { RoomFacts, StayFacts } from "../room-facts"
import type { StayOnDate } from "../stay-on-date"
import {
  closure,
  NOW,
  occupiedBy,
  room,
  stay,
  task,
  TODAY,
  YESTERDAY,
} from "./rooms"

const [D14, D16, D17] = [...["2027-01-14", "2027-01-16", "2027-01-17"]] as [
  string,
  string,
  string,
]

const inactive = () => {
  const base = room()
  return { ...base, resource: { ...base.resource, is_active: false } }
}

describe("the status that is shown (R43)", () => {
  const inside = { occupancy: occupiedBy("balloc_1") }
  it.each<[RoomStatus, RoomFacts, StayFacts[], string[]]>([
    ["available", room(), [], []],
    ["available", room(), [stay({ dates: [D14] })], [D14]],
    ["held", room(), [], [TODAY]],
    ["booked", room(), [stay()], [TODAY]],
    [
      "blackout",
      room({ closures: [closure({ kind: "blackout" })] }),
      [stay()],
      [],
    ],
    [
      "frozen",
      room({
        closures: [closure({ kind: "freeze" }), closure({ kind: "blackout" })],
      }),
      [],
      [],
    ],
    [
      "maintenance",
      room({
        closures: [
          closure({ kind: "freeze" }),
          closure({ reason: "maintenance" }),
        ],
      }),
      [],
      [],
    ],
    ["out_of_order", room({ closures: [closure()] }), [], []],
    ["occupied", room({ ...inside, closures: [closure()] }), [stay()], []],
    ["inactive", inactive(), [], []],
  ])("is %s", (status, facts, stays, held) => {
    expect(tileOf(facts, stays, held, TODAY).status).toBe(status)
  })

  it("on another date is what is to be expected, and offers nothing", () => {
    const named = (is: StayOnDate["is"], leaves = false) => [
      { stay: stay(), on_date: { is, arrives: false, leaves } },
    ]
    const tomorrow = tileOf(room(inside), [stay()], [], D16)
    expect(tomorrow).toMatchObject({
      ...{ status: "occupied", occupant: null, actions: [] },
      stays: named("in_house"),
    })
    expect(tileOf(room(), [stay()], [], D16)).toMatchObject({
      ...{ status: "booked", stays: named("expected") },
    })
    expect(tileOf(room(inside), [stay()], [], D17)).toMatchObject({
      ...{ status: "available", departure: { id: "balloc_1" } },
      stays: named("in_house", true),
    })
  })

  it("names who has left or did not come, while the date is theirs", () => {
    const left = stay({
      dates: [TODAY],
      arrived_at_ms: NOW,
      departed_at_ms: NOW,
    })
    expect(tileOf(room(), [left], [], TODAY)).toMatchObject({
      status: "departed",
      stays: [{ stay: left, on_date: { is: "departed", leaves: true } }],
    })
    const absent = stay({ dates: [TODAY], no_show_at_ms: NOW })
    expect(tileOf(room(), [absent], [], TODAY)).toMatchObject({
      status: "no_show",
      stays: [{ stay: absent, on_date: { is: "no_show", arrives: true } }],
    })
  })

  it("of a turnover names who leaves first, and then who comes", () => {
    const leaving = stay({ id: "balloc_2", dates: [D14] })
    const tile = tileOf(
      room({ occupancy: occupiedBy("balloc_2", YESTERDAY) }),
      [stay(), leaving],
      [],
      TODAY
    )
    expect(tile.stays.map((one) => one.stay.id)).toEqual([
      "balloc_2",
      "balloc_1",
    ])
  })

  it("is dirty beside it, not instead of it", () => {
    const dirty = tileOf(room({ task: task("open") }), [stay()], [], TODAY)
    expect(dirty).toMatchObject({
      ...{ status: "booked", housekeeping_status: "dirty" },
    })
    const broken = room({ task: task("open"), closures: [closure()] })
    expect(tileOf(broken, [], [], TODAY).housekeeping_status).toBe(
      "out_of_order"
    )
  })
})

describe("who comes", () => {
  it("is today's before one that should have come before", () => {
    const late = stay({ id: "balloc_2", dates: [D14] })
    const tile = tileOf(room(), [late, stay()], [], TODAY)
    expect(tile.arrival?.id).toBe("balloc_1")
    expect(tileOf(room(), [stay(), late], [], TODAY).arrival?.id).toBe(
      "balloc_1"
    )
    expect(tileOf(room(), [late], [], TODAY).arrival?.id).toBe("balloc_2")
    expect(tileOf(room(), [late], [], D16).arrival).toBeNull()
  })
})

describe("the buttons", () => {
  const buttons = (facts: RoomFacts, stays: StayFacts[]) =>
    tileOf(facts, stays, [], TODAY).actions.map((a) => [
      a.action,
      a.allocation_id,
      a.code,
    ])

  it("of an empty room that somebody is due in", () => {
    expect(buttons(room(), [stay()])).toEqual([
      ["check_in", "balloc_1", null],
      ["check_out", null, "not_occupied"],
      ["move", null, "not_occupied"],
      ["no_show", "balloc_1", null],
      ["walk_in", null, null],
      ["undo", null, "not_occupied"],
    ])
  })

  it("of a dirty room say so", () => {
    expect(buttons(room({ task: task("open") }), [stay()])).toEqual([
      ["check_in", "balloc_1", "room_dirty"],
      ["check_out", null, "not_occupied"],
      ["move", null, "not_occupied"],
      ["no_show", "balloc_1", null],
      ["walk_in", null, "room_dirty"],
      ["undo", null, "not_occupied"],
    ])
  })

  it("move nobody whose order was canceled: they can only leave", () => {
    const facts = room({ occupancy: occupiedBy("balloc_1") })
    expect(buttons(facts, [stay({ status: "canceled" })])).toMatchObject([
      ["check_in", null, "no_allocation"],
      ["check_out", "balloc_1", null],
      ["move", "balloc_1", "canceled"],
      ["no_show", null, "no_allocation"],
      ["walk_in", null, "already_occupied"],
      ["undo", "balloc_1", null],
    ])
  })

  it("undo what ended last, and not what went on elsewhere", () => {
    const before = { arrived_at_ms: YESTERDAY }
    const stays = [
      stay({ id: "balloc_2", ...before, departed_at_ms: NOW - 1_000 }),
      stay({ id: "balloc_3", ...before, departed_at_ms: NOW }),
      stay({
        ...{ id: "balloc_4", ...before, departed_at_ms: NOW + 1_000 },
        is_continued: true,
      }),
      stay({ id: "balloc_5", no_show_at_ms: NOW - 2_000 }),
    ]
    const undo = buttons(room(), stays).at(-1)
    expect(undo).toEqual(["undo", "balloc_3", null])
  })
})
