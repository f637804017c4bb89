import { Client } from "@medusajs/framework/pg"

import { dateInWords, dayNumber, STORE } from "../../engine"
import type { Answer } from "../../helpers/http"
import { inDays } from "../../helpers/http-dates"
import {
  expectRefusal,
  soldOut,
  withoutChange,
} from "../../helpers/http-expect"
import type { Shop } from "../../helpers/http-shop"

/** It must be so every time. */
const ROUNDS = 10

const BUSY = "The booking system is busy. Please try again."

export function rushCases(shop: Shop): void {
  describe("many at once (R11)", () => {
    it("sells the last place once to 50 buyers, and tells 49 that it is gone", async () => {
      for (let round = 1; round <= ROUNDS; round++) {
        const room = await shop.createResource({ default_capacity: 1 })
        const { id, name } = room
        const items = [{ resource_id: id, dates: [inDays(30)] }]
        const answers = await Promise.all(
          Array.from({ length: 50 }, () => shop.tryHold({ items }))
        )
        const lost = answers.filter((answer) => answer.status !== 201)
        expect(lost).toHaveLength(49)
        for (const answer of lost) {
          const message = `${name} is sold out on ${dateInWords(inDays(30))}.`
          expectRefusal(answer, "sold_out", message, soldOut(room, inDays(30)))
        }
      }
    })

    it("sells a group's last rooms once each", async () => {
      const { id: group_id } = await shop.createGroup()
      for (let room = 0; room < 3; room++) {
        await shop.createResource({ group_id, default_capacity: 1 })
      }
      const items = [{ group_id, dates: [inDays(30), inDays(31)] }]
      const answers = await Promise.all(
        Array.from({ length: 12 }, () => shop.tryHold({ items }))
      )
      const won = answers.filter((answer) => answer.status === 201)
      const chosen = won.map((answer) => answer.body.hold.items[0].resource_id)
      expect(new Set(chosen).size).toBe(3)
      expect(won).toHaveLength(3)
    })
  })

  describe("when dates are locked for too long", () => {
    let somebody: Client

    beforeEach(async () => {
      somebody = new Client({ connectionString: shop.databaseUrl })
      await somebody.connect()
    })

    afterEach(() => somebody.end())

    /** Takes a date's lock, as a hold would, and keeps it. */
    async function lock(resourceId: string, date: string): Promise<void> {
      await somebody.query("begin")
      await somebody.query(
        `select pg_advisory_xact_lock(lock_number, $2 + ${STORE})
          from booking_resource where id = $1`,
        [resourceId, dayNumber(date)]
      )
    }

    async function timed(
      work: () => Promise<Answer>
    ): Promise<[Answer, number]> {
      const start = performance.now()
      const answer = await work()
      return [answer, performance.now() - start]
    }

    it("answers 503 within 3 seconds, and works again afterwards", async () => {
      const { id } = await shop.createResource()
      const items = [{ resource_id: id, dates: [inDays(30)] }]
      await lock(id, inDays(30))
      await withoutChange(shop, async () => {
        const [answer, ms] = await timed(() => shop.tryHold({ items }))
        expectRefusal(answer, "busy", BUSY, { retry_after: 1 })
        expect(ms).toBeLessThan(3_000)
      })
      await somebody.query("rollback")
      await shop.placeHold({ items })
    })

    it("answers 503 within 3 seconds when no connection is left", async () => {
      const { pool } = shop.bookings.options
      const blocked = await Promise.all(
        Array.from({ length: pool.max + 2 }, () => shop.createResource())
      )
      const free = await shop.createResource()
      for (const { id } of blocked) {
        await lock(id, inDays(30))
      }
      const waiting = blocked.map(({ id }) =>
        timed(() =>
          shop.tryHold({ items: [{ resource_id: id, dates: [inDays(30)] }] })
        )
      )
      await shop.untilWaiting(pool.max)
      const late = timed(() =>
        shop.tryHold({ items: [{ resource_id: free.id, dates: [inDays(30)] }] })
      )
      for (const [answer, ms] of await Promise.all(waiting)) {
        expectRefusal(answer, "busy", BUSY, { retry_after: 1 })
        expect(ms).toBeLessThan(3_000)
      }
      const [answer, ms] = await late
      expect([201, 503]).toContain(answer.status)
      expect(ms).toBeLessThan(3_000)
    })
  })
}
