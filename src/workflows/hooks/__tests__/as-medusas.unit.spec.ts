import { sayDates } from "../as-medusas"

const [MON, TUE] = ["2027-07-05", "2027-07-06"]

describe("sayDates", () => {
  it("adds to a sentence the dates that it doesn't name, before its end", () => {
    expect(sayDates("The kayak is sold out on July 5, 2027.", [MON, TUE])).toBe(
      "The kayak is sold out on July 5, 2027 (July 5 – 6, 2027)."
    )
  })

  it("leaves a sentence alone that names them, or is about none", () => {
    const message = "The kayak is sold out on July 5, 2027."
    expect(sayDates(message, [MON])).toBe(message)
    expect(sayDates("It is closed.")).toBe("It is closed.")
  })

  it("adds no end where there is none", () => {
    expect(sayDates("Sold out", [MON])).toBe("Sold out (July 5, 2027)")
  })
})
