import type { CreateGroup } from "../../src/modules/resource_booking/types"
import {
  createBlackout,
  createGroup,
  deleteGroup,
  deleteResource,
  liftBlackout,
  listGroups,
  placeHold,
  restoreResource,
  retrieveGroup,
  retrieveResource,
  updateGroup,
} from "../engine"
import {
  aGroup,
  aHold,
  aResource,
  createContext,
  lastEntries,
  refusalOf,
  type TestContext,
} from "../helpers/context"
import { day, uniqueId } from "../helpers/world"

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())

describe("createGroup (R2)", () => {
  it("makes a group without members", async () => {
    const created = await createGroup(t.call, {
      name: "Double Rooms",
      type: "room_type",
      images: ["https://example.com/a.jpg"],
    })
    expect(created).toEqual({
      id: expect.stringMatching(/^bgrp_/),
      handle: "double-rooms",
      name: "Double Rooms",
      type: "room_type",
      description: null,
      images: ["https://example.com/a.jpg"],
      amenities: [],
      resource_count: 0,
      metadata: {},
      created_at: expect.stringMatching(/Z$/),
      updated_at: created.created_at,
    })
    expect(await retrieveGroup(t.call, "double-rooms")).toEqual(created)
    expect(await lastEntries(t.world, 1)).toMatchObject([
      {
        operation: "group.created",
        resource_id: null,
        actor_id: "user_test",
        after: { group_id: created.id, name: "Double Rooms" },
      },
    ])
  })

  it("gives a name without Latin letters a handle all the same", async () => {
    expect((await aGroup(t.call, { name: "和室" })).handle).toBe("group")
    expect((await aGroup(t.call, { name: "洋室" })).handle).toBe("group-2")
  })

  it.each<[string, Partial<CreateGroup>]>([
    ["no type", { type: "" }],
    ["a taken handle", { handle: "double-rooms" }],
    ["images that are no list", { images: "x" as unknown as string[] }],
    ["a list for metadata", { metadata: [] as unknown as { a: 1 } }],
  ])("refuses %s", async (_, wrong) => {
    const refused = await refusalOf(aGroup(t.call, wrong))
    expect(refused.code).toBe("invalid_data")
  })
})

describe("updateGroup", () => {
  it("changes what is given, and logs before and after of that", async () => {
    const { id } = await aGroup(t.call, { name: "Old" })
    const after = await updateGroup(t.call, id, { name: "New" })
    expect(after.name).toBe("New")
    expect(await retrieveGroup(t.call, id)).toEqual(after)
    expect(await lastEntries(t.world, 1)).toMatchObject([
      {
        operation: "group.updated",
        before: { group_id: id, name: "Old" },
        after: { group_id: id, name: "New" },
      },
    ])
    expect(await updateGroup(t.call, id, { name: "New" })).toEqual(after)
  })

  it("refuses a taken handle and an unknown group", async () => {
    const [a, b] = [await aGroup(t.call), await aGroup(t.call)]
    const taken = updateGroup(t.call, a.id, { handle: b.handle })
    expect((await refusalOf(taken)).code).toBe("invalid_data")
    const { id } = await aResource(t.call)
    for (const unknown of ["bgrp_none", id]) {
      const refused = await refusalOf(updateGroup(t.call, unknown, {}))
      expect(refused.code).toBe("not_found")
    }
  })
})

describe("listGroups and retrieveGroup", () => {
  it("counts members that are not deleted", async () => {
    const { id: group_id } = await aGroup(t.call, { type: "counted" })
    await aResource(t.call, { group_id })
    const { id } = await aResource(t.call, { group_id })
    expect((await retrieveGroup(t.call, group_id)).resource_count).toBe(2)
    await deleteResource(t.call, id)
    const page = await listGroups(t.call, { type: "counted" })
    expect(page.rows.map((g) => g.resource_count)).toEqual([1])
    expect(page.count).toBe(1)
  })

  it("searches by name and orders as asked", async () => {
    await aGroup(t.call, { name: "Boats A", type: "searched" })
    await aGroup(t.call, { name: "Boats B", type: "searched" })
    const page = await listGroups(t.call, {
      type: ["searched"],
      q: "boats",
      order: "-name",
    })
    expect(page.rows.map((g) => g.name)).toEqual(["Boats B", "Boats A"])
    const refused = await refusalOf(listGroups(t.call, { order: "images" }))
    expect(refused.code).toBe("invalid_data")
  })

  it("answers 404 for what is unknown", async () => {
    for (const id of ["bgrp_none", "\0"]) {
      const refused = await refusalOf(retrieveGroup(t.call, id))
      expect(refused.code).toBe("not_found")
    }
  })
})

describe("deleteGroup", () => {
  it("leaves its members, without a group, with what is held of them", async () => {
    const { id: group_id } = await aGroup(t.call)
    const { id } = await aResource(t.call, { group_id })
    await aHold(t.call, id, [day(10)])
    await deleteGroup(t.call, group_id)
    expect((await retrieveResource(t.call, id)).group_id).toBeNull()
    expect((await refusalOf(retrieveGroup(t.call, group_id))).code).toBe(
      "not_found"
    )
    expect((await refusalOf(aHold(t.call, id, [day(10)]))).code).toBe(
      "sold_out"
    )
    await aHold(t.call, id, [day(11)])
    const hold = placeHold(t.call, {
      items: [{ group_id, dates: [day(12)] }],
      idempotency_key: uniqueId("key"),
    })
    expect((await refusalOf(hold)).code).toBe("not_found")
  })

  it("logs the group and each of its members", async () => {
    const { id: group_id } = await aGroup(t.call)
    const { id } = await aResource(t.call, { group_id })
    await deleteGroup(t.call, group_id)
    expect(await lastEntries(t.world, 2)).toMatchObject([
      {
        operation: "group.deleted",
        before: { group_id, resource_ids: [id] },
      },
      {
        operation: "resource.updated",
        resource_id: id,
        before: { group_id },
        after: { group_id: null },
        reason: "group deleted",
      },
    ])
  })

  it("is refused while its members would lose a blackout", async () => {
    const { id: group_id } = await aGroup(t.call)
    const { id } = await aResource(t.call, { group_id })
    const { blackout } = await createBlackout(t.call, {
      group_id,
      start_date: day(5),
      end_date: day(6),
      reason: "renovation",
    })
    const refused = await refusalOf(deleteGroup(t.call, group_id))
    expect(refused).toMatchObject({
      code: "has_commitments",
      details: { blackouts: [blackout.id] },
    })
    await liftBlackout(t.call, blackout.id)
    await deleteGroup(t.call, group_id)
    expect((await retrieveResource(t.call, id)).group_id).toBeNull()
  })

  it("frees its handle; a deleted member comes back without it", async () => {
    const { id: group_id, handle } = await aGroup(t.call, { handle: "free" })
    const { id } = await aResource(t.call, { group_id })
    await deleteResource(t.call, id)
    await deleteGroup(t.call, group_id)
    expect((await aGroup(t.call, { handle })).handle).toBe("free")
    expect((await restoreResource(t.call, id)).group_id).toBeNull()
    expect((await refusalOf(deleteGroup(t.call, group_id))).code).toBe(
      "not_found"
    )
  })
})
