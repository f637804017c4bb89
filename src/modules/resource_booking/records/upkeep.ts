import { z } from "zod"

import {
  ACTOR_ID,
  ACTOR_TYPE,
  Anything,
  field,
  Figure,
  Flag,
  Int,
  Moment,
  record,
  Text,
} from "./fields"
import { HEALTH_PROBLEMS, LANES, REPLICA_STATES } from "./words"

export const HealthDetails = record(
  "HealthDetails",
  "The figures of a sentence, so that it can be said in another language.",
  {
    seconds: field(
      Figure.nullable().optional(),
      "For how long; null: it has never been.",
      75
    ),
    failures: field(Int.optional(), "How often in a row.", 3),
    task: field(Text.optional(), "The task.", "expire_holds"),
    processes: field(z.array(Text).optional(), "Their names.", ["web-1:4711"]),
    options: field(z.array(Text).optional(), "The options' names.", [
      "hold_ttl_minutes",
    ]),
    versions: field(z.array(Text).optional(), "The versions.", ["0.1.0"]),
  }
)

export const HealthProblem = record(
  "HealthProblem",
  "Something that is wrong, or worth knowing.",
  {
    code: field(z.enum(HEALTH_PROBLEMS), "What it is.", "no_worker"),
    severity: field(
      z.enum(["degraded", "notice"]),
      "A notice is for information: nothing is wrong.",
      "degraded"
    ),
    message: field(
      Text,
      "The same in a sentence.",
      "No worker has been seen for 75 s. Nothing is being expired, published or reconciled."
    ),
    details: field(HealthDetails, "Its figures."),
  }
)

export const PoolFigures = record("PoolFigures", "Connections of a kind.", {
  total: field(Int, "That are open.", 2),
  idle: field(Int, "That do nothing.", 2),
  waiting: field(Int, "Requests that wait for one.", 0),
  max: field(Int, "That there may be.", 8),
})

export const Tick = record("Tick", "How a task has fared in a process.", {
  ok_seconds_ago: field(
    Figure.nullable(),
    "Since a run of it succeeded; null: none has.",
    0.4
  ),
  failures: field(Int, "In a row, up to now.", 0),
})

export const BookingProcess = record(
  "BookingProcess",
  "A process of the store, as it last said of itself.",
  {
    id: field(Text, "The process's id.", "bproc_0mh2v3k4"),
    name: field(Text, "Host and process id, for people.", "web-1:4711"),
    mode: field(
      z.enum(["shared", "worker", "server"]),
      "Whether it works, serves, or does both.",
      "server"
    ),
    version: field(Text, "The package's.", "0.1.0"),
    options: field(
      Anything,
      "What must be the same everywhere, without secrets.",
      { hold_ttl_minutes: 30, token_secret: "9f3c" }
    ),
    ticks: field(
      z.record(z.string(), Tick),
      "By the task's name; none in a server.",
      {}
    ),
    clock_offset_ms: field(
      Figure,
      "By how much its clock is ahead of the database's.",
      0
    ),
    started_at: field(Moment, "When it started.", "2027-01-01T10:00:00.000Z"),
    stopped_at: field(
      Moment.nullable(),
      "When it said that it ends; null: it has not.",
      null
    ),
    up_seconds: field(Figure, "For how long it has been up.", 900.2),
    seen_seconds_ago: field(Figure, "Since it was last seen.", 3.1),
  }
)

const Lag = Figure.nullable()

