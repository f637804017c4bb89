import { isBookingRefusal } from "../../errors"
import type { Statement } from "../../sql/database"
import {
  datesKeys,
  type LockedDates,
  type LockKey,
  tryEach,
} from "../../sql/locks"
import { transact, type Transaction } from "../../sql/transaction"
import type { OperationContext } from "./context"

/** PostgreSQL's lock table is finite, and so is the time of a transaction. */
const MAX_KEYS_PER_BATCH = 2_000
const MAX_DATES_PER_BATCH = 10_000

/** A run ends after this time; the next one goes on. */
const MAX_RUN_MS = 10_000

export type Batch = {
  isLast: boolean
  done: number
  /** Of those that were left, how many are to be told of. */
  skipped: number
  /** The ids of all that nothing was done to. */
  left: string[]
}

/** What is done to many rows, without ever waiting for one. */
export type Work = {
  /** The most of a transaction. */
  size: number
  /** @param skip what earlier batches of the run have left */
  batch: (tx: Transaction, skip: string[], limit: number) => Promise<Batch>
  /** The id of the row that a batch of one begins with. */
  first: (skip: string[]) => Promise<string | undefined>
}

/**
 * Runs batch after batch, for a bounded time. One that fails is tried again in
 * halves, until the row is alone that it fails for: that keeps no other from
 * being done.
 *
 * @throws what kept one from being done, once all the others are
 */
export async function inBatches(
  call: OperationContext,
  work: Work
): Promise<{ done: number; skipped: number }> {
  const until = performance.now() + MAX_RUN_MS
  const left: string[] = []
  const failures: unknown[] = []
  let [done, skipped] = [0, 0]
  let limit = work.size
  while (performance.now() < until) {
    const batch = await tried(() =>
      transact(call.db, (tx) => work.batch(tx, left, limit))
    )
    if ("error" in batch) {
      if (limit > 1) {
        limit = Math.ceil(limit / 2)
        continue
      }
      // It failed alone, so it is its own fault.
      const id = await work.first(left)
      if (id === undefined) {
        throw batch.error
      }
      left.push(id)
      skipped++
      failures.push(...(isBusy(batch.error) ? [] : [batch.error]))
      limit = work.size
      continue
    }
    done += batch.done
    skipped += batch.skipped
    left.push(...batch.left)
    if (batch.done > 0) {
      call.committed()
    }
    if (batch.isLast) {
      break
    }
  }
  if (failures.length > 0) {
    throw failures[0]
  }
  return { done, skipped }
}

/**
 * A batch that is one statement, which does the next rows and answers their
 * `{ id }`, and leaves out those that somebody else has locked.
 *
 * @param first finds the first of those rows
 */
export function statementBatches(
  { db }: OperationContext,
  size: number,
  statement: (limit: number, skip: string[]) => Statement,
  first: (skip: string[]) => Statement
): Work {
  return {
    size,
    async batch(tx, skip, limit) {
      const [rows = []] = await tx.commit([statement(limit, skip)])
      const isLast = rows.length < limit
      return { isLast, done: rows.length, skipped: 0, left: [] }
    },
    async first(skip) {
      const [row] = await db.query<{ id: string }>(first(skip))
      return row?.id
    },
  }
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

type Lockable = { id: string; items: LockedDates[] }

/**
 * Tries the keys of the first holds that fit into one batch, at least one.
 *
 * @returns these, and of them those of which every date is locked now
 */
export async function tryDates<H extends Lockable>(
  tx: Transaction,
  found: H[]
): Promise<{ tried: H[]; locked: H[] }> {
  const { due, keys } = bounded(found)
  const rows = await tx.query<{ a: number; b: number; locked: boolean }>(
    tryEach([...keys.values()].flat())
  )
  const got = new Set(
    rows.filter((row) => row.locked).map((row) => `${row.a} ${row.b}`)
  )
  const isLocked = (key: LockKey) => got.has(`${key.a} ${key.b}`)
  return {
    tried: due,
    locked: due.filter((hold) => keys.get(hold.id)?.every(isLocked)),
  }
}

function bounded<H extends Lockable>(found: H[]) {
  const keys = new Map<string, LockKey[]>()
  let [locks, dates] = [0, 0]
  for (const hold of found) {
    const own = datesKeys(hold.items)
    locks += own.length
    dates += hold.items.reduce((sum, item) => sum + item.dates.length, 0)
    const fits = locks <= MAX_KEYS_PER_BATCH && dates <= MAX_DATES_PER_BATCH
    if (keys.size > 0 && !fits) {
      break
    }
    keys.set(hold.id, own)
  }
  return { due: found.slice(0, keys.size), keys }
}
