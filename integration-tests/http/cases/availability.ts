import { inDays, MOMENT } from "../../helpers/http-dates"
import { expectRefusal, missing } from "../../helpers/http-expect"
import { ADMIN, type Shop, STORE } from "../../helpers/http-shop"

const SYSTEM = { actor: { type: "system", id: null } } as const

export function availabilityCases(shop: Shop): void {
  describe("GET /store/resource-booking/availability (R4)", () => {
    function read(query: object) {
      return shop.anyone.get(`${STORE}/availability`, { ...query })
    }

    it("says what is held, sold and free on each date, and why not", async () => {
      const { id, name, type, timezone } = await shop.createResource()
      const held = { resource_id: id, dates: [inDays(31)], quantity: 3 }
      const { hold } = await shop.placeHold({ items: [held] })
      const sold = { resource_id: id, dates: [inDays(32)], quantity: 3 }
      const order = await shop.placeHold({ items: [sold] })
      await shop.bookings.confirmHold(
        { hold_id: order.hold.id, order_id: "order_1" },
        SYSTEM
      )
      const { status, body } = await read({
        resource_id: id,
        start_date: inDays(30),
        end_date: inDays(32),
      })
      expect(status).toBe(200)
      expect(body).toEqual({
        resource: { id, name, type, timezone, span: "day" },
        dates: [
          {
            date: inDays(30),
            max_capacity: 3,
            held: 0,
            allocated: 0,
            available_capacity: 3,
            is_available: true,
          },
          {
            date: inDays(31),
            max_capacity: 3,
            held: 3,
            allocated: 0,
            available_capacity: 0,
            is_available: false,
            reason: "held",
            may_free_at: hold.expires_at,
          },
          {
            date: inDays(32),
            max_capacity: 3,
            held: 0,
            allocated: 3,
            available_capacity: 0,
            is_available: false,
            reason: "sold_out",
          },
        ],
        all_dates_available: false,
        quantity: 1,
        server_time: MOMENT,
      })
    })

    it("asks for a quantity", async () => {
      const { id } = await shop.createResource()
      const day = { start_date: inDays(30), end_date: inDays(30) }
      const enough = await read({ resource_id: id, ...day, quantity: 3 })
      expect(enough.body).toMatchObject({
        all_dates_available: true,
        quantity: 3,
      })
      const tooMany = await read({ resource_id: id, ...day, quantity: 4 })
      expect(tooMany.body.dates).toMatchObject([
        { available_capacity: 3, is_available: false, reason: "sold_out" },
      ])
    })

    it("gives nights without check-out's own date", async () => {
      const { id } = await shop.createResource({ span: "night" })
      const { body } = await read({
        resource_id: id,
        start_date: inDays(30),
        end_date: inDays(32),
      })
      const dates = body.dates.map((entry: { date: string }) => entry.date)
      expect(dates).toEqual([inDays(30), inDays(31)])
    })

    it("gives every reason that closes a date", async () => {
      const rules = { lead_time_hours: 48, horizon_days: 40 }
      const { id } = await shop.createResource(rules)
      await shop.admin.client.post(`${ADMIN}/blackouts`, {
        all: true,
        start_date: inDays(30),
        end_date: inDays(30),
        reason: "Holiday",
      })
      const reasonOn = async (days: number) => {
        const day = { start_date: inDays(days), end_date: inDays(days) }
        const { body } = await read({ resource_id: id, ...day })
        return body.dates[0].reason
      }
      expect(await reasonOn(-1)).toBe("past")
      expect(await reasonOn(1)).toBe("too_soon")
      expect(await reasonOn(30)).toBe("blackout")
      expect(await reasonOn(31)).toBeUndefined()
      expect(await reasonOn(41)).toBe("too_far")
      const path = `${ADMIN}/resources/${id}`
      const reason = "cleaning"
      await shop.admin.client.post(`${path}/freeze`, { reason })
      expect(await reasonOn(31)).toBe("frozen")
      await shop.admin.client.delete(`${path}/freeze`)
      await shop.admin.client.post(path, { default_capacity: null })
      expect(await reasonOn(31)).toBe("no_capacity")
      await shop.admin.client.post(path, { is_active: false })
      expect(await reasonOn(31)).toBe("inactive")
    })

    it("adds up the members of a group", async () => {
      const { id, name, type } = await shop.createGroup()
      const member = { group_id: id, span: "night" }
      await shop.createResource({ ...member, default_capacity: 1 })
      await shop.createResource({ ...member, default_capacity: 2 })
      const { body } = await read({
        group_id: id,
        start_date: inDays(30),
        end_date: inDays(31),
        quantity: 3,
      })
      expect(body).toEqual({
        group: { id, name, type },
        dates: [
          {
            date: inDays(30),
            max_capacity: 3,
            held: 0,
            allocated: 0,
            available_capacity: 3,
            is_available: true,
          },
        ],
        all_dates_available: true,
        quantity: 3,
        server_time: MOMENT,
      })
    })

    it("gives 366 dates at most", async () => {
      const { id } = await shop.createResource()
      const read366 = await read({
        resource_id: id,
        start_date: inDays(1),
        end_date: inDays(366),
      })
      expect(read366.body.dates).toHaveLength(366)
      const read367 = await read({
        resource_id: id,
        start_date: inDays(1),
        end_date: inDays(367),
      })
      expectRefusal(read367, "invalid_range")
    })

    it("counts a hold no more from the instant it has expired (R12)", async () => {
      const { id } = await shop.createResource({ default_capacity: 1 })
      const items = [{ resource_id: id, dates: [inDays(30)] }]
      const { hold } = await shop.placeHold({ items })
      await shop.expire(hold.id)
      const day = { start_date: inDays(30), end_date: inDays(30) }
      const { body } = await read({ resource_id: id, ...day })
      expect(body.dates).toMatchObject([{ held: 0, is_available: true }])
      await shop.placeHold({ items })
    })

    it("knows no resource or group that there isn't", async () => {
      const day = { start_date: inDays(30), end_date: inDays(30) }
      expectRefusal(
        await read({ resource_id: "bres_nowhere", ...day }),
        ...missing("resource", "bres_nowhere")
      )
      expectRefusal(
        await read({ group_id: "bgrp_nowhere", ...day }),
        ...missing("group", "bgrp_nowhere")
      )
    })

    it.each([
      ["neither resource nor group", {}, "invalid_data"],
      ["both", { resource_id: "a", group_id: "b" }, "invalid_data"],
      ["no end", { resource_id: "a", end_date: "" }, "invalid_data"],
      ["quantity 0", { resource_id: "a", quantity: "0" }, "invalid_data"],
      ["quantity 1001", { resource_id: "a", quantity: "1001" }, "invalid_data"],
      ["an unknown field", { resource_id: "a", token: "x" }, "invalid_data"],
      [
        "a reversed range",
        { resource_id: "a", end_date: "2020-01-01" },
        "invalid_range",
      ],
    ] as const)("refuses %s", async (_, query, code) => {
      const day = { start_date: inDays(30), end_date: inDays(30) }
      expectRefusal(await read({ ...day, ...query }), code)
    })
  })
}
