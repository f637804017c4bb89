import { healthFigures, type HealthRow } from "../sql/health"
import type { Health } from "../types"
import type { OperationContext } from "./context"

/**
 * Whether the module does its work: database, job, outbox. Never throws: a
 * database that is away is a finding.
 */
export async function checkHealth(ctx: OperationContext): Promise<Health> {
  const { overdue_hold_seconds, outbox_lag_seconds } = ctx.options.health
  const [figures] = await ctx.db
    .query<HealthRow>(healthFigures())
    .catch((): HealthRow[] => [])
  const healthy =
    figures !== undefined &&
    figures.oldest_overdue_hold_seconds <= overdue_hold_seconds &&
    figures.outbox_lag_seconds <= outbox_lag_seconds
  return {
    status: healthy ? "healthy" : "degraded",
    checks: {
      database: figures ? "up" : "down",
      oldest_overdue_hold_seconds: figures?.oldest_overdue_hold_seconds ?? null,
      outbox_lag_seconds: figures?.outbox_lag_seconds ?? null,
      // Reconciliation comes with orders; until then there is none to report.
      last_reconciliation: null,
      live_holds: figures?.live_holds ?? null,
      pool: ctx.db.stats(),
    },
  }
}
