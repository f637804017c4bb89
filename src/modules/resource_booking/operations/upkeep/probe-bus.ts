import { PROBE } from "../../events"
import * as sql from "../../sql/bus-probe"
import type { OperationContext } from "../shared/context"

/**
 * Sends an event that the module's own subscriber acknowledges, at most once a
 * minute: so that health can tell a bus that takes events and delivers none.
 *
 * @returns whether it was sent now
 */
export async function probeBus(ctx: OperationContext): Promise<boolean> {
  const sent = await ctx.db.query(sql.sendProbe(PROBE))
  if (sent.length > 0) {
    ctx.committed()
  }
  return sent.length > 0
}

/** The bus has delivered. */
export async function noteDelivery(ctx: OperationContext): Promise<void> {
  await ctx.db.query(sql.noteDelivery())
}
