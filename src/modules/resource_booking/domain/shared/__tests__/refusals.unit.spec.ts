import fc from "fast-check"

import { REFUSAL_CODES } from "../../../records/words"
import {
  accept,
  firstByPrecedence,
  type Objection,
  precedes,
  refuse,
} from "../refusals"

describe("accept and refuse", () => {
  it("carry a value, or a code and a sentence", () => {
    expect(accept(1)).toEqual({ ok: true, value: 1 })
    expect(refuse("sold_out", "Sold out.")).toEqual({
      ok: false,
      code: "sold_out",
      message: "Sold out.",
      details: {},
    })
  })
})

describe("REFUSAL_CODES", () => {
  it("is the contract's order of precedence", () => {
    expect(REFUSAL_CODES).toEqual([
      "rate_limited",
      "invalid_data",
      "invalid_range",
      "not_found",
      "idempotency_conflict",
      "not_allowed_by_store",
      "already_confirmed",
      "released",
      "expired",
      "canceled",
      "no_allocation",
      "not_arrival_day",
      "not_same_day",
      "already_occupied",
      "not_occupied",
      "room_out_of_order",
      "room_frozen",
      "room_dirty",
      "target_unavailable",
      "task_state",
      "inactive",
      "past",
      "too_soon",
      "too_far",
      "stay_too_short",
      "stay_too_long",
      "frozen",
      "blackout",
      "no_capacity",
      "sold_out",
      "limit_reached",
      "price_changed",
      "below_commitments",
      "has_commitments",
      "busy",
    ])
  })

  it("orders any two of them", () => {
    expect(precedes("past", "sold_out")).toBe(true)
    expect(precedes("sold_out", "past")).toBe(false)
    expect(precedes("past", "past")).toBe(false)
  })
})

describe("firstByPrecedence", () => {
  it("has nothing to say without an objection", () => {
    expect(firstByPrecedence([])).toBeNull()
  })

  it("gives the first code with every date that it applies to", () => {
    const refusal = firstByPrecedence([
      { code: "sold_out", message: "Sold out.", date: "2027-01-12" },
      { code: "past", message: "Past.", date: "2027-01-02" },
      { code: "past", message: "Past.", date: "2027-01-01" },
      { code: "past", message: "Past.", date: "2027-01-02" },
    ])
    expect(refusal).toEqual({
      ok: false,
      code: "past",
      message: "Past.",
      details: { dates: ["2027-01-01", "2027-01-02"] },
    })
  })

  it("keeps the first objection's details, and needs no date", () => {
    const details = { resource_id: "bres_1" }
    expect(
      firstByPrecedence([{ code: "inactive", message: "Off.", details }])
    ).toMatchObject({ code: "inactive", details })
  })

  it("doesn't depend on the order of the objections", () => {
    const objection = fc.record({
      code: fc.constantFrom(...REFUSAL_CODES),
      date: fc.constantFrom("2027-01-01", "2027-01-02", "2027-01-03"),
    })
    const shuffled = fc.array(objection, { minLength: 1 }).chain((given) =>
      fc.tuple(
        fc.constant(given),
        fc.shuffledSubarray(given, {
          minLength: given.length,
          maxLength: given.length,
        })
      )
    )
    const answer = (given: Omit<Objection, "message">[]) => {
      const refusal = firstByPrecedence(
        given.map((o) => ({ ...o, message: o.code }))
      )
      return [refusal?.code, refusal?.details.dates]
    }
    fc.assert(
      fc.property(shuffled, ([given, mixed]) => {
        expect(answer(mixed)).toEqual(answer(given))
      })
    )
  })
})
