import { datesInDays, inDays } from "../../helpers/http-dates"
import {
  expectRefusal,
  missing,
  withoutChange,
} from "../../helpers/http-expect"
import { ADMIN, type Shop } from "../../helpers/http-shop"

export function capacityCases(shop: Shop): void {
  describe("/admin/resource-booking/resources/:id/capacity (R3)", () => {
    let id: string
    let path: string

    beforeEach(async () => {
      const resource = await shop.createResource({ default_capacity: 2 })
      id = resource.id
      path = `${ADMIN}/resources/${id}/capacity`
    })

    function set(input: object) {
      return shop.admin.client.post(path, {
        start_date: inDays(30),
        end_date: inDays(32),
        max_capacity: 5,
        ...input,
      })
    }

    async function capacities(): Promise<number[]> {
      const bounds = { start_date: inDays(30), end_date: inDays(32) }
      const { body } = await shop.admin.client.get(path, bounds)
      return body.capacity.map((e: { max_capacity: number }) => e.max_capacity)
    }

    it("sets the dates of a range, and says which were new", async () => {
      const first = await set({ end_date: inDays(31) })
      expect(first.status).toBe(200)
      expect(first.body).toEqual({
        created: datesInDays(30, 31),
        updated: [],
        skipped: [],
      })
      const second = await set({ max_capacity: 6 })
      expect(second.body).toEqual({
        created: [inDays(32)],
        updated: datesInDays(30, 31),
        skipped: [],
      })
      expect(await capacities()).toEqual([6, 6, 6])
    })

    it("skips dates that have one, but not those that were only held", async () => {
      await set({ end_date: inDays(30) })
      const items = [{ resource_id: id, dates: [inDays(31)] }]
      await shop.placeHold({ items })
      const { body } = await set({ max_capacity: 9, skip_existing: true })
      expect(body).toEqual({
        created: datesInDays(31, 32),
        updated: [],
        skipped: [inDays(30)],
      })
      expect(await capacities()).toEqual([5, 9, 9])
    })

    it("sets certain weekdays only", async () => {
      const { body } = await set({ end_date: inDays(36), weekdays: [6, 7] })
      expect(body.created).toHaveLength(2)
      for (const date of body.created) {
        expect([0, 6]).toContain(new Date(`${date}T00:00Z`).getUTCDay())
      }
    })

    it("never goes below what is held", async () => {
      const items = [{ resource_id: id, dates: [inDays(31)], quantity: 2 }]
      await shop.placeHold({ items })
      await withoutChange(shop, async () => {
        const answer = await set({ max_capacity: 1 })
        expectRefusal(answer, "below_commitments")
        expect(answer.body.details).toMatchObject({
          dates: [inDays(31)],
          commitments: [{ date: inDays(31), held: 2, allocated: 0 }],
        })
      })
    })

    it("adjusts all dates or none", async () => {
      const dates = datesInDays(30, 31)
      const more = { dates, adjustment: 3, reason: "Second boat" }
      const { status, body } = await shop.admin.client.post(
        `${path}/adjust`,
        more
      )
      expect(status).toBe(200)
      expect(body).toEqual({
        capacity: dates.map((date) => ({
          date,
          max_capacity: 5,
          held: 0,
          allocated: 0,
          available_capacity: 5,
          is_available: true,
        })),
      })
      const items = [{ resource_id: id, dates: [inDays(31)], quantity: 3 }]
      await shop.placeHold({ items })
      await withoutChange(shop, async () => {
        const less = { dates, adjustment: -3, reason: "Boat sold" }
        const answer = await shop.admin.client.post(`${path}/adjust`, less)
        expectRefusal(answer, "below_commitments")
        expect(answer.body.details).toMatchObject({ dates: [inDays(31)] })
      })
      const log = await shop.admin.client.get(`${ADMIN}/operations`, {
        resource_id: id,
        operation: "capacity.adjusted",
      })
      expect(log.body.operations).toMatchObject([
        {
          actor_type: "user",
          actor_id: shop.admin.id,
          reason: "Second boat",
        },
      ])
    })

    it("reports by day, week or month", async () => {
      await set({ start_date: "2030-01-30", end_date: "2030-02-02" })
      const items = [{ resource_id: id, dates: ["2030-01-30"], quantity: 2 }]
      await shop.placeHold({ items })
      const { status, body } = await shop.admin.client.get(`${path}/report`, {
        start_date: "2030-01-30",
        end_date: "2030-02-02",
        group_by: "month",
      })
      expect(status).toBe(200)
      const figures = { allocated: 0, utilization: 0 }
      expect(body).toEqual({
        summary: { ...figures, capacity: 20, held: 2, available: 18 },
        periods: [
          {
            ...figures,
            start_date: "2030-01-30",
            end_date: "2030-01-31",
            capacity: 10,
            held: 2,
            available: 8,
          },
          {
            ...figures,
            start_date: "2030-02-01",
            end_date: "2030-02-02",
            capacity: 10,
            held: 0,
            available: 10,
          },
        ],
      })
    })

    it("knows no capacity of a resource that there isn't", async () => {
      const nowhere = `${ADMIN}/resources/bres_nowhere/capacity`
      const bounds = { start_date: inDays(30), end_date: inDays(32) }
      const { client } = shop.admin
      const answers = [
        await client.get(nowhere, bounds),
        await client.get(`${nowhere}/report`, bounds),
        await client.post(nowhere, { ...bounds, max_capacity: 1 }),
        await client.post(`${nowhere}/adjust`, {
          dates: [inDays(30)],
          adjustment: 1,
          reason: "x",
        }),
      ]
      for (const answer of answers) {
        const refusal = missing("resource", "bres_nowhere")
        expectRefusal(answer, ...refusal)
      }
    })

    it.each([
      [{ max_capacity: -1 }, "invalid_data"],
      [{ max_capacity: 1_000_001 }, "invalid_data"],
      [{ max_capacity: 2.5 }, "invalid_data"],
      [{ weekdays: [0] }, "invalid_data"],
      [{ weekdays: [] }, "invalid_data"],
      [{ weekdays: [1, 1] }, "invalid_data"],
      [{ held: 0 }, "invalid_data"],
      [{ start_date: "2024-02-30" }, "invalid_data"],
      [{ end_date: "2020-01-01" }, "invalid_range"],
      [{ end_date: "2190-01-01" }, "invalid_range"],
    ] as const)("refuses to set %j", async (wrong, code) => {
      await withoutChange(shop, async () => {
        expectRefusal(await set(wrong), code)
      })
    })

    it.each([
      [{ dates: [] }, "invalid_range"],
      [{ dates: ["2027-01-01", "2027-01-01"] }, "invalid_range"],
      [{ dates: "2027-01-01" }, "invalid_data"],
      [{ adjustment: 0 }, "invalid_data"],
      [{ adjustment: 0.5 }, "invalid_data"],
      [{ adjustment: 1_000_000 }, "invalid_data"],
      [{ reason: " " }, "invalid_data"],
      [{ reason: undefined }, "invalid_data"],
    ] as const)("refuses to adjust %j", async (wrong, code) => {
      await withoutChange(shop, async () => {
        const answer = await shop.admin.client.post(`${path}/adjust`, {
          dates: ["2027-01-01"],
          adjustment: 1,
          reason: "One more",
          ...wrong,
        })
        expectRefusal(answer, code)
      })
    })
  })
}
