import type { Pool } from "@medusajs/framework/pg"

import {
  deleteEndedHolds,
  expireHolds,
  placeHold,
} from "../integration-tests/engine"
import { type Figure, timed } from "./figures"
import { createWorld, dateIn, insertResources } from "./world"

const HOLDS = 5_000
const CLIENTS = 16
const RESOURCES = 100

/** What an ended hold of two nights leaves on the disk, before and after. */
export async function ended(): Promise<Figure[]> {
  const { call, pool, close } = await createWorld(CLIENTS)
  await insertResources(pool, RESOURCES, 1_000_000)
  let next = 0
  const place = async () => {
    while (next < HOLDS) {
      const n = next++
      const from = 10 + (n % 30)
      await placeHold(call, {
        items: [
          {
            resource_id: `bres_${1 + (n % RESOURCES)}`,
            dates: [dateIn(from), dateIn(from + 1)],
          },
        ],
        ...{ cart_id: `cart_${n}`, email: `somebody-${n}@example.com` },
        ...{ address: "203.0.113.7", idempotency_key: `key-${n}` },
      })
    }
  }
  const empty = await bytes(pool)
  await Promise.all(Array.from({ length: CLIENTS }, place))
  await pool.query(
    `update booking_hold set expires_at = now() - interval '91 days'`
  )
  await expireHolds(call)
  await pool.query(
    `update booking_hold set ended_at = now() - interval '91 days'`
  )
  const full = await bytes(pool)
  let deleted = 0
  const ms = await timed(async () => {
    deleted = await deleteEndedHolds(call)
  })
  if (deleted !== HOLDS) {
    throw new Error(`${deleted} of ${HOLDS} ended holds deleted`)
  }
  await pool.query("delete from booking_basket")
  const after = await bytes(pool)
  await close()
  const each = (now: Sizes, table: keyof Sizes) =>
    Math.round((now[table] - empty[table]) / HOLDS)
  return [
    {
      name: "bytes of an ended hold, kept / deleted",
      measured: `${each(full, "all")} / ${each(after, "all")} (of which the log ${each(after, "log")})`,
      goal: "",
    },
    {
      name: `deleting ${HOLDS} ended holds`,
      measured: `${(ms / 1000).toFixed(2)} s (${(ms / HOLDS).toFixed(3)} ms each)`,
      goal: "",
    },
  ]
}

type Sizes = { all: number; log: number }

/** Packed, as the tables are in the long run when what goes makes room. */
async function bytes(pool: Pool): Promise<Sizes> {
  await pool.query("vacuum full")
  const { rows } = await pool.query<Sizes>(
    `select sum(pg_total_relation_size(oid))::float8 as all,
        pg_total_relation_size('booking_operation')::float8 as log
      from pg_class where relkind = 'r' and relname like 'booking_%'`
  )
  return rows[0] as Sizes
}
