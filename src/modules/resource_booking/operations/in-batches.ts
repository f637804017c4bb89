import { isBookingRefusal } from "../errors"
import type { Database, Statement } from "../sql/database"

/** What is to be done with rows, in as many batches as it takes. */
export type Batches = {
  /** Rows of one batch. */
  size: number
  /** What is left after so many is the next run's. */
  maxBatches: number
  /** Does the next ones, without some. Answers `{ id }` of those done. */
  work: (limit: number, without: string[]) => Statement
  /** Finds the first that `work` would do. Answers `{ id }`. */
  first: (without: string[]) => Statement
  /** Called after each batch that did something. */
  done?: () => void
}

/**
 * Does batches until one is not full. One that fails is tried in halves, down to
 * the row whose fault it is: that is left out, and keeps no other from its turn.
 *
 * @returns how many rows were done
 * @throws what kept one from it, once all the others are done
 */
export async function inBatches(
  db: Database,
  { size, maxBatches, work, first, done }: Batches
): Promise<number> {
  const without: string[] = []
  const failures: unknown[] = []
  let limit = size
  let total = 0
  for (let batch = 0; batch < maxBatches;) {
    try {
      const { length } = await db.query(work(limit, without))
      batch++
      total += length
      if (length > 0) {
        done?.()
      }
      if (length < limit) {
        break
      }
      limit = size
    } catch (error) {
      // Nobody's fault: the next run goes on.
      if (isBookingRefusal(error)) {
        throw error
      }
      if (limit > 1) {
        limit = Math.ceil(limit / 2)
        continue
      }
      const [row] = await db.query<{ id: string }>(first(without))
      if (!row) {
        throw error
      }
      failures.push(error)
      without.push(row.id)
      limit = size
    }
  }
  if (failures.length > 0) {
    throw failures[0]
  }
  return total
}
