import {
  concernsBookings,
  deleteGroup,
  deleteResource,
  expireHolds,
  linkVariant,
  listOperations,
  listVariantLinks,
  MAX_ITEMS,
  placeHold,
  releaseHold,
  restoreResource,
  unlinkVariant,
  updateResource,
} from "../engine"
import {
  aGroup,
  aResource,
  createContext,
  lastEntries,
  refusalOf,
  type TestContext,
} from "../helpers/context"
import { makeOverdue } from "../helpers/hold-rows"
import { day, uniqueId } from "../helpers/world"

let t: TestContext
beforeAll(async () => {
  t = await createContext()
})
afterAll(() => t.close())

const SAME_SPAN = {
  code: "invalid_data",
  message:
    "Everything that a variant sells must have the same span: by the night, or by the day.",
  details: { kind: "mixed_spans" },
}

const aVariant = () => uniqueId("variant")

async function namesOf(variantId: string): Promise<string[]> {
  const links = await listVariantLinks(t.call, [variantId])
  return links.map((link) => link.name)
}

describe("linkVariant (R27)", () => {
  it("makes a variant sell a resource, and logs it", async () => {
    const variant_id = aVariant()
    const { id: resource_id } = await aResource(t.call, { name: "Tour" })
    const { link, repeated } = await linkVariant(t.call, variant_id, {
      resource_id,
    })
    expect(repeated).toBe(false)
    expect(link).toEqual({
      id: expect.stringMatching(/^bvl_/),
      variant_id,
      resource_id,
      group_id: null,
      name: "Tour",
      price_mode: "per_date",
      created_at: expect.stringMatching(/Z$/),
    })
    expect(await listVariantLinks(t.call, [variant_id])).toEqual([link])
    expect(await lastEntries(t.world, 1)).toEqual([
      {
        operation: "variant.linked",
        resource_id,
        actor_type: "user",
        actor_id: "user_test",
        before: null,
        after: { variant_id, resource_id },
        reason: null,
        event_name: null,
      },
    ])
  })

  it("makes a variant sell one of a group", async () => {
    const variant_id = aVariant()
    const { id: group_id } = await aGroup(t.call, { name: "Suites" })
    await linkVariant(t.call, variant_id, { group_id })
    expect(await listVariantLinks(t.call, [variant_id])).toMatchObject([
      { resource_id: null, group_id, name: "Suites" },
    ])
    expect(await lastEntries(t.world, 1)).toMatchObject([
      { resource_id: null, after: { variant_id, group_id } },
    ])
  })

  it("makes a bundle of several, in the order in which they come", async () => {
    const variant = aVariant()
    const { id: guide } = await aResource(t.call, { name: "Guide" })
    const { id: cars } = await aGroup(t.call, { name: "Cars" })
    const { id: tour } = await aResource(t.call, { name: "A tour" })
    await linkVariant(t.call, variant, { resource_id: guide })
    await linkVariant(t.call, variant, { group_id: cars })
    await linkVariant(t.call, variant, { resource_id: tour })
    expect(await namesOf(variant)).toEqual(["Guide", "Cars", "A tour"])

    await unlinkVariant(t.call, variant, { resource_id: guide })
    await linkVariant(t.call, variant, { resource_id: guide })
    expect(await namesOf(variant)).toEqual(["Cars", "A tour", "Guide"])
  })

  it("answers what is linked already as it is, and logs nothing", async () => {
    const variant = aVariant()
    const { id: resource_id } = await aResource(t.call)
    const { link } = await linkVariant(t.call, variant, { resource_id })
    const before = await lastEntries(t.world, 1)
    expect(await linkVariant(t.call, variant, { resource_id })).toEqual({
      link,
      repeated: true,
    })
    expect(await lastEntries(t.world, 1)).toEqual(before)
  })

  it("links once when two members of staff do it at once", async () => {
    const variant = aVariant()
    const { id: resource_id } = await aResource(t.call)
    const results = await Promise.all(
      [1, 2, 3, 4].map(() => linkVariant(t.call, variant, { resource_id }))
    )
    expect(results.filter(({ repeated }) => !repeated)).toHaveLength(1)
    expect(new Set(results.map(({ link }) => link.id)).size).toBe(1)
  })

  it("lets several variants sell one resource", async () => {
    const variants = [aVariant(), aVariant()].sort()
    const { id: resource_id } = await aResource(t.call)
    for (const variant of variants) {
      await linkVariant(t.call, variant, { resource_id })
    }
    const links = await listVariantLinks(t.call, [...variants, aVariant()])
    expect(links.map((link) => link.variant_id)).toEqual(variants)
  })

  it("refuses what is not there", async () => {
    const variant = aVariant()
    const resource = await aResource(t.call)
    await deleteResource(t.call, resource.id)
    for (const thing of [
      { resource_id: "bres_none" },
      { resource_id: resource.id },
      { group_id: "bgrp_none" },
      { group_id: (await aResource(t.call)).id },
    ]) {
      const refused = await refusalOf(linkVariant(t.call, variant, thing))
      expect(refused.code).toBe("not_found")
      expect(refused.message).toMatch(/^(Resource|Group) not found: b/)
    }
    expect(await namesOf(variant)).toEqual([])
  })

  it.each([
    ["nothing", {}],
    ["both", { resource_id: "bres_a", group_id: "bgrp_a" }],
    ["an empty id", { resource_id: "" }],
    ["an id that can't be", { group_id: "a\0b" }],
    ["an id that is none", { resource_id: 1 as unknown as string }],
  ])("refuses %s", async (_, thing) => {
    for (const change of [linkVariant, unlinkVariant]) {
      const refused = await refusalOf(change(t.call, aVariant(), thing))
      expect(refused).toEqual({
        code: "invalid_data",
        message: "A link needs a variant and either a resource or a group.",
        details: {},
      })
    }
  })

  it("refuses a variant that can't be", async () => {
    const { id: resource_id } = await aResource(t.call)
    for (const variant of ["", "a\0b", "x".repeat(256)]) {
      const refused = await refusalOf(
        linkVariant(t.call, variant, { resource_id })
      )
      expect(refused.code).toBe("invalid_data")
    }
    expect(await listVariantLinks(t.call, ["a\0b"])).toEqual([])
  })

  it("refuses more things than a hold has items", async () => {
    const variant = aVariant()
    for (let i = 0; i < MAX_ITEMS; i++) {
      const { id: resource_id } = await aResource(t.call)
      await linkVariant(t.call, variant, { resource_id })
    }
    const { id: resource_id } = await aResource(t.call)
    const refused = await refusalOf(
      linkVariant(t.call, variant, { resource_id })
    )
    expect(refused).toEqual({
      code: "invalid_data",
      message: "A variant can sell at most 20 resources and groups.",
      details: { kind: "too_many_links", most: 20 },
    })
  })
})

