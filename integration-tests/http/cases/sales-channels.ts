import { randomUUID } from "node:crypto"

import {
  deleteProductsWorkflow,
  deleteProductVariantsWorkflow,
  updateProductsWorkflow,
} from "@medusajs/medusa/core-flows"

import type {
  GroupDTO,
  ResourceDTO,
} from "../../../src/modules/resource_booking/types"
import {
  book,
  createCart,
  createRegions,
  createVariant,
  type Variant,
} from "../../helpers/checkout"
import type { Answer, Headers, HttpClient } from "../../helpers/http"
import { inDays, MOMENT } from "../../helpers/http-dates"
import {
  expectRefusal,
  missing,
  WHOLE_LIST,
  withoutChange,
} from "../../helpers/http-expect"
import { ADMIN, expectStatus, type Shop, STORE } from "../../helpers/http-shop"

const [MON, TUE] = [inDays(30), inDays(31)]
const STAY = { start_date: MON, end_date: TUE }

type Kind = "resource" | "group"
type Thing = { kind: Kind; id: string; handle: string }

const aResource = ({ id, handle }: ResourceDTO): Thing => ({
  ...{ kind: "resource", id, handle },
})
const aGroup = ({ id, handle }: GroupDTO): Thing => ({
  ...{ kind: "group", id, handle },
})

