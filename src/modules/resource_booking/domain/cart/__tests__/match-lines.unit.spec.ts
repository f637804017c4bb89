import { isStray, matchLines } from "../match-lines"

const hold = { id: "bhold_1", line: { variant_id: "variant_1" } }
const line = (given: object = {}) => ({
  line_item_id: "cali_1",
  variant_id: "variant_1",
  hold_id: "bhold_1",
  quantity: 1,
  unit_price: "100",
  ...given,
})

describe("matchLines (R20)", () => {
  it("finds the line that names the hold, though its variant was deleted", () => {
    for (const named of [line(), line({ variant_id: null })]) {
      expect(matchLines([named], [hold])).toEqual({
        found: [{ hold, line_item_id: "cali_1" }],
        unnamed: [],
      })
    }
  })

  it("does not believe a line of another variant", () => {
    expect(matchLines([line({ variant_id: "variant_2" })], [hold])).toEqual({
      ...{ found: [], unnamed: [hold] },
    })
  })

  it("leaves a hold unnamed that no line names", () => {
    for (const lines of [[], [line({ hold_id: null })]]) {
      expect(matchLines(lines, [hold])).toEqual({
        ...{ found: [], unnamed: [hold] },
      })
    }
  })
})

describe("isStray (R90)", () => {
  const agreed = { quantity: 1, unit_price: "100.00" }

  it("is false for a line that says what its hold does, whatever the decimals", () => {
    expect(isStray(line(), { id: "bhold_1", line: agreed })).toBe(false)
  })

  it.each([
    ["another hold", { hold_id: "bhold_2" }],
    ["no hold", { hold_id: null }],
    ["another quantity", { quantity: 2 }],
    ["another price", { unit_price: "99.99" }],
  ])("is true for a line that says %s", (_, given) => {
    expect(isStray(line(given), { id: "bhold_1", line: agreed })).toBe(true)
  })
})
