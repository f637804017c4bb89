import type {
  CreateResource,
  UpdateResource,
} from "../../src/modules/resource_booking/types"
import {
  confirmHold,
  createResource,
  dateInWords,
  deleteResource,
  freezeResource,
  listResources,
  placeHold,
  restoreResource,
  retrieveResource,
  todayIn,
  updateResource,
} from "../engine"
import {
  aGroup,
  aHold,
  aResource,
  aSale,
  createContext,
  lastEntries,
  refusalOf,
  type TestContext,
} from "../helpers/context"
import { day, makeOverdue, uniqueId } from "../helpers/world"

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())

const KAYAK: CreateResource = { name: "Kayak", type: "equipment", span: "day" }

describe("createResource (R1)", () => {
  it("fills in a default for everything that is left out", async () => {
    const created = await createResource(t.call, {
      name: "Zimmer 12 (Süd)",
      type: "room",
      span: "night",
    })
    expect(created).toEqual({
      id: expect.stringMatching(/^bres_/),
      handle: "zimmer-12-sud",
      name: "Zimmer 12 (Süd)",
      type: "room",
      description: null,
      group_id: null,
      timezone: "UTC",
      span: "night",
      default_capacity: null,
      min_stay: null,
      max_stay: null,
      lead_time_hours: 0,
      horizon_days: null,
      hold_ttl_minutes: null,
      check_in_time: null,
      check_out_time: null,
      images: [],
      amenities: [],
      is_active: true,
      is_frozen: false,
      freeze: null,
      metadata: {},
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}Z$/),
      updated_at: created.created_at,
    })
    expect(await retrieveResource(t.call, created.id)).toEqual(created)
    expect(await retrieveResource(t.call, "zimmer-12-sud")).toEqual(created)
  })

  it("writes who made it into the log, without its metadata", async () => {
    const { id, handle } = await aResource(t.call, {
      metadata: { owner: "Jane Doe" },
    })
    const [entry] = await lastEntries(t.world, 1)
    expect(entry).toMatchObject({
      operation: "resource.created",
      resource_id: id,
      actor_type: "user",
      actor_id: "user_test",
      before: null,
      after: { name: "Kayak", handle, default_capacity: 1 },
    })
    expect(JSON.stringify(entry)).not.toContain("Jane")
  })

  it("numbers a handle that is made from the name", async () => {
    const name = "Same Name"
    const handles = []
    for (let i = 0; i < 3; i++) {
      handles.push((await aResource(t.call, { name })).handle)
    }
    expect(handles).toEqual(["same-name", "same-name-2", "same-name-3"])
  })

  it("gives many at once with one name a handle each", async () => {
    const made = await Promise.all(
      Array.from({ length: 8 }, () => aResource(t.call, { name: "Rush" }))
    )
    expect(new Set(made.map((r) => r.handle)).size).toBe(8)
  })

  it("refuses a given handle that is taken", async () => {
    await aResource(t.call, { handle: "taken" })
    const refused = await refusalOf(aResource(t.call, { handle: "taken" }))
    expect(refused).toMatchObject({
      code: "invalid_data",
      message: "The handle taken is already taken.",
    })
  })

  it.each<[string, Partial<CreateResource>]>([
    ["no name", { name: " " }],
    ["a handle with spaces", { handle: "not a handle" }],
    ["an unknown zone", { timezone: "Mars/Olympus" }],
    ["an offset for a zone", { timezone: "UTC+3" }],
    ["a NUL character", { description: "a\0b" }],
    ["half a surrogate pair in metadata", { metadata: { a: "\ud800" } }],
    ["a negative capacity", { default_capacity: -1 }],
    ["too much capacity", { default_capacity: 2 ** 31 }],
    ["a fraction", { min_stay: 1.5 }],
    ["a minimum above the maximum", { min_stay: 3, max_stay: 2 }],
    ["a time that no day has", { check_in_time: "24:00" }],
    ["a time without a zero", { check_out_time: "9:00" }],
    ["an unknown group", { group_id: "bgrp_none" }],
    ["a group with a NUL character", { group_id: "\0" }],
    ["an unknown span", { span: "hour" as "day" }],
  ])("refuses %s", async (_, wrong) => {
    const before = await listResources(t.call, {})
    const refused = await refusalOf(
      createResource(t.call, { ...KAYAK, ...wrong })
    )
    expect(refused.code).toBe("invalid_data")
    expect((await listResources(t.call, {})).count).toBe(before.count)
  })
})

