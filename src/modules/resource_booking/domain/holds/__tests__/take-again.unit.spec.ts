import { NOON, onDate, resource } from "../../shared/__tests__/facts"
import { refuseLost, takeAgain, type TakingAgain } from "../take-again"

const [FRI, SAT] = ["2027-01-15", "2027-01-16"]

const ended = (id: string, dates: string[] = [FRI], quantity = 1) => ({
  ...{ id, cart_id: "cart_1", ttl_ms: 1 },
  ...{ expires_at_ms: NOON - 1, deadline_ms: NOON + 1 },
  items: [{ resource_id: "bres_1", dates, quantity }],
  line: { line_item_id: "cali_1", unit_price: "95.50", currency_code: "AUD" },
})

const LIMITS = {
  live_holds: 2,
  units: 5,
  resource_dates: 5,
  address_live_holds: 5,
  address_resource_dates: 20,
  address_share: 0.5,
  address_window_days: 4,
}

const quote = { unit_price: "95.5", currency_code: "aud" }

const how = (given: Partial<TakingAgain> = {}): TakingAgain => ({
  is_paid: false,
  is_in_time: true,
  limits: LIMITS,
  siblings: [],
  address: null,
  quotes: { a: quote, b: quote, c: quote },
  ...given,
})

const snapshot = (given: object = {}) => ({
  now_ms: NOON,
  resources: [resource({ default_capacity: 2, ...given })],
  dates: [onDate(FRI), onDate(SAT)],
  blackouts: [],
})

const codesOf = (given: object, of: Partial<TakingAgain>) =>
  takeAgain(snapshot(given), [ended("a")], how(of)).lost.map(
    ({ refusal }) => refusal.code
  )

describe("takeAgain (R22, R93)", () => {
  it("gives the last units to those that come first", () => {
    const three = [ended("a"), ended("b"), ended("c")]
    const taken = takeAgain(snapshot(), three, how({ limits: "off" }))
    expect(taken.again.map(({ id }) => id)).toEqual(["a", "b"])
    expect(taken.lost).toMatchObject([
      { hold: { id: "c" }, refusal: { code: "sold_out" } },
    ])
  })

  it("is refused when the basket's time is over", () => {
    expect(codesOf({}, { is_in_time: false })).toEqual(["expired"])
  })

  it("is a new request before money moves: by rules, limits and price", () => {
    expect(codesOf({ is_active: false }, {})).toEqual(["inactive"])
    expect(codesOf({ min_stay: 2 }, {})).toEqual(["stay_too_short"])
    expect(codesOf({}, { limits: { ...LIMITS, units: 0 } })).toEqual([
      "limit_reached",
    ])
    const dearer = { a: { ...quote, unit_price: "900" } }
    expect(codesOf({}, { quotes: dearer })).toEqual(["price_changed"])
    const other = { a: { ...quote, currency_code: "usd" } }
    expect(codesOf({}, { quotes: other })).toEqual(["price_changed"])
  })

  it("counts those that were taken again before it against the limits", () => {
    const three = [ended("a"), ended("b", [SAT]), ended("c", [SAT])]
    const { again, lost } = takeAgain(snapshot(), three, how())
    expect(again.map(({ id }) => id)).toEqual(["a", "b"])
    expect(lost).toMatchObject([{ refusal: { code: "limit_reached" } }])
  })

  it("needs its dates alone once money has moved", () => {
    const paid = { is_paid: true, quotes: {}, limits: LIMITS }
    expect(codesOf({ is_active: false, min_stay: 2 }, paid)).toEqual([])
    expect(codesOf({ default_capacity: 0 }, paid)).toEqual(["no_capacity"])
  })

  it("names both prices, and what to do", () => {
    const quotes = { a: { unit_price: "900", currency_code: "aud" } }
    const { lost } = takeAgain(snapshot(), [ended("a")], how({ quotes }))
    expect(lost[0]?.refusal).toEqual({
      ok: false,
      code: "price_changed",
      message:
        "The time to pay has run out, and the price has changed from 95.5 to 900 AUD. Choose the same dates again to accept the new price.",
      details: {
        line_item_id: "cali_1",
        held: { unit_price: 95.5, currency_code: "AUD" },
        today: { unit_price: 900, currency_code: "aud" },
      },
    })
  })

  it("must know today's price of what was sold with a line", () => {
    const unknown = () =>
      takeAgain(snapshot(), [ended("a")], how({ quotes: {} }))
    expect(unknown).toThrow("without today's price")
  })
})

describe("refuseLost", () => {
  it("is the first by precedence, with the dates of all like it", () => {
    const lost = takeAgain(
      { ...snapshot(), dates: [onDate(FRI), onDate(SAT)] },
      [ended("a", [SAT], 3), ended("b", [FRI], 3)],
      how({ is_paid: true })
    ).lost
    expect(refuseLost(lost)).toMatchObject({
      code: "sold_out",
      details: {
        dates: [FRI, SAT],
        lost: [
          { hold_id: "a", code: "sold_out", dates: [SAT] },
          { hold_id: "b", code: "sold_out", dates: [FRI] },
        ],
      },
    })
  })

  it("names no dates where it is not about dates", () => {
    const { lost } = takeAgain(
      snapshot(),
      [ended("a")],
      how({ is_in_time: false })
    )
    expect(refuseLost(lost).details).toEqual({
      lost: [{ hold_id: "a", code: "expired", dates: [] }],
    })
  })
})
