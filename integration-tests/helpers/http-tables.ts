import type { Client } from "@medusajs/framework/pg"

/**
 * Each before those that it refers to. Without the reports of reconciliation:
 * the clock writes them at any moment of a test, and health asks for them.
 */
const TABLES = [
  "booking_variant_link",
  "booking_variant",
  "booking_conflict",
  "booking_occupancy",
  "booking_housekeeping_task",
  "booking_claim",
  "booking_capacity",
  "booking_allocation",
  "booking_hold_item",
  "booking_hold",
  "booking_basket",
  "booking_blackout",
  "booking_operation",
  "booking_resource",
  "booking_resource_group",
]

/**
 * Deletes, since TRUNCATE makes new files and takes 20 times as long. The
 * triggers that guard the tables would refuse it. All locks come first:
 * events of the test before may still be being published.
 */
const EMPTY = [
  `lock table ${TABLES.join(", ")}, booking_outbox in access exclusive mode`,
  ...TABLES.map((table) => `alter table ${table} disable trigger user`),
  ...TABLES.map((table) => `delete from ${table}`),
  "delete from booking_outbox",
  ...TABLES.map((table) => `alter table ${table} enable trigger user`),
].join(";")

/** Whether an event was published says nothing of what was done. */
const STATE = TABLES.map(
  (table) => `
    select '${table}' as name,
      md5(coalesce(string_agg(row, '|' order by row), '')) as digest
    from (
      select t::text as row from ${table} t
    ) rows`
).join(" union all ")

/**
 * Several statements in one message are one transaction. What the test before
 * has set going may hold one table and want another: then it goes first.
 */
export async function emptyTables(database: Client): Promise<void> {
  for (;;) {
    try {
      await database.query(EMPTY)
      return
    } catch (error) {
      if ((error as { code?: string }).code !== DEADLOCK) {
        throw error
      }
    }
  }
}

const DEADLOCK = "40P01"

/** A digest of each table's rows. */
export async function stateOf(
  database: Client
): Promise<Record<string, string>> {
  const { rows } = await database.query<{ name: string; digest: string }>(STATE)
  return Object.fromEntries(rows.map((row) => [row.name, row.digest]))
}
