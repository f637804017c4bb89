import { isBookingRefusal } from "../errors"
import { EVENTS } from "../events"
import {
  announceExpiring,
  anyDue,
  dueHolds,
  expireHolds as writeExpiry,
  firstUnannounced,
  renewDueAt,
  type DueHold,
} from "../sql/expiry"
import { datesKeys, tryEach, type LockKey } from "../sql/locks"
import { transact, type Transaction } from "../sql/transaction"
import type { ExpireResult } from "../types"
import type { Call } from "./context"
import { expiredLog } from "./hold-log"
import { inBatches } from "./in-batches"

/** A run ends after this time; the next one goes on. */
const MAX_RUN_MS = 10_000
const MAX_ANNOUNCED_PER_RUN = 100_000
/** PostgreSQL's lock table is finite, and so is the time of a transaction. */
const MAX_KEYS_PER_BATCH = 2_000
const MAX_CLAIMS_PER_BATCH = 10_000
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
  const until = performance.now() + MAX_RUN_MS
  const left: string[] = []
  const failures: unknown[] = []
  let [expired, skipped] = [0, 0]
  let limit = call.options.expiry_batch
  while (performance.now() < until) {
    const batch = await tried(() =>
      transact(call.db, (tx) => expireBatch(call, tx, left, limit))
    )
    if ("error" in batch) {
      if (limit > 1) {
        limit = Math.ceil(limit / 2)
        continue
      }
      // It failed alone, so it is its own fault.
      left.push(await firstDue(call, left, batch.error))
      skipped++
      failures.push(...(isBusy(batch.error) ? [] : [batch.error]))
      limit = call.options.expiry_batch
      continue
    }
    expired += batch.expired
    skipped += batch.skipped
    left.push(...batch.left)
    if (batch.expired > 0) {
      call.committed()
    }
    if (batch.isLast) {
      break
    }
  }
  if (failures.length > 0) {
    throw failures[0]
  }
  return { expired, skipped }
}

/**
 * Sends `hold.expiring` for holds that end within the notice, once for each end.
 *
 * @returns how many
 * @throws what kept one from being announced, once all the others are
 */
export async function announceExpiringHolds(call: Call): Promise<number> {
  const { expiring_notice_minutes, expiry_batch: size } = call.options
  const notice = Math.round(expiring_notice_minutes * MINUTE_MS)
  return inBatches(call.db, {
    ...{ size, maxBatches: Math.ceil(MAX_ANNOUNCED_PER_RUN / size) },
    work: (limit, without) =>
      announceExpiring(notice, limit, without, EVENTS.holdExpiring),
    first: (without) => firstUnannounced(notice, without),
    done: call.committed,
  })
}

async function tried<T>(
  work: () => Promise<T>
): Promise<T | { error: unknown }> {
  try {
    return await work()
  } catch (error) {
    return { error }
  }
}

function isBusy(error: unknown): boolean {
  return isBookingRefusal(error) && error.code === "busy"
}

/** @throws the given error if no hold is due */
async function firstDue(
  call: Call,
  skip: string[],
  error: unknown
): Promise<string> {
  const [hold] = await call.db.query<DueHold>(dueHolds(1, skip))
  if (!hold) {
    throw error
  }
  return hold.id
}

type Batch = {
  isLast: boolean
  expired: number
  /** Overdue holds of which somebody else had a date locked. */
  skipped: number
  /** The ids of all that nothing was done to. */
  left: string[]
}

async function expireBatch(
  call: Call,
  tx: Transaction,
  skip: string[],
  limit: number
): Promise<Batch> {
  const found = await tx.query<DueHold>(dueHolds(limit, skip))
  if (found.length === 0) {
    return { isLast: true, expired: 0, skipped: 0, left: [] }
  }
  const { due, keys } = bounded(found)
  const rows = await tx.query<{ a: number; b: number; locked: boolean }>(
    tryEach([...keys.values()].flat())
  )
  const locked = new Set(
    rows.filter((row) => row.locked).map((row) => `${row.a} ${row.b}`)
  )
  const isLocked = (key: LockKey) => locked.has(`${key.a} ${key.b}`)
  const ours = due.filter((hold) => keys.get(hold.id)?.every(isLocked))
  const over = ours.filter((hold) => hold.is_over)
  const later = ours.filter((hold) => !hold.is_over)
  const [expired = [], renewed = []] = await tx.commit([
    writeExpiry(
      over.map((hold) => hold.id),
      over.map((hold) => expiredLog(call.actor, hold))
    ),
    ...(later.length > 0 ? [renewDueAt(later.map((hold) => hold.id))] : []),
  ])
  const done = new Set([...expired, ...renewed].map((row) => row.id))
  const left = due.filter((hold) => !done.has(hold.id))
  return {
    isLast: found.length < limit && due.length === found.length,
    expired: expired.length,
    skipped: left.filter((hold) => hold.is_over).length,
    left: left.map((hold) => hold.id),
  }
}

/** The first of the due holds that fit into one batch; at least one. */
function bounded(found: DueHold[]) {
  const keys = new Map<string, LockKey[]>()
  let locks = 0
  let claims = 0
  for (const hold of found) {
    const own = datesKeys(hold.items)
    locks += own.length
    claims += hold.items.reduce((sum, { dates }) => sum + dates.length, 0)
    const fits = locks <= MAX_KEYS_PER_BATCH && claims <= MAX_CLAIMS_PER_BATCH
    if (keys.size > 0 && !fits) {
      break
    }
    keys.set(hold.id, own)
  }
  return { due: found.slice(0, keys.size), keys }
}
