import { Modules } from "@medusajs/framework/utils"

import { anId, MOMENT } from "../../helpers/http-dates"
import {
  expectRefusal,
  missing,
  withoutChange,
} from "../../helpers/http-expect"
import { ADMIN, type Shop } from "../../helpers/http-shop"

const pathOf = (variantId: string) => `${ADMIN}/variants/${variantId}/resources`

export function variantCases(shop: Shop): void {
  describe("/admin/resource-booking/variants/:variant_id/resources", () => {
    let variant: string

    beforeAll(async () => {
      variant = await shop.createVariant()
    })

    const link = (thing: object) =>
      shop.admin.client.post(pathOf(variant), thing)
    const unlink = (query: string) =>
      shop.admin.client.delete(`${pathOf(variant)}?${query}`)
    const list = async () => {
      const { body } = await shop.admin.client.get(pathOf(variant))
      return body.resources.map(({ name }: { name: string }) => name)
    }

    it("links a variant to what it sells, and lists it", async () => {
      const tour = await shop.createResource({ name: "Tour" })
      const cars = await shop.createGroup({ name: "Cars" })
      const first = await link({ resource_id: tour.id })
      expect(first.status).toBe(201)
      expect(first.body).toEqual({
        resource: {
          id: anId("bvl"),
          variant_id: variant,
          resource_id: tour.id,
          group_id: null,
          name: "Tour",
          price_mode: "per_date",
          created_at: MOMENT,
        },
      })
      const second = await link({ group_id: cars.id })
      expect(second.status).toBe(201)

      const { status, body } = await shop.admin.client.get(pathOf(variant))
      expect(status).toBe(200)
      expect(body).toEqual({
        resources: [first.body.resource, second.body.resource],
      })
    })

    it("lists the variants that sell a resource or a group", async () => {
      const tour = await shop.createResource()
      const cars = await shop.createGroup()
      const other = await shop.createVariant()
      const sellers = async (path: string) => {
        const { status, body } = await shop.admin.client.get(path)
        expect(status).toBe(200)
        return body.variants
      }
      const toTour = `${ADMIN}/resources/${tour.id}/variants`
      expect(await sellers(toTour)).toEqual([])

      const { body } = await link({ resource_id: tour.id })
      await shop.admin.client.post(pathOf(other), { resource_id: tour.id })
      await link({ group_id: cars.id })
      const selling = await sellers(toTour)
      expect(selling).toEqual([
        {
          ...body.resource,
          product_variant: {
            id: variant,
            title: expect.any(String),
            sku: null,
            product_id: anId("prod"),
            product: { id: anId("prod"), title: expect.any(String) },
          },
        },
        expect.objectContaining({ variant_id: other }),
      ])
      const group = await sellers(`${ADMIN}/groups/${cars.id}/variants`)
      expect(group).toEqual([
        expect.objectContaining({ variant_id: variant, group_id: cars.id }),
      ])
      expect(
        await shop.admin.client.get(`${ADMIN}/groups/bgrp_0/variants`)
      ).toMatchObject({ status: 404 })
    })

    it("answers 200 with the same when it is linked already", async () => {
      const { id } = await shop.createResource()
      const first = await link({ resource_id: id })
      await withoutChange(shop, async () => {
        const again = await link({ resource_id: id })
        expect(again.status).toBe(200)
        expect(again.body).toEqual(first.body)
      })
    })

    it("unlinks a resource and a group", async () => {
      const tour = await shop.createResource({ name: "Tour" })
      const cars = await shop.createGroup({ name: "Cars" })
      const { body } = await link({ resource_id: tour.id })
      await link({ group_id: cars.id })

      const answer = await unlink(`resource_id=${tour.id}`)
      expect(answer.status).toBe(200)
      expect(answer.body).toEqual({
        id: body.resource.id,
        object: "booking_variant_link",
        deleted: true,
      })
      expect(await list()).toEqual(["Cars"])
      expect((await unlink(`group_id=${cars.id}`)).status).toBe(200)
      expect(await list()).toEqual([])
    })

    it("refuses to unlink what isn't linked", async () => {
      const { id } = await shop.createResource()
      await withoutChange(shop, async () => {
        const message = "The variant is not linked to this."
        const answer = await unlink(`resource_id=${id}`)
        expectRefusal(answer, "not_found", message, {})
      })
    })

    it("refuses what is sold by the night beside what is by the day", async () => {
      const tour = await shop.createResource({ span: "day" })
      const room = await shop.createResource({ span: "night" })
      await link({ resource_id: tour.id })
      await withoutChange(shop, async () => {
        const message =
          "Everything that a variant sells must have the same span: by the night, or by the day."
        const answer = await link({ resource_id: room.id })
        const details = { kind: "mixed_spans" }
        expectRefusal(answer, "invalid_data", message, details)
      })
    })

    it("leaves out what is deleted", async () => {
      const tour = await shop.createResource({ name: "Tour" })
      await link({ resource_id: tour.id })
      await shop.admin.client.delete(`${ADMIN}/resources/${tour.id}`)
      expect(await list()).toEqual([])
    })

    it.each([{}, { resource_id: "bres_a", group_id: "bgrp_a" }])(
      "refuses %j",
      async (thing) => {
        const message = "Give either resource_id or group_id, not both."
        const query = new URLSearchParams(Object.entries(thing)).toString()
        await withoutChange(shop, async () => {
          expectRefusal(await link(thing), "invalid_data", message)
          expectRefusal(await unlink(query), "invalid_data", message)
        })
      }
    )

    it("refuses a resource and a group that there aren't", async () => {
      for (const [noun, thing] of [
        ["resource", { resource_id: "bres_nowhere" }],
        ["group", { group_id: "bgrp_nowhere" }],
      ] as const) {
        const id = Object.values(thing)[0] as string
        expectRefusal(await link(thing), ...missing(noun, id))
      }
    })

    it("refuses a variant that Medusa doesn't have, or has no more", async () => {
      const { id: resource_id } = await shop.createResource()
      const gone = await shop.createVariant()
      const products = shop.container.resolve(Modules.PRODUCT)
      await products.softDeleteProductVariants([gone])
      for (const id of ["variant_nowhere", gone]) {
        await withoutChange(shop, async () => {
          const { client } = shop.admin
          for (const answer of [
            await client.get(pathOf(id)),
            await client.post(pathOf(id), { resource_id }),
            await client.delete(`${pathOf(id)}?resource_id=${resource_id}`),
          ]) {
            expectRefusal(answer, ...missing("variant", id))
          }
        })
      }
    })

    it("writes the log, in the name of who did it", async () => {
      const { id: resource_id } = await shop.createResource()
      await link({ resource_id })
      await unlink(`resource_id=${resource_id}`)
      const path = `${ADMIN}/operations`
      const { body } = await shop.admin.client.get(path, { resource_id })
      const thing = { variant_id: variant, resource_id }
      const by = { actor_type: "user", actor_id: shop.admin.id }
      expect(body.operations).toMatchObject([
        { operation: "variant.unlinked", before: thing, after: null, ...by },
        { operation: "variant.linked", before: null, after: thing, ...by },
        { operation: "resource.created" },
      ])
    })
  })

  describe("/admin/resource-booking/variants/:variant_id", () => {
    it("says what the price is for, and is set (R27)", async () => {
      const variant = await shop.createVariant()
      const path = `${ADMIN}/variants/${variant}`
      const client = shop.admin.client
      const perDate = { variant: { id: variant, price_mode: "per_date" } }
      const once = { variant: { id: variant, price_mode: "per_booking" } }
      expect(await client.get(path)).toMatchObject({
        ...{ status: 200, body: perDate },
      })
      const set = await client.post(path, { price_mode: "per_booking" })
      expect(set).toMatchObject({ status: 200, body: once })
      expect((await client.get(path)).body).toEqual(once)

      const { id: resource_id } = await shop.createResource()
      const linked = await client.post(pathOf(variant), { resource_id })
      expect(linked.body.resource.price_mode).toBe("per_booking")
      const sold = await client.get(
        `${ADMIN}/resources/${resource_id}/variants`
      )
      expect(sold.body.variants).toMatchObject([{ price_mode: "per_booking" }])
      const { rows } = await shop.bookings.listOperations({
        operation: "variant.updated",
      })
      expect(rows).toMatchObject([
        {
          ...{ actor_type: "user", actor_id: shop.admin.id },
          before: { variant_id: variant, price_mode: "per_date" },
          after: { variant_id: variant, price_mode: "per_booking" },
        },
      ])
    })

    it("is not found for a variant that the store has not", async () => {
      const path = `${ADMIN}/variants/variant_none`
      const body = { price_mode: "per_date" }
      for (const answer of [
        await shop.admin.client.get(path),
        await shop.admin.client.post(path, body),
      ]) {
        expectRefusal(answer, ...missing("variant", "variant_none"))
      }
    })
  })
}
