import { type LineRevenue, shareRevenue, type SoldAllocation } from "../revenue"

const range = { start_date: "2027-01-01", end_date: "2027-01-31" }
const [D1, D2, D3] = ["2027-01-01", "2027-01-02", "2027-01-03"] as const

const sold = (given: Partial<SoldAllocation> = {}): SoldAllocation => ({
  ...{ id: "a1", order_id: "order_1", line_item_id: "l1" },
  ...{ resource_id: "r1", resource_name: "Van", dates: [D1], quantity: 1 },
  ...{ status: "confirmed", counted: true },
  ...given,
})
const line = (given: Partial<LineRevenue> = {}): LineRevenue => ({
  ...{ line_item_id: "l1", currency_code: "aud", minor: 1000, digits: 2 },
  ...given,
})
/** By date or period: resource, currency, unit-dates and amount. */
const rowsOf = (report: ReturnType<typeof shareRevenue>) =>
  report.rows.map((row) => [
    ...[row.start_date, row.resource_name, row.currency_code],
    ...[row.unit_dates, row.amount],
  ])

describe("shareRevenue (R61)", () => {
  it("shares a line among its dates, to the last cent", () => {
    const report = shareRevenue(
      [sold({ dates: [D1, D2, D3] })],
      [line()],
      range,
      "day"
    )
    expect(rowsOf(report)).toEqual([
      [D1, "Van", "aud", 1, 3.33],
      [D2, "Van", "aud", 1, 3.33],
      [D3, "Van", "aud", 1, 3.34],
    ])
    expect(report.summary).toEqual([
      { currency_code: "aud", unit_dates: 3, amount: 10 },
    ])
  })

  it("shares a bundle by dates × quantity", () => {
    const bundle = [
      sold({ dates: [D1, D2], quantity: 2 }),
      sold({
        id: "a2",
        resource_id: "r2",
        resource_name: "Guide",
        dates: [D1],
      }),
    ]
    const report = shareRevenue(bundle, [line({ minor: 5000 })], range, "month")
    expect(rowsOf(report)).toEqual([
      [D1, "Guide", "aud", 1, 10],
      [D1, "Van", "aud", 4, 40],
    ])
    expect(report.rows[0]).toMatchObject(range)
  })

  it("never adds currencies together", () => {
    const both = [sold(), sold({ id: "a2", line_item_id: "l2" })]
    const yen = { line_item_id: "l2", currency_code: "jpy", digits: 0 }
    const lines = [line({ ...yen, minor: 900 }), line()]
    const report = shareRevenue(both, lines, range, "day")
    expect(rowsOf(report)).toEqual([
      [D1, "Van", "aud", 1, 10],
      [D1, "Van", "jpy", 1, 900],
    ])
    expect(report.summary).toEqual([
      { currency_code: "aud", unit_dates: 1, amount: 10 },
      { currency_code: "jpy", unit_dates: 1, amount: 900 },
    ])
  })

  it("counts only what falls on dates in the range and on what is asked for", () => {
    const bundle = [
      sold({ dates: ["2026-12-31", D1] }),
      sold({ id: "a2", resource_id: "r2", dates: [D1], counted: false }),
      sold({ id: "a3", dates: ["2027-02-01"] }),
    ]
    const report = shareRevenue(bundle, [line({ minor: 4000 })], range, "day")
    expect(rowsOf(report)).toEqual([[D1, "Van", "aud", 1, 10]])
  })

  it("gives a canceled allocation's part to the others of its line, and keeps it where none is left", () => {
    const canceled = sold({ id: "a2", dates: [D2], status: "canceled" })
    expect(
      rowsOf(shareRevenue([sold(), canceled], [line()], range, "day"))
    ).toEqual([[D1, "Van", "aud", 1, 10]])
    expect(rowsOf(shareRevenue([canceled], [line()], range, "day"))).toEqual([
      [D2, "Van", "aud", 1, 10],
    ])
  })

  it("has nothing to say of a line that is canceled, and of which nothing was kept", () => {
    const canceled = sold({ status: "canceled" })
    const unpaid = line({ minor: 0 })
    expect(shareRevenue([canceled], [unpaid], range, "day")).toEqual({
      ...{ rows: [], summary: [] },
    })
    expect(rowsOf(shareRevenue([sold()], [unpaid], range, "day"))).toEqual([
      [D1, "Van", "aud", 1, 0],
    ])
  })

  it("has nothing to say of a line without allocations", () => {
    expect(shareRevenue([], [line()], range, "week")).toEqual({
      ...{ rows: [], summary: [] },
    })
  })

  it("tells resources of one name apart", () => {
    const twins = [
      sold({ resource_id: "r2", id: "a2", line_item_id: "l2" }),
      sold(),
    ]
    const lines = [line(), line({ line_item_id: "l2", minor: 2000 })]
    const { rows } = shareRevenue(twins, lines, range, "day")
    expect(rows.map((row) => [row.resource_id, row.amount])).toEqual([
      ["r1", 10],
      ["r2", 20],
    ])
  })
})
