import pg from "@medusajs/framework/pg"

import type { Finding } from "../../src/modules/resource_booking/types/index.js"
import type { Promised } from "./buyers.mjs"
import { until } from "./program.mjs"
import { CAPACITY, type Shop } from "./shop.mjs"

const ADMIN = "/admin/resource-booking"

/**
 * Once all is quiet: what was sold and promised, against what there is.
 *
 * @returns a sentence for each promise that was broken
 */
export async function verdict(
  databaseUrl: string,
  shop: Shop,
  promised: Promised
): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await quiet(client)
    return [
      ...(await audited(shop)),
      ...(await oversold(client)),
      ...(await forgottenHolds(client, promised)),
      ...(await ordersWithoutDates(client, promised)),
    ]
  } finally {
    await client.end()
  }
}

/** Holds of a minute have ended, and what is owed is published. */
async function quiet(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ at: Date }>(
    "select coalesce(max(expires_at), now()) as at from booking_hold where status = 'active'"
  )
  const left = (rows[0]?.at.getTime() ?? 0) - Date.now()
  await until(
    "every hold has ended",
    async () => {
      const found = await client.query(
        "select from booking_hold where status = 'active'"
      )
      return found.rowCount === 0
    },
    Math.max(0, left) + 120_000
  )
}

/**
 * What reconciliation leaves to staff, check by check: an attempt to pay that
 * was cut off, for instance.
 */
export async function leftToStaff(shop: Shop): Promise<string[]> {
  const { body } = await shop.admin.post(`${ADMIN}/reconciliation`, {
    dry_run: false,
  })
  const details: Finding[] = body.report.details
  return details
    .filter(({ action }) => action === "flagged")
    .map(({ check, message }) => `${check}: ${message}`)
}

async function audited(shop: Shop): Promise<string[]> {
  const { body } = await shop.admin.get(`${ADMIN}/audit`)
  return body.violations.map(
    (violation: unknown) => `the audit found ${JSON.stringify(violation)}`
  )
}

async function oversold(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ what: string }>(
    `select cl.resource_id || ' on ' || cl.date || ': ' || sum(cl.quantity) as what
      from booking_claim cl group by cl.resource_id, cl.date
      having sum(cl.quantity) > $1`,
    [CAPACITY]
  )
  return rows.map(({ what }) => `sold twice: ${what}`)
}

async function forgottenHolds(
  client: pg.Client,
  { holds }: Promised
): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select promised.id
      from jsonb_to_recordset($1::jsonb)
        as promised (id text, resource_id text, dates jsonb)
      where not exists (
        select from booking_hold_item i
        where i.hold_id = promised.id and i.resource_id = promised.resource_id
          and to_jsonb(i.dates) = promised.dates)`,
    [JSON.stringify(holds)]
  )
  return rows.map(({ id }) => `an acknowledged hold is gone: ${id}`)
}

async function ordersWithoutDates(
  client: pg.Client,
  { orders }: Promised
): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select promised.id
      from jsonb_to_recordset($1::jsonb)
        as promised (id text, resource_id text, date date)
      where not exists (
        select from booking_allocation a
        join booking_claim cl on cl.claimant_id = a.id
        where a.order_id = promised.id and a.status = 'confirmed'
          and cl.resource_id = promised.resource_id
          and cl.date = promised.date)`,
    [JSON.stringify(orders)]
  )
  return rows.map(({ id }) => `an acknowledged order has no dates: ${id}`)
}
