import { EVENTS } from "../events"
import {
  allocationsOfOrder,
  cancelAllocations as writeCancellation,
  type AllocationRecord,
} from "../sql/allocations"
import { busy } from "../sql/failures"
import { datesKeys, takeLocks } from "../sql/locks"
import { insertLog, type LogEntry } from "../sql/log"
import { transact } from "../sql/transaction"
import type { AllocationDTO, CancelAllocations } from "../types"
import { toAllocation } from "./allocation-records"
import type { Call } from "./context"

/** How often what was moved meanwhile is looked for again. */
const MAX_TURNS = 5

/**
 * Cancels what an order, or one of its lines, still has, and frees the dates.
 * Repeated, it finds nothing more to free.
 *
 * @returns the allocations that this call canceled
 * @throws BookingRefusal `busy`
 */
export async function cancelAllocations(
  call: Call,
  input: CancelAllocations
): Promise<AllocationDTO[]> {
  for (let turn = 0; turn < MAX_TURNS; turn++) {
    const canceled = await cancelOnce(call, input)
    if (canceled) {
      return canceled
    }
  }
  throw busy()
}

/** @returns null when one was moved meanwhile, to dates that are not locked */
async function cancelOnce(
  call: Call,
  input: CancelAllocations
): Promise<AllocationDTO[] | null> {
  const { order_id, line_item_id = null, reason = null } = input
  const select = allocationsOfOrder(order_id, line_item_id)
  return transact(call.db, async (tx) => {
    const found = await tx.query<AllocationRecord>(select)
    if (found.length === 0) {
      return []
    }
    const [, rows] = await tx.all([takeLocks(datesKeys(found)), select])
    const confirmed = (rows as AllocationRecord[]).filter(
      (a) => a.status === "confirmed"
    )
    if (confirmed.length === 0) {
      return []
    }
    const locked = new Set(found.map((a) => a.id))
    if (!confirmed.every((a) => locked.has(a.id))) {
      return null
    }
    const written = await tx.commit([
      ...writeCancellation(confirmed.map((a) => a.id)),
      insertLog(confirmed.map((a) => canceledLog(call, a, reason))),
      select,
    ])
    call.committed()
    const ids = new Set(confirmed.map((a) => a.id))
    return (written[3] as AllocationRecord[])
      .filter((a) => ids.has(a.id))
      .map(toAllocation)
  })
}

function canceledLog(
  { actor }: Call,
  allocation: AllocationRecord,
  reason: string | null
): LogEntry {
  const { id, resource_id, order_id, line_item_id, hold_id } = allocation
  return {
    operation: "allocation.canceled",
    actor,
    resource_id,
    order_id,
    hold_id,
    allocation_id: id,
    before: { status: "confirmed" },
    after: { status: "canceled" },
    reason,
    event: {
      name: EVENTS.allocationCancelled,
      data: { id, resource_id, order_id, line_item_id },
    },
  }
}
