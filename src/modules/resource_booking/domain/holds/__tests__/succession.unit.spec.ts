import { coverOf, keptUntil, TAKE_OVER_MS } from "../succession"

const [MON, TUE] = ["2027-01-18", "2027-01-19"]
const item = (quantity: number, ...dates: string[]) => ({
  ...{ id: "bitem_1", resource_id: "bres_1", quantity, dates },
})
const kept = (quantity: number, ...dates: string[]) => ({
  ...{ resource_id: "bres_1", quantity, dates },
})

describe("coverOf (R21)", () => {
  it("is nothing where the hold before has ended", () => {
    expect(coverOf([item(1, MON)], [])).toEqual([])
  })

  it("is what both have, by date, and at most what is needed", () => {
    expect(coverOf([item(2, MON, TUE)], [kept(3, TUE)])).toEqual([
      { item_id: "bitem_1", date: TUE, units: 2 },
    ])
    expect(coverOf([item(3, MON)], [kept(1, MON)])).toEqual([
      { item_id: "bitem_1", date: MON, units: 1 },
    ])
  })

  it("covers no other resource", () => {
    const other = { ...kept(1, MON), resource_id: "bres_2" }
    expect(coverOf([item(1, MON)], [other])).toEqual([])
  })

  it("is shared by items of one resource, and each unit counts once", () => {
    const second = { ...item(2, MON), id: "bitem_2" }
    expect(coverOf([item(2, MON), second], [kept(3, MON)])).toEqual([
      { item_id: "bitem_1", date: MON, units: 2 },
      { item_id: "bitem_2", date: MON, units: 1 },
    ])
  })
})

describe("keptUntil (R93)", () => {
  const until = (expires_at_ms: number, deadline_ms: number) =>
    keptUntil({ expires_at_ms, deadline_ms }, 0)

  it("is a minute, and no earlier than it was", () => {
    expect(until(5, 1e9)).toEqual({ ok: true, value: TAKE_OVER_MS })
    expect(until(90_000, 1e9)).toEqual({ ok: true, value: 90_000 })
  })

  it("stays within the deadline, and refuses with less than ten seconds", () => {
    expect(until(5, 10_000)).toEqual({ ok: true, value: 10_000 })
    expect(until(5, 9_999)).toMatchObject({
      code: "limit_reached",
      message:
        "This booking can no longer be changed. Please pay for it, or choose again.",
    })
  })
})