describe("updateResource", () => {
  it("changes what is given, and logs before and after of that", async () => {
    const { id } = await aResource(t.call, { description: "old" })
    const after = await updateResource(t.call, id, {
      description: null,
      min_stay: 2,
      name: "Kayak",
      metadata: { owner: "Jane Doe" },
    })
    expect(after).toMatchObject({
      description: null,
      min_stay: 2,
      metadata: { owner: "Jane Doe" },
    })
    expect(await retrieveResource(t.call, id)).toEqual(after)
    expect(await lastEntries(t.world, 1)).toEqual([
      {
        operation: "resource.updated",
        resource_id: id,
        actor_type: "user",
        actor_id: "user_test",
        before: { description: "old", min_stay: null, metadata: "not kept" },
        after: { description: null, min_stay: 2, metadata: "not kept" },
        reason: null,
        event_name: null,
      },
    ])
  })

  it("writes nothing when nothing changes", async () => {
    const before = await aResource(t.call)
    const entries = await lastEntries(t.world, 1)
    const after = await updateResource(t.call, before.id, {
      name: "Kayak",
      id: "bres_other",
      is_frozen: true,
    } as UpdateResource)
    expect(after).toEqual(before)
    expect(await lastEntries(t.world, 1)).toEqual(entries)
  })

  it("refuses an unknown or deleted one", async () => {
    const { id } = await aResource(t.call)
    await deleteResource(t.call, id)
    for (const gone of [id, "bres_none", "\0"]) {
      const refused = await refusalOf(
        updateResource(t.call, gone, { name: "New" })
      )
      expect(refused.code).toBe("not_found")
    }
  })

  it("refuses rules that contradict those that stay", async () => {
    const { id } = await aResource(t.call, { max_stay: 3 })
    const refused = await refusalOf(updateResource(t.call, id, { min_stay: 4 }))
    expect(refused.code).toBe("invalid_data")
  })

  it("refuses somebody else's handle, but not its own", async () => {
    await aResource(t.call, { handle: "hers" })
    const { id } = await aResource(t.call, { handle: "his" })
    const refused = await refusalOf(
      updateResource(t.call, id, { handle: "hers" })
    )
    expect(refused.code).toBe("invalid_data")
    const own = await updateResource(t.call, id, { handle: "his", type: "x" })
    expect(own.handle).toBe("his")
  })

  it("refuses another span while dates are held or sold (R3)", async () => {
    const { id } = await aResource(t.call, { default_capacity: 2 })
    await aHold(t.call, id, [day(12)])
    await aSale(t.call, id, [day(10)])
    const refused = await refusalOf(
      updateResource(t.call, id, { span: "night" })
    )
    expect(refused).toMatchObject({
      code: "has_commitments",
      details: { dates: [day(10), day(12)] },
    })
  })

  it("changes the span once the holds are over, for new holds at once", async () => {
    const { id } = await aResource(t.call)
    const { hold } = await aHold(t.call, id, [day(10)])
    await makeOverdue(t.world, [hold.id])
    await updateResource(t.call, id, { span: "night" })
    const placed = await placeHold(t.call, {
      items: [{ resource_id: id, start_date: day(10), end_date: day(11) }],
      idempotency_key: uniqueId("key"),
    })
    expect(placed.hold.items[0]?.dates).toEqual([day(10)])
  })

  it("keeps a live hold good when it is taken off sale", async () => {
    const { id } = await aResource(t.call, { default_capacity: 2 })
    const { hold } = await aHold(t.call, id, [day(10)])
    await updateResource(t.call, id, { is_active: false })
    const refused = await refusalOf(aHold(t.call, id, [day(10)]))
    expect(refused.code).toBe("inactive")
    const order = { hold_id: hold.id, order_id: uniqueId("order") }
    expect((await confirmHold(t.call, order)).allocations).toHaveLength(1)
  })
})

