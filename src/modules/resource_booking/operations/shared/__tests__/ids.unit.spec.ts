import { newId } from "../ids"

describe("newId", () => {
  afterEach(() => {
    jest.useRealTimers()
  })

  it("has its kind in front, and 41 letters and digits behind", () => {
    expect(newId("bhold")).toMatch(/^bhold_[0-9a-z]{9}[0-9a-f]{32}$/)
    expect(newId("bres")).toMatch(/^bres_/)
  })

  it("is never the same twice", () => {
    const ids = Array.from({ length: 10_000 }, () => newId("bhold"))
    expect(new Set(ids).size).toBe(10_000)
  })

  it("is ordered by time, to the last digit of it", () => {
    jest.useFakeTimers()
    const moments = [
      "1970-01-01T00:00:00.000Z",
      "2027-01-15T12:00:00.000Z",
      "2027-01-15T12:00:00.001Z",
      "2059-01-01T00:00:00.000Z",
      "2060-01-01T00:00:00.000Z",
    ]
    const ids = moments.map((moment) => {
      jest.setSystemTime(new Date(moment))
      return newId("bhold")
    })
    expect([...ids].sort()).toEqual(ids)
    expect(new Set(ids.map((id) => id.length)).size).toBe(1)
  })
})
