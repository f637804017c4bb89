import {
  hasMoney,
  moneyIn,
  type MoneyState,
  type Payment,
  stateOf,
} from "../payments"

const payment = (given: Partial<Payment> = {}): Payment => ({
  ...{ currency_code: "aud", canceled_at: null },
  ...{ captures: null, refunds: null },
  ...given,
})
const of = (...amounts: number[]) => amounts.map((amount) => ({ amount }))
const captured = (amount: number, ...refunds: number[]) =>
  payment({ captures: of(amount), refunds: of(...refunds) })
const VOIDED = payment({ canceled_at: "2027-01-01T00:00:00Z" })

describe("whose an order's money is (R94)", () => {
  it.each<[string, Payment[], MoneyState, boolean]>([
    ["nobody has paid", [], "none", false],
    ["it is authorized", [payment()], "authorized", true],
    ["the authorization was voided", [VOIDED], "gone", false],
    ["it is captured", [captured(100)], "captured", true],
    ["a part was given back", [captured(100, 99.99)], "captured", true],
    ["all was given back", [captured(100, 100)], "gone", false],
    ["all was given back in parts", [captured(100, 30, 70)], "gone", false],
    [
      "a part was captured and the rest voided",
      [{ ...captured(30), canceled_at: new Date(0) }],
      "captured",
      true,
    ],
    ["what was captured of it is back", [captured(30, 30)], "gone", false],
    [
      "one payment is back, another was captured",
      [captured(100, 100), captured(1)],
      "captured",
      true,
    ],
    [
      "one payment is back, another is authorized",
      [captured(100, 100), payment()],
      "authorized",
      true,
    ],
    [
      "one is back, another was voided",
      [captured(9, 9), VOIDED],
      "gone",
      false,
    ],
  ])("%s", (_, payments, state, has) => {
    expect(stateOf([{ payments }])).toBe(state)
    expect(stateOf(payments.map((one) => ({ payments: [one] })))).toBe(state)
    expect(hasMoney(state)).toBe(has)
  })

  it("counts to the currency's smallest coin", () => {
    expect(stateOf([{ payments: [captured(33.333, 33.33)] }])).toBe("gone")
    expect(stateOf([{ payments: [captured(33.34, 33.33)] }])).toBe("captured")
    const yen = { ...captured(1000, 999.6), currency_code: "jpy" }
    expect(stateOf([{ payments: [yen] }])).toBe("gone")
  })

  it("is nobody's where there is no collection, or it is empty", () => {
    expect(stateOf([])).toBe("none")
    expect(stateOf([null, { payments: null }, { payments: [null] }])).toBe(
      "none"
    )
  })

  it("adds up what moved, without the errors of binary fractions", () => {
    const payments = [captured(0.1), captured(0.2, 0.1)]
    expect(moneyIn([{ payments }, null])).toEqual({
      ...{ captured: 0.3, refunded: 0.1 },
    })
  })
})
