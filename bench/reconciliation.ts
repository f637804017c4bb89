import { setTimeout as rest } from "node:timers/promises"

import type { Pool } from "@medusajs/framework/pg"

import type { ReconciliationRun } from "../src/modules/resource_booking/types"
import { buy, offerTour, openShop } from "./checkout"
import { type Figure, median } from "./figures"
import { copyOrder, spreadOrders } from "./orders"
import { type Server, startServer } from "./start-server"
import { insertResources } from "./world"

const ALLOCATIONS = 100_000
const ROOMS = 1_000
/** Of each room, two nights each, one after the other. */
const STAYS = ALLOCATIONS / ROOMS
/** Rooms with somebody in, and as many that are to be cleaned. */
const OCCUPIED = 300
const RUNS = 3

/**
 * (h) A whole reconciliation over 100,000 sound allocations, each of an order
 * of its own: with what Medusa is asked of them.
 */
export async function reconciliation(): Promise<Figure[]> {
  const server = await startServer("reconciliation")
  try {
    const shop = await openShop(server)
    await buy(shop, await offerTour(shop))
    const { rows } = await server.pool.query<{ id: string }>(
      `select id from "order"`
    )
    await copyOrder(server.pool, rows[0]?.id as string, ALLOCATIONS)
    await insertResources(server.pool, ROOMS, 1)
    await insertStays(server.pool)
    await spreadOrders(server.pool, 100)
    const spread = "orders of 100 days"
    return [
      await measure(server, "schedule", `by the clock, ${spread}`, "< 10 s"),
      await measure(server, "demand", `on demand, ${spread}`, "< 10 s"),
      await spreadOrders(server.pool, 0).then(() =>
        measure(server, "schedule", "by the clock, all orders of today", "")
      ),
    ]
  } finally {
    await server.stop()
  }
}

async function measure(
  server: Server,
  trigger: ReconciliationRun["trigger"],
  name: string,
  goal: string
): Promise<Figure> {
  const seconds: number[] = []
  let checked = 0
  while (seconds.length < RUNS) {
    const report = await server.reconcile(trigger)
    if (report === null) {
      await rest(1_000) // The one of the start, or of the clock, goes on.
      continue
    }
    if (report.fixed + report.flagged > 0) {
      throw new Error(`not sound: ${JSON.stringify(report.details[0])}`)
    }
    const { started_at, finished_at } = report
    const ms = Date.parse(finished_at ?? "") - Date.parse(started_at)
    seconds.push(ms / 1_000)
    checked = report.checked
  }
  const all = seconds.map((s) => s.toFixed(1)).join(", ")
  return {
    name: `(h) reconciliation of ${ALLOCATIONS} allocations ${name}`,
    measured: `${median(seconds).toFixed(1)} s (${all}; ${checked} looks)`,
    goal,
  }
}

const ROOM = `'bres_' || (1 + (n - 1) % ${ROOMS})`
const NIGHT = `(n - 1) / ${ROOMS} * 2`

/**
 * What the copied orders have: in each room one stay after the other from today
 * on, with its hold, claims and log.
 */
async function insertStays(pool: Pool): Promise<void> {
  await pool.query(
    `insert into booking_capacity
      (resource_id, date, max_capacity, from_default)
    select 'bres_' || r, current_date + d, 1, true
    from generate_series(1, ${ROOMS}) as r,
      generate_series(0, ${STAYS * 2}) as d`
  )
  const statements = [
    `insert into booking_hold (id, status, expires_at, ttl_ms, deadline, cart_id,
      order_id, idempotency_scope, idempotency_key, fingerprint, ended_at,
      created_at, updated_at)
    select 'bhold_copy_' || n, 'confirmed', now() + interval '1 hour', 1800000,
      now() + interval '1 hour', 'cart_copy_' || n, 'order_copy_' || n, '',
      'copy-' || n, '', now(), now() - interval '10 minutes', now()
    from generate_series(1, $1::int) as n`,
    `insert into booking_hold_item
      (id, hold_id, position, resource_id, dates, quantity)
    select 'bitem_copy_' || n, 'bhold_copy_' || n, 0, ${ROOM},
      array[current_date + ${NIGHT}, current_date + ${NIGHT} + 1], 1
    from generate_series(1, $1::int) as n`,
    // Before the allocations: none is without its claims at any commit.
    `insert into booking_claim
      (resource_id, date, claimant_id, quantity, state)
    select ${ROOM}, current_date + ${NIGHT} + d, 'balloc_copy_' || n, 1,
      'allocated'
    from generate_series(1, $1::int) as n, generate_series(0, 1) as d`,
    `insert into booking_allocation (id, hold_id, hold_item_id, resource_id,
      order_id, line_item_id, dates, quantity, created_at, updated_at)
    select 'balloc_copy_' || n, 'bhold_copy_' || n, 'bitem_copy_' || n, ${ROOM},
      'order_copy_' || n, 'ordli_copy_' || n,
      array[current_date + ${NIGHT}, current_date + ${NIGHT} + 1], 1,
      now() - interval '10 minutes', now()
    from generate_series(1, $1::int) as n`,
    `insert into booking_operation (operation, hold_id, allocation_id, order_id,
      resource_id, actor_type, after)
    select step, 'bhold_copy_' || n,
      case step when 'allocation.created' then 'balloc_copy_' || n end,
      case step when 'hold.placed' then null else 'order_copy_' || n end,
      ${ROOM}, 'customer',
      case step when 'allocation.created' then jsonb_build_object(
        'id', 'balloc_copy_' || n, 'resource_id', ${ROOM}, 'quantity', 1,
        'line_item_id', 'ordli_copy_' || n,
        'dates', array[current_date + ${NIGHT}, current_date + ${NIGHT} + 1])
      else '{}' end
    from generate_series(1, $1::int) as n,
      unnest(array['hold.placed', 'hold.confirmed', 'allocation.created']) as step`,
  ]
  for (const text of statements) {
    await pool.query(text, [ALLOCATIONS])
  }
  await insertGuests(pool)
  await pool.query("vacuum analyze")
}

/** In some rooms the first stay has begun; others are to be cleaned. */
async function insertGuests(pool: Pool): Promise<void> {
  await pool.query(
    `insert into booking_occupancy
      (resource_id, allocation_id, checked_in_at, actor_type)
    select 'bres_' || n, 'balloc_copy_' || n, now(), 'user'
    from generate_series(1, $1::int) as n`,
    [OCCUPIED]
  )
  await pool.query(
    `insert into booking_operation (operation, hold_id, allocation_id, order_id,
      resource_id, actor_type, after)
    select 'occupancy.checked_in', 'bhold_copy_' || n, 'balloc_copy_' || n,
      'order_copy_' || n, 'bres_' || n, 'user',
      jsonb_build_object('allocation_id', 'balloc_copy_' || n,
        'checked_in_at', now())
    from generate_series(1, $1::int) as n`,
    [OCCUPIED]
  )
  await pool.query(
    `insert into booking_housekeeping_task (id, resource_id, status, due_date,
      created_at, updated_at)
    select 'btask_' || n, 'bres_' || n, 'open', current_date, now(), now()
    from generate_series(1, $1::int) as n`,
    [OCCUPIED]
  )
  await pool.query(
    `insert into booking_operation (operation, resource_id, actor_type, after)
    select 'task.opened', resource_id, 'user',
      jsonb_build_object('task_id', id, 'status', status)
    from booking_housekeeping_task`
  )
}
