import {
  checkItems,
  type GivenItem,
  targetId,
  wantedItems,
} from "../normalize-items"

const DATES = { start_date: "2027-01-10", end_date: "2027-01-12" }

describe("checkItems", () => {
  it.each<[string, GivenItem[]]>([
    ["a resource", [{ resource_id: "a", ...DATES }]],
    ["a group", [{ group_id: "g", ...DATES, quantity: 1000 }]],
    ["a list of dates", [{ resource_id: "a", dates: ["2027-01-10"] }]],
    ["twenty items", Array(20).fill({ resource_id: "a", ...DATES })],
  ])("takes %s", (_, items) => {
    expect(checkItems(items)).toEqual({ ok: true, value: null })
  })

  it.each<[string, GivenItem[]]>([
    ["no item", []],
    ["twenty-one items", Array(21).fill({ resource_id: "a", ...DATES })],
    ["neither resource nor group", [{ ...DATES }]],
    ["both", [{ resource_id: "a", group_id: "g", ...DATES }]],
    ["no dates", [{ resource_id: "a" }]],
    ["half a range", [{ resource_id: "a", start_date: "2027-01-10" }]],
    ["a range and a list", [{ resource_id: "a", ...DATES, dates: [] }]],
    ["no units", [{ resource_id: "a", ...DATES, quantity: 0 }]],
    ["a fraction", [{ resource_id: "a", ...DATES, quantity: 1.5 }]],
    ["too many units", [{ resource_id: "a", ...DATES, quantity: 1001 }]],
    ["what is no number", [{ resource_id: "a", ...DATES, quantity: NaN }]],
  ])("refuses %s", (_, items) => {
    expect(checkItems(items)).toMatchObject({ code: "invalid_data" })
  })
})

describe("wantedItems", () => {
  const night = () => "night" as const
  const day = () => "day" as const

  it("writes the dates out by the span of what is named", () => {
    const items = [{ resource_id: "a", ...DATES }]
    expect(wantedItems(items, night)).toMatchObject({
      value: [
        {
          target: { resource_id: "a" },
          dates: ["2027-01-10", "2027-01-11"],
          quantity: 1,
        },
      ],
    })
    expect(wantedItems(items, day)).toMatchObject({
      value: [{ dates: ["2027-01-10", "2027-01-11", "2027-01-12"] }],
    })
  })

  it("sorts a list of dates", () => {
    const dates = ["2027-01-12", "2027-01-10"]
    expect(wantedItems([{ group_id: "g", dates, quantity: 2 }], night)).toEqual(
      {
        ok: true,
        value: [
          {
            target: { group_id: "g" },
            dates: ["2027-01-10", "2027-01-12"],
            quantity: 2,
          },
        ],
      }
    )
  })

  it("takes a year, and refuses a date more, over all items", () => {
    const year = { start_date: "2027-01-01", end_date: "2028-01-01" }
    const items = [{ resource_id: "a", ...year }]
    expect(wantedItems(items, day).ok).toBe(true)
    const one = { resource_id: "b", dates: ["2027-01-01"] }
    expect(wantedItems([...items, one], day)).toMatchObject({
      code: "invalid_range",
    })
    const longer = { resource_id: "a", ...year, end_date: "2028-01-02" }
    expect(wantedItems([longer], day)).toMatchObject({ code: "invalid_range" })
  })

  it.each<[string, GivenItem, string]>([
    [
      "no night",
      { start_date: "2027-01-10", end_date: "2027-01-10" },
      "Check-out must be after check-in.",
    ],
    [
      "a reversed range",
      { start_date: "2027-01-10", end_date: "2027-01-08" },
      "The end date is before the start date.",
    ],
    ["no dates", { dates: [] }, "The list of dates is empty."],
    [
      "a date twice",
      { dates: ["2027-01-10", "2027-01-10"] },
      "A date is listed more than once.",
    ],
    [
      "what is no date",
      { dates: ["2027-02-30"] },
      "Dates must be valid and formatted YYYY-MM-DD.",
    ],
    [
      "what is no range",
      { start_date: "x", end_date: "y" },
      "Dates must be valid and formatted YYYY-MM-DD.",
    ],
  ])("refuses %s", (_, dates, message) => {
    expect(wantedItems([{ resource_id: "a", ...dates }], night)).toMatchObject({
      code: "invalid_range",
      message,
    })
  })
})

describe("targetId", () => {
  it("is the resource's or the group's", () => {
    expect(targetId({ resource_id: "a" })).toBe("a")
    expect(targetId({ group_id: "g" })).toBe("g")
  })
})
