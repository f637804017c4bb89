import type { Decision } from "../../shared/refusals"
import {
  decideCheckIn,
  decideCheckOut,
  decideNobodyIn,
  decideNoShow,
  decideNotOver,
  decideStayChange,
  decideUndo,
  decideWalkIn,
} from "../decide-occupancy"
import type { RoomFacts, StayFacts } from "../room-facts"
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

const codeOf = (decision: Decision<unknown>) =>
  decision.ok ? "ok" : decision.code

const [D13, D14, D16, D17] = [
  ...["2027-01-13", "2027-01-14", "2027-01-16", "2027-01-17"],
] as [string, string, string, string]

const byDay = (given: Partial<RoomFacts> = {}) => {
  const base = room(given)
  return { ...base, resource: { ...base.resource, span: "day" as const } }
}
const severalAtOnce = () => {
  const base = room()
  return { ...base, resource: { ...base.resource, default_capacity: 8 } }
}

describe("check-in is refused by one code each (R44)", () => {
  it.each<[string, Partial<RoomFacts>, Partial<StayFacts>, string]>([
    ["on the day of arrival: not", {}, {}, "ok"],
    ["the day before", {}, { dates: [D16] }, "no_allocation"],
    [
      "the day after, without a reason",
      {},
      { dates: [D14, TODAY] },
      "not_arrival_day",
    ],
    ["the morning of check-out", {}, { dates: [D14] }, "not_arrival_day"],
    ["the day after check-out", {}, { dates: [D13] }, "no_allocation"],
    ["in a gap of the stay", {}, { dates: [D13, D16] }, "no_allocation"],
    [
      "the morning after a part of the stay",
      {},
      { dates: [D14, D17] },
      "not_arrival_day",
    ],
    [
      "when somebody is in",
      { occupancy: occupiedBy("balloc_2") },
      {},
      "already_occupied",
    ],
    [
      "when they are in",
      { occupancy: occupiedBy("balloc_1") },
      {},
      "already_occupied",
    ],
    ["when it is dirty", { task: task("open") }, {}, "room_dirty"],
    ["while it is cleaned", { task: task("started") }, {}, "room_dirty"],
    ["when it was cleaned: not", { task: task("finished") }, {}, "ok"],
    [
      "when it is frozen",
      { closures: [closure({ kind: "freeze" })] },
      {},
      "room_frozen",
    ],
    [
      "inside a blackout",
      { closures: [closure({ kind: "blackout" })] },
      {},
      "room_frozen",
    ],
    [
      "when it was closed until yesterday: not",
      { closures: [closure({ start: D13, end: D14 })] },
      {},
      "ok",
    ],
    [
      "when it is out of order",
      { closures: [closure()] },
      {},
      "room_out_of_order",
    ],
    [
      "under maintenance",
      { closures: [closure({ reason: "maintenance" })] },
      {},
      "room_out_of_order",
    ],
    ["when it was canceled", {}, { status: "canceled" }, "canceled"],
    [
      "when it was moved",
      {},
      { status: "canceled", replaced_by: "balloc_2" },
      "canceled",
    ],
    ["when they have left", {}, { departed_at_ms: NOW }, "no_allocation"],
    ["when they were a no-show", {}, { no_show_at_ms: NOW }, "no_allocation"],
  ])("%s", (_, roomFacts, stayFacts, expected) => {
    expect(codeOf(decideCheckIn(room(roomFacts), stay(stayFacts), ""))).toBe(
      expected
    )
  })

  it("with a reason it may be late", () => {
    const late = stay({ dates: [D14, TODAY] })
    expect(decideCheckIn(room(), late, "a delay").ok).toBe(true)
  })

  it("the first by precedence is named when several apply", () => {
    const all = room({
      ...{ occupancy: occupiedBy("balloc_2"), task: task("open") },
      closures: [closure({ kind: "freeze" }), closure()],
    })
    const late = stay({ dates: [D14, TODAY] })
    expect(codeOf(decideCheckIn(all, late, ""))).toBe("not_arrival_day")
    expect(codeOf(decideCheckIn(all, late, "x"))).toBe("already_occupied")
    const empty = { ...all, occupancy: null }
    expect(codeOf(decideCheckIn(empty, late, "x"))).toBe("room_out_of_order")
  })

  it("nobody checks in to what several have at once", () => {
    expect(codeOf(decideCheckIn(severalAtOnce(), stay(), ""))).toBe(
      "invalid_data"
    )
    expect(codeOf(decideWalkIn(severalAtOnce()))).toBe("invalid_data")
  })

  it("by the day, the last day is still one of them", () => {
    const last = stay({ dates: [D14, TODAY] })
    expect(decideCheckIn(byDay(), last, "a delay").ok).toBe(true)
    const over = stay({ dates: [D14] })
    expect(codeOf(decideCheckIn(byDay(), over, "x"))).toBe("no_allocation")
  })
})