const HealthChecks = record("HealthChecks", "What health has looked at.", {
  database: field(
    z.enum(["up", "read_only", "down"]),
    "Whether the database can be reached, and written.",
    "up"
  ),
  oldest_overdue_hold_seconds: field(
    Lag,
    "For how long a hold has been overdue; null: not known.",
    2.591
  ),
  outbox_lag_seconds: field(
    Lag,
    "For how long an event has been waiting; null: not known.",
    0
  ),
  last_delivered_event_seconds: field(
    Lag,
    "Since the event bus last delivered to the module itself; null: never.",
    31.207
  ),
  last_reconciliation: field(
    Moment.nullable(),
    "When the last one ended; null: none did in 30 days.",
    "2027-01-01T10:00:00.000Z"
  ),
  reconciliation_running_seconds: field(
    Lag,
    "For how long the one that is running has been; null: none is.",
    null
  ),
  live_holds: field(Int.nullable(), "Holds that are live.", 1),
  replica: field(
    z.enum(REPLICA_STATES).nullable(),
    "Of the copy that is read from; null: there is none.",
    "follows"
  ),
  pool: field(
    z.partialRecord(z.enum(LANES), PoolFigures),
    "The connections of the process that answers, by what they are for.",
    { holds: { total: 2, idle: 2, waiting: 0, max: 8 } }
  ),
})

export const Health = record("Health", "Whether the module does its work.", {
  status: field(
    z.enum(["healthy", "degraded"]),
    "Degraded while there is a problem other than a notice.",
    "degraded"
  ),
  problems: field(z.array(HealthProblem), "The gravest first."),
  checks: field(HealthChecks, "What was looked at."),
  processes: field(
    z.array(BookingProcess),
    "Of the last hour, the oldest first."
  ),
})

/**
 * - `draining`: it is ending
 * - `database`: it can't be reached in time
 * - `read_only`: it can be read only, as after a failover
 * - `clock`: none of the tasks of this process has gone well for a minute
 */
const NotReady = z.enum(["draining", "database", "read_only", "clock"])

export const Ready = record("Ready", "The process may get requests.", {
  ready: field(z.literal(true), "Always true.", true),
})

export const Unready = record("Unready", "It should get no requests now.", {
  ready: field(z.literal(false), "Always false.", false),
  reasons: field(z.array(NotReady), "Why.", ["read_only"]),
})

/** A row that breaks an invariant of the data; there should never be one. */
export const Violation = record(
  "Violation",
  "Something stored that should never be.",
  {
    invariant: field(Text, "Which invariant it breaks.", "I3"),
    description: field(
      Text,
      "What is wrong.",
      "a paid order has neither an allocation nor a conflict"
    ),
    subject: field(Text, "The id of what it is about.", "order_01K9ZQ"),
  }
)

/** One thing that a check found. */
export const Finding = record("Finding", "Something that a check found.", {
  check: field(Text, "Which check.", "unconfirmed_orders"),
  subject: field(Text, "The id of what it is about.", "order_01K9ZQ"),
  action: field(
    z.enum(["fixed", "flagged"]),
    "Whether it was fixed, or is for staff to see.",
    "fixed"
  ),
  message: field(
    Text,
    "A sentence for staff.",
    "The line ordli_01K9ZL was paid and has now been given its dates."
  ),
})

/** What a run is asked for. */
export const ReconciliationRun = z.strictObject({
  trigger: field(
    z.enum(["start", "schedule", "demand"]),
    "Why it ran.",
    "demand"
  ),
  dry_run: field(Flag, "Whether it only looked, and changed nothing.", false),
})

export const ReconciliationFigures = z.strictObject({
  checked: field(Int, "How many things were looked at.", 214),
  fixed: field(Int, "How many were fixed; in a dry run, would be tried.", 1),
  flagged: field(Int, "How many are for staff to see.", 0),
  details: field(z.array(Finding), "At most 500, flagged ones first."),
})

export const Reconciliation = record(
  "Reconciliation",
  "The report of a reconciliation.",
  {
    id: field(Text, "The report's id.", "brec_0mh2v3k4"),
    ...ReconciliationRun.shape,
    progress: field(Figure, "Which share of its checks is done, 0 to 1.", 1),
    ...ReconciliationFigures.shape,
    actor_type: ACTOR_TYPE,
    actor_id: ACTOR_ID,
    started_at: field(Moment, "When it began.", "2026-11-21T08:00:00.120Z"),
    finished_at: field(
      Moment.nullable(),
      "When it ended; null while it runs, or if its process died.",
      "2026-11-21T08:00:00.840Z"
    ),
  }
)
