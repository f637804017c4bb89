import { checkBlackout, checkFreeze } from "../check-blackout"

const works = {
  start_date: "2027-01-10",
  end_date: "2027-01-12",
  reason: "works",
}

describe("checkBlackout (R30)", () => {
  it.each([{ resource_id: "a" }, { group_id: "g" }, { all: true }])(
    "takes one of %j",
    (subject) => {
      expect(checkBlackout({ ...works, ...subject }).ok).toBe(true)
    }
  )

  it.each([
    {},
    { all: false },
    { resource_id: "a", group_id: "g" },
    { group_id: "g", all: true },
    { resource_id: "a", reason: " " },
  ])("refuses one of %j", (given) => {
    expect(checkBlackout({ ...works, ...given })).toMatchObject({
      code: "invalid_data",
    })
  })

  it("takes a hundred years, and refuses a reversed range", () => {
    const long = { ...works, resource_id: "a", end_date: "2126-12-31" }
    expect(checkBlackout(long).ok).toBe(true)
    const reversed = { ...long, end_date: "2027-01-09" }
    expect(checkBlackout(reversed)).toMatchObject({ code: "invalid_range" })
  })
})

describe("checkFreeze (R31)", () => {
  const check = (given: Partial<Parameters<typeof checkFreeze>[0]> = {}) =>
    checkFreeze(
      { reason: "cleaning", note: null, until: null, ...given },
      ["cleaning"],
      "2027-01-10"
    )

  it("may be open-ended, or end today", () => {
    expect(check().ok).toBe(true)
    expect(check({ until: "2027-01-10", note: "roof" }).ok).toBe(true)
  })

  it("refuses an end before today, a reason of one's own and a bad note", () => {
    expect(check({ until: "2027-01-09" })).toMatchObject({
      code: "invalid_range",
    })
    expect(check({ reason: "party" })).toMatchObject({ code: "invalid_data" })
    expect(check({ note: 1 })).toMatchObject({ code: "invalid_data" })
  })
})
