import {
  checkAdjustment,
  decideAdjustment,
} from "../../domain/capacity/decide-capacity"
import { listOfDates } from "../../domain/shared/date-ranges"
import { unwrap } from "../../errors"
import { writeCapacity } from "../../sql/capacity"
import { evictOverdue } from "../../sql/dates"
import { insertLog } from "../../sql/log"
import { transact } from "../../sql/transaction"
import type { AdjustCapacity, AvailabilityEntry } from "../../types"
import { requireIdentity } from "../shared/catalog-locks"
import type { Call } from "../shared/context"
import { withEnds } from "./date-entries"
import { capacityChange, lockCapacity } from "./lock-capacity"
import { readEntries } from "./read-capacity"

/**
 * Adds units to the capacity of each of the dates, or takes them away: from
 * all or from none. A date without a capacity of its own starts from the
 * default, and has one of its own from then on.
 *
 * @throws BookingRefusal `invalid_data`, `invalid_range`, `not_found`;
 * `below_commitments` with the dates and amounts in `details.commitments`
 */
export async function adjustCapacity(
  call: Call,
  resourceId: string,
  input: AdjustCapacity
): Promise<AvailabilityEntry[]> {
  const { adjustment, reason } = input
  unwrap(checkAdjustment(adjustment, reason))
  const dates = unwrap(listOfDates(input.dates))
  const identity = await requireIdentity(call.db, "resource", resourceId)
  await transact(call.db, async (tx) => {
    const { resource, snapshot } = await lockCapacity(tx, identity, dates)
    const { default_capacity } = resource
    const { rows, now_ms } = snapshot
    const figures = unwrap(
      decideAdjustment(rows, default_capacity, dates, adjustment)
    )
    const entry = {
      operation: "capacity.adjusted",
      actor: call.actor,
      resource_id: resourceId,
      reason,
      ...capacityChange(rows, figures),
    }
    await tx.commit([
      evictOverdue([{ resource_id: resourceId, dates }], now_ms),
      writeCapacity(resourceId, figures),
      insertLog([entry]),
    ])
  })
  const entries = await readEntries(call.db, resourceId, dates)
  return withEnds(call.db, [resourceId], entries)
}
