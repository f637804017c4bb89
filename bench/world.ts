import { Pool } from "@medusajs/framework/pg"

import { type Call, Database, parseOptions } from "../integration-tests/engine"
import { createTestDatabase } from "../integration-tests/helpers/database"

/** A migrated database of its own, the module's context on it, and the driver. */
export type World = {
  url: string
  call: Call
  pool: Pool
  close: () => Promise<void>
}

export async function createWorld(connections = 8): Promise<World> {
  const database = await createTestDatabase()
  const { url } = database
  const pool = new Pool({ connectionString: url, max: connections })
  const call = callAt(url, connections)
  return {
    url,
    pool,
    call,
    async close() {
      await call.db.close()
      await pool.end()
      await database.drop()
    },
  }
}

/** The module's context in a process of its own. */
export function callAt(url: string, connections = 8): Call {
  const db = new Database({
    connection: { connectionString: url },
    max: connections,
    acquireTimeoutMs: 10_000,
    lockTimeoutMs: 10_000,
    statementTimeoutMs: 600_000,
  })
  const options = parseOptions({
    token_secret: "a secret of the benchmark",
    limits: "off",
  })
  return {
    db,
    options,
    committed: () => undefined,
    actor: { type: "system", id: null },
  }
}

/** How many resources a load is spread over. */
export const RESOURCES = 1_000

/** Resources `bres_1` to `bres_<count>`, bookable by their default capacity. */
export async function insertResources(
  pool: Pool,
  count: number,
  capacity: number
): Promise<void> {
  await pool.query(
    `insert into booking_resource
      (id, handle, name, type, timezone, span, default_capacity)
    select 'bres_' || n, 'bench-' || n, 'Bench ' || n, 'room', 'UTC', 'night', $2
    from generate_series(1, $1::int) as n`,
    [count, capacity]
  )
}

/** The date so many days from today, as the database sees it. */
export function dateIn(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
}
