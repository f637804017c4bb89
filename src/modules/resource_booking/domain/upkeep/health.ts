import {
  type BookingProcess,
  degraded,
  duration,
  type HealthFacts,
  type HealthProblem,
} from "./health-facts"
import {
  differingOptions,
  differingVersions,
  failingTasks,
  lateTasks,
  lateTurns,
  missingWorkers,
  wrongClocks,
} from "./process-problems"

/** Two of its periods: as long others have been told that they can't run. */
const LONGEST_RUN_SECONDS = 10 * 60

/** Who was not seen for longer is not there. */
const GONE_SECONDS = 30

type Look = (facts: HealthFacts, present: BookingProcess[]) => HealthProblem[]

const LOOKS: Look[] = [
  readOnlyDatabase,
  missingWorkers,
  lateTasks,
  lateTurns,
  failingTasks,
  overdueHolds,
  waitingEvents,
  silentBus,
  lateReconciliation,
  stuckReconciliation,
  unusedReplica,
  wrongClocks,
  differingOptions,
  differingVersions,
]

/** All that is wrong or worth knowing, the gravest first. */
export function findProblems(facts: HealthFacts): HealthProblem[] {
  if (!facts.figures) {
    const message =
      "The database can't be reached, or no connection became available in time."
    return [degraded("database_down", message, {})]
  }
  const present = facts.processes.filter(
    ({ stopped_at, seen_seconds_ago }) =>
      stopped_at === null && seen_seconds_ago <= GONE_SECONDS
  )
  return LOOKS.flatMap((look) => look(facts, present))
}

function readOnlyDatabase({ figures }: HealthFacts): HealthProblem[] {
  const message = "The database is read-only. Nothing can be sold."
  return figures?.is_read_only
    ? [degraded("database_read_only", message, {})]
    : []
}

function overdueHolds({ figures, limits }: HealthFacts): HealthProblem[] {
  const { oldest_overdue_hold_seconds = 0 } = figures ?? {}
  if (oldest_overdue_hold_seconds <= limits.overdue_hold_seconds) {
    return []
  }
  const seconds = Math.round(oldest_overdue_hold_seconds)
  const message = `A hold has been overdue for ${duration(seconds)}. Expiry is not running, or is not keeping up.`
  return [degraded("holds_overdue", message, { seconds })]
}

function waitingEvents({ figures, limits }: HealthFacts): HealthProblem[] {
  const { outbox_lag_seconds = 0 } = figures ?? {}
  if (outbox_lag_seconds <= limits.outbox_lag_seconds) {
    return []
  }
  const seconds = Math.round(outbox_lag_seconds)
  const message = `An event has been waiting to be published for ${duration(seconds)}.`
  return [degraded("events_waiting", message, { seconds })]
}

/** An event of the module's own, each minute, must come back. */
function silentBus({
  figures,
  limits,
  upSeconds,
}: HealthFacts): HealthProblem[] {
  const ago = figures?.last_delivered_event_seconds ?? null
  if (Math.min(ago ?? Infinity, upSeconds) <= limits.delivery_seconds) {
    return []
  }
  const seconds = ago === null ? null : Math.round(ago)
  const since = seconds === null ? "yet" : `for ${duration(seconds)}`
  const message = `The event bus accepts events, but has delivered none ${since}.`
  return [degraded("bus_silent", message, { seconds })]
}

/** After a pause of the whole store, it is given its time. */
function lateReconciliation(facts: HealthFacts): HealthProblem[] {
  const ago = facts.figures?.reconciliation_age_seconds ?? null
  const waited = Math.min(ago ?? Infinity, facts.upSeconds)
  if (waited <= facts.limits.reconciliation_seconds) {
    return []
  }
  const seconds = ago === null ? null : Math.round(ago)
  const since =
    seconds === null
      ? "never finished"
      : `not finished for ${duration(seconds)}`
  const message = `Reconciliation has ${since}.`
  return [degraded("reconciliation_late", message, { seconds })]
}

/** Others are told that they can't run; nothing else would say so. */
function stuckReconciliation({ figures }: HealthFacts): HealthProblem[] {
  const running = figures?.reconciliation_running_seconds ?? 0
  if (running <= LONGEST_RUN_SECONDS) {
    return []
  }
  const seconds = Math.round(running)
  const message = `A reconciliation has been running for ${duration(seconds)} and blocks all others.`
  return [degraded("reconciliation_stuck", message, { seconds })]
}

function unusedReplica({ replica }: HealthFacts): HealthProblem[] {
  switch (replica) {
    case "away":
      return [degraded("replica_away", UNUSED.away, {})]
    case "behind":
      return [degraded("replica_behind", UNUSED.behind, {})]
    case "follows":
    case null:
      return []
  }
}

const UNUSED = {
  away: "The database replica can't be reached. Its reads go to the primary database.",
  behind:
    "The database replica has fallen too far behind. Its reads go to the primary database.",
}
