import { type CartPayment, openPayment } from "../open-payment"

const AT = Date.parse("2027-01-10T08:00:00.000Z")

const payment = (input: Partial<CartPayment> = {}): CartPayment => ({
  id: "pay_1",
  created_at: new Date(AT),
  canceled_at: null,
  currency_code: "aud",
  captures: [],
  refunds: [],
  ...input,
})

const captured = (amount: number, at = AT) => ({
  amount,
  created_at: new Date(at).toISOString(),
})

describe("openPayment", () => {
  it("leaves out one that moved just at either moment", () => {
    expect(openPayment(payment(), AT - 1, AT)).toBeNull()
    expect(openPayment(payment(), AT, AT + 1)).toBeNull()
    expect(openPayment(payment(), AT - 1, AT + 1)).toEqual({
      ...{ id: "pay_1", state: "authorized" },
    })
  })

  it("goes by the last capture of one that was authorized before", () => {
    const later = payment({ captures: [captured(50), captured(50, AT + 10)] })
    expect(openPayment(later, AT - 1, AT + 10)).toBeNull()
    expect(openPayment(later, AT - 1, AT + 11)).toEqual({
      ...{ id: "pay_1", state: "captured" },
    })
  })

  it("is open until all of it is back", () => {
    const given = (amount: number) =>
      openPayment(
        payment({ captures: [captured(50)], refunds: [{ amount }] }),
        AT - 1,
        AT + 1
      )
    expect(given(49.99)).toMatchObject({ state: "captured" })
    expect(given(50)).toBeNull()
  })

  it("is nothing when it was canceled", () => {
    const canceled = payment({ canceled_at: new Date(AT) })
    expect(openPayment(canceled, AT - 1, AT + 1)).toBeNull()
  })
})
