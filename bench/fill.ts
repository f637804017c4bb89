import type { Pool, PoolClient } from "@medusajs/framework/pg"

import { insertResources } from "./world"

/** How many rows a store is filled with. */
export type Size = { claims: number; holds: number; entries: number }

/** What a store of a million holds a day would keep. */
const TARGET: Size = {
  claims: 100_000_000,
  holds: 20_000_000,
  entries: 50_000_000,
}

/** Dates that are sold, and dates a resource has been sold for. */
const DATES = 365

/** Of `--claims=5000000 --holds=1000000 --log=2500000`; the target unless given. */
export function sizeOf(flags: string[]): Size {
  const flag = (name: string, target: number) => {
    const given = flags.find((one) => one.startsWith(`--${name}=`))
    return given ? Number(given.split("=")[1]) : target
  }
  return {
    claims: flag("claims", TARGET.claims),
    holds: flag("holds", TARGET.holds),
    entries: flag("log", TARGET.entries),
  }
}

/**
 * A sound store: allocations of four nights each, one of the other in rooms with
 * a thousand units, with their holds and log; and holds that have ended. Without
 * triggers and foreign keys, which would take days; the counters are set to what
 * they would be.
 *
 * @param rooms those that cases use; there are more, a thousand for each million
 */
export async function fill(
  pool: Pool,
  { claims, holds, entries }: Size,
  rooms: number
): Promise<void> {
  const resources = rooms + Math.ceil(claims / 1_000)
  await insertResources(pool, resources, 1_000)
  const sold = Math.floor(claims / NIGHTS)
  const client = await pool.connect()
  try {
    await client.query("set session_replication_role = replica")
    await client.query("set synchronous_commit = off")
    const indexes = await dropIndexes(client)
    for (const [text, total] of statements(resources, sold, holds, entries)) {
      for (let from = 1; from <= total; from += CHUNK) {
        await client.query(text, [from, Math.min(total, from + CHUNK - 1)])
      }
    }
    await client.query(
      `insert into booking_capacity (resource_id, date, max_capacity,
          from_default, allocated)
        select resource_id, date, 1000, true, sum(quantity)
        from booking_claim group by resource_id, date`
    )
    for (const definition of indexes) {
      await client.query(definition)
    }
    await client.query("reset session_replication_role")
    await client.query(
      `insert into booking_check_progress values ('changes', jsonb_build_object(
        'checked_to', (select max(seq) from booking_operation),
        'seen_to', (select max(seq) from booking_operation),
        'seen_before', '0'))`
    )
    await client.query("vacuum analyze")
  } finally {
    client.release()
  }
}

/**
 * Those that no constraint needs: made anew, they take a fraction of the time.
 *
 * @returns how to make them
 */
async function dropIndexes(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name,
        pg_get_indexdef(i.indexrelid) as definition
      from pg_index i join pg_class t on t.oid = i.indrelid
      where t.relname like 'booking\\_%' and not t.relispartition
        and not exists (
          select from pg_constraint c where c.conindid = i.indexrelid)`
  )
  await client.query("set maintenance_work_mem = '1GB'")
  for (const { name } of rows) {
    await client.query(`drop index ${name}`)
  }
  // Of a partitioned table, it is told without those of its partitions.
  return rows.map(({ definition }) => definition.replace(" ON ONLY ", " ON "))
}

const NIGHTS = 4
const CHUNK = 1_000_000

/** Each with how many rows there are of what it is about. */
function statements(
  resources: number,
  sold: number,
  ended: number,
  entries: number
): [text: string, rows: number][] {
  const room = `'bres_' || (1 + n % ${resources})`
  const first = `current_date + ((n / ${resources}) % ${DATES})::int`
  const nights = `array[${first}, ${first} + 1, ${first} + 2, ${first} + 3]`
  const series = "from generate_series($1::bigint, $2::bigint) as n"
  const at = `now() - (n % 40000000) * interval '2 seconds' - interval '1 hour'`
  const hold = (id: string, status: string, more: string) => `
    insert into booking_hold (id, status, expires_at, ttl_ms, deadline, cart_id,
      order_id, email, idempotency_scope, idempotency_key, fingerprint, ended_at,
      created_at, updated_at)
    select '${id}' || n, '${status}', ${at} + interval '30 minutes', 1800000,
      ${at}, 'cart_${id}' || n, ${more}, '', '${id}' || n, '',
      ${at} + interval '1 minute', ${at}, ${at} ${series}`
  const item = (id: string) => `
    insert into booking_hold_item
      (id, hold_id, position, resource_id, dates, quantity)
    select 'bitem_${id}' || n, '${id}' || n, 0, ${room}, ${nights}, 1 ${series}`
  const logged = (id: string, operation: string, more = "null, null, '{}'") => `
    insert into booking_operation (operation, hold_id, resource_id, actor_type,
      allocation_id, order_id, after)
    select '${operation}', '${id}' || n, ${room}, 'customer', ${more} ${series}`
  const others = Math.max(0, entries - 3 * sold - 2 * ended)
  return [
    [
      hold(
        "bhold_s",
        "confirmed",
        "'order_' || n, 'guest' || n || '@example.com'"
      ),
      sold,
    ],
    [item("bhold_s"), sold],
    [
      `insert into booking_claim
        (resource_id, date, claimant_id, quantity, state)
      select ${room}, ${first} + d, 'balloc_' || n, 1, 'allocated'
      ${series}, generate_series(0, ${NIGHTS - 1}) as d`,
      sold,
    ],
    [
      `insert into booking_allocation (id, hold_id, hold_item_id, resource_id,
        order_id, line_item_id, dates, quantity, created_at, updated_at)
      select 'balloc_' || n, 'bhold_s' || n, 'bitem_bhold_s' || n, ${room},
        'order_' || n, 'ordli_' || n, ${nights}, 1, ${at}, ${at} ${series}`,
      sold,
    ],
    [logged("bhold_s", "hold.placed"), sold],
    [logged("bhold_s", "hold.confirmed"), sold],
    [
      logged(
        "bhold_s",
        "allocation.created",
        `'balloc_' || n, 'order_' || n, jsonb_build_object(
          'id', 'balloc_' || n, 'resource_id', ${room}, 'quantity', 1,
          'line_item_id', 'ordli_' || n, 'dates', ${nights})`
      ),
      sold,
    ],
    [hold("bhold_e", "released", "null, null"), ended],
    [item("bhold_e"), ended],
    [logged("bhold_e", "hold.placed"), ended],
    [logged("bhold_e", "hold.released"), ended],
    [logged("bhold_s", "hold.extended"), Math.min(others, sold)],
  ]
}
