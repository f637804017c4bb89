import { isBookingRefusal } from "../errors"
import { EVENTS } from "../events"
import {
  announceExpiring,
  dueHolds,
  expireHolds as writeExpiry,
  type DueHold,
} from "../sql/expiry"
import { datesKeys, tryEach, type LockKey } from "../sql/locks"
import { transact, type Transaction } from "../sql/transaction"
import type { ExpireResult } from "../types"
import type { Call } from "./context"
import { expiredLog } from "./hold-log"

/** A run ends after this many holds; the next one goes on. */
const MAX_HOLDS_PER_RUN = 100_000
/** PostgreSQL's lock table is finite, and so is the time of a transaction. */
const MAX_KEYS_PER_BATCH = 2_000
const MAX_CLAIMS_PER_BATCH = 10_000
const MINUTE_MS = 60_000

/**
 * Writes down that overdue holds have expired, in batches, the longest overdue
 * first. Their dates are free already; this only tidies up. It never waits for
 * a lock: what somebody else is busy with is left to the next run, so that it
 * may run in every process at once.
 *
 * @throws what kept one from being expired, once all the others are
 */
export async function expireHolds(call: Call): Promise<ExpireResult> {
  const skipped: string[] = []
  const failures: unknown[] = []
  let expired = 0
  let limit = call.options.expiry_batch
  while (expired < MAX_HOLDS_PER_RUN) {
    const batch = await tried(() =>
      transact(call.db, (tx) => expireBatch(call, tx, skipped, limit))
    )
    if ("error" in batch) {
      if (limit > 1) {
        limit = Math.ceil(limit / 2)
        continue
      }
      // It failed alone, so it is its own fault.
      skipped.push(await firstDue(call, skipped, batch.error))
      failures.push(...(isBusy(batch.error) ? [] : [batch.error]))
      limit = call.options.expiry_batch
      continue
    }
    expired += batch.expired
    skipped.push(...batch.skipped)
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
  return { expired, skipped: skipped.length }
}

/**
 * Sends `hold.expiring` for holds that end within the notice, once for each
 * end. @returns how many
 */
export async function announceExpiringHolds(call: Call): Promise<number> {
  const { expiring_notice_minutes, expiry_batch } = call.options
  const notice = Math.round(expiring_notice_minutes * MINUTE_MS)
  let announced = 0
  let batch = expiry_batch
  while (batch === expiry_batch && announced < MAX_HOLDS_PER_RUN) {
    const rows = await call.db.query(
      announceExpiring(notice, expiry_batch, EVENTS.holdExpiring)
    )
    batch = rows.length
    announced += batch
    if (batch > 0) {
      call.committed()
    }
  }
  return announced
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

type Batch = { isLast: boolean; expired: number; skipped: string[] }

async function expireBatch(
  call: Call,
  tx: Transaction,
  skip: string[],
  limit: number
): Promise<Batch> {
  const found = await tx.query<DueHold>(dueHolds(limit, skip))
  if (found.length === 0) {
    return { isLast: true, expired: 0, skipped: [] }
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
  const [expired = []] = await tx.commit([
    writeExpiry(
      ours.map((hold) => hold.id),
      ours.map((hold) => expiredLog(call.actor, hold))
    ),
  ])
  const done = new Set(expired.map((row) => row.id))
  return {
    isLast: found.length < limit && due.length === found.length,
    expired: done.size,
    skipped: due.map((hold) => hold.id).filter((id) => !done.has(id)),
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
