import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"

import type { HoldAnswer } from "../../../src/modules/resource_booking/types"
import {
  book,
  complete,
  createCart,
  createRegions,
  createVariant,
  openPayment,
} from "../../helpers/checkout"
import { inDays, MOMENT } from "../../helpers/http-dates"
import { expectRefusal } from "../../helpers/http-expect"
import { ADMIN, expectStatus, type Shop } from "../../helpers/http-shop"

const PATH = `${ADMIN}/reports`

export function reportCases(shop: Shop): void {
  const range = { start_date: inDays(30), end_date: inDays(31) }
  const read = async (name: string, query: object = {}) => {
    const asked = { ...range, ...query }
    const answer = await shop.admin.client.get(`${PATH}/${name}`, asked)
    return expectStatus(200, answer).body
  }
  const readCsv = (name: string, query: object = {}) =>
    shop.admin.client
      .with({ accept: "text/csv" })
      .get(`${PATH}/${name}`, { ...range, ...query })
  const sell = async ({ hold }: HoldAnswer, order_id: string) =>
    shop.bookings.confirmHold(
      { hold_id: hold.id, order_id },
      { actor: { type: "system", id: null } }
    )
  const today = { start_date: inDays(0), end_date: inDays(0) }

  describe(`GET ${PATH}/utilization (R61)`, () => {
    it("is JSON, or CSV for who asks for it", async () => {
      const resource = await shop.createResource({ name: "=1+1, Kayak" })
      const items = [{ resource_id: resource.id, dates: [inDays(31)] }]
      await sell(await shop.placeHold({ items }), "order_1")
      const of = { resource_id: resource.id, resource_name: "=1+1, Kayak" }
      const figures = { capacity: 6, allocated: 1, utilization: 0.1667 }
      expect(await read("utilization", { group_by: "month" })).toMatchObject({
        ...{ report: "utilization", ...range, group_by: "month" },
        summary: figures,
      })
      const { rows } = await read("utilization")
      expect(rows).toEqual([
        {
          ...{ start_date: inDays(30), end_date: inDays(30), ...of },
          ...{ capacity: 3, allocated: 0, utilization: 0 },
        },
        {
          ...{ start_date: inDays(31), end_date: inDays(31), ...of },
          ...{ capacity: 3, allocated: 1, utilization: 0.3333 },
        },
      ])
      const { status, headers, body } = await readCsv("utilization")
      expect(status).toBe(200)
      expect(headers.get("content-type")).toBe("text/csv; charset=utf-8")
      expect(headers.get("content-disposition")).toBe(
        `attachment; filename="utilization-${inDays(30)}-${inDays(31)}.csv"`
      )
      const name = `${resource.id},"'=1+1, Kayak"`
      expect(body).toBe(
        [
          "start_date,end_date,resource_id,resource_name,capacity,allocated,utilization",
          `${inDays(30)},${inDays(30)},${name},3,0,0`,
          `${inDays(31)},${inDays(31)},${name},3,1,0.3333`,
          "",
        ].join("\r\n")
      )
    })

    it("is CSV with a header line when there is nothing", async () => {
      const { body } = await readCsv("funnel", { type: "nothing" })
      expect(body).toBe(
        "start_date,end_date,resource_id,resource_name,created,confirmed," +
          "expired,released,replaced,active\r\n"
      )
    })
  })

  describe(`GET ${PATH}/funnel and /hold-expirations (R61)`, () => {
    it("say what has become of the holds", async () => {
      const { id, name } = await shop.createResource({ default_capacity: 9 })
      const items = [{ resource_id: id, dates: [inDays(30), inDays(31)] }]
      const hold = () => shop.placeHold({ items })
      await sell(await hold(), "order_1")
      await shop.expire((await hold()).hold.id)
      await hold()
      const of = { resource_id: id, resource_name: name }
      const counts = {
        ...{ created: 3, confirmed: 1, expired: 1, released: 0 },
        ...{ replaced: 0, active: 1 },
      }
      expect(await read("funnel", today)).toEqual({
        ...{ report: "funnel", ...today, group_by: "day" },
        rows: [{ ...today, ...of, ...counts }],
        summary: {
          ...counts,
          placed_by: { customers: 0, carts: 0, anonymous: 3 },
          busiest_addresses: [],
        },
      })
      const lost = { expired: 1, unit_dates: 2 }
      expect(await read("hold-expirations", today)).toEqual({
        ...{ report: "hold-expirations", ...today, group_by: "day" },
        ...{ rows: [{ ...today, ...of, ...lost }], summary: lost },
      })
    })
  })

  describe(`GET ${PATH}/allocations (R61)`, () => {
    it("lists them without anybody's name", async () => {
      const { id, name } = await shop.createResource()
      const items = [{ resource_id: id, dates: [inDays(31)], quantity: 2 }]
      const held = await shop.placeHold({ items, email: "ann@example.com" })
      const { allocations } = await sell(held, "order_1")
      const report = await read("allocations")
      expect(report).toEqual({
        ...{ report: "allocations", ...range },
        rows: [
          {
            ...{ id: allocations[0]?.id, status: "confirmed" },
            ...{ resource_id: id, resource_name: name, order_id: "order_1" },
            ...{ line_item_id: null, hold_id: held.hold.id },
            ...{ start_date: inDays(31), end_date: inDays(31) },
            ...{ date_count: 1, quantity: 2, segment: 1, replaced_by: null },
            ...{ created_at: MOMENT, canceled_at: null },
          },
        ],
        summary: { confirmed: 1, canceled: 0, unit_dates: 2 },
      })
      const { body } = await readCsv("allocations")
      expect(body).toContain(
        `,${id},${name},order_1,,${held.hold.id},${inDays(31)},${inDays(31)},1,2,1,,`
      )
    })
  })

  describe(`GET ${PATH}/revenue (R61)`, () => {
    async function buy(region: string, variant_id: string, body: object) {
      const cart_id = await createCart(shop.anyone, region)
      const wish = { variant_id, ...body }
      expectStatus(201, await book(shop.anyone, cart_id, wish))
      await openPayment(shop.anyone, cart_id)
      const answer = await complete(shop.anyone, cart_id)
      return expectStatus(200, answer).body.order.id as string
    }

    async function refund(order_id: string, amount: number) {
      const payment_id = await capture(order_id)
      const payments = shop.container.resolve(Modules.PAYMENT)
      await payments.refundPayment({ payment_id, amount })
    }

    async function capture(order_id: string): Promise<string> {
      const query = shop.container.resolve(ContainerRegistrationKeys.QUERY)
      const { data } = await query.graph({
        entity: "order",
        fields: ["payment_collections.payments.id"],
        filters: { id: order_id },
      })
      const [order] = data as unknown as {
        payment_collections: { payments: { id: string }[] }[]
      }[]
      const payment_id = order?.payment_collections[0]?.payments[0]
        ?.id as string
      const payments = shop.container.resolve(Modules.PAYMENT)
      await payments.capturePayment({ payment_id })
      return payment_id
    }

    it("shares a line among a bundle's dates, net of refunds, each currency by itself", async () => {
      const regions = await createRegions(shop)
      const kayak = await shop.createResource({ name: "Kayak" })
      const guide = await shop.createResource({ name: "Guide" })
      const bundle = await createVariant(shop, { aud: 30.01 }, [
        { resource_id: kayak.id },
        { resource_id: guide.id },
      ])
      const alone = await createVariant(shop, { aud: 1, usd: 70.25 }, [
        { resource_id: kayak.id },
      ])
      const items = (...dates: string[]) => ({
        items: [{ resource_id: kayak.id, dates }],
      })
      const both = items(inDays(31), inDays(32))
      const order_id = await buy(regions.au, bundle.id, both)
      await refund(order_id, 10.02)
      await capture(await buy(regions.us, alone.id, items(inDays(31))))
      const period = { start_date: inDays(31), end_date: inDays(31) }
      const of = (resource: { id: string; name: string }) => ({
        ...{ ...period, resource_id: resource.id },
        ...{ resource_name: resource.name, unit_dates: 1 },
      })
      expect(await read("revenue")).toEqual({
        ...{ report: "revenue", ...range, group_by: "day" },
        rows: [
          { ...of(guide), currency_code: "aud", amount: 12.5 },
          { ...of(kayak), currency_code: "aud", amount: 12.5 },
          { ...of(kayak), currency_code: "usd", amount: 70.25 },
        ],
        summary: [
          { currency_code: "aud", unit_dates: 2, amount: 25 },
          { currency_code: "usd", unit_dates: 1, amount: 70.25 },
        ],
      })
      const whole = { end_date: inDays(32), resource_id: guide.id }
      const { summary } = await read("revenue", whole)
      expect(summary).toEqual([
        { currency_code: "aud", unit_dates: 2, amount: 25 },
      ])
      const { body } = await readCsv("revenue", { resource_id: guide.id })
      expect(body).toMatch(/^start_date,[^\n]*,currency_code,unit_dates,amount/)
    })

    it("has none of what staff booked without an order", async () => {
      const { id } = await shop.createResource()
      const items = [{ resource_id: id, dates: [inDays(31)] }]
      const idempotency_token = "one"
      const answer = await shop.admin.client.post(`${ADMIN}/allocations`, {
        ...{ items, idempotency_token },
      })
      expectStatus(201, answer)
      expect(await read("revenue")).toMatchObject({ rows: [], summary: [] })
    })
  })

  describe(`GET ${PATH}/:report`, () => {
    it.each([
      ["utilization", { group_by: "year" }, "invalid_data"],
      ["allocations", { group_by: "day" }, "invalid_data"],
      ["revenue", { end_date: inDays(29) }, "invalid_range"],
      ["funnel", { end_date: inDays(30 + 366) }, "invalid_range"],
      ["hold-expirations", { start_date: "2027-02-30" }, "invalid_data"],
    ] as const)("%s refuses %j", async (name, query, code) => {
      const asked = { ...range, ...query }
      const answer = await shop.admin.client.get(`${PATH}/${name}`, asked)
      expectRefusal(answer, code)
    })

    it("refuses in JSON, whatever was asked for", async () => {
      const answer = await readCsv("utilization", { end_date: inDays(29) })
      expectRefusal(answer, "invalid_range")
    })
  })
}