/** Whose products a key shows decides what it shows and books (R95). */
export function salesChannelCases(shop: Shop): void {
  let region: string
  let wholesale: string
  /** Keys of the other channel, of both, and of none. */
  let trade: HttpClient
  let both: HttpClient
  let none: HttpClient

  beforeAll(async () => {
    region = (await createRegions(shop)).au
    wholesale = await shop.createChannel("Wholesale")
    trade = await shop.createClient([wholesale])
    both = await shop.createClient([shop.channel, wholesale])
    none = await shop.createClient([])
  })
  afterEach(() => showUnlinked(true))

  /** What the store's option says, without starting another store. */
  function showUnlinked(show_unlinked: boolean): void {
    Object.assign(shop.bookings.options, { show_unlinked })
  }

  const sellIn = (
    channels: string[],
    sells: { resource_id?: string; group_id?: string }[],
    status: "published" | "draft" = "published"
  ): Promise<Variant> =>
    createVariant(shop, { aud: 100 }, sells, { channels, status })

  const listed = async (client: HttpClient, kind: Kind, query: object) =>
    expectStatus(200, await client.get(`${STORE}/${kind}s`, { ...query })).body

  const nameIn = ({ kind, id }: Thing) => ({ [`${kind}_id`]: id })
  const hold = (client: HttpClient, thing: Thing, more: object = {}) =>
    shop.tryHold({ items: [{ ...nameIn(thing), ...STAY, ...more }] }, client)
  const availability = (client: HttpClient, thing: Thing, more: object = {}) =>
    client.get(`${STORE}/availability`, { ...nameIn(thing), ...STAY, ...more })

  /** By which of the ways a key comes to a thing, and by which it doesn't. */
  async function ways(client: HttpClient, thing: Thing) {
    const { kind, id, handle } = thing
    const inList = (body: Record<string, { id: string }[]>) =>
      (body[`${kind}s`] as { id: string }[]).some((row) => row.id === id)
    const held = await hold(client, thing)
    if (held.status === 201) {
      await shop.bookings.releaseHold(
        held.body.hold.id,
        { token: held.body.token, cart_id: null, customer_id: null },
        { actor: { type: "system", id: null } }
      )
    }
    return {
      list: inList(await listed(client, kind, { limit: 100 })),
      search: inList(await listed(client, kind, { limit: 100, ...STAY })),
      id: (await client.get(`${STORE}/${kind}s/${id}`)).status === 200,
      handle: (await client.get(`${STORE}/${kind}s/${handle}`)).status === 200,
      availability: (await availability(client, thing)).status === 200,
      hold: held.status === 201,
    }
  }

  const every = (seen: boolean) => ({
    ...{ list: seen, search: seen, id: seen, handle: seen },
    ...{ availability: seen, hold: seen },
  })

  /** One thing, by the four keys: all ways in, or none. */
  async function expectSeen(
    thing: Thing,
    seen: { web: boolean; trade: boolean; both: boolean; none: boolean }
  ) {
    expect({
      web: await ways(shop.anyone, thing),
      trade: await ways(trade, thing),
      both: await ways(both, thing),
      none: await ways(none, thing),
    }).toEqual({
      web: every(seen.web),
      trade: every(seen.trade),
      both: every(seen.both),
      none: every(seen.none),
    })
  }

  const WEB = { web: true, trade: false, both: true, none: false }
  const TRADE = { web: false, trade: true, both: true, none: false }
  const EITHER = { web: true, trade: true, both: true, none: false }
  const NOBODY = { web: false, trade: false, both: false, none: false }
  const EVERYBODY = { web: true, trade: true, both: true, none: true }

  describe("what a publishable key shows and books (R95)", () => {
    it("is what a product of its sales channels sells", async () => {
      const tour = await shop.createResource()
      await sellIn([shop.channel], [{ resource_id: tour.id }])
      await expectSeen(aResource(tour), WEB)
    })

    it("is what any of the products that sell it is in", async () => {
      const tour = await shop.createResource()
      await sellIn([shop.channel], [{ resource_id: tour.id }])
      await sellIn([wholesale], [{ resource_id: tour.id }])
      await expectSeen(aResource(tour), EITHER)
    })

    it("is a group that a product sells, and with it each of its members", async () => {
      const group = await shop.createGroup()
      const room = await shop.createResource({ group_id: group.id })
      await sellIn([wholesale], [{ group_id: group.id }])
      await expectSeen(aGroup(group), TRADE)
      await expectSeen(aResource(room), TRADE)
    })

    it("is a member that is sold by itself too, without its group", async () => {
      const group = await shop.createGroup()
      const room = await shop.createResource({ group_id: group.id })
      const suite = await shop.createResource({ group_id: group.id })
      await sellIn([wholesale], [{ group_id: group.id }])
      await sellIn([shop.channel], [{ resource_id: suite.id }])
      await expectSeen(aResource(suite), EITHER)
      await expectSeen(aResource(room), TRADE)
      await expectSeen(aGroup(group), TRADE)
    })

    it("is not a group that nothing sells, where it has a member that is not shown", async () => {
      const group = await shop.createGroup()
      const room = await shop.createResource({ group_id: group.id })
      const suite = await shop.createResource({ group_id: group.id })
      await sellIn([wholesale], [{ resource_id: suite.id }])
      await expectSeen(aResource(room), EVERYBODY)
      await expectSeen(aResource(suite), TRADE)
      await expectSeen(aGroup(group), TRADE)
    })

    it("is what no product sells, as the option show_unlinked says", async () => {
      const group = await shop.createGroup()
      const room = await shop.createResource({ group_id: group.id })
      await expectSeen(aResource(room), EVERYBODY)
      await expectSeen(aGroup(group), EVERYBODY)
      showUnlinked(false)
      await expectSeen(aResource(room), NOBODY)
      await expectSeen(aGroup(group), NOBODY)
    })

    it("is not what only a draft sells, until it is published", async () => {
      const tour = await shop.createResource()
      const sells = [{ resource_id: tour.id }]
      const { product_id } = await sellIn([shop.channel], sells, "draft")
      await expectSeen(aResource(tour), NOBODY)
      const update = { status: "published" as const }
      await updateProductsWorkflow(shop.container).run({
        input: { selector: { id: product_id }, update },
      })
      await expectSeen(aResource(tour), WEB)
    })

    it("is not what only a product of no channel sells", async () => {
      const tour = await shop.createResource()
      await sellIn([], [{ resource_id: tour.id }])
      await expectSeen(aResource(tour), NOBODY)
    })

    it("is not what only a deleted product or variant sells", async () => {
      const tour = await shop.createResource()
      const first = await sellIn([shop.channel], [{ resource_id: tour.id }])
      const second = await sellIn([shop.channel], [{ resource_id: tour.id }])
      await deleteProductsWorkflow(shop.container).run({
        input: { ids: [first.product_id] },
      })
      await expectSeen(aResource(tour), WEB)
      await deleteProductVariantsWorkflow(shop.container).run({
        input: { ids: [second.id] },
      })
      await expectSeen(aResource(tour), NOBODY)
    })

    it("changes the moment staff link and unlink", async () => {
      const tour = await shop.createResource()
      const variant = await sellIn([wholesale], [])
      const path = `${ADMIN}/variants/${variant.id}/resources`
      await shop.admin.client.post(path, { resource_id: tour.id })
      await expectSeen(aResource(tour), TRADE)
      await shop.admin.client.delete(`${path}?resource_id=${tour.id}`)
      await expectSeen(aResource(tour), EVERYBODY)
    })

    it("is counted and paged without the rest", async () => {
      const names = ["A", "B", "C", "D", "E", "F"]
      for (const [i, name] of names.entries()) {
        const group = await shop.createGroup({ name })
        const own = { name, group_id: group.id, default_capacity: 1 }
        await shop.createResource(own)
        const channel = i % 2 ? wholesale : shop.channel
        await sellIn([channel], [{ group_id: group.id }])
      }
      for (const kind of ["resource", "group"] as const) {
        for (const stay of [{}, STAY]) {
          const page = { ...stay, limit: 2, offset: 1 }
          const body = await listed(shop.anyone, kind, page)
          const rows = body[`${kind}s`] as { name: string }[]
          expect(rows.map(({ name }) => name)).toEqual(["C", "E"])
          expect(body).toMatchObject({ count: 3, limit: 2, offset: 1 })
        }
      }
    })

    it("hides nothing from staff", async () => {
      showUnlinked(false)
      const group = await shop.createGroup()
      const room = await shop.createResource({ group_id: group.id })
      await sellIn([], [{ resource_id: room.id }])
      const { client } = shop.admin
      const seen = await client.get(`${ADMIN}/resources`)
      expect(seen.body).toMatchObject({
        resources: [{ id: room.id }],
        count: 1,
      })
      expect((await client.get(`${ADMIN}/groups`)).body).toMatchObject({
        groups: [{ id: group.id }],
        count: 1,
      })
      for (const thing of [`resources/${room.id}`, `groups/${group.id}`]) {
        expectStatus(200, await client.get(`${ADMIN}/${thing}`))
      }
      const booked = await client.post(
        `${ADMIN}/allocations`,
        { items: [{ group_id: group.id, ...STAY }] },
        { "idempotency-key": randomUUID() }
      )
      expectStatus(201, booked)
    })
  })

  describe("what a publishable key does not show (R95)", () => {
    let hidden: Thing[]
    beforeEach(async () => {
      const group = await shop.createGroup()
      const room = await shop.createResource({ group_id: group.id })
      await sellIn([wholesale], [{ group_id: group.id }])
      hidden = [aResource(room), aGroup(group)]
    })

    const unknown = ({ kind }: Thing): Thing => ({
      ...{ kind, id: `b${kind === "group" ? "grp" : "res"}_nowhere` },
      handle: "nowhere",
    })

    /** The same answer, but for the id that was asked for. */
    function expectAlike(
      answer: Answer,
      other: Answer,
      id: string,
      no: string
    ) {
      const text = (body: unknown) => JSON.stringify(body)
      expect(text(answer.body).replaceAll(id, no)).toBe(text(other.body))
      expect(answer.status).toBe(other.status)
    }

    it("is not found, in the words for an id that there isn't", async () => {
      for (const thing of hidden) {
        for (const name of [thing.id, thing.handle]) {
          const answer = await shop.anyone.get(
            `${STORE}/${thing.kind}s/${name}`
          )
          expectRefusal(answer, ...missing(thing.kind, name))
        }
        const refusal = missing(thing.kind, thing.id)
        const asked = await availability(shop.anyone, thing)
        expectRefusal(asked, ...refusal)
        await withoutChange(shop, async () => {
          const held = await hold(shop.anyone, thing)
          expectRefusal(held, ...refusal)
        })
      }
    })

    it.each([
      ["dates in the wrong order", { start_date: TUE, end_date: MON }],
      ["a stay of a year and more", { start_date: MON, end_date: inDays(450) }],
      ["too many units", { quantity: 1_000_000 }],
      ["dates that are past", { start_date: inDays(-3), end_date: inDays(-2) }],
    ])("is no more known by asking for %s", async (_, wrong) => {
      for (const thing of hidden) {
        const nowhere = unknown(thing)
        for (const ask of [availability, hold]) {
          expectAlike(
            await ask(shop.anyone, thing, wrong),
            await ask(shop.anyone, nowhere, wrong),
            ...([thing.id, nowhere.id] as const)
          )
        }
      }
    })

    it("is held beside what is shown by nobody: all or nothing", async () => {
      const shown = aResource(await shop.createResource())
      for (const thing of hidden) {
        const items = [shown, thing].map((one) => ({ ...nameIn(one), ...STAY }))
        await withoutChange(shop, async () => {
          const answer = await shop.tryHold({ items })
          const refusal = missing(thing.kind, thing.id)
          expectRefusal(answer, ...refusal)
        })
      }
    })

    it("leaves a hold that was placed before readable, repeatable and releasable", async () => {
      const tour = await shop.createResource()
      const body = { items: [{ resource_id: tour.id, ...STAY }] }
      const key = { "idempotency-key": randomUUID() }
      const placed = await shop.anyone.post(`${STORE}/holds`, body, key)
      expectStatus(201, placed)
      await sellIn([wholesale], [{ resource_id: tour.id }])

      const { hold: first, token } = placed.body
      const again = await shop.anyone.post(`${STORE}/holds`, body, key)
      expect(expectStatus(200, again).body).toMatchObject({
        hold: first,
        idempotent_replay: true,
      })
      const bearer = shop.anyone.with({ "x-booking-hold-token": token })
      const path = `${STORE}/holds/${first.id}`
      expect(expectStatus(200, await bearer.get(path)).body.hold).toEqual(first)
      expectStatus(200, await bearer.post(`${path}/extend`))
      expectStatus(200, await bearer.delete(path))
    })
  })

  describe("the variants that sell it, on the store's records (R95)", () => {
    const nameOf = async ({ id, product_id }: Variant) => {
      const path = `/admin/products/${product_id}?fields=handle`
      const { body } = await shop.admin.client.get(path)
      return { id, product_id, product_handle: body.product.handle }
    }

    it("are those in the key's channels, in the order in which they were linked", async () => {
      const group = await shop.createGroup()
      const room = await shop.createResource({
        ...{ name: "Room 1", handle: "room-1", type: "room" },
        ...{ group_id: group.id, default_capacity: 1 },
      })
      const first = await sellIn([shop.channel], [{ group_id: group.id }])
      const other = await sellIn([wholesale], [{ resource_id: room.id }])
      const second = await sellIn(
        [shop.channel, wholesale],
        [{ resource_id: room.id }]
      )
      await sellIn([shop.channel], [{ resource_id: room.id }], "draft")
      const [one, two, three] = [
        await nameOf(first),
        await nameOf(second),
        await nameOf(other),
      ]
      const resource = {
        id: room.id,
        handle: "room-1",
        name: "Room 1",
        type: "room",
        description: null,
        group_id: group.id,
        timezone: "Australia/Brisbane",
        span: "day",
        default_capacity: 1,
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
        variants: [one, two],
        created_at: MOMENT,
        updated_at: MOMENT,
      }
      const path = `${STORE}/resources`
      const read = async (url: string, query = {}, client = shop.anyone) =>
        expectStatus(200, await client.get(url, query)).body
      expect(await read(`${path}/room-1`)).toEqual({ resource })
      const page = { count: 1, ...WHOLE_LIST }
      expect(await read(path)).toEqual({ resources: [resource], ...page })
      expect(await read(path, STAY)).toEqual({
        resources: [{ ...resource, available_quantity: 1 }],
        ...page,
      })
      expect((await read(path, {}, trade)).resources).toEqual([
        { ...resource, variants: [three, two] },
      ])

      const sold = {
        ...{ id: group.id, handle: group.handle, name: group.name },
        ...{ type: "equipment", description: null, images: [], amenities: [] },
        ...{ resource_count: 1, metadata: {}, variants: [one] },
        ...{ created_at: MOMENT, updated_at: MOMENT },
      }
      const groups = `${STORE}/groups`
      expect(await read(`${groups}/${group.id}`)).toEqual({ group: sold })
      expect(await read(groups)).toEqual({ groups: [sold], ...page })
      expect(await read(groups, STAY)).toEqual({
        groups: [{ ...sold, available_quantity: 1 }],
        ...page,
      })
    })

    it("are one, where a variant sells it and its group; none, where nothing does", async () => {
      const group = await shop.createGroup()
      const room = await shop.createResource({ group_id: group.id })
      const lone = await shop.createResource()
      const sells = [{ group_id: group.id }, { resource_id: room.id }]
      const variant = await nameOf(await sellIn([shop.channel], sells))
      const variantsOf = async ({ id }: { id: string }) =>
        (await shop.anyone.get(`${STORE}/resources/${id}`)).body.resource
          .variants
      expect(await variantsOf(room)).toEqual([variant])
      expect(await variantsOf(lone)).toEqual([])
    })

    it("are a field like the others: chosen, left out, and refused to staff", async () => {
      const tour = await shop.createResource()
      const variant = await sellIn([shop.channel], [{ resource_id: tour.id }])
      const sold = await nameOf(variant)
      const one = `${STORE}/resources/${tour.id}`
      const read = async (url: string, fields: string) =>
        expectStatus(200, await shop.anyone.get(url, { fields })).body
      expect(await read(one, "variants")).toEqual({
        resource: { id: tour.id, variants: [sold] },
      })
      expect((await read(one, "-variants")).resource).not.toHaveProperty(
        "variants"
      )
      expect((await read(`${STORE}/resources`, "variants")).resources).toEqual([
        { id: tour.id, variants: [sold] },
      ])
      const asStaff = `${ADMIN}/resources/${tour.id}?fields=variants`
      expectRefusal(await shop.admin.client.get(asStaff), "invalid_data")
    })
  })

  describe("a booking for a cart of a sales channel (R95)", () => {
    const aCart = async (client: HttpClient, sales_channel_id: string) => {
      const body = { region_id: region, sales_channel_id }
      const made = await client.post("/store/carts", body)
      return expectStatus(200, made).body.cart.id as string
    }
    const cartOf = async (id: string) =>
      expectStatus(200, await both.get(`/store/carts/${id}`)).body.cart

    /** A request may have a key of its own, or none. */
    const keys = (): Headers[] => [{}, { "idempotency-key": randomUUID() }]

    /** The cart and all that the module stores are what they were. */
    async function expectUntouched(cart: string, work: () => Promise<void>) {
      const before = await cartOf(cart)
      await withoutChange(shop, work)
      expect(await cartOf(cart)).toEqual(before)
    }

    it("is refused where the product is not in the cart's channel", async () => {
      const tour = await shop.createResource()
      const { id } = await sellIn([wholesale], [{ resource_id: tour.id }])
      const wish = {
        variant_id: id,
        items: [{ resource_id: tour.id, ...STAY }],
      }
      const cart = await aCart(both, shop.channel)
      await expectUntouched(cart, async () => {
        const message =
          "This product is not sold in the sales channel of the cart."
        const answer = await book(both, cart, wish)
        expectRefusal(answer, "invalid_data", message, { variant_id: id })
      })
      const right = await aCart(both, wholesale)
      expectStatus(201, await book(both, right, wish))
    })

    it("is refused with a hold that was placed before, which stays", async () => {
      const tour = await shop.createResource()
      const { id } = await sellIn([wholesale], [{ resource_id: tour.id }])
      const items = [{ resource_id: tour.id, ...STAY }]
      const { hold: held, token } = await shop.placeHold({ items }, both)
      const cart = await aCart(both, shop.channel)
      const bearer = both.with({ "x-booking-hold-token": token })
      await expectUntouched(cart, async () => {
        const wish = { variant_id: id, hold_id: held.id }
        const answer = await book(bearer, cart, wish)
        expectRefusal(answer, "invalid_data", expect.any(String), {
          variant_id: id,
        })
      })
    })

    it.each(["draft", "published"] as const)(
      "is refused by a key that does not show the product, a %s, as if it sold nothing",
      async (status) => {
        const tour = await shop.createResource()
        const channels = status === "draft" ? [shop.channel] : [wholesale]
        const sells = [{ resource_id: tour.id }]
        const { id } = await sellIn(channels, sells, status)
        const items = [{ resource_id: tour.id, ...STAY }]
        const cart = await createCart(shop.anyone, region)
        const message = "This product can't be booked by date."
        const other = [{ ...items[0], resource_id: "bres_nowhere" }]
        for (const variant_id of [id, "variant_nowhere"]) {
          for (const wanted of [items, other, [...items, ...other]]) {
            for (const key of keys()) {
              await expectUntouched(cart, async () => {
                const client = shop.anyone.with(key)
                const wish = { variant_id, items: wanted }
                const answer = await book(client, cart, wish)
                expectRefusal(answer, "invalid_data", message, {})
              })
            }
          }
        }
      }
    )

    it("stays, and can be changed, when its product leaves the channel", async () => {
      const tour = await shop.createResource()
      const sells = [{ resource_id: tour.id }]
      const variant = await sellIn([shop.channel], sells)
      const cart = await createCart(shop.anyone, region)
      const wish = (start_date: string, end_date: string) => ({
        items: [{ resource_id: tour.id, start_date, end_date }],
      })
      const added = await book(shop.anyone, cart, {
        variant_id: variant.id,
        ...wish(MON, MON),
      })
      const line = expectStatus(201, added).body.cart.items[0].id
      await updateProductsWorkflow(shop.container).run({
        input: {
          selector: { id: variant.product_id },
          update: { sales_channels: [{ id: wholesale }] },
        },
      })
      const path = `${STORE}/carts/${cart}/bookings`
      const seen = expectStatus(200, await shop.anyone.get(path)).body
      expect(seen.bookings).toMatchObject([{ line_item_id: line }])
      expectStatus(
        200,
        await shop.anyone.post(`${path}/${line}`, wish(MON, TUE))
      )
    })
  })
}
