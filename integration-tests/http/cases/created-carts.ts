import { randomUUID } from "node:crypto"

import { createCartWorkflow } from "@medusajs/medusa/core-flows"

import {
  createRegions,
  createVariant,
  type Variant,
} from "../../helpers/checkout"
import { expectStatus, type Shop } from "../../helpers/http-shop"
import { createTour } from "../../helpers/orders"

const SENTENCE = "This product is booked by date. Choose your dates first."

/** Carts that are made with items, in one request (R21). */
export function createdCartCases(shop: Shop): void {
  let region: string
  let plain: Variant
  beforeAll(async () => {
    region = (await createRegions(shop)).au
    plain = await createVariant(shop, { aud: 20 })
  })

  /** Medusa's rows that a new cart may write. */
  async function written(): Promise<unknown> {
    const { rows } = await shop.database.query(`
      select (select count(*) from cart) as carts,
        (select count(*) from cart_line_item) as lines,
        (select count(*) from customer) as customers,
        (select count(*) from payment_collection) as collections`)
    return rows[0]
  }

  const itemsOf = (...variants: { id: string }[]) => ({
    items: variants.map(({ id }) => ({ variant_id: id, quantity: 1 })),
  })

  const create = (more: object) =>
    shop.anyone.post("/store/carts", { region_id: region, ...more })

  describe("POST /store/carts with items (R21)", () => {
    it("refuses what is booked by date, as the line items' route does, and writes nothing", async () => {
      const { variant } = await createTour(shop)
      const made = expectStatus(200, await create({})).body.cart.id
      const path = `/store/carts/${made}/line-items`
      const [item] = itemsOf(variant).items
      const refused = await shop.anyone.post(path, item)
      expect(refused).toMatchObject({
        status: 400,
        body: { type: "not_allowed", message: SENTENCE },
      })
      for (const given of [itemsOf(variant), itemsOf(plain, variant)]) {
        const before = await written()
        const email = `${randomUUID()}@example.com`
        const answer = await create({ ...given, email })
        expect(answer.body).toEqual(refused.body)
        expect(answer.status).toBe(400)
        expect(await written()).toEqual(before)
      }
    })

    it("takes what is not", async () => {
      const { cart } = expectStatus(200, await create(itemsOf(plain))).body
      expect(cart.items).toMatchObject([{ variant_id: plain.id, quantity: 1 }])
      expectStatus(200, await create({ items: [] }))
    })

    it("refuses it to a store's own code, too", async () => {
      const { variant } = await createTour(shop)
      const before = await written()
      const made = createCartWorkflow(shop.container).run({
        input: { region_id: region, ...itemsOf(variant) },
      })
      await expect(made).rejects.toMatchObject({ message: SENTENCE })
      expect(await written()).toEqual(before)
    })
  })
}
