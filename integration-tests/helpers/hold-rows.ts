import type { World } from "./open-world"

/** Moves the end of holds, as the passing of time would; past by default. */
export async function makeOverdue(
  world: World,
  holdIds: string[],
  inMs = -1
): Promise<void> {
  await world.sql(
    `update booking_hold set expires_at = date_trunc('milliseconds',
        clock_timestamp()) + $2::int * interval '1 millisecond'
      where id = any ($1::text[]) and status = 'active'`,
    [holdIds, inMs]
  )
}

export type HoldRow = {
  id: string
  status: string
  order_id: string | null
  /** It counts: active and not past its end. */
  live: boolean
  claims: number
  expires_at_ms: number
}

export async function holdRow(world: World, id: string): Promise<HoldRow> {
  const [row] = await world.sql<HoldRow>(
    `select h.id, h.status, h.order_id,
        h.status = 'active' and h.expires_at > clock_timestamp() as live,
        (select count(*) from booking_claim c
          join booking_hold_item i on i.id = c.claimant_id
          where i.hold_id = h.id) as claims,
        (extract(epoch from h.expires_at) * 1000)::bigint as expires_at_ms
      from booking_hold h where h.id = $1`,
    [id]
  )
  return row as HoldRow
}

/** Entries of the log about holds, oldest first. */
export async function logOf(world: World, holdId: string): Promise<string[]> {
  const rows = await world.sql<{ operation: string }>(
    "select operation from booking_operation where hold_id = $1 order by seq",
    [holdId]
  )
  return rows.map((row) => row.operation)
}
