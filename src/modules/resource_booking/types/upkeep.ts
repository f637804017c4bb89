import type { z } from "zod"

import type * as R from "../records"

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

export type Health = z.infer<typeof R.Health>

/** Whether a load balancer may send this process its customers. */
export type Readiness = z.infer<typeof R.Ready> | z.infer<typeof R.Unready>
export type NotReady = z.infer<typeof R.Unready>["reasons"][number]

/** A row that breaks an invariant of the data; there should never be one. */
export type Violation = z.infer<typeof R.Violation>

export type ReconciliationRun = z.infer<typeof R.ReconciliationRun>
export type ReconciliationFigures = z.infer<typeof R.ReconciliationFigures>
export type ReconciliationDTO = z.infer<typeof R.Reconciliation>

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