describe("the span of all that a variant sells", () => {
  it("is the same", async () => {
    const variant = aVariant()
    const { id: tour } = await aResource(t.call, { span: "day" })
    const { id: room } = await aResource(t.call, { span: "night" })
    const { id: rooms } = await aGroup(t.call)
    await aResource(t.call, { span: "night", group_id: rooms })
    await linkVariant(t.call, variant, { resource_id: tour })
    for (const thing of [{ resource_id: room }, { group_id: rooms }]) {
      const linked = linkVariant(t.call, variant, thing)
      expect(await refusalOf(linked)).toEqual(SAME_SPAN)
    }
  })

  it("is not known of a group without members, until it has one", async () => {
    const variant = aVariant()
    const { id: group_id } = await aGroup(t.call)
    const { id: tour } = await aResource(t.call, { span: "day" })
    await linkVariant(t.call, variant, { group_id })
    await linkVariant(t.call, variant, { resource_id: tour })

    const created = aResource(t.call, { span: "night", group_id })
    expect(await refusalOf(created)).toEqual(SAME_SPAN)
    const { id: room } = await aResource(t.call, { span: "night" })
    const joined = updateResource(t.call, room, { group_id })
    expect(await refusalOf(joined)).toEqual(SAME_SPAN)
    await aResource(t.call, { span: "day", group_id })
  })

  it("can't be changed of one of several", async () => {
    const variant = aVariant()
    const { id: a } = await aResource(t.call, { span: "day" })
    const { id: b } = await aResource(t.call, { span: "day" })
    await linkVariant(t.call, variant, { resource_id: a })
    await updateResource(t.call, a, { span: "night" })
    await updateResource(t.call, a, { span: "day" })

    await linkVariant(t.call, variant, { resource_id: b })
    const changed = updateResource(t.call, a, { span: "night" })
    expect(await refusalOf(changed)).toEqual(SAME_SPAN)
    await updateResource(t.call, a, { name: "Renamed" })

    await unlinkVariant(t.call, variant, { resource_id: b })
    await updateResource(t.call, a, { span: "night" })
  })

  it("stays the same when two are linked at once", async () => {
    const variant = aVariant()
    const { id: tour } = await aResource(t.call, { span: "day" })
    const { id: room } = await aResource(t.call, { span: "night" })
    const outcomes = await Promise.allSettled(
      [tour, room].map((resource_id) =>
        linkVariant(t.call, variant, { resource_id })
      )
    )
    expect(outcomes.map(({ status }) => status).sort()).toEqual([
      "fulfilled",
      "rejected",
    ])
  })
})

