import { EVENTS } from "../../events"
import {
  type AllocationRecord,
  allocationsOfOrder,
  cancelAllocations as writeCancellation,
} from "../../sql/allocations"
import type { Statement } from "../../sql/database"
import { busy } from "../../sql/failures"
import { datesKeys, takeLocks } from "../../sql/locks"
import { insertLog, type LogEntry } from "../../sql/log"
import { transact, type Transaction } from "../../sql/transaction"
import type { AllocationDTO, CancelAllocations } from "../../types"
import { toAllocation } from "../shared/allocation-records"
import type { Call } from "../shared/context"

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
  const { order_id, line_item_id = null, reason = null } = input
  const select = allocationsOfOrder(order_id, line_item_id)
  const { canceled } = await untilNoneMoves(() =>
    transact(call.db, (tx) => cancelSelected(call, tx, select, reason))
  )
  return canceled
}

/**
 * Tries again what gave null, since an allocation was moved meanwhile, to dates
 * that were not locked.
 *
 * @throws BookingRefusal `busy`
 */
export async function untilNoneMoves<T>(
  once: () => Promise<T | null>
): Promise<T> {
  for (let turn = 0; turn < MAX_TURNS; turn++) {
    const result = await once()
    if (result !== null) {
      return result
    }
  }
  throw busy()
}

/** Whether the locks of `found` are those of all of `confirmed`. */
export function areLocked(
  confirmed: AllocationRecord[],
  found: AllocationRecord[]
): boolean {
  const locked = new Set(found.map((a) => a.id))
  return confirmed.every((a) => locked.has(a.id))
}

/**
 * Cancels what a statement selects and is still confirmed. Locks first and
 * selects once more; commits if there is something to cancel.
 *
 * @param select answers AllocationRecords, and the same ones again
 * @param check is asked under the locks, before anything is written
 * @returns null when one was moved meanwhile, to dates that are not locked
 */
export async function cancelSelected(
  call: Call,
  tx: Transaction,
  select: Statement,
  reason: string | null,
  check: (confirmed: AllocationRecord[]) => Promise<unknown> = async () => null
): Promise<{ all: AllocationDTO[]; canceled: AllocationDTO[] } | null> {
  const found = await tx.query<AllocationRecord>(select)
  if (found.length === 0) {
    return { all: [], canceled: [] }
  }
  const [, rows] = await tx.all([takeLocks(datesKeys(found)), select])
  const records = rows as AllocationRecord[]
  const confirmed = records.filter((a) => a.status === "confirmed")
  if (confirmed.length === 0) {
    return { all: records.map(toAllocation), canceled: [] }
  }
  if (!areLocked(confirmed, found)) {
    return null
  }
  await check(confirmed)
  const written = await tx.commit([
    ...writeCancellation(confirmed.map((a) => a.id)),
    insertLog(confirmed.map((a) => canceledLog(call, a, reason))),
    select,
  ])
  call.committed()
  const ids = new Set(confirmed.map((a) => a.id))
  const all = (written[3] as AllocationRecord[]).map(toAllocation)
  return { all, canceled: all.filter((a) => ids.has(a.id)) }
}

export function canceledLog(
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
      name: EVENTS.allocationCanceled,
      data: { id, resource_id, order_id, line_item_id },
    },
  }
}