describe("check-out", () => {
  const inside = { occupancy: occupiedBy("balloc_1") }

  it("gives back tonight and what follows", () => {
    const long = stay({ dates: [D14, TODAY, D16] })
    expect(decideCheckOut(room(inside), long)).toEqual({
      ok: true,
      value: { kept: [D14], freed: [TODAY, D16] },
    })
  })

  it("by the day gives back from tomorrow on", () => {
    const long = stay({ dates: [D14, TODAY, D16] })
    expect(decideCheckOut(byDay(inside), long)).toEqual({
      ok: true,
      value: { kept: [D14, TODAY], freed: [D16] },
    })
  })

  it("on the day of arrival keeps the first night", () => {
    expect(decideCheckOut(room(inside), stay())).toEqual({
      ok: true,
      value: { kept: [TODAY], freed: [D16] },
    })
  })

  it("of who is not in is refused", () => {
    expect(codeOf(decideCheckOut(room(), stay()))).toBe("not_occupied")
    const other = room({ occupancy: occupiedBy("balloc_2") })
    expect(codeOf(decideCheckOut(other, stay()))).toBe("not_occupied")
  })
})

describe("a no-show", () => {
  it("is one from the day of arrival on", () => {
    expect(decideNoShow(room(), stay())).toEqual({
      ok: true,
      value: { kept: [TODAY], freed: [D16] },
    })
    expect(codeOf(decideNoShow(room(), stay({ dates: [D16] })))).toBe(
      "not_arrival_day"
    )
  })

  it("is none when they have come, left, or were marked before", () => {
    const inside = room({ occupancy: occupiedBy("balloc_1") })
    expect(codeOf(decideNoShow(inside, stay()))).toBe("already_occupied")
    const left = stay({ departed_at_ms: NOW })
    expect(codeOf(decideNoShow(room(), left))).toBe("no_allocation")
    const again = stay({ no_show_at_ms: NOW })
    expect(codeOf(decideNoShow(room(), again))).toBe("no_allocation")
  })
})