describe("a new default capacity (R3)", () => {
  const rows = (id: string) =>
    t.world.sql(
      `select date, max_capacity, from_default from booking_capacity
        where resource_id = $1 order by date`,
      [id]
    )

  it("reaches the dates that live off it, not those set by hand", async () => {
    const { id } = await aResource(t.call, { default_capacity: 2 })
    await aHold(t.call, id, [day(10)])
    await t.world.sql(
      "insert into booking_capacity (resource_id, date, max_capacity) values ($1, $2, 9)",
      [id, day(11)]
    )
    await updateResource(t.call, id, { default_capacity: 1 })
    expect(await rows(id)).toEqual([
      { date: day(10), max_capacity: 1, from_default: true },
      { date: day(11), max_capacity: 9, from_default: false },
    ])
  })

  it("is refused below what is held and sold", async () => {
    const { id } = await aResource(t.call, { default_capacity: 5 })
    await aHold(t.call, id, [day(10)], 2)
    await aSale(t.call, id, [day(10), day(11)], 1)
    const refused = await refusalOf(
      updateResource(t.call, id, { default_capacity: 2 })
    )
    expect(refused).toEqual({
      code: "below_commitments",
      message: `On ${dateInWords(day(10))}, 3 units are already held or sold.`,
      details: {
        dates: [day(10)],
        commitments: [{ date: day(10), held: 2, allocated: 1, requested: 2 }],
      },
    })
    expect((await retrieveResource(t.call, id)).default_capacity).toBe(5)
  })

  it("doesn't count holds that are over, and evicts them", async () => {
    const { id } = await aResource(t.call, { default_capacity: 2 })
    const { hold } = await aHold(t.call, id, [day(10)], 2)
    await makeOverdue(t.world, [hold.id])
    await updateResource(t.call, id, { default_capacity: 1 })
    expect(await rows(id)).toEqual([
      { date: day(10), max_capacity: 1, from_default: true },
    ])
  })

  it("of none takes the dates without claims off sale", async () => {
    const { id } = await aResource(t.call, { default_capacity: 2 })
    const { hold } = await aHold(t.call, id, [day(10)])
    await makeOverdue(t.world, [hold.id])
    await updateResource(t.call, id, { default_capacity: null })
    expect(await rows(id)).toEqual([])
    expect((await refusalOf(aHold(t.call, id, [day(10)]))).code).toBe(
      "no_capacity"
    )
  })

  it("of none is refused where dates are held", async () => {
    const { id } = await aResource(t.call, { default_capacity: 2 })
    await aHold(t.call, id, [day(10)])
    const refused = await refusalOf(
      updateResource(t.call, id, { default_capacity: null })
    )
    expect(refused).toMatchObject({
      code: "below_commitments",
      details: { dates: [day(10)] },
    })
  })
})

describe("membership (R2)", () => {
  it("takes a resource from one group into another", async () => {
    const [a, b] = [await aGroup(t.call), await aGroup(t.call)]
    const { id } = await aResource(t.call, { group_id: a.id })
    const moved = await updateResource(t.call, id, { group_id: b.id })
    expect(moved.group_id).toBe(b.id)
    const out = await updateResource(t.call, id, { group_id: null })
    expect(out.group_id).toBeNull()
  })

  it("refuses two spans in one group, however they would come about", async () => {
    const { id: group_id } = await aGroup(t.call)
    await aResource(t.call, { group_id, span: "night" })
    const refusals = [
      await refusalOf(aResource(t.call, { group_id, span: "day" })),
    ]
    const other = await aResource(t.call, { span: "day" })
    refusals.push(
      await refusalOf(updateResource(t.call, other.id, { group_id }))
    )
    const second = await aResource(t.call, { group_id, span: "night" })
    refusals.push(
      await refusalOf(updateResource(t.call, second.id, { span: "day" }))
    )
    expect(refusals.map((r) => [r.code, r.message])).toEqual(
      Array(3).fill([
        "invalid_data",
        "All members of a group must have the same span.",
      ])
    )
  })

  it("lets an only member change its span, and with it the group's", async () => {
    const { id: group_id } = await aGroup(t.call)
    const { id } = await aResource(t.call, { group_id, span: "night" })
    const place = () =>
      placeHold(t.call, {
        items: [{ group_id, start_date: day(10), end_date: day(11) }],
        idempotency_key: uniqueId("key"),
      })
    const { hold } = await place()
    expect(hold.items[0]?.dates).toEqual([day(10)])
    await makeOverdue(t.world, [hold.id])
    await updateResource(t.call, id, { span: "day" })
    const again = await place()
    expect(again.hold.items[0]?.dates).toEqual([day(10), day(11)])
  })
})

