import { inDays, MOMENT } from "../../helpers/http-dates"
import { expectRefusal } from "../../helpers/http-expect"
import { ADMIN, type Shop } from "../../helpers/http-shop"

const PATH = `${ADMIN}/calendar`

export function calendarCases(shop: Shop): void {
  describe(`GET ${PATH}`, () => {
    const period = { start_date: inDays(30), end_date: inDays(31) }
    const read = (query: object = {}) =>
      shop.admin.client.get(PATH, { ...period, ...query })

    it("shows staff resources, dates and who has them", async () => {
      const room = await shop.createResource({ type: "room", span: "night" })
      await shop.createResource({ type: "tour" })
      const { hold } = await shop.placeHold(
        {
          items: [{ resource_id: room.id, dates: [inDays(31)], quantity: 2 }],
          email: "ann@example.com",
        },
        shop.ann.client
      )
      const { status, body } = await read({ type: "room", limit: 500 })
      expect(status).toBe(200)
      expect(body).toEqual({
        dates: [inDays(30), inDays(31)],
        resources: [
          {
            ...{ id: room.id, name: room.name, type: "room", group_id: null },
            timezone: "Australia/Brisbane",
            ...{ span: "night", is_active: true },
            ...{ max_capacity: [3, 3], held: [0, 2], allocated: [0, 0] },
            ...{ available_capacity: [3, 1], reason: [null, null] },
            bookings: [
              {
                ...{ kind: "hold", id: hold.id, hold_id: hold.id },
                ...{ start_date: inDays(31), end_date: inDays(32) },
                ...{ dates: null, quantity: 2, order_id: null },
                ...{ customer_id: shop.ann.id, email: "ann@example.com" },
                ...{ guests: [], note: null, expires_at: hold.expires_at },
              },
            ],
          },
        ],
        ...{ count: 1, offset: 0, limit: 500, server_time: MOMENT },
      })
    })

    it.each([
      [{ end_date: inDays(29) }, "invalid_range"],
      [{ end_date: inDays(30 + 366) }, "invalid_range"],
      [{ limit: 501 }, "invalid_data"],
      [{ fields: "id" }, "invalid_data"],
      [{ start_date: "2027-02-30" }, "invalid_data"],
    ] as const)("refuses %j", async (query, code) => {
      expectRefusal(await read(query), code)
    })
  })
}
