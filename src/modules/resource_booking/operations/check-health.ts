import { healthFigures, type HealthRow } from "../sql/health"
import type { Health } from "../types"
import type { OperationContext } from "./context"

/** Two of its periods: as long others have been told that they can't run. */
const LONGEST_RUN_SECONDS = 10 * 60

/**
 * Whether the module does its work: database, jobs, outbox. Never throws: a
 * database that is away is a finding.
 *
 * @param upSeconds how long this process has been up; after a pause of the
 * whole store, reconciliation is given its time
 */
export async function checkHealth(
  ctx: OperationContext,
  upSeconds: number
): Promise<Health> {
  const { overdue_hold_seconds, outbox_lag_seconds, reconciliation_seconds } =
    ctx.options.health
  const [figures] = await ctx.db
    .query<HealthRow>(healthFigures())
    .catch((): HealthRow[] => [])
  const healthy =
    figures !== undefined &&
    !figures.is_read_only &&
    figures.oldest_overdue_hold_seconds <= overdue_hold_seconds &&
    figures.outbox_lag_seconds <= outbox_lag_seconds &&
    Math.min(figures.reconciliation_age_seconds ?? Infinity, upSeconds) <=
      reconciliation_seconds &&
    (figures.reconciliation_running_seconds ?? 0) <= LONGEST_RUN_SECONDS
  return {
    status: healthy ? "healthy" : "degraded",
    checks: {
      database: databaseState(figures),
      oldest_overdue_hold_seconds: figures?.oldest_overdue_hold_seconds ?? null,
      outbox_lag_seconds: figures?.outbox_lag_seconds ?? null,
      last_reconciliation: figures?.last_reconciliation ?? null,
      reconciliation_running_seconds:
        figures?.reconciliation_running_seconds ?? null,
      live_holds: figures?.live_holds ?? null,
      pool: ctx.db.stats(),
    },
  }
}

function databaseState(
  figures: HealthRow | undefined
): Health["checks"]["database"] {
  if (!figures) {
    return "down"
  }
  return figures.is_read_only ? "read_only" : "up"
}
