import type { HoldStatus } from "../../holds/hold-states"
import { decidePin } from "../decide-pin"

const NOW = 1_000
const LINE = {
  line_item_id: "cali_1",
  variant_id: "variant_1",
  quantity: 2,
  unit_price: "95.5",
  currency_code: "aud",
}
const PAID = { ...LINE, hold_id: "bhold_1" }

const hold = (status: HoldStatus, given: object = {}) => ({
  id: "bhold_1",
  status,
  expires_at_ms: NOW + 1,
  order_id: null,
  line: LINE,
  is_whole: true,
  ...given,
})

describe("decidePin (R21, R22)", () => {
  it("keeps what lives until its very end, and takes the rest again", () => {
    expect(decidePin([PAID], [hold("active")], NOW)).toEqual({
      ok: true,
      value: { keep: ["bhold_1"], retake: [] },
    })
    for (const ended of [
      hold("active", { expires_at_ms: NOW }),
      hold("active", { is_whole: false }),
      hold("expired"),
    ]) {
      expect(decidePin([PAID], [ended], NOW)).toEqual({
        ok: true,
        value: { keep: [], retake: ["bhold_1"] },
      })
    }
  })

  it("passes what is the order's already", () => {
    const sold = hold("confirmed", { order_id: "order_1" })
    expect(decidePin([PAID], [sold], NOW)).toEqual({
      ok: true,
      value: { keep: [], retake: [] },
    })
  })

  it("names a release", () => {
    expect(decidePin([PAID], [hold("released")], NOW)).toMatchObject({
      code: "released",
    })
  })

  it("refuses a line without a hold of its own", () => {
    const others = hold("active", { line: { ...LINE, line_item_id: "cali_2" } })
    for (const holds of [[], [others], [hold("active", { line: null })]]) {
      expect(decidePin([PAID], holds, NOW)).toMatchObject({ code: "not_found" })
    }
  })

  it.each([
    ["another hold", { hold_id: "bhold_2" }],
    ["no hold", { hold_id: null }],
    ["another variant", { variant_id: "variant_2" }],
    ["another quantity", { quantity: 3 }],
    ["another price", { unit_price: "95.49" }],
    ["another currency", { currency_code: "usd" }],
  ])("refuses a line that says %s than was held", (_, changed) => {
    const line = { ...PAID, ...changed }
    expect(decidePin([line], [hold("active")], NOW)).toMatchObject({
      code: "invalid_data",
    })
  })

  it("takes a line whose variant was deleted for what its hold says", () => {
    const line = { ...PAID, variant_id: null }
    expect(decidePin([line], [hold("active")], NOW).ok).toBe(true)
  })

  it("reads a price as a number, and a currency in any case", () => {
    const line = { ...PAID, unit_price: "95.50", currency_code: "AUD" }
    expect(decidePin([line], [hold("active")], NOW).ok).toBe(true)
  })
})
