import { type GroupOf, type Link, planLine } from "../plan-line"

const link = (given: Partial<Link>): Link => ({
  resource_id: null,
  group_id: null,
  ...given,
})
const BUS = link({ resource_id: "bus" })
const ROOMS = link({ group_id: "rooms" })
const GROUP_OF: GroupOf = new Map([
  ["room 1", "rooms"],
  ["bus", null],
])
const stay = { start_date: "2027-01-15", end_date: "2027-01-17" }

const plan = (links: Link[], ...items: object[]) =>
  planLine(links, items, GROUP_OF)

describe("planLine (R20)", () => {
  it("holds what the variant is linked to, and nothing else", () => {
    const items = [{ resource_id: "bus", ...stay }]
    expect(plan([BUS], ...items)).toEqual({
      ok: true,
      value: { items, quantity: 1 },
    })
    expect(plan([BUS], { resource_id: "yacht", ...stay })).toMatchObject({
      code: "invalid_data",
    })
    expect(plan([BUS], { group_id: "rooms", ...stay })).toMatchObject({
      code: "invalid_data",
    })
  })

  it("takes a group, or a member of it by name, for a linked group", () => {
    for (const item of [{ group_id: "rooms" }, { resource_id: "room 1" }]) {
      expect(plan([ROOMS], { ...item, ...stay })).toMatchObject({ ok: true })
    }
    expect(plan([ROOMS], { resource_id: "bus", ...stay })).toMatchObject({
      code: "invalid_data",
    })
  })

  it("adds what a bundle lacks, with the same stay and quantity", () => {
    const room = { group_id: "rooms", ...stay, quantity: 2 }
    expect(plan([BUS, ROOMS], room)).toMatchObject({
      value: {
        items: [{ resource_id: "bus", ...stay, quantity: 2 }, room],
        quantity: 2,
      },
    })
    const dated = { resource_id: "bus", dates: ["2027-01-15"] }
    expect(plan([BUS, ROOMS], dated)).toMatchObject({
      value: { items: [dated, { group_id: "rooms", dates: ["2027-01-15"] }] },
    })
  })

  it("has one stay and one quantity, since it has one price", () => {
    const bus = { resource_id: "bus", ...stay }
    const longer = { group_id: "rooms", ...stay, end_date: "2027-01-18" }
    const more = { group_id: "rooms", ...stay, quantity: 2 }
    for (const other of [longer, more]) {
      expect(plan([BUS, ROOMS], bus, other)).toMatchObject({
        code: "invalid_data",
        message: expect.stringContaining("same dates and quantity"),
      })
    }
  })

  it("is refused for a thing named twice", () => {
    const bus = { resource_id: "bus", ...stay }
    expect(plan([BUS], bus, bus)).toMatchObject({ code: "invalid_data" })
  })

  it("needs a variant that sells something, and an item", () => {
    const bus = { resource_id: "bus", ...stay }
    expect(plan([], bus)).toMatchObject({ code: "invalid_data" })
    expect(plan([BUS])).toMatchObject({ code: "invalid_data" })
  })
})
