/** How a task has fared in a process. */
export type Tick = {
  /** Since a run of it ended well; null: none has. */
  ok_seconds_ago: number | null
  /** In a row, up to now. */
  failures: number
}

/** A copy of the database keeps up with it, doesn't, or can't be reached. */
export type ReplicaState = "follows" | "behind" | "away"

/** By the task's name. */
export type Ticks = Record<string, Tick>

/** A process of the store, as it last said of itself. */
export type BookingProcess = {
  id: string
  /** Host and process id, for people. */
  name: string
  mode: "shared" | "worker" | "server"
  version: string
  /** What must be the same everywhere, without secrets. */
  options: Record<string, unknown>
  ticks: Ticks
  /** By how much its clock is ahead of the database's. */
  clock_offset_ms: number
  started_at: string
  /** When it said that it ends; null: it has not. */
  stopped_at: string | null
  up_seconds: number
  seen_seconds_ago: number
}

/** What one process does for all: how often, and when it was last done. */
export type Turn = {
  name: string
  every_seconds: number
  /** Since it was to be done for the first time. */
  known_seconds: number
  finished_seconds_ago: number | null
}

/** All that health can find, the gravest first. */
export const HEALTH_PROBLEMS = [
  "database_down",
  "database_read_only",
  "no_worker",
  "task_late",
  "task_failing",
  "holds_overdue",
  "events_waiting",
  "bus_silent",
  "reconciliation_late",
  "reconciliation_stuck",
  "replica_away",
  "replica_behind",
  "clock_wrong",
  "options_differ",
  "versions_differ",
] as const

export type HealthProblemCode = (typeof HEALTH_PROBLEMS)[number]

export type HealthProblem = {
  code: HealthProblemCode
  /** A notice is for information: nothing is wrong. */
  severity: "degraded" | "notice"
  /** A sentence for staff; the admin has it in other languages, by its code. */
  message: string
  details: HealthDetails
}

/** The figures of a sentence; null: it has never been. */
export type HealthDetails = {
  seconds?: number | null
  failures?: number
  task?: string
  /** Their names. */
  processes?: string[]
  options?: string[]
  versions?: string[]
}

export type HealthFacts = {
  /** Undefined: the database does not answer. */
  figures:
    | {
        is_read_only: boolean
        oldest_overdue_hold_seconds: number
        outbox_lag_seconds: number
        last_delivered_event_seconds: number | null
        reconciliation_age_seconds: number | null
        /** Of the one that is going on; null: none is. */
        reconciliation_running_seconds: number | null
      }
    | undefined
  processes: BookingProcess[]
  turns: Turn[]
  /** Null: there is none. */
  replica: ReplicaState | null
  /** Of the process that is asked. */
  upSeconds: number
  limits: {
    overdue_hold_seconds: number
    outbox_lag_seconds: number
    reconciliation_seconds: number
    delivery_seconds: number
  }
}

export function degraded(
  code: HealthProblemCode,
  message: string,
  details: HealthDetails
): HealthProblem {
  return { code, severity: "degraded", message, details }
}

/** How long something has lasted, in the unit in which people say it. */
export function duration(seconds: number): string {
  if (seconds < 120) {
    return `${seconds} s`
  }
  const minutes = Math.round(seconds / 60)
  return minutes < 120 ? `${minutes} min` : `${Math.round(seconds / 3_600)} h`
}
