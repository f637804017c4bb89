import { type Finding, MAX_DETAILS, tally } from "../tally-findings"

const finding = (action: Finding["action"], subject = "order_1"): Finding => ({
  ...{ check: "unpaid_orders", subject, action, message: "It is not paid." },
})

describe("tally", () => {
  it("is nothing of nothing", () => {
    expect(tally({ checked: 0, details: [] })).toEqual({
      ...{ checked: 0, fixed: 0, flagged: 0, details: [] },
    })
  })

  it("counts what was fixed and flagged, and puts the flagged first", () => {
    const details = [finding("fixed", "a"), finding("flagged", "b")]
    expect(tally({ checked: 9, details })).toEqual({
      ...{ checked: 9, fixed: 1, flagged: 1 },
      details: [finding("flagged", "b"), finding("fixed", "a")],
    })
  })

  it("counts all, and keeps as many as somebody reads", () => {
    const many = Array.from({ length: MAX_DETAILS }, () => finding("fixed"))
    const report = tally({ checked: 1, details: [...many, finding("flagged")] })
    expect(report).toMatchObject({ fixed: MAX_DETAILS, flagged: 1 })
    expect(report.details).toHaveLength(MAX_DETAILS)
    expect(report.details[0]).toEqual(finding("flagged"))
  })

  it("counts also what was found and is not listed", () => {
    const details = [finding("flagged")]
    expect(tally({ checked: 9, details, unlisted: 50 })).toEqual({
      ...{ checked: 9, fixed: 0, flagged: 51, details },
    })
  })
})
