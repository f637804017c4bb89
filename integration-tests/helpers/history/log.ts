import type { World } from "../world"
import type { GivenItem } from "./journal"

/** An entry of the module's log, as the checker reads it. */
export type LogRow = {
  seq: number
  operation: string
  hold_id: string
  allocation_id: string | null
  order_id: string | null
  before: { expires_at?: string } | null
  after:
    ({ expires_at?: string; items?: LoggedItem[] } & Partial<GivenItem>) | null
  at: number
}
export type LoggedItem = GivenItem & { id: string; group_id: string | null }

/** What the tables say in the end. */
export type Final = {
  holds: {
    id: string
    status: string
    expires_at_ms: number
    /** The instant at which it was decided on. */
    created_at_ms: number
    key: string
  }[]
  allocations: { id: string; status: string }[]
}

const BATCH = 20_000

export async function readLog(world: World): Promise<LogRow[]> {
  const log: LogRow[] = []
  for (;;) {
    const rows = await world.sql<LogRow>(
      `select seq, operation, hold_id, allocation_id, order_id, before, after,
          extract(epoch from created_at)::float8 * 1000 as at
        from booking_operation where seq > $1 and hold_id is not null
        order by seq limit $2`,
      [log[log.length - 1]?.seq ?? 0, BATCH]
    )
    if (rows.length === 0) {
      return log
    }
    log.push(...rows)
  }
}

export async function readFinal(world: World): Promise<Final> {
  return {
    holds: await world.sql(
      `select id, status, idempotency_key as key,
        (extract(epoch from expires_at) * 1000)::bigint as expires_at_ms,
        (extract(epoch from created_at) * 1000)::bigint as created_at_ms
        from booking_hold`
    ),
    allocations: await world.sql("select id, status from booking_allocation"),
  }
}
