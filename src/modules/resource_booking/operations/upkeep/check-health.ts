import { findProblems } from "../../domain/upkeep/health"
import type { BookingProcess, Turn } from "../../domain/upkeep/health-facts"
import { healthFigures, type HealthRow } from "../../sql/health"
import { processes as listProcesses } from "../../sql/processes"
import type { Replica } from "../../sql/replica"
import { turns as listTurns } from "../../sql/turns"
import type { Health } from "../../types"
import type { OperationContext } from "../shared/context"
import { RECONCILIATION } from "./take-turn"

/**
 * Whether the module does its work: database, processes, tasks, outbox, event
 * bus. Never throws: a database that is away is a finding.
 *
 * @param upSeconds how long this process has been up; after a pause of the
 * whole store, what is late is given its time
 */
export async function checkHealth(
  ctx: OperationContext,
  upSeconds: number,
  replica: Replica | null = null
): Promise<Health> {
  const [facts, copy] = await Promise.all([
    readFacts(ctx),
    replica?.look() ?? null,
  ])
  const { figures, processes, turns } = facts
  const problems = findProblems({
    ...{ figures, processes, turns, upSeconds, replica: copy },
    limits: ctx.options.health,
  })
  const isDegraded = problems.some(({ severity }) => severity === "degraded")
  return {
    status: isDegraded ? "degraded" : "healthy",
    problems,
    checks: {
      database: databaseState(figures),
      oldest_overdue_hold_seconds: figures?.oldest_overdue_hold_seconds ?? null,
      outbox_lag_seconds: figures?.outbox_lag_seconds ?? null,
      last_delivered_event_seconds:
        figures?.last_delivered_event_seconds ?? null,
      last_reconciliation: figures?.last_reconciliation ?? null,
      reconciliation_running_seconds:
        figures?.reconciliation_running_seconds ?? null,
      live_holds: figures?.live_holds ?? null,
      replica: copy,
      pool: ctx.db.stats(),
    },
    processes,
  }
}

type Facts = {
  figures: HealthRow | undefined
  processes: BookingProcess[]
  turns: Turn[]
}

async function readFacts({ db }: OperationContext): Promise<Facts> {
  try {
    const [figures] = await db.query<HealthRow>(healthFigures())
    const processes = await db.query<BookingProcess>(listProcesses())
    const turns = await db.query<Turn>(listTurns())
    // Its reports say more than its turns: see lateReconciliation.
    const others = turns.filter(({ name }) => name !== RECONCILIATION)
    return { figures, processes, turns: others }
  } catch {
    // What kept us from it is in the log.
    return { figures: undefined, processes: [], turns: [] }
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
