import { OrderStatus } from "@medusajs/framework/utils"
import {
  confirmOrderEditRequestWorkflow,
  createOrderWorkflow,
  orderEditAddNewItemWorkflow,
  orderEditUpdateItemQuantityWorkflow,
} from "@medusajs/medusa/core-flows"

import {
  createRegions,
  createVariant,
  type Variant,
} from "../../helpers/checkout"
import type { Answer } from "../../helpers/http"
import { expectRefusal } from "../../helpers/http-expect"
import { ADMIN, expectStatus, type Shop } from "../../helpers/http-shop"
import { capture } from "../../helpers/order-money"
import {
  createTour,
  findingsOn,
  fulfill,
  makeOld,
  order,
  type Ordered,
  staff,
} from "../../helpers/orders"
import { day } from "../../helpers/world"

/** Orders that staff put a booking into, without its dates (R21). */
export function undatedItemCases(shop: Shop): void {
  let region: string
  let plain: Variant
  beforeAll(async () => {
    region = (await createRegions(shop)).au
    plain = await createVariant(shop, { aud: 20 })
  })

  async function booked(quantity = 1) {
    const { resource, variant } = await createTour(shop)
    const items = [{ resource_id: resource.id, dates: [day(30)], quantity }]
    const sold = await order(shop, region, { variant_id: variant.id, items })
    return { resource, variant, sold }
  }

  const post = (path: string, body: object) =>
    shop.admin.client.post(`/admin/${path}`, body)

  const itemsOf = (...variants: Variant[]) => ({
    items: variants.map(({ id }) => ({ variant_id: id, quantity: 1 })),
  })

  function expectBookByDate(answer: Answer, { id }: Variant): void {
    const message = expect.stringMatching(
      /^Tour \d+, Usual is booked by date and can't be added as an ordinary item\. Book its dates instead\.$/
    )
    expectRefusal(answer, "invalid_data", message, { variant_id: id })
  }

  /** Each way in takes an ordinary product, and no booking, also beside one. */
  async function expectGuarded(path: string, variant: Variant, more = {}) {
    for (const items of [itemsOf(variant), itemsOf(plain, variant)]) {
      expectBookByDate(await post(path, { ...items, ...more }), variant)
    }
    return expectStatus(200, await post(path, { ...itemsOf(plain), ...more }))
  }

  async function draft(): Promise<string> {
    const body = { region_id: region, email: "buyer@example.com" }
    const made = await staff(shop, "draft-orders", body)
    return made.body.draft_order.id
  }

  describe("a booking that staff would add without its dates, by Medusa's route", () => {
    it("is refused in a new draft order", async () => {
      const { variant } = await createTour(shop)
      const who = { region_id: region, email: "buyer@example.com" }
      const made = await expectGuarded("draft-orders", variant, who)
      const { items } = made.body.draft_order
      expect(items).toMatchObject([{ variant_id: plain.id, quantity: 1 }])
    })

    it("is refused in the edit of a draft order", async () => {
      const { variant } = await createTour(shop)
      const id = await draft()
      await staff(shop, `draft-orders/${id}/edit`)
      await expectGuarded(`draft-orders/${id}/edit/items`, variant)
    })

    it("is refused in the edit of an order", async () => {
      const { variant, sold } = await booked()
      await staff(shop, "order-edits", { order_id: sold.order })
      await expectGuarded(`order-edits/${sold.order}/items`, variant)
    })

    it.each(["exchange", "claim"] as const)(
      "is refused as what an %s sends out",
      async (kind) => {
        const { variant, sold } = await booked()
        await fulfill(shop, sold)
        const begun = await staff(shop, `${kind}s`, {
          order_id: sold.order,
          ...(kind === "claim" ? { type: "replace" } : {}),
        })
        const path = `${kind}s/${begun.body[kind].id}/outbound/items`
        await expectGuarded(path, variant)
      }
    )

    it("is refused as more units of a line; fewer, or as many, are not", async () => {
      const { variant, sold } = await booked(2)
      await staff(shop, "order-edits", { order_id: sold.order })
      const path = `order-edits/${sold.order}/items/item/${sold.line}`
      expectBookByDate(await post(path, { quantity: 3 }), variant)
      expectStatus(200, await post(path, { quantity: 2 }))
      expectStatus(200, await post(path, { quantity: 1 }))
    })

    /** More units of a line are refused, under the name that is left of it. */
    async function expectNoMore({ order: order_id, line }: Ordered) {
      await staff(shop, "order-edits", { order_id })
      const path = `order-edits/${order_id}/items/item/${line}`
      const { status, body } = await post(path, { quantity: 2 })
      expect(status).toBe(400)
      expect(body.message).toMatch(
        /^Tour \d+, .* is booked by date and can't be added as an ordinary item/
      )
      expectStatus(200, await post(path, { quantity: 1 }))
    }

    it("is refused as more units of a line whose variant was unlinked", async () => {
      const made = await booked()
      await unlink(made)
      await expectNoMore(made.sold)
    })

    it("is refused as more units of a line whose product was deleted", async () => {
      const { variant, sold } = await booked()
      const path = `/admin/products/${variant.product_id}`
      expectStatus(200, await shop.admin.client.delete(path))
      await expectNoMore(sold)
    })

    it("is refused though it was unlinked before its dates were confirmed", async () => {
      const confirm = jest.spyOn(shop.bookings, "confirmHold")
      confirm.mockResolvedValue({ hold: {}, allocations: [] } as never)
      const made = await booked()
      await unlink(made)
      await expectNoMore(made.sold)
      confirm.mockRestore()
    })

    type Booked = Awaited<ReturnType<typeof booked>>
    async function unlink({ variant, resource }: Booked): Promise<void> {
      const path = `${ADMIN}/variants/${variant.id}/resources`
      const answer = await shop.admin.client.delete(
        `${path}?resource_id=${resource.id}`
      )
      expectStatus(200, answer)
    }

    it("leaves nonsense to Medusa, which refuses it", async () => {
      const id = await draft()
      await staff(shop, `draft-orders/${id}/edit`)
      const nonsense = [
        { items: "all" },
        { items: [null] },
        { items: [{ variant_id: 7, quantity: 1 }] },
        {},
      ]
      for (const body of nonsense) {
        const { status } = await post(`draft-orders/${id}/edit/items`, body)
        expect(status).toBeGreaterThanOrEqual(400)
        expect(status).toBeLessThan(500)
      }
    })
  })

  describe("a booking that other code has put into an order", () => {
    it("is shown to staff when the order is made so", async () => {
      const { variant } = await createTour(shop)
      const { result } = await createOrderWorkflow(shop.container).run({
        input: {
          region_id: region,
          currency_code: "aud",
          email: "buyer@example.com",
          status: OrderStatus.PENDING,
          items: [
            {
              ...{ variant_id: variant.id, quantity: 1 },
              ...{ title: "A tour", unit_price: 50 },
            },
          ],
        },
      })
      await makeOld(shop, "order", result.id)
      expect(await findingsOn(shop, result.id)).toMatchObject([
        { check: "unpaid_orders", action: "flagged" },
      ])
    })

    it("is shown to staff when an old order is edited so", async () => {
      const { sold } = await booked()
      await makeOld(shop, "order", sold.order, "90 days")
      expect(await findingsOn(shop, sold.order)).toEqual([])
      const other = await createTour(shop)
      // Medusa voids a payment that was only authorized when an order is edited.
      await addByCode(sold, other.variant)
      expect(await findingsOn(shop, sold.order)).toMatchObject([
        {
          ...{ check: "unpaid_orders", action: "flagged" },
          message:
            "The order contains bookings without dates, and its payment was refunded or canceled, so it gets none. Cancel the order, or let the customer pay again.",
        },
      ])
    })

    it("is shown to staff when a line was given more units so", async () => {
      const { sold } = await booked(1)
      const { rows } = await shop.bookings.listAllocations({
        order_id: sold.order,
      })
      await makeOld(shop, "booking_allocation", rows[0]?.id as string)
      await capture(shop, sold.order)
      await moreByCode(sold)
      expect(await findingsOn(shop, sold.order)).toMatchObject([
        {
          ...{ check: "changed_lines", action: "flagged" },
          message: expect.stringContaining("has 2 units but dates for only 1"),
        },
      ])
    })
  })

  /** An edit as a store's own code makes it. */
  async function addByCode({ order: order_id }: Ordered, { id }: Variant) {
    await staff(shop, "order-edits", { order_id })
    await orderEditAddNewItemWorkflow(shop.container).run({
      input: { order_id, items: [{ variant_id: id, quantity: 1 }] },
    })
    await confirmOrderEditRequestWorkflow(shop.container).run({
      input: { order_id, confirmed_by: shop.admin.id },
    })
  }

  async function moreByCode({ order: order_id, line }: Ordered) {
    await staff(shop, "order-edits", { order_id })
    await orderEditUpdateItemQuantityWorkflow(shop.container).run({
      input: { order_id, items: [{ id: line, quantity: 2 }] },
    })
    await confirmOrderEditRequestWorkflow(shop.container).run({
      input: { order_id, confirmed_by: shop.admin.id },
    })
  }
}