describe("unlinkVariant", () => {
  it("makes a variant not sell it any more, and logs it", async () => {
    const variant_id = aVariant()
    const { id: resource_id } = await aResource(t.call)
    const { id: group_id } = await aGroup(t.call)
    const { link } = await linkVariant(t.call, variant_id, { resource_id })
    await linkVariant(t.call, variant_id, { group_id })
    expect(await unlinkVariant(t.call, variant_id, { resource_id })).toBe(
      link.id
    )
    expect(await listVariantLinks(t.call, [variant_id])).toMatchObject([
      { group_id },
    ])
    expect(await lastEntries(t.world, 1)).toMatchObject([
      {
        operation: "variant.unlinked",
        resource_id,
        before: { variant_id, resource_id },
        after: null,
      },
    ])
    const { rows } = await listOperations(t.call, { resource_id })
    expect(rows.map((row) => row.operation)).toEqual([
      "variant.unlinked",
      "variant.linked",
      "resource.created",
    ])
  })

  it("refuses what the variant doesn't sell", async () => {
    const variant = aVariant()
    const { id: resource_id } = await aResource(t.call)
    await linkVariant(t.call, aVariant(), { resource_id })
    const refused = await refusalOf(
      unlinkVariant(t.call, variant, { resource_id })
    )
    expect(refused).toEqual({
      code: "not_found",
      message: "The variant is not linked to this.",
      details: {},
    })
  })
})

describe("a link to what is deleted", () => {
  it("is left out, and there again when it is restored", async () => {
    const variant = aVariant()
    const tour = await aResource(t.call, { name: "Tour" })
    const guide = await aResource(t.call, { name: "Guide" })
    const cars = await aGroup(t.call, { name: "Cars" })
    await linkVariant(t.call, variant, { resource_id: tour.id })
    await linkVariant(t.call, variant, { resource_id: guide.id })
    await linkVariant(t.call, variant, { group_id: cars.id })
    await deleteResource(t.call, tour.id)
    await deleteGroup(t.call, cars.id)
    expect(await namesOf(variant)).toEqual(["Guide"])

    await restoreResource(t.call, tour.id)
    expect(await namesOf(variant)).toEqual(["Tour", "Guide"])
  })

  it("can be taken away", async () => {
    const variant = aVariant()
    const { id: resource_id } = await aResource(t.call)
    await linkVariant(t.call, variant, { resource_id })
    await deleteResource(t.call, resource_id)
    await unlinkVariant(t.call, variant, { resource_id })
    await restoreResource(t.call, resource_id)
    expect(await namesOf(variant)).toEqual([])
  })
})

describe("concernsBookings", () => {
  const concerns = (cart_id: string, ...variant_ids: string[]) =>
    concernsBookings(t.call, { cart_id, variant_ids })

  it("is false of a cart that never had a hold, and whose variants sell none", async () => {
    expect(await concerns(uniqueId("cart"))).toBe(false)
    expect(await concerns(uniqueId("cart"), aVariant(), aVariant())).toBe(false)
    expect(await concerns("\0", aVariant(), "\0")).toBe(false)
  })

  it("is true from the link on, of one among others, until what it sells is deleted", async () => {
    const [cart_id, variant_id] = [uniqueId("cart"), aVariant()]
    const { id: resource_id } = await aResource(t.call)
    const seen = () => concerns(cart_id, aVariant(), variant_id)
    expect(await seen()).toBe(false)
    await linkVariant(t.call, variant_id, { resource_id })
    expect(await seen()).toBe(true)
    await deleteResource(t.call, resource_id)
    expect(await seen()).toBe(false)
  })

  it("is true of a cart with a hold, and stays so when it was released or has ended", async () => {
    for (const status of ["released", "expired"]) {
      const cart_id = uniqueId("cart")
      const { id } = await aResource(t.call)
      const { hold } = await placeHold(t.call, {
        items: [{ resource_id: id, dates: [day(20)] }],
        ...{ cart_id, idempotency_key: uniqueId("key") },
      })
      expect(await concerns(cart_id)).toBe(true)
      if (status === "released") {
        await releaseHold(t.call, hold.id, { admin: true })
      } else {
        await makeOverdue(t.world, [hold.id])
        await expireHolds(t.call)
      }
      expect(await concerns(cart_id)).toBe(true)
    }
  })
})
