import type {
  BookingProcess,
  HealthProblem,
  ReplicaState,
} from "../domain/upkeep/health-facts"
import type { Finding } from "../domain/upkeep/tally-findings"
import type { Lane, PoolFigures } from "../sql/lanes"
import type { Actor } from "./shared"

export type {
  BookingProcess,
  HealthDetails,
  HealthProblem,
  HealthProblemCode,
  ReplicaState,
  Tick,
  Ticks,
} from "../domain/upkeep/health-facts"
export type { Finding, Findings } from "../domain/upkeep/tally-findings"
export type { OrderPosition, Positions } from "../sql/check-progress"
export type { Scope } from "../sql/check-scope"
export type { Inspected, Inspections } from "../sql/inspections"
export type { Lane, PoolFigures } from "../sql/lanes"

/** That one process alone is at something. */
export type Lease = {
  /**
   * False once the process may not have it any more: it was cut off from the
   * database, or stood still for too long. Somebody else may be at it then.
   */
  isHeld(): boolean
  /** Asks the database, and puts its end off if it is still ours. */
  confirm(): Promise<boolean>
}

export type Health = {
  status: "healthy" | "degraded"
  /** The gravest first; notices don't make it degraded. */
  problems: HealthProblem[]
  checks: {
    database: "up" | "read_only" | "down"
    oldest_overdue_hold_seconds: number | null
    outbox_lag_seconds: number | null
    /** Since the event bus last delivered to the module itself. */
    last_delivered_event_seconds: number | null
    last_reconciliation: string | null
    /** For how long the one that is running has been; null: none is. */
    reconciliation_running_seconds: number | null
    live_holds: number | null
    /** Of the copy that is read from; null: there is none. */
    replica: ReplicaState | null
    pool: Partial<Record<Lane, PoolFigures>>
  }
  /** Of the last hour, the oldest first. */
  processes: BookingProcess[]
}

/** Whether a load balancer may send this process its customers. */
export type Readiness = { ready: true } | { ready: false; reasons: NotReady[] }

/**
 * - `draining`: it is ending
 * - `database`: it can't be reached in time
 * - `read_only`: it can be read only, as after a failover
 * - `clock`: none of the tasks of this process has gone well for a minute
 */
export type NotReady = "draining" | "database" | "read_only" | "clock"

/** A row that breaks an invariant of the data; there should never be one. */
export type Violation = {
  invariant: string
  description: string
  subject: string
}

export type ReconciliationRun = {
  trigger: "start" | "schedule" | "demand"
  /** Only looks: nothing is changed. */
  dry_run: boolean
}

export type ReconciliationFigures = {
  checked: number
  fixed: number
  flagged: number
  details: Finding[]
}

export type ReconciliationDTO = ReconciliationRun &
  ReconciliationFigures & {
    id: string
    /** Which share of its checks is done, 0 to 1. */
    progress: number
    actor_type: Actor["type"]
    actor_id: string | null
    started_at: string
    finished_at: string | null
  }

/** A cart's line with a live hold. */
export type HeldLine = { line_item_id: string; hold_id: string }

/** A cart with lines that something is, or was, held for. */
export type HeldCart = {
  cart_id: string
  line_item_ids: string[]
  /** When its last conflict was settled, if it had one. */
  settled_at: string | null
}

/** A line of an order that has a conflict, settled or not. */
export type ConflictLine = {
  order_id: string
  line_item_id: string | null
  hold_id: string | null
}

/** A line of an order that has an allocation, or had one. */
export type AllocatedLine = {
  order_id: string
  line_item_id: string | null
  hold_id: string
}
