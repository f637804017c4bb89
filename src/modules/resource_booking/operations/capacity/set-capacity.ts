import {
  checkCapacity,
  decideSetCapacity,
} from "../../domain/capacity/decide-capacity"
import { weekdaysBetween } from "../../domain/shared/date-ranges"
import { unwrap } from "../../errors"
import { writeCapacity } from "../../sql/capacity"
import { evictOverdue } from "../../sql/dates"
import { insertLog } from "../../sql/log"
import { transact } from "../../sql/transaction"
import type { SetCapacity, SetCapacityResult } from "../../types"
import { requireIdentity } from "../shared/catalog-locks"
import type { Call } from "../shared/context"
import { capacityChange, lockCapacity } from "./lock-capacity"

/**
 * Sets the capacity of every date between inclusive bounds, or of those on
 * certain weekdays; with `skip_existing` only of dates that have none of their
 * own. All of them or none.
 *
 * @throws BookingRefusal `invalid_data`, `invalid_range`, `not_found`;
 * `below_commitments` with the dates and amounts in `details.commitments`
 */
export async function setCapacity(
  call: Call,
  resourceId: string,
  input: SetCapacity
): Promise<SetCapacityResult> {
  const { start_date, end_date, max_capacity, weekdays } = input
  unwrap(checkCapacity(max_capacity))
  const dates = unwrap(weekdaysBetween(start_date, end_date, weekdays))
  const identity = await requireIdentity(call.db, "resource", resourceId)
  return transact(call.db, async (tx) => {
    const { snapshot } = await lockCapacity(tx, identity, dates)
    const skipExisting = input.skip_existing ?? false
    const plan = unwrap(
      decideSetCapacity(snapshot.rows, dates, max_capacity, skipExisting)
    )
    const written = [...plan.created, ...plan.updated].sort()
    if (written.length > 0) {
      const figures = written.map((date) => ({ date, max_capacity }))
      const wanted = [{ resource_id: resourceId, dates: written }]
      const entry = {
        operation: "capacity.set",
        actor: call.actor,
        resource_id: resourceId,
        ...capacityChange(snapshot.rows, figures),
      }
      await tx.commit([
        evictOverdue(wanted, snapshot.now_ms),
        writeCapacity(resourceId, figures),
        insertLog([entry]),
      ])
    }
    return plan
  })
}
