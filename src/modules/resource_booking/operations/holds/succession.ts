import { decideLive } from "../../domain/holds/decide-change"
import { keptUntil } from "../../domain/holds/succession"
import { notFound, unwrap } from "../../errors"
import type { Row, Statement } from "../../sql/database"
import { expireHolds } from "../../sql/expiry"
import { busy } from "../../sql/failures"
import { type HoldRecord, releaseHold, selectHold } from "../../sql/holds"
import { datesKeys, takeLocks } from "../../sql/locks"
import { insertLog } from "../../sql/log"
import { successorsOf } from "../../sql/successors"
import type { Transaction } from "../../sql/transaction"
import type { Call } from "../shared/context"
import { expiredLog, releasedLog } from "../shared/hold-log"

/** A hold, and those that were to take over from it and have not. */
export type Predecessor = {
  hold: HoldRecord | null
  successors: HoldRecord[]
}

export async function readPredecessor(
  tx: Transaction,
  id: string
): Promise<Predecessor> {
  const [holds, successors] = await tx.all([selectHold(id), successorsOf([id])])
  return {
    hold: (holds?.[0] as HoldRecord | undefined) ?? null,
    successors: successors as HoldRecord[],
  }
}

/** A hold under the locks of its dates and its successors'. */
export type LockedHold = {
  hold: HoldRecord
  successors: HoldRecord[]
  /** Of the other statements. */
  rows: Row[][]
}

/**
 * A hold that is there, and what was to take over from it, under the locks of
 * all their dates.
 *
 * @param found as they were read before
 * @param others what else to read under the locks, in the same trip
 * @throws BookingRefusal `busy` when another successor came just now,
 * `not_found`
 */
export async function lockHold(
  tx: Transaction,
  found: { hold: HoldRecord; successors: HoldRecord[] },
  others: Statement[] = []
): Promise<LockedHold> {
  const { id } = found.hold
  const early = holdsOf(found)
  const [, holds, successors, ...rows] = await tx.all([
    takeLocks(datesKeys(early.flatMap(({ items }) => items))),
    selectHold(id),
    successorsOf([id]),
    ...others,
  ])
  const known = early.map((one) => one.id)
  const locked = successors as HoldRecord[]
  if (locked.some((one) => !known.includes(one.id))) {
    throw busy()
  }
  return { hold: stillThere(holds, id), successors: locked, rows }
}

/**
 * A hold that was read again under the locks of its dates.
 *
 * @throws BookingRefusal `not_found` when it ended long ago, and was deleted
 * just now
 */
export function stillThere(rows: Row[] | undefined, id: string): HoldRecord {
  return (rows as HoldRecord[] | undefined)?.[0] ?? notFound("hold", id)
}

export function holdsOf({ hold, successors }: Predecessor): HoldRecord[] {
  return [...(hold ? [hold] : []), ...successors]
}

/** Whether a hold keeps its dates for the one that takes over from it. */
export function isKept(hold: HoldRecord, nowMs: number): boolean {
  return decideLive(hold, nowMs).ok && hasItsClaims(hold)
}

/**
 * The hold before, as far as it keeps dates for the one that is placed to take
 * over, and until when both are kept.
 *
 * @returns null when it has ended, or lost dates
 */
export function keptHold(
  { hold }: Predecessor,
  nowMs: number
): { hold: HoldRecord; until_ms: number } | null {
  return hold && isKept(hold, nowMs)
    ? { hold, until_ms: unwrap(keptUntil(hold, nowMs)) }
    : null
}

/**
 * Whether all that a hold says is kept for it. A clock that stepped back makes
 * a hold look alive whose dates were given away.
 */
export function hasItsClaims({ items, claimed }: HoldRecord): boolean {
  const units = items.map(({ dates, quantity }) => dates.length * quantity)
  return claimed === units.reduce((sum, one) => sum + one, 0)
}

const NEVER_TOOK_OVER = "the change that it was for did not happen"

/** Their dates are locked. */
export function dropSuccessors(
  call: Call,
  successors: HoldRecord[],
  nowMs: number
): Statement[] {
  return successors.flatMap((hold) =>
    endHold(call, hold, nowMs, NEVER_TOOK_OVER)
  )
}

/** Ends a hold that lives, or writes down that it has ended. */
export function endHold(
  call: Call,
  hold: HoldRecord,
  nowMs: number,
  reason: string
): Statement[] {
  if (decideLive(hold, nowMs).ok) {
    const log = releasedLog(call.actor, hold, reason)
    return [...releaseHold(hold.id, nowMs), insertLog([log])]
  }
  return hold.status === "active"
    ? [expireHolds([hold.id], [expiredLog(call.actor, hold)])]
    : []
}