describe("a stay that changes", () => {
  const inside = room({ occupancy: occupiedBy("balloc_1", YESTERDAY) })
  const long = stay({ dates: [D14, TODAY] })
  const other = (given: Partial<RoomFacts> = {}) => {
    const base = room(given)
    const resource = { ...base.resource, id: "bres_2", name: "Room 102" }
    return { ...base, resource }
  }

  it("leaves its past nights in the room that it leaves", () => {
    expect(decideStayChange(inside, long, other(), null)).toEqual({
      ok: true,
      value: { past: [D14], rest: [TODAY] },
    })
  })

  it("is longer, or shorter by what is not past", () => {
    expect(decideStayChange(inside, long, null, D17)).toEqual({
      ok: true,
      value: { past: [], rest: [D14, TODAY, D16] },
    })
    expect(decideStayChange(inside, long, null, D16)).toEqual({
      ok: true,
      value: { past: [], rest: [D14, TODAY] },
    })
    expect(codeOf(decideStayChange(inside, long, null, TODAY))).toBe(
      "invalid_range"
    )
  })

  it("of an overstay goes on from today: yesterday can't be had any more", () => {
    const over = stay({ dates: [D13] })
    expect(decideStayChange(inside, over, null, D16)).toEqual({
      ok: true,
      value: { past: [], rest: [D13, TODAY] },
    })
    expect(codeOf(decideStayChange(inside, over, other(), null))).toBe(
      "no_allocation"
    )
  })

  it("by the day may end today", () => {
    const day = byDay({ occupancy: occupiedBy("balloc_1") })
    expect(
      decideStayChange(day, stay({ dates: [TODAY, D16] }), null, TODAY)
    ).toEqual({ ok: true, value: { past: [], rest: [TODAY] } })
  })

  it.each<
    [string, RoomFacts | null, string | null, Partial<StayFacts>, string]
  >([
    ["nothing is asked for", null, null, {}, "invalid_data"],
    ["it is the same room", room(), null, {}, "invalid_data"],
    [
      "the other is by the day",
      { ...byDay(), resource: { ...byDay().resource, id: "bres_2" } },
      null,
      {},
      "target_unavailable",
    ],
    [
      "the other is dirty",
      other({ task: task("open") }),
      null,
      {},
      "target_unavailable",
    ],
    [
      "the allocation was canceled",
      other(),
      null,
      { status: "canceled" },
      "canceled",
    ],
    ["the end is before the start", null, D13, {}, "invalid_range"],
    ["the end is the start", null, D14, {}, "invalid_range"],
  ])("is refused when %s", (_, target, end, given, expected) => {
    const decision = decideStayChange(
      inside,
      { ...long, ...given },
      target,
      end
    )
    expect(codeOf(decision)).toBe(expected)
  })

  it("is refused for who is not in", () => {
    expect(codeOf(decideStayChange(room(), long, null, D17))).toBe(
      "not_occupied"
    )
  })

  it("names what is wrong with the other room", () => {
    const dirty = other({ task: task("open") })
    expect(decideStayChange(inside, long, dirty, null)).toEqual({
      ...{ ok: false, code: "target_unavailable" },
      message: "Room 102 is not clean yet.",
      details: {
        ...{ resource_id: "bres_2", name: "Room 102" },
        reason: "room_dirty",
      },
    })
  })
})

describe("undo", () => {
  const left = { arrived_at_ms: YESTERDAY, departed_at_ms: NOW }
  it.each<[string, Partial<RoomFacts>, Partial<StayFacts>, string]>([
    [
      "a check-in of today",
      { occupancy: occupiedBy("balloc_1") },
      {},
      "check_in",
    ],
    [
      "a check-in of yesterday",
      { occupancy: occupiedBy("balloc_1", YESTERDAY) },
      {},
      "not_same_day",
    ],
    ["a check-out of today", {}, left, "check_out"],
    [
      "a check-out of yesterday",
      {},
      { ...left, departed_at_ms: YESTERDAY },
      "not_same_day",
    ],
    [
      "a check-out, when somebody is in again",
      { occupancy: occupiedBy("balloc_2") },
      left,
      "already_occupied",
    ],
    [
      "the nights before a move",
      {},
      { ...left, is_continued: true },
      "not_occupied",
    ],
    ["a no-show of today", {}, { no_show_at_ms: NOW }, "no_show"],
    [
      "a no-show of yesterday",
      {},
      { no_show_at_ms: YESTERDAY },
      "not_same_day",
    ],
    ["nothing", {}, {}, "not_occupied"],
    ["what was canceled", {}, { status: "canceled" }, "canceled"],
  ])("of %s", (_, roomFacts, stayFacts, expected) => {
    const decision = decideUndo(room(roomFacts), stay(stayFacts))
    expect(decision.ok ? decision.value.what : decision.code).toBe(expected)
  })

  it("takes back the dates that were given back, in order", () => {
    const early = stay({ ...left, dates: [D14], freed_dates: [TODAY, D16] })
    expect(decideUndo(room(), early)).toEqual({
      ok: true,
      value: { what: "check_out", dates: [D14, TODAY, D16] },
    })
  })

  it("names the segment that took a moved one's place", () => {
    const moved = stay({ status: "canceled", replaced_by: "balloc_9" })
    expect(decideUndo(room(), moved)).toMatchObject({
      details: { replaced_by: "balloc_9" },
    })
  })
})

describe("what is not the front desk's", () => {
  it("is refused while somebody is in, and when they have left", () => {
    expect(decideNobodyIn(0).ok).toBe(true)
    expect(codeOf(decideNobodyIn(1))).toBe("already_occupied")
    const none = { departed_at: null, no_show_at: null }
    expect(decideNotOver(none).ok).toBe(true)
    expect(codeOf(decideNotOver({ ...none, departed_at: "x" }))).toBe(
      "no_allocation"
    )
  })
})
