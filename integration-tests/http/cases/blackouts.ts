import { dateInWords } from "../../engine"
import { anId, inDays, MOMENT } from "../../helpers/http-dates"
import {
  expectRefusal,
  missing,
  withoutChange,
} from "../../helpers/http-expect"
import { ADMIN, type Shop, STORE } from "../../helpers/http-shop"

const SYSTEM = { actor: { type: "system", id: null } } as const

export function blackoutCases(shop: Shop): void {
  const from30to32 = () => ({
    start_date: inDays(30),
    end_date: inDays(32),
    reason: "Engine repair",
  })

  function close(input: object) {
    return shop.admin.client.post(`${ADMIN}/blackouts`, {
      ...from30to32(),
      ...input,
    })
  }

  describe("POST /admin/resource-booking/blackouts (R30)", () => {
    it("closes dates, and releases live holds on request only", async () => {
      const { id, name } = await shop.createResource()
      const items = [{ resource_id: id, dates: [inDays(32)] }]
      const kept = await shop.placeHold({ items })
      const first = await close({ resource_id: id })
      expect(first.status).toBe(201)
      expect(first.body).toEqual({
        blackout: {
          id: anId("bblk"),
          resource_id: id,
          group_id: null,
          all: false,
          ...from30to32(),
          kind: "blackout",
          note: null,
          created_by: shop.admin.id,
          created_at: MOMENT,
          updated_at: MOMENT,
        },
        holds_released: 0,
        allocations_affected: [],
      })
      expectRefusal(
        await shop.tryHold({ items }),
        "blackout",
        `${name} is closed on ${dateInWords(inDays(32))}.`,
        { dates: [inDays(32)], resource_id: id, name }
      )

      const path = `${STORE}/holds/${kept.hold.id}`
      const owner = shop.anyone.with({ "x-booking-hold-token": kept.token })
      expect((await owner.get(path)).body.hold.status).toBe("active")
      const second = await close({ resource_id: id, release_holds: true })
      expect(second.body.holds_released).toBe(1)
      expect((await owner.get(path)).body.hold.status).toBe("released")
    })

    it("keeps allocations inside, and lists them", async () => {
      const { id } = await shop.createResource()
      const items = [{ resource_id: id, dates: [inDays(31)] }]
      const { hold } = await shop.placeHold({ items })
      const { allocations } = await shop.bookings.confirmHold(
        { hold_id: hold.id, order_id: "order_1" },
        SYSTEM
      )
      const { body } = await close({ all: true, release_holds: true })
      expect(body).toMatchObject({ holds_released: 0 })
      expect(body.allocations_affected).toEqual(allocations)
    })

    it("closes a group, and everything", async () => {
      const group = await shop.createGroup()
      const { id } = await shop.createResource({ group_id: group.id })
      const other = await shop.createResource()
      const hold = (resource_id: string, days: number) =>
        shop.tryHold({ items: [{ resource_id, dates: [inDays(days)] }] })
      await close({ group_id: group.id })
      expectRefusal(await hold(id, 31), "blackout")
      expect((await hold(other.id, 31)).status).toBe(201)
      await close({ all: true })
      expectRefusal(await hold(other.id, 31), "blackout")
      expect((await hold(other.id, 33)).status).toBe(201)
    })

    it.each([
      ["nothing to close", {}],
      ["two things to close", { all: true, resource_id: "bres_1" }],
      ["all: false", { all: false }],
      ["no reason", { all: true, reason: "" }],
      ["no end", { all: true, end_date: undefined }],
      ["a kind", { all: true, kind: "freeze" }],
      ["a date that isn't", { all: true, start_date: "2024-02-30" }],
    ])("refuses %s", async (_, wrong) => {
      await withoutChange(shop, async () => {
        expectRefusal(await close(wrong), "invalid_data")
      })
    })

    it("refuses a reversed range, and one of centuries", async () => {
      await withoutChange(shop, async () => {
        const reversed = await close({ all: true, end_date: inDays(29) })
        expectRefusal(reversed, "invalid_range")
        const endless = await close({ all: true, end_date: "2199-12-31" })
        expectRefusal(endless, "invalid_range")
      })
    })

    it("closes nothing that there isn't", async () => {
      await withoutChange(shop, async () => {
        expectRefusal(
          await close({ resource_id: "bres_nowhere" }),
          ...missing("resource", "bres_nowhere")
        )
        expectRefusal(
          await close({ group_id: "bgrp_nowhere" }),
          ...missing("group", "bgrp_nowhere")
        )
      })
    })
  })

  describe("/admin/resource-booking/blackouts/:id (R30)", () => {
    it("reads a blackout, and opens its dates again", async () => {
      const { id } = await shop.createResource()
      const { blackout } = (await close({ resource_id: id })).body
      const path = `${ADMIN}/blackouts/${blackout.id}`
      const read = await shop.admin.client.get(path)
      expect(read.status).toBe(200)
      expect(read.body).toEqual({ blackout })

      const deletion = await shop.admin.client.delete(path)
      expect(deletion.status).toBe(200)
      expect(deletion.body).toEqual({
        id: blackout.id,
        object: "booking_blackout",
        deleted: true,
      })
      await shop.placeHold({
        items: [{ resource_id: id, dates: [inDays(31)] }],
      })
      const refusal = missing("blackout", blackout.id)
      const { client } = shop.admin
      expectRefusal(await client.get(path), ...refusal)
      expectRefusal(await client.delete(path), ...refusal)
    })

    it.each(["POST", "PUT"])("moves its dates by %s", async (method) => {
      const { id } = await shop.createResource()
      const { blackout } = (await close({ resource_id: id })).body
      const items = [{ resource_id: id, dates: [inDays(34)] }]
      await shop.placeHold({ items })
      const answer = await shop.admin.client.send({
        method,
        path: `${ADMIN}/blackouts/${blackout.id}`,
        body: { end_date: inDays(35), reason: "Parts", release_holds: true },
      })
      expect(answer.status).toBe(200)
      expect(answer.body).toEqual({
        blackout: {
          ...blackout,
          end_date: inDays(35),
          reason: "Parts",
          updated_at: MOMENT,
        },
        holds_released: 1,
        allocations_affected: [],
      })
      expectRefusal(await shop.tryHold({ items }), "blackout")
    })

    it.each([
      [{ end_date: "2020-01-01" }, "invalid_range"],
      [{ end_date: null }, "invalid_data"],
      [{ reason: "" }, "invalid_data"],
      [{ resource_id: "bres_other" }, "invalid_data"],
    ] as const)("refuses to be changed to %j", async (body, code) => {
      const { blackout } = (await close({ all: true })).body
      await withoutChange(shop, async () => {
        const path = `${ADMIN}/blackouts/${blackout.id}`
        expectRefusal(await shop.admin.client.post(path, body), code)
      })
    })

    it("is no way to change a freeze", async () => {
      const { id } = await shop.createResource()
      const { client } = shop.admin
      const reason = "cleaning"
      await client.post(`${ADMIN}/resources/${id}/freeze`, { reason })
      const list = await client.get(`${ADMIN}/blackouts`, { resource_id: id })
      const path = `${ADMIN}/blackouts/${list.body.blackouts[0].id}`
      await withoutChange(shop, async () => {
        const answer = await client.post(path, { end_date: inDays(40) })
        const message = "To change a freeze, freeze the resource again."
        expectRefusal(answer, "invalid_data", message, {})
      })
    })

    it("lists by what is closed, kind and dates", async () => {
      const { id } = await shop.createResource()
      const group = await shop.createGroup()
      await close({ resource_id: id, reason: "A" })
      await close({ group_id: group.id, reason: "B", end_date: inDays(40) })
      await close({ all: true, reason: "C", start_date: inDays(20) })
      const reason = "cleaning"
      await shop.admin.client.post(`${ADMIN}/resources/${id}/freeze`, {
        reason,
      })
      const list = async (query: object) => {
        const path = `${ADMIN}/blackouts`
        const { body } = await shop.admin.client.get(path, { ...query })
        expect(body.count).toBe(body.blackouts.length)
        return body.blackouts.map((b: { reason: string }) => b.reason).sort()
      }
      expect(await list({})).toEqual(["A", "B", "C", reason])
      expect(await list({ resource_id: id })).toEqual(["A", reason])
      expect(await list({ group_id: group.id })).toEqual(["B"])
      expect(await list({ kind: "freeze" })).toEqual([reason])
      expect(await list({ start_date: inDays(33) })).toEqual(["B", reason])
      expect(await list({ end_date: inDays(29) })).toEqual(["C", reason])
      expect(await list({ q: "clean" })).toEqual([reason])
    })
  })

  describe("/admin/resource-booking/resources/:id/freeze (R31)", () => {
    it("closes a resource from now on, and opens it again", async () => {
      const resource = await shop.createResource()
      const path = `${ADMIN}/resources/${resource.id}/freeze`
      const frozen = await shop.admin.client.post(path, {
        reason: "maintenance",
        note: "Gearbox",
        until: inDays(40),
      })
      expect(frozen.status).toBe(200)
      expect(frozen.body).toEqual({
        resource: {
          ...resource,
          is_frozen: true,
          freeze: {
            reason: "maintenance",
            note: "Gearbox",
            until: inDays(40),
          },
        },
      })
      const hold = (days: number) =>
        shop.tryHold({
          items: [{ resource_id: resource.id, dates: [inDays(days)] }],
        })
      expectRefusal(await hold(0), "frozen")
      expectRefusal(await hold(40), "frozen")
      expect((await hold(41)).status).toBe(201)

      const opened = await shop.admin.client.delete(path)
      expect(opened.status).toBe(200)
      expect(opened.body).toEqual({ resource })
      expect((await hold(40)).status).toBe(201)
    })

    it("replaces a freeze by the next", async () => {
      const { id } = await shop.createResource()
      const path = `${ADMIN}/resources/${id}/freeze`
      await shop.admin.client.post(path, { reason: "cleaning" })
      const { body } = await shop.admin.client.post(path, {
        reason: "system_hold",
      })
      expect(body.resource.freeze).toEqual({
        reason: "system_hold",
        note: null,
        until: null,
      })
    })

    it.each([
      [{}, "invalid_data"],
      [{ reason: "holiday" }, "invalid_data"],
      [{ reason: "cleaning", note: 1 }, "invalid_data"],
      [{ reason: "cleaning", until: "tomorrow" }, "invalid_data"],
      [{ reason: "cleaning", start_date: "2030-01-01" }, "invalid_data"],
      [{ reason: "cleaning", until: "2020-01-01" }, "invalid_range"],
    ] as const)("refuses %j", async (body, code) => {
      const { id } = await shop.createResource()
      await withoutChange(shop, async () => {
        const path = `${ADMIN}/resources/${id}/freeze`
        expectRefusal(await shop.admin.client.post(path, body), code)
      })
    })

    it("freezes nothing that there isn't", async () => {
      const path = `${ADMIN}/resources/bres_nowhere/freeze`
      const { client } = shop.admin
      const body = { reason: "cleaning" }
      expectRefusal(await client.post(path, body), "not_found")
      expectRefusal(await client.delete(path), "not_found")
    })
  })
}
