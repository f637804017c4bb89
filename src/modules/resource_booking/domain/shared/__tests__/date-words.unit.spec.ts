import { dateInWords, datesInWords, stayInWords } from "../date-words"

describe("dateInWords", () => {
  it("says a date as it is read, whatever the zone of the server", () => {
    expect(dateInWords("2027-01-16")).toBe("January 16, 2027")
    expect(dateInWords("2028-02-29")).toBe("February 29, 2028")
  })
})

describe("datesInWords", () => {
  it("says consecutive dates as a range", () => {
    expect(datesInWords(["2027-01-16", "2027-01-17", "2027-01-18"])).toBe(
      "January 16 – 18, 2027"
    )
  })

  it("names both months and years of a range that has two", () => {
    expect(datesInWords(["2027-01-31", "2027-02-01"])).toBe(
      "January 31 – February 1, 2027"
    )
    expect(datesInWords(["2026-12-31", "2027-01-01"])).toBe(
      "December 31, 2026 – January 1, 2027"
    )
  })

  it("keeps apart what has a gap", () => {
    expect(datesInWords(["2027-01-16", "2027-01-18", "2027-01-19"])).toBe(
      "January 16, 2027; January 18 – 19, 2027"
    )
  })

  it("says nothing of no dates", () => {
    expect(datesInWords([])).toBe("")
  })
})

describe("stayInWords", () => {
  it("says a stay from check-in to check-out, by the night", () => {
    expect(stayInWords("night", ["2027-01-15"])).toBe("January 15 – 16, 2027")
  })

  it("says the first day and the last, by the day", () => {
    expect(stayInWords("day", ["2027-01-15"])).toBe("January 15, 2027")
    expect(stayInWords("day", ["2027-01-15", "2027-01-16"])).toBe(
      "January 15 – 16, 2027"
    )
  })

  it("says dates with gaps one by one", () => {
    expect(stayInWords("night", ["2027-01-15", "2027-01-18"])).toBe(
      "January 15, 2027; January 18, 2027"
    )
  })
})
