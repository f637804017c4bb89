import { EVENTS } from "../../events"
import {
  announceExpiring,
  anyDue,
  type DueHold,
  dueHolds,
  expireHolds as writeExpiry,
  firstUnannounced,
  renewDueAt,
} from "../../sql/expiry"
import type { Transaction } from "../../sql/transaction"
import type { ExpireResult } from "../../types"
import type { Call } from "../shared/context"
import { expiredLog } from "../shared/hold-log"
import {
  type Batch,
  inBatches,
  statementBatches,
  tryDates,
} from "../shared/in-batches"

const MINUTE_MS = 60_000

/**
 * Writes down that overdue holds have expired, in batches, the longest overdue
 * first. Their dates are free already; this only tidies up, and writes the
 * claims of holds anew that got a later end. It never waits for a lock: what
 * somebody else is busy with is left to the next run, so that it may run in
 * every process at once, each second: where nothing is due, it is one look.
 *
 * @throws what kept one from being expired, once all the others are
 */
export async function expireHolds(call: Call): Promise<ExpireResult> {
  const [due] = await call.db.query(anyDue())
  return due ? expireDue(call) : { expired: 0, skipped: 0 }
}

async function expireDue(call: Call): Promise<ExpireResult> {
  const { done, skipped } = await inBatches(call, {
    size: call.options.expiry_batch,
    batch: (tx, skip, limit) => expireBatch(call, tx, skip, limit),
    async first(skip) {
      const [hold] = await call.db.query<DueHold>(dueHolds(1, skip))
      return hold?.id
    },
  })
  return { expired: done, skipped }
}

async function expireBatch(
  call: Call,
  tx: Transaction,
  skip: string[],
  limit: number
): Promise<Batch> {
  const found = await tx.query<DueHold>(dueHolds(limit, skip))
  if (found.length === 0) {
    return { isLast: true, done: 0, skipped: 0, left: [] }
  }
  const { tried, locked } = await tryDates(tx, found)
  const over = locked.filter((hold) => hold.is_over)
  const later = locked.filter((hold) => !hold.is_over)
  const [expired = [], renewed = []] = await tx.commit([
    writeExpiry(
      over.map((hold) => hold.id),
      over.map((hold) => expiredLog(call.actor, hold))
    ),
    ...(later.length > 0 ? [renewDueAt(later.map((hold) => hold.id))] : []),
  ])
  const done = new Set([...expired, ...renewed].map((row) => row.id))
  const left = tried.filter((hold) => !done.has(hold.id))
  return {
    isLast: found.length < limit && tried.length === found.length,
    done: expired.length,
    skipped: left.filter((hold) => hold.is_over).length,
    left: left.map((hold) => hold.id),
  }
}

/**
 * Sends `hold.expiring` for holds that end within the notice, once for each end.
 *
 * @returns how many
 * @throws what kept one from being announced, once all the others are
 */
export async function announceExpiringHolds(call: Call): Promise<number> {
  const { expiring_notice_minutes, expiry_batch } = call.options
  const notice = Math.round(expiring_notice_minutes * MINUTE_MS)
  const work = statementBatches(
    call,
    expiry_batch,
    (limit, skip) => announceExpiring(notice, limit, skip, EVENTS.holdExpiring),
    (skip) => firstUnannounced(notice, skip)
  )
  const { done } = await inBatches(call, work)
  return done
}
