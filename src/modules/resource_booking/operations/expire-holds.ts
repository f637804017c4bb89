import { EVENTS } from "../events"
import {
  announceExpiring,
  dueHolds,
  expireHolds as writeExpiry,
  type DueHold,
} from "../sql/expiry"
import { datesKeys, tryEach, type LockKey } from "../sql/locks"
import type { LogEntry } from "../sql/log"
import { transact, type Transaction } from "../sql/transaction"
import type { ExpireResult } from "../types"
import type { Call } from "./context"

/** A run ends after this many holds; the next one goes on. */
const MAX_HOLDS_PER_RUN = 100_000
/** PostgreSQL's lock table is finite: a batch of long holds is a small one. */
const MAX_KEYS_PER_BATCH = 2_000
const MINUTE_MS = 60_000

/**
 * Writes down that overdue holds have expired, in batches, the longest overdue
 * first. Their dates are free already; this only tidies up. It never waits for
 * a lock: what somebody else is busy with is left to the next run, so that it
 * may run in every process at once.
 */
export async function expireHolds(call: Call): Promise<ExpireResult> {
  const skipped: string[] = []
  let expired = 0
  while (expired < MAX_HOLDS_PER_RUN) {
    const batch = await transact(call.db, (tx) =>
      expireBatch(call, tx, skipped)
    )
    expired += batch.expired
    skipped.push(...batch.skipped)
    if (batch.expired > 0) {
      call.committed()
    }
    if (batch.isLast) {
      break
    }
  }
  return { expired, skipped: skipped.length }
}

/**
 * Sends `hold.expiring` for holds that end within the notice, once for each
 * end. @returns how many
 */
export async function announceExpiringHolds(call: Call): Promise<number> {
  const { expiring_notice_minutes, expiry_batch } = call.options
  const announced = await call.db.query(
    announceExpiring(
      Math.round(expiring_notice_minutes * MINUTE_MS),
      expiry_batch,
      EVENTS.holdExpiring
    )
  )
  if (announced.length > 0) {
    call.committed()
  }
  return announced.length
}

type Batch = { isLast: boolean; expired: number; skipped: string[] }

async function expireBatch(
  call: Call,
  tx: Transaction,
  skip: string[]
): Promise<Batch> {
  const limit = call.options.expiry_batch
  const found = await tx.query<DueHold>(dueHolds(limit, skip))
  if (found.length === 0) {
    return { isLast: true, expired: 0, skipped: [] }
  }
  const { due, keys } = boundedByKeys(found)
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
      ours.map((hold) => expiredLog(call, hold))
    ),
  ])
  const done = new Set(expired.map((row) => row.id))
  return {
    isLast: found.length < limit && due.length === found.length,
    expired: done.size,
    skipped: due.map((hold) => hold.id).filter((id) => !done.has(id)),
  }
}

/** The first of the due holds whose locks fit into one batch; at least one. */
function boundedByKeys(found: DueHold[]) {
  const keys = new Map<string, LockKey[]>()
  let total = 0
  for (const hold of found) {
    const own = datesKeys(hold.items)
    total += own.length
    if (keys.size > 0 && total > MAX_KEYS_PER_BATCH) {
      break
    }
    keys.set(hold.id, own)
  }
  return { due: found.slice(0, keys.size), keys }
}

function expiredLog({ actor }: Call, hold: DueHold): LogEntry {
  const { id, cart_id, resource_ids } = hold
  return {
    operation: "hold.expired",
    actor,
    hold_id: id,
    resource_id: resource_ids.length === 1 ? (resource_ids[0] ?? null) : null,
    before: { status: "active" },
    after: { status: "expired" },
    event: { name: EVENTS.holdExpired, data: { id, cart_id, resource_ids } },
  }
}
