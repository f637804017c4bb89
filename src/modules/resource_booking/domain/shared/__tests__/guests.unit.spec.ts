import { checkGuests, MAX_GUESTS } from "../guests"

const ann = { name: "Ann", email: "ann@example.com", phone: "+61 7 5550 1234" }

describe("checkGuests (R45)", () => {
  it.each([
    ["nobody", []],
    ["somebody with nothing but a name", [{ name: "Ann" }]],
    ["somebody with e-mail and telephone", [ann]],
    ["as many as there may be", Array<typeof ann>(MAX_GUESTS).fill(ann)],
  ])("takes %s", (_, guests) => {
    expect(checkGuests(guests)).toEqual({ ok: true, value: null })
  })

  it("refuses one more than there may be", () => {
    const many = Array<typeof ann>(MAX_GUESTS + 1).fill(ann)
    expect(checkGuests(many)).toEqual({
      ok: false,
      code: "invalid_data",
      message: "At most 100 guests are allowed.",
      details: {},
    })
  })

  it.each([
    ["no name", { name: " " }],
    ["a name that is too long", { name: "a".repeat(256) }],
    ["an e-mail that is too long", { ...ann, email: "a".repeat(321) }],
    ["a telephone that is too long", { ...ann, phone: "1".repeat(65) }],
    ["what can't be stored", { name: "Ann\0" }],
  ])("refuses %s, and doesn't repeat it", (_, guest) => {
    expect(checkGuests([ann, guest])).toEqual({
      ok: false,
      code: "invalid_data",
      message: "A guest must have a name, and no text may be too long.",
      details: {},
    })
  })
})
