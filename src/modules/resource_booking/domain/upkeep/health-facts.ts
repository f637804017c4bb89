import type { z } from "zod"

import type * as R from "../../records"

export type Tick = z.infer<typeof R.Tick>

/** By the task's name. */
export type Ticks = BookingProcess["ticks"]

/** A copy of the database keeps up with it, doesn't, or can't be reached. */
export type ReplicaState = (typeof R.REPLICA_STATES)[number]

/** A process of the store, as it last said of itself. */
export type BookingProcess = z.infer<typeof R.BookingProcess>

/** What one process does for all: how often, and when it was last done. */
export type Turn = {
  name: string
  every_seconds: number
  /** Since it was to be done for the first time. */
  known_seconds: number
  finished_seconds_ago: number | null
}

export type HealthProblemCode = (typeof R.HEALTH_PROBLEMS)[number]
export type HealthProblem = z.infer<typeof R.HealthProblem>

/** The figures of a sentence; null: it has never been. */
export type HealthDetails = z.infer<typeof R.HealthDetails>

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
