import { healthFigures, type HealthRow } from "../sql/health"
import type { Health } from "../types"
import type { OperationContext } from "./context"

/**
 * Whether the module does its work: database, jobs, outbox, event bus. Never throws: a
 * database that is away is a finding.
 *
 * @param upSeconds how long this process has been up; after a pause of the
 * whole store, reconciliation is given its time
 */
export async function checkHealth(
  ctx: OperationContext,
  upSeconds: number
): Promise<Health> {
  const limits = ctx.options.health
  const [figures] = await ctx.db
    .query<HealthRow>(healthFigures())
    .catch((): HealthRow[] => [])
  const healthy =
    figures !== undefined &&
    figures.oldest_overdue_hold_seconds <= limits.overdue_hold_seconds &&
    figures.outbox_lag_seconds <= limits.outbox_lag_seconds &&
    Math.min(figures.reconciliation_age_seconds ?? Infinity, upSeconds) <=
      limits.reconciliation_seconds &&
    Math.min(figures.last_delivered_event_seconds ?? Infinity, upSeconds) <=
      limits.delivery_seconds
  return {
    status: healthy ? "healthy" : "degraded",
    checks: {
      database: figures ? "up" : "down",
      oldest_overdue_hold_seconds: figures?.oldest_overdue_hold_seconds ?? null,
      outbox_lag_seconds: figures?.outbox_lag_seconds ?? null,
      last_delivered_event_seconds:
        figures?.last_delivered_event_seconds ?? null,
      last_reconciliation: figures?.last_reconciliation ?? null,
      live_holds: figures?.live_holds ?? null,
      pool: ctx.db.stats(),
    },
  }
}
