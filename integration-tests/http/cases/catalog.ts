import type { ResourceDTO } from "../../../src/modules/resource_booking/types"
import { anId, inDays, MOMENT } from "../../helpers/http-dates"
import {
  expectRefusal,
  missing,
  WHOLE_LIST,
  withoutChange,
} from "../../helpers/http-expect"
import { ADMIN, type Shop, STORE } from "../../helpers/http-shop"

const TAXI = { name: "Water Taxi", type: "vehicle", span: "day" }

export function catalogCases(shop: Shop): void {
  describe("POST /admin/resource-booking/resources (R1)", () => {
    it("makes a resource from name, type and span; the rest has defaults", async () => {
      const answer = await shop.admin.client.post(`${ADMIN}/resources`, TAXI)
      expect(answer.status).toBe(201)
      expect(answer.body).toEqual({
        resource: {
          id: anId("bres"),
          handle: "water-taxi",
          name: "Water Taxi",
          type: "vehicle",
          description: null,
          group_id: null,
          timezone: "Australia/Brisbane",
          span: "day",
          default_capacity: null,
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
          created_at: MOMENT,
          updated_at: MOMENT,
        },
      })
    })

    it("keeps every field that is given", async () => {
      const group = await shop.createGroup()
      const given = {
        name: "Reef Room 12",
        type: "room",
        span: "night",
        handle: "reef-12",
        description: "Sea view — ‘quiet’ side 🌊",
        group_id: group.id,
        timezone: "Pacific/Auckland",
        default_capacity: 1,
        min_stay: 2,
        max_stay: 14,
        lead_time_hours: 12,
        horizon_days: 365,
        hold_ttl_minutes: 15,
        check_in_time: "15:00",
        check_out_time: "10:30",
        images: ["https://example.com/12.jpg"],
        amenities: ["wifi", "balcony"],
        is_active: false,
        metadata: { floor: 1, tags: ["a"] },
      }
      const answer = await shop.admin.client.post(`${ADMIN}/resources`, given)
      expect(answer.status).toBe(201)
      expect(answer.body.resource).toMatchObject(given)
    })

    it("numbers a handle that is made from a name and is taken", async () => {
      await shop.admin.client.post(`${ADMIN}/resources`, TAXI)
      const { body } = await shop.admin.client.post(`${ADMIN}/resources`, TAXI)
      expect(body.resource.handle).toBe("water-taxi-2")
    })

    it("lets a secret API key do what staff may do (R54)", async () => {
      const { client } = shop.program
      const { status } = await client.post(`${ADMIN}/resources`, TAXI)
      expect(status).toBe(201)
    })

    it.each([
      ["no name", { name: undefined }],
      ["a blank name", { name: "  " }],
      ["a name of 256 characters", { name: "x".repeat(256) }],
      ["an unknown span", { span: "hour" }],
      ["an unknown time zone", { timezone: "Mars/Olympus" }],
      ["a handle with capitals", { handle: "Water-Taxi" }],
      ["a negative capacity", { default_capacity: -1 }],
      ["a capacity above a million", { default_capacity: 1_000_001 }],
      ["a capacity of half a place", { default_capacity: 0.5 }],
      ["a minimum above the maximum stay", { min_stay: 3, max_stay: 2 }],
      ["a time that no day has", { check_in_time: "24:00" }],
      ["a time with seconds", { check_out_time: "10:00:00" }],
      ["a picture that is a script", { images: ["javascript:alert(1)"] }],
      ["an unknown field", { color: "red" }],
      ["a field that only the server sets", { is_frozen: true }],
      ["an id", { id: "bres_mine" }],
      ["metadata that is a list", { metadata: [] }],
      ["a group that there isn't", { group_id: "bgrp_nowhere" }],
    ])("refuses %s", async (_, wrong) => {
      await withoutChange(shop, async () => {
        const answer = await shop.admin.client.post(`${ADMIN}/resources`, {
          ...TAXI,
          ...wrong,
        })
        expectRefusal(answer, "invalid_data")
      })
    })

    it("names each thing that is wrong", async () => {
      const answer = await shop.admin.client.post(`${ADMIN}/resources`, {
        ...TAXI,
        name: "",
        status: "free",
      })
      const issues = [
        { path: "name", message: expect.stringContaining("Too small") },
        { path: "", message: "Unknown fields: status" },
      ]
      expectRefusal(
        answer,
        "invalid_data",
        expect.stringMatching(/^name: .*; Unknown fields: status\.$/),
        { issues }
      )
    })

    it("refuses a handle that another resource has", async () => {
      const { handle } = await shop.createResource()
      await withoutChange(shop, async () => {
        const answer = await shop.admin.client.post(`${ADMIN}/resources`, {
          ...TAXI,
          handle,
        })
        expectRefusal(answer, "invalid_data")
      })
    })
  })

  describe("GET /admin/resource-booking/resources (R1)", () => {
    let kayak: ResourceDTO
    let canoe: ResourceDTO
    let bike: ResourceDTO

    beforeEach(async () => {
      const group = await shop.createGroup()
      kayak = await shop.createResource({ name: "Kayak", type: "boat" })
      canoe = await shop.createResource({
        name: "Canoe",
        type: "boat",
        group_id: group.id,
        description: "Long and 100% dry",
      })
      bike = await shop.createResource({
        name: "Bike",
        type: "bike",
        is_active: false,
      })
      const { client } = shop.admin
      await client.post(`${ADMIN}/resources/${kayak.id}/freeze`, {
        reason: "cleaning",
      })
    })

    async function names(query: object): Promise<string[]> {
      const path = `${ADMIN}/resources`
      const { status, body } = await shop.admin.client.get(path, { ...query })
      expect(status).toBe(200)
      expect(body.count).toBe(body.resources.length)
      return body.resources.map((r: ResourceDTO) => r.name)
    }

    it("lists all, by name, with the page", async () => {
      const { body } = await shop.admin.client.get(`${ADMIN}/resources`)
      expect(body).toEqual({
        resources: [
          bike,
          canoe,
          expect.objectContaining({ id: kayak.id, is_frozen: true }),
        ],
        count: 3,
        ...WHOLE_LIST,
      })
    })

    it("filters by type, group, activity and freeze", async () => {
      expect(await names({ type: "boat" })).toEqual(["Canoe", "Kayak"])
      expect(await names({ type: ["boat", "bike"] })).toHaveLength(3)
      expect(await names({ group_id: canoe.group_id })).toEqual(["Canoe"])
      expect(await names({ is_active: "false" })).toEqual(["Bike"])
      expect(await names({ is_active: "true" })).toEqual(["Canoe", "Kayak"])
      expect(await names({ is_frozen: "true" })).toEqual(["Kayak"])
      expect(await names({ is_frozen: "false" })).toEqual(["Bike", "Canoe"])
    })

    it("finds many by their ids, those that are there", async () => {
      expect(await names({ id: bike.id })).toEqual(["Bike"])
      const gone = Array.from({ length: 98 }, (_, i) => `bres_none${i}`)
      const ids = [kayak.id, ...gone, bike.id]
      expect(await names({ id: ids })).toEqual(["Bike", "Kayak"])
      expect(await names({ "id[]": ids })).toEqual(["Bike", "Kayak"])
    })

    it("searches text as it stands, wildcards included", async () => {
      expect(await names({ q: "KAY" })).toEqual(["Kayak"])
      expect(await names({ q: "100% d" })).toEqual(["Canoe"])
      expect(await names({ q: "%" })).toEqual(["Canoe"])
      expect(await names({ q: "_" })).toEqual([])
      expect(await names({ q: "'; drop table booking_hold; --" })).toEqual([])
    })

    it("orders by a field, ascending or descending", async () => {
      expect(await names({ order: "-name" })).toEqual([
        "Kayak",
        "Canoe",
        "Bike",
      ])
      expect(await names({ order: "created_at" })).toEqual([
        "Kayak",
        "Canoe",
        "Bike",
      ])
    })

    it("gives a page, and the count of all", async () => {
      const query = { limit: 1, offset: 1 }
      const { body } = await shop.admin.client.get(`${ADMIN}/resources`, query)
      expect(body).toEqual({
        resources: [canoe],
        ...{ count: 3, count_is_capped: false, offset: 1, limit: 1 },
        next: expect.stringMatching(/^[\w-]+$/),
      })
    })

    it("gives the fields that are asked for", async () => {
      const read = async (fields: string) => {
        const query = { fields, q: "canoe" }
        const path = `${ADMIN}/resources`
        const { body } = await shop.admin.client.get(path, query)
        return body.resources
      }
      const { metadata: _, ...rest } = canoe
      expect(await read("name,type")).toEqual([
        { id: canoe.id, name: "Canoe", type: "boat" },
      ])
      expect(await read("-metadata")).toEqual([rest])
      expect(await read("+metadata")).toEqual([canoe])
    })

    it.each([
      { limit: "101" },
      { limit: "0" },
      { limit: "-1" },
      { limit: "1e1" },
      { offset: "-1" },
      { offset: "1.5" },
      { order: "lock_number" },
      { order: "name; drop table booking_hold" },
      { fields: "lock_number" },
      { is_active: "yes" },
      { id: "" },
      { id: Array.from({ length: 101 }, (_, i) => `bres_none${i}`) },
      { limit: ["1", "2"] },
      { q: ["a", "b"] },
      { "q[a]": "b" },
      { unknown: "1" },
      { deleted_at: "1" },
    ])("refuses %j", async (query) => {
      const answer = await shop.admin.client.get(`${ADMIN}/resources`, query)
      expectRefusal(answer, "invalid_data")
    })
  })

  describe("GET /admin/resource-booking/resources/:id", () => {
    it("finds a resource by id or by handle, active or not", async () => {
      const resource = await shop.createResource({ is_active: false })
      for (const name of [resource.id, resource.handle]) {
        const path = `${ADMIN}/resources/${name}`
        const { status, body } = await shop.admin.client.get(path)
        expect(status).toBe(200)
        expect(body).toEqual({ resource })
      }
    })

    it("gives the fields that are asked for", async () => {
      const { id, name } = await shop.createResource()
      const path = `${ADMIN}/resources/${id}`
      const { body } = await shop.admin.client.get(path, { fields: "name" })
      expect(body).toEqual({ resource: { id, name } })
    })

    it("knows no resource that there isn't", async () => {
      const path = `${ADMIN}/resources/bres_nowhere`
      const answer = await shop.admin.client.get(path)
      const refusal = missing("resource", "bres_nowhere")
      expectRefusal(answer, ...refusal)
    })
  })

  describe("POST and PUT /admin/resource-booking/resources/:id (R1)", () => {
    it.each(["POST", "PUT"])(
      "changes what %s gives, and no more",
      async (method) => {
        const resource = await shop.createResource({ amenities: ["paddle"] })
        const answer = await shop.admin.client.send({
          method,
          path: `${ADMIN}/resources/${resource.id}`,
          body: { description: "Red", min_stay: 2, amenities: [] },
        })
        expect(answer.status).toBe(200)
        expect(answer.body).toEqual({
          resource: {
            ...resource,
            description: "Red",
            min_stay: 2,
            amenities: [],
            updated_at: MOMENT,
          },
        })
      }
    )

    it("refuses what makes no sense with what is stored", async () => {
      const { id } = await shop.createResource({ max_stay: 3 })
      await withoutChange(shop, async () => {
        const path = `${ADMIN}/resources/${id}`
        const answer = await shop.admin.client.post(path, { min_stay: 4 })
        expectRefusal(answer, "invalid_data")
      })
    })

    it("refuses a default capacity below what is held", async () => {
      const { id } = await shop.createResource()
      const date = inDays(30)
      const item = { resource_id: id, dates: [date], quantity: 2 }
      await shop.placeHold({ items: [item] })
      await withoutChange(shop, async () => {
        const path = `${ADMIN}/resources/${id}`
        const body = { default_capacity: 1 }
        const answer = await shop.admin.client.post(path, body)
        expectRefusal(answer, "below_commitments")
        expect(answer.body.details).toMatchObject({ dates: [date] })
      })
    })

    it("refuses null where a value is needed", async () => {
      const { id } = await shop.createResource()
      for (const field of ["name", "type", "span", "timezone", "is_active"]) {
        const path = `${ADMIN}/resources/${id}`
        const answer = await shop.admin.client.post(path, { [field]: null })
        expectRefusal(answer, "invalid_data")
      }
    })
  })

  describe("DELETE /admin/resource-booking/resources/:id (R1)", () => {
    it("takes the resource away until it is restored", async () => {
      const resource = await shop.createResource()
      const path = `${ADMIN}/resources/${resource.id}`
      const deletion = await shop.admin.client.delete(path)
      expect(deletion.status).toBe(200)
      expect(deletion.body).toEqual({
        id: resource.id,
        object: "booking_resource",
        deleted: true,
      })
      expectRefusal(await shop.admin.client.get(path), "not_found")
      expectRefusal(await shop.admin.client.delete(path), "not_found")
      const restored = await shop.admin.client.post(`${path}/restore`)
      expect(restored.status).toBe(200)
      expect(restored.body).toEqual({
        resource: { ...resource, updated_at: MOMENT },
      })
      expect((await shop.admin.client.get(path)).status).toBe(200)
    })

    it("refuses while dates from today on are held", async () => {
      const { id } = await shop.createResource()
      const date = inDays(30)
      await shop.placeHold({ items: [{ resource_id: id, dates: [date] }] })
      await withoutChange(shop, async () => {
        const answer = await shop.admin.client.delete(
          `${ADMIN}/resources/${id}`
        )
        expectRefusal(answer, "has_commitments")
        expect(answer.body.details).toMatchObject({ dates: [date] })
      })
    })

    it("restores no resource that there never was", async () => {
      const path = `${ADMIN}/resources/bres_nowhere/restore`
      expectRefusal(await shop.admin.client.post(path), "not_found")
    })
  })

  describe("/admin/resource-booking/groups (R2)", () => {
    it("makes, reads, changes, lists and deletes a group", async () => {
      const { client } = shop.admin
      const made = await client.post(`${ADMIN}/groups`, {
        name: "Sea rooms",
        type: "room",
        amenities: ["wifi"],
      })
      expect(made.status).toBe(201)
      const { group } = made.body
      expect(made.body).toEqual({
        group: {
          id: anId("bgrp"),
          handle: "sea-rooms",
          name: "Sea rooms",
          type: "room",
          description: null,
          images: [],
          amenities: ["wifi"],
          resource_count: 0,
          metadata: {},
          created_at: MOMENT,
          updated_at: MOMENT,
        },
      })

      const { id } = await shop.createResource({ group_id: group.id })
      const path = `${ADMIN}/groups/${group.id}`
      expect((await client.get(path)).body).toEqual({
        group: { ...group, resource_count: 1 },
      })
      expect((await client.get(`${ADMIN}/groups/sea-rooms`)).status).toBe(200)

      for (const method of ["POST", "PUT"]) {
        const body = { description: method }
        const answer = await client.send({ method, path, body })
        expect(answer.status).toBe(200)
        expect(answer.body.group.description).toBe(method)
      }

      const list = await client.get(`${ADMIN}/groups`, {
        q: "sea",
        fields: "name",
      })
      expect(list.body).toEqual({
        groups: [{ id: group.id, name: "Sea rooms" }],
        count: 1,
        ...WHOLE_LIST,
      })

      const deletion = await client.delete(path)
      expect(deletion.status).toBe(200)
      expect(deletion.body).toEqual({
        id: group.id,
        object: "booking_group",
        deleted: true,
      })
      expectRefusal(await client.get(path), "not_found")
      const left = await client.get(`${ADMIN}/resources/${id}`)
      expect(left.body.resource.group_id).toBeNull()
    })

    it("finds many by their ids, those that are there", async () => {
      const [first, _, third] = [
        await shop.createGroup({ name: "Attic" }),
        await shop.createGroup({ name: "Barn" }),
        await shop.createGroup({ name: "Cellar" }),
      ]
      const { body } = await shop.admin.client.get(`${ADMIN}/groups`, {
        "id[]": [third.id, "bgrp_none", first.id],
        fields: "name",
      })
      expect(body).toEqual({
        groups: [
          { id: first.id, name: "Attic" },
          { id: third.id, name: "Cellar" },
        ],
        count: 2,
        ...WHOLE_LIST,
      })
    })

    it("refuses to delete a group that has a blackout to come", async () => {
      const { id } = await shop.createGroup()
      await shop.admin.client.post(`${ADMIN}/blackouts`, {
        group_id: id,
        start_date: inDays(10),
        end_date: inDays(12),
        reason: "Paint",
      })
      await withoutChange(shop, async () => {
        const answer = await shop.admin.client.delete(`${ADMIN}/groups/${id}`)
        expectRefusal(answer, "has_commitments")
      })
    })
  })

  describe("GET /store/resource-booking/resources", () => {
    it("lists active resources only", async () => {
      const resource = await shop.createResource()
      await shop.createResource({ is_active: false })
      const { status, body } = await shop.anyone.get(`${STORE}/resources`)
      expect(status).toBe(200)
      expect(body).toEqual({
        resources: [{ ...resource, variants: [] }],
        count: 1,
        ...WHOLE_LIST,
      })
    })

    it("can't be asked for inactive ones", async () => {
      const query = { is_active: "false" }
      const answer = await shop.anyone.get(`${STORE}/resources`, query)
      expectRefusal(answer, "invalid_data")
    })

    it("finds those that are free for a whole stay (R4, R40)", async () => {
      const free = await shop.createResource({ name: "A", span: "night" })
      const busy = await shop.createResource({ name: "B", span: "night" })
      await shop.createResource({ name: "C", default_capacity: null })
      const [start_date, end_date] = [inDays(30), inDays(33)]
      const stay = { start_date, end_date }
      await shop.placeHold({
        items: [{ resource_id: busy.id, dates: [inDays(32)], quantity: 2 }],
      })
      await shop.placeHold({
        items: [{ resource_id: free.id, dates: [inDays(33)], quantity: 3 }],
      })

      const two = await shop.anyone.get(`${STORE}/resources`, {
        ...stay,
        quantity: 2,
      })
      expect(two.body).toEqual({
        resources: [{ ...free, variants: [], available_quantity: 3 }],
        count: 1,
        ...WHOLE_LIST,
      })
      const one = await shop.anyone.get(`${STORE}/resources`, {
        ...stay,
        fields: "available_quantity",
      })
      expect(one.body.resources).toEqual([
        { id: free.id, available_quantity: 3 },
        { id: busy.id, available_quantity: 1 },
      ])
    })

    it.each([
      [{ start_date: "2027-01-10" }, "invalid_data"],
      [{ quantity: "2" }, "invalid_data"],
      [{ start_date: "2027-02-30", end_date: "2027-03-01" }, "invalid_data"],
      [{ start_date: "2027-03-02", end_date: "2027-03-01" }, "invalid_range"],
      [{ start_date: "2027-03-02", end_date: "2029-03-01" }, "invalid_range"],
    ] as const)("refuses the stay %j as %s", async (query, code) => {
      const answer = await shop.anyone.get(`${STORE}/resources`, query)
      expectRefusal(answer, code)
    })
  })

  describe("GET /store/resource-booking/resources/:id", () => {
    it("shows an active resource, by id or handle", async () => {
      const resource = await shop.createResource()
      for (const name of [resource.id, resource.handle]) {
        const { body } = await shop.anyone.get(`${STORE}/resources/${name}`)
        expect(body).toEqual({ resource: { ...resource, variants: [] } })
      }
    })

    it("keeps to itself what staff noted on a freeze", async () => {
      const { id } = await shop.createResource()
      await shop.admin.client.post(`${ADMIN}/resources/${id}/freeze`, {
        reason: "admin_lock",
        note: "Owed money by Ann",
      })
      for (const path of [`${STORE}/resources/${id}`, `${STORE}/resources`]) {
        const { body } = await shop.anyone.get(path)
        const resource = body.resource ?? body.resources[0]
        expect(resource.freeze).toEqual({
          reason: "admin_lock",
          note: null,
          until: null,
        })
      }
    })

    it("knows no resource that is inactive, deleted or was never there", async () => {
      const inactive = await shop.createResource({ is_active: false })
      const deleted = await shop.createResource()
      await shop.admin.client.delete(`${ADMIN}/resources/${deleted.id}`)
      for (const id of [inactive.id, deleted.id, "bres_nowhere"]) {
        const answer = await shop.anyone.get(`${STORE}/resources/${id}`)
        expectRefusal(answer, ...missing("resource", id))
      }
    })
  })

  describe("GET /store/resource-booking/groups", () => {
    it("lists groups, and one by id or handle", async () => {
      const group = await shop.createGroup()
      const list = await shop.anyone.get(`${STORE}/groups`)
      expect(list.status).toBe(200)
      expect(list.body).toEqual({
        groups: [{ ...group, variants: [] }],
        count: 1,
        ...WHOLE_LIST,
      })
      for (const name of [group.id, group.handle]) {
        const one = await shop.anyone.get(`${STORE}/groups/${name}`)
        expect(one.status).toBe(200)
        expect(one.body).toEqual({ group: { ...group, variants: [] } })
      }
      const none = await shop.anyone.get(`${STORE}/groups/bgrp_nowhere`)
      expectRefusal(none, ...missing("group", "bgrp_nowhere"))
    })

    it("finds groups with units free for a whole stay (R40)", async () => {
      const group = await shop.createGroup()
      const member = { group_id: group.id, default_capacity: 1, span: "night" }
      const one = await shop.createResource(member)
      await shop.createResource(member)
      await shop.placeHold({
        items: [{ resource_id: one.id, dates: [inDays(31)] }],
      })
      const stay = { start_date: inDays(30), end_date: inDays(32) }
      const found = await shop.anyone.get(`${STORE}/groups`, stay)
      expect(found.body.groups).toEqual([
        { ...group, resource_count: 2, variants: [], available_quantity: 1 },
      ])
      const query = { ...stay, quantity: 2 }
      const none = await shop.anyone.get(`${STORE}/groups`, query)
      expect(none.body).toMatchObject({ groups: [], count: 0 })
    })
  })
}