describe("deleteResource and restoreResource (R1)", () => {
  it("hides a deleted resource and refuses holds on it", async () => {
    const { id, handle } = await aResource(t.call)
    await deleteResource(t.call, id)
    for (const gone of [id, handle]) {
      const refused = await refusalOf(retrieveResource(t.call, gone))
      expect(refused.code).toBe("not_found")
    }
    expect((await refusalOf(aHold(t.call, id, [day(10)]))).code).toBe(
      "not_found"
    )
    expect((await refusalOf(deleteResource(t.call, id))).code).toBe("not_found")
  })

  it("is refused while dates from today on are held or sold", async () => {
    const { id } = await aResource(t.call)
    const { hold } = await aHold(t.call, id, [day(10), day(11)])
    const refused = await refusalOf(deleteResource(t.call, id))
    expect(refused).toMatchObject({
      code: "has_commitments",
      details: { dates: [day(10), day(11)] },
    })
    await makeOverdue(t.world, [hold.id])
    await deleteResource(t.call, id)
  })

  it("counts a sale of today, in its zone, but none of the past", async () => {
    const timezone = "Etc/GMT+12"
    const { id } = await aResource(t.call, { timezone })
    await aSale(t.call, id, [todayIn(timezone, Date.now())])
    expect((await refusalOf(deleteResource(t.call, id))).code).toBe(
      "has_commitments"
    )
    // 26 hours further east it is a later date at any time.
    await updateResource(t.call, id, { timezone: "Pacific/Kiritimati" })
    await deleteResource(t.call, id)
  })

  it("leaves nothing to take again for a hold that was over", async () => {
    const { id } = await aResource(t.call)
    const { hold } = await aHold(t.call, id, [day(10)])
    await makeOverdue(t.world, [hold.id])
    await deleteResource(t.call, id)
    const order = { hold_id: hold.id, order_id: uniqueId("order") }
    const refused = await refusalOf(confirmHold(t.call, order))
    expect(refused).toMatchObject({
      code: "no_capacity",
      details: { resource_id: id, dates: [day(10)] },
    })
  })

  it("brings it back as it was", async () => {
    const before = await aResource(t.call, { name: "Back Again" })
    await deleteResource(t.call, before.id)
    const after = await restoreResource(t.call, before.id)
    expect(after).toEqual({ ...before, updated_at: after.updated_at })
    expect(await restoreResource(t.call, before.id)).toEqual(after)
    await aHold(t.call, before.id, [day(10)])
  })

  it("numbers its handle when somebody has it by now", async () => {
    const { id } = await aResource(t.call, { handle: "popular" })
    await deleteResource(t.call, id)
    await aResource(t.call, { handle: "popular" })
    expect((await restoreResource(t.call, id)).handle).toBe("popular-2")
  })

  it("comes back without a group that has another span by now", async () => {
    const { id: group_id } = await aGroup(t.call)
    const { id } = await aResource(t.call, { group_id, span: "night" })
    await deleteResource(t.call, id)
    await aResource(t.call, { group_id, span: "day" })
    expect((await restoreResource(t.call, id)).group_id).toBeNull()
  })

  it("refuses to restore what never was", async () => {
    for (const id of ["bres_none", "\0"]) {
      expect((await refusalOf(restoreResource(t.call, id))).code).toBe(
        "not_found"
      )
    }
  })
})

describe("listResources (R1)", () => {
  const marks = { type: "listed" }

  beforeAll(async () => {
    for (const name of ["Beta 100%", "alpha_one", "Gamma"]) {
      await aResource(t.call, { ...marks, name })
    }
    await aResource(t.call, { ...marks, name: "Delta", is_active: false })
    const { id } = await aResource(t.call, { ...marks, name: "Omega" })
    await freezeResource(t.call, id, { reason: "cleaning" })
  })

  const names = async (query: Parameters<typeof listResources>[1]) => {
    const page = await listResources(t.call, { ...marks, ...query })
    return [page.count, page.rows.map((r) => r.name)]
  }

  it("counts all and shows a page of them", async () => {
    const order = "-created_at"
    expect(await names({ order, limit: 2 })).toEqual([5, ["Omega", "Delta"]])
    expect(await names({ order, limit: 2, offset: 4 })).toEqual([
      5,
      ["Beta 100%"],
    ])
    expect(await names({ order, offset: 9 })).toEqual([5, []])
  })

  it("filters by what is active and what is frozen today", async () => {
    expect(await names({ is_active: false })).toEqual([1, ["Delta"]])
    expect(await names({ is_frozen: true })).toEqual([1, ["Omega"]])
    expect((await names({ is_frozen: false, is_active: true }))[0]).toBe(3)
  })

  it("searches text as it is, not as a pattern", async () => {
    expect(await names({ q: "ALPHA" })).toEqual([1, ["alpha_one"]])
    expect(await names({ q: "0%" })).toEqual([1, ["Beta 100%"]])
    expect(await names({ q: "a_o" })).toEqual([1, ["alpha_one"]])
    expect(await names({ q: "a%o" })).toEqual([0, []])
    expect((await names({ q: "" }))[0]).toBe(5)
  })

  it("takes several types, and a group", async () => {
    const { id: group_id } = await aGroup(t.call)
    await aResource(t.call, { type: "other", group_id })
    const page = await listResources(t.call, {
      type: ["listed", "other"],
      group_id,
    })
    expect(page.count).toBe(1)
  })

  it.each([
    { order: "password" },
    { order: "-" },
    { limit: 0 },
    { limit: 101 },
    { limit: 1.5 },
    { offset: -1 },
    { q: "\0" },
    { type: ["\ud800"] },
  ])("refuses %j", async (query) => {
    const refused = await refusalOf(listResources(t.call, query))
    expect(refused.code).toBe("invalid_data")
  })
})
