import { deleteHolds, type EndedHold, endedHolds } from "../../sql/ended-holds"
import type { Transaction } from "../../sql/transaction"
import type { Call } from "../shared/context"
import { type Batch, inBatches, tryDates } from "../shared/in-batches"

const BATCH = 1_000

/**
 * Deletes holds that ended unsold longer ago than the option
 * `ended_hold_retention_days`, with their keys, unless something needs them: an
 * allocation, a conflict, a hold that was to take over. Part of the job. It
 * never waits for a lock; what somebody is busy with is left to the next run.
 *
 * @returns how many
 * @throws what kept one from being deleted, once all the others are
 */
export async function deleteEndedHolds(call: Call): Promise<number> {
  const days = call.options.ended_hold_retention_days
  const { done } = await inBatches(call, {
    size: BATCH,
    batch: (tx, skip, limit) => deleteBatch(call, tx, skip, limit),
    async first(skip) {
      const [hold] = await call.db.query<EndedHold>(endedHolds(days, 1, skip))
      return hold?.id
    },
  })
  return done
}

async function deleteBatch(
  { actor, options }: Call,
  tx: Transaction,
  skip: string[],
  limit: number
): Promise<Batch> {
  const days = options.ended_hold_retention_days
  const found = await tx.query<EndedHold>(endedHolds(days, limit, skip))
  if (found.length === 0) {
    return { isLast: true, done: 0, skipped: 0, left: [] }
  }
  const { tried, locked } = await tryDates(tx, found)
  const ids = locked.map((hold) => hold.id)
  const [gone = []] = await tx.commit([deleteHolds(ids, actor)])
  const left = tried.filter((hold) => !ids.includes(hold.id))
  return {
    isLast: found.length < limit && tried.length === found.length,
    done: gone.length,
    skipped: left.length,
    left: left.map((hold) => hold.id),
  }
}
