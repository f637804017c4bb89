import {
  type CatalogFields,
  changedFields,
  checkGroup,
  checkMembership,
  checkResource,
  type ResourceFields,
} from "../resource-fields"

const GROUP: CatalogFields = {
  handle: "kayaks",
  name: "Kayaks",
  type: "equipment",
  description: null,
  images: [],
  amenities: [],
  metadata: {},
}

const RESOURCE: ResourceFields = {
  ...GROUP,
  group_id: null,
  timezone: "Australia/Brisbane",
  span: "day",
  default_capacity: null,
  min_stay: null,
  max_stay: null,
  lead_time_hours: 0,
  horizon_days: null,
  hold_ttl_minutes: null,
  check_in_time: null,
  check_out_time: null,
  is_active: true,
}

/** Fields as a caller without types might give them. */
const wrong = (fields: Record<string, unknown>) => fields as never

describe("checkResource", () => {
  it("takes one with everything, at its bounds", () => {
    const full = {
      ...RESOURCE,
      description: "x",
      images: ["https://example.com/a.jpg"],
      amenities: ["wifi"],
      metadata: { a: { b: [1] } },
      default_capacity: 1_000_000,
      min_stay: 366,
      max_stay: 366,
      lead_time_hours: 87_600,
      horizon_days: 36_500,
      hold_ttl_minutes: 10_080,
      check_in_time: "00:00",
      check_out_time: "23:59",
    }
    expect(checkResource(RESOURCE).ok).toBe(true)
    expect(checkResource(full).ok).toBe(true)
  })

  it.each<[Record<string, unknown>, string]>([
    [{ name: "" }, "The name must be 1 to 255 characters."],
    [{ name: 1 }, "The name must be 1 to 255 characters."],
    [{ type: "x".repeat(256) }, "The type must be 1 to 255 characters."],
    [
      { handle: "a_b" },
      "The handle must be lowercase letters and digits, separated by hyphens.",
    ],
    [
      { description: "x".repeat(20_001) },
      "The description must be at most 20000 characters.",
    ],
    [{ images: [1] }, "The list of images must have at most 500 URLs."],
    [
      { amenities: Array(501).fill("x") },
      "The list of amenities must have at most 500 entries.",
    ],
    [{ metadata: [] }, "The metadata must be a JSON object."],
    [{ metadata: null }, "The metadata must be a JSON object."],
    [{ metadata: { a: "\0" } }, "The metadata must be a JSON object."],
    [
      { timezone: "EST" },
      "The timezone must be a name such as Australia/Brisbane.",
    ],
    [{ span: "hour" }, "The span must be night or day."],
    [{ is_active: "yes" }, "The is_active must be true or false."],
    [
      { default_capacity: -1 },
      "The default_capacity must be a whole number from 0 to 1000000.",
    ],
    [
      { check_in_time: "24:00" },
      "The check_in_time must be a time such as 15:00.",
    ],
    [
      { check_out_time: "9:00" },
      "The check_out_time must be a time such as 15:00.",
    ],
    [{ min_stay: 0 }, "The min_stay must be a whole number from 1 to 366."],
    [
      { lead_time_hours: null },
      "The lead_time_hours must be a whole number from 0 to 87600.",
    ],
    [
      { min_stay: 3, max_stay: 2 },
      "The min_stay must not be more than max_stay.",
    ],
  ])("refuses %j", (fields, message) => {
    expect(checkResource(wrong({ ...RESOURCE, ...fields }))).toMatchObject({
      code: "invalid_data",
      message,
    })
  })
})

describe("checkGroup", () => {
  it("asks what it asks of a resource's description", () => {
    expect(checkGroup(GROUP).ok).toBe(true)
    expect(checkGroup({ ...GROUP, name: " " })).toMatchObject({
      code: "invalid_data",
    })
  })
})

describe("checkMembership (R2)", () => {
  it("wants one span", () => {
    expect(checkMembership("day", []).ok).toBe(true)
    expect(checkMembership("day", ["day"]).ok).toBe(true)
    expect(checkMembership("day", ["night"])).toMatchObject({
      code: "invalid_data",
    })
  })
})

describe("changedFields", () => {
  const changed = (fields: Record<string, unknown>) =>
    changedFields(RESOURCE, { ...RESOURCE, ...fields })

  it("names what differs by value", () => {
    expect(changed({})).toEqual([])
    expect(changed({ images: [], metadata: {} })).toEqual([])
    expect(changed({ name: "Canoe", min_stay: 2 })).toEqual([
      "name",
      "min_stay",
    ])
    expect(changed({ images: ["a"] })).toEqual(["images"])
    expect(changed({ metadata: { a: 1 } })).toEqual(["metadata"])
    expect(changed({ metadata: [] })).toEqual(["metadata"])
  })

  it("doesn't care about the order of keys, but about that of a list", () => {
    const before = { a: { x: 1, y: [1, 2] } }
    expect(changedFields(before, { a: { y: [1, 2], x: 1 } })).toEqual([])
    expect(changedFields(before, { a: { y: [2, 1], x: 1 } })).toEqual(["a"])
    const undefinedKey = { a: { x: 1, z: undefined } }
    expect(changedFields(before, undefinedKey as never)).toEqual(["a"])
  })
})
