import { chargedDates, checkPriceMode } from "../price"

const WEEK = [1, 2, 3, 4, 5, 6, 7].map((day) => `2027-01-0${day}`)

describe("how often a variant's price is in a line's (R20)", () => {
  it("is once for each date, consecutive or not", () => {
    expect(chargedDates("per_date", WEEK)).toBe(7)
    expect(chargedDates("per_date", ["2027-01-01", "2027-03-09"])).toBe(2)
    expect(chargedDates("per_date", ["2027-01-01"])).toBe(1)
  })

  it("is once for a booking, however long", () => {
    expect(chargedDates("per_booking", WEEK)).toBe(1)
  })

  it.each(["per_date", "per_booking"])("may be %s", (mode) => {
    expect(checkPriceMode(mode)).toEqual({ ok: true, value: null })
  })

  it.each(["", "free", "PER_DATE", null, undefined, 1, {}])(
    "is not %p",
    (mode) => {
      expect(checkPriceMode(mode)).toMatchObject({
        ok: false,
        code: "invalid_data",
        message: "The price_mode must be per_date or per_booking.",
      })
    }
  )
})
