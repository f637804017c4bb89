import { checkHistory, type History } from "../helpers/history/check"
import type { Stage } from "../helpers/history/stage"

const DATE = "2030-01-01"

const stage: Stage = {
  url: "",
  resources: ["bres_1"],
  group: { id: "bgrp_1", members: [] },
  dates: [DATE],
  capacity: 1,
  ttl_ms: 100,
}

const item = {
  ...{ id: "bitem_1", group_id: null },
  ...{ resource_id: "bres_1", dates: [DATE], quantity: 1 },
}

/** One hold that lives for 100 ms, and one request that was refused. */
function refusedBetween(
  from: number,
  to: number,
  hold: { decided: number; written: number; end: number }
): History {
  const { id: _, group_id: __, ...wanted } = item
  const expires_at = new Date(hold.end).toISOString()
  return {
    stage,
    journal: [
      {
        ...{ kind: "place", id: "refused", key: "b", cart_id: null },
        ...{ items: [wanted], from, to, outcome: "sold_out" },
        answer: { dates: [DATE] },
      },
      {
        ...{ kind: "place", id: "placed", key: "a", cart_id: null },
        ...{ items: [wanted], from: 0, to: hold.end, outcome: "ok" },
        answer: { hold_id: "bhold_1", expires_at, items: [wanted] },
      },
    ],
    log: [
      {
        ...{ seq: 1, operation: "hold.placed", hold_id: "bhold_1" },
        ...{ allocation_id: null, order_id: null, before: null },
        after: { expires_at, items: [item] },
        at: hold.written,
      },
    ],
    final: {
      holds: [
        {
          ...{ id: "bhold_1", status: "active", key: "a" },
          ...{ expires_at_ms: hold.end, created_at_ms: hold.decided },
        },
      ],
      allocations: [],
    },
  }
}

describe("the checker of histories", () => {
  const hold = { decided: 1_000, written: 1_040, end: 1_100 }

  it("accepts a refusal on a unit that was decided on and not yet written", () => {
    expect(checkHistory(refusedBetween(990, 1_010, hold))).toEqual([])
  })

  it("finds a refusal that was answered before anybody had the unit", () => {
    expect(checkHistory(refusedBetween(960, 990, hold))).toEqual([
      "refused: sold out, though there was room",
    ])
  })

  it("finds a refusal that was asked for after the hold had ended", () => {
    expect(checkHistory(refusedBetween(1_110, 1_120, hold))).toEqual([
      "refused: sold out, though there was room",
    ])
  })
})
