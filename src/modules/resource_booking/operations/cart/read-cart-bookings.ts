import { secondsRemaining } from "../../domain/holds/hold-states"
import { isStorable } from "../../domain/shared/text"
import { holdsOfLines } from "../../sql/cart-holds"
import { databaseClock } from "../../sql/dates"
import type { HoldRecord } from "../../sql/holds"
import type { CartBookings } from "../../types"
import type { OperationContext } from "../shared/context"
import { iso, toHold } from "../shared/records"

/**
 * The holds that a cart's lines are sold with, and the one moment at which
 * those that live end.
 */
export async function readCartBookings(
  ctx: OperationContext,
  cartId: string
): Promise<CartBookings> {
  const [clock] = (await ctx.db.query(databaseClock())) as [{ now_ms: number }]
  const holds = isStorable(cartId)
    ? await ctx.db.query<HoldRecord>(holdsOfLines(cartId))
    : []
  const now = holds[0]?.now_ms ?? clock.now_ms
  const seconds = holds.map((hold) =>
    secondsRemaining(
      { status: hold.status, expiresAtMs: hold.expires_at_ms },
      hold.now_ms
    )
  )
  const ends = holds.flatMap((hold, i) =>
    seconds[i] ? hold.expires_at_ms : []
  )
  return {
    bookings: holds.map((hold) => ({
      line_item_id: hold.line?.line_item_id as string,
      hold: toHold(hold),
    })),
    expires_at: ends.length > 0 ? iso(Math.min(...ends)) : null,
    server_time: iso(now),
    time_remaining_seconds: ends.length > 0 ? Math.max(...seconds) : 0,
  }
}
