import { decideLogMonths, type LogMonths } from "../../domain/upkeep/log-months"
import {
  dropLogBeside,
  dropLogMonth,
  lockLogMonths,
  logMonths,
  makeLogMonths,
} from "../../sql/log-months"
import { transact } from "../../sql/transaction"
import type { OperationContext } from "../shared/context"

/**
 * Makes the log's tables for the months to come, and drops those that are older
 * than the store keeps. Most of the time there is nothing to do.
 *
 * @returns the first days of the months
 * @throws BookingRefusal `busy` when another process is at it, or somebody has
 * been reading the log for too long; the next run tries again
 */
export async function keepLog(
  ctx: OperationContext
): Promise<{ made: string[]; dropped: string[] }> {
  const keep = ctx.options.log_retention_months
  const [found] = await ctx.db.query<LogMonths>(logMonths())
  const { make, drop, beside } = decideLogMonths(found as LogMonths, keep)
  let made: string[] = []
  if (make.length > 0) {
    made = await transact(ctx.db, async (tx) => {
      await tx.all([lockLogMonths()])
      const [now] = await tx.query<LogMonths>(logMonths())
      const missing = decideLogMonths(now as LogMonths, keep).make
      await tx.commit(makeLogMonths(missing))
      return missing
    })
  }
  for (const month of drop) {
    await transact(ctx.db, (tx) => tx.commit(dropLogMonth(month)))
  }
  if (beside) {
    await transact(ctx.db, (tx) => tx.commit(dropLogBeside()))
  }
  return { made, dropped: drop }
}
