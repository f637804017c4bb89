import { CURRENCIES, PAYMENT_PROVIDER, REGIONS, TIMEZONE } from "../business"
import { BLACKOUTS, FREEZES } from "../catalog/blackouts"
import { GROUPS } from "../catalog/groups"
import { PRODUCTS } from "../catalog/products"
import { RESOURCES } from "../catalog/resources"
import { ROOMS } from "../catalog/rooms"
import { HOUSEKEEPING, STAYS } from "../catalog/stays"
import { pictureOf } from "../pictures"
import { soldThing } from "../steps/create-products"

const handlesOf = (records: { handle: string }[]) =>
  records.map(({ handle }) => handle)

const membersOf = (group: string) =>
  RESOURCES.filter((resource) => resource.group === group)

describe("the demo's resources", () => {
  it("have the types that the business is made of", () => {
    const types = new Set(RESOURCES.map(({ type }) => type))

    expect([...types].sort()).toEqual([
      "equipment",
      "guide",
      "room",
      "tour",
      "vehicle",
    ])
  })

  it("have unique handles and names", () => {
    for (const records of [GROUPS, RESOURCES]) {
      const handles = handlesOf(records)
      const names = records.map(({ name }) => name)

      expect(new Set(handles).size).toBe(handles.length)
      expect(new Set(names).size).toBe(names.length)
      for (const handle of handles) {
        expect(handle).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      }
    }
  })

  it.each(RESOURCES)("$name is held as long as its span asks", (resource) => {
    const { span, hold_ttl_minutes, type, timezone } = resource

    expect({ span, hold_ttl_minutes }).toEqual(
      type === "room"
        ? { span: "night", hold_ttl_minutes: 15 }
        : { span: "day", hold_ttl_minutes: 30 }
    )
    expect(timezone).toBe(TIMEZONE)
  })

  it.each(RESOURCES)("$name asks for three dates at most", (resource) => {
    const min = resource.min_stay ?? 1

    expect(min).toBeLessThanOrEqual(3)
    expect(resource.max_stay ?? min).toBeGreaterThanOrEqual(min)
  })

  it.each(RESOURCES)("$name can be had for a year, and no more", (resource) => {
    expect(resource.horizon_days).toBe(365)
  })

  it.each(RESOURCES)("$name has units", ({ type, ...resource }) => {
    const { default_capacity, departures } = resource
    const units = departures?.places ?? default_capacity ?? 0

    expect(default_capacity === null).toBe(departures !== undefined)
    expect(departures !== undefined).toBe(type === "tour")
    expect(units).toBeGreaterThan(0)
    if (["vehicle", "guide", "room"].includes(type)) {
      expect(units).toBe(1)
    }
    for (const weekday of departures?.weekdays ?? []) {
      expect([1, 2, 3, 4, 5, 6, 7]).toContain(weekday)
    }
  })
})

describe("the demo's groups", () => {
  it.each(GROUPS)("$name has several members of its type", (group) => {
    const members = membersOf(group.handle)

    expect(members.length).toBeGreaterThan(1)
    expect(new Set(members.map(({ type }) => type))).toEqual(
      new Set([group.type])
    )
    expect(new Set(members.map(({ span }) => span)).size).toBe(1)
  })

  it("are the only ones that resources name", () => {
    const named = RESOURCES.flatMap(({ group }) => group ?? [])

    expect(handlesOf(GROUPS)).toEqual(expect.arrayContaining(named))
  })

  it("are two room types of several rooms", () => {
    const rooms = GROUPS.filter(({ type }) => type === "room")

    expect(rooms).toHaveLength(2)
    expect(ROOMS).toHaveLength(13)
    expect(ROOMS.every(({ group }) => group)).toBe(true)
  })
})

describe("the demo's products", () => {
  it.each(PRODUCTS)("$sells has a price in each currency", ({ prices }) => {
    for (const currency of CURRENCIES) {
      expect(prices[currency]).toBeGreaterThan(0)
    }
    expect(prices.usd).toBeLessThan(prices.aud)
  })

  it("are sold in the currencies of the regions", () => {
    const currencies = REGIONS.map(({ currency_code }) => currency_code)

    expect(currencies).toEqual([...CURRENCIES])
    expect(PAYMENT_PROVIDER).toBe("pp_system_default")
  })

  it("have unique handles and a picture", () => {
    const things = PRODUCTS.map(({ sells }) => soldThing(sells))

    expect(new Set(handlesOf(things)).size).toBe(PRODUCTS.length)
    for (const { type } of things) {
      expect(pictureOf(type)).toMatch(/^data:image\/svg\+xml,/)
      expect(pictureOf(type)?.length).toBeLessThan(1_000)
    }
  })

  it("sell everything once: what is in a group, as its group", () => {
    const alone = RESOURCES.filter(({ group }) => !group)
    const sold = PRODUCTS.map(({ sells }) => soldThing(sells).handle)

    expect(sold.sort()).toEqual([...handlesOf([...GROUPS, ...alone]).sort()])
  })
})

describe("the demo's blackouts", () => {
  it("name resources that there are", () => {
    const named = [
      ...BLACKOUTS.flatMap(({ resources }) => resources),
      ...FREEZES.map(({ resource }) => resource),
    ]

    expect(handlesOf(RESOURCES)).toEqual(expect.arrayContaining(named))
  })

  it("leave most rooms of each type open", () => {
    const closed = [
      ...BLACKOUTS.flatMap(({ resources }) => resources),
      ...FREEZES.map(({ resource }) => resource),
    ]
    for (const { handle } of GROUPS) {
      const members = handlesOf(membersOf(handle))
      const open = members.filter((member) => !closed.includes(member))

      expect(open.length).toBeGreaterThan(members.length / 2)
    }
  })

  it("freeze one room", () => {
    const frozen = FREEZES.map(({ resource }) => resource)

    expect(frozen).toHaveLength(1)
    expect(handlesOf(ROOMS)).toEqual(expect.arrayContaining(frozen))
  })
})

describe("the demo's front desk", () => {
  const used = [...STAYS, ...HOUSEKEEPING].map(({ resource }) => resource)

  it("has something to show of each kind, each in a place of its own", () => {
    expect(new Set(used).size).toBe(used.length)
    expect(new Set(STAYS.map(({ is_in }) => is_in))).toEqual(
      new Set([true, false])
    )
  })

  it.each(used)(
    "%s is one that a single party has, and not closed",
    (handle) => {
      const found = RESOURCES.find((resource) => resource.handle === handle)
      const closed = FREEZES.map(({ resource }) => resource)

      expect(found?.default_capacity).toBe(1)
      expect(closed).not.toContain(handle)
    }
  )
})
