import { decideFit } from "../../domain/cart/decide-fit"
import { EVENTS } from "../../events"
import {
  allocationsOfLines,
  cancelAllocations as writeCancellation,
  type LineAllocationRecord,
  reduceAllocations as writeReduction,
} from "../../sql/allocations"
import { datesKeys, takeLocks } from "../../sql/locks"
import { insertLog, type LogEntry } from "../../sql/log"
import { transact, type Transaction } from "../../sql/transaction"
import type { FitLine, FitResult } from "../../types"
import {
  areLocked,
  canceledLog,
  untilNoneMoves,
} from "../allocations/cancel-allocations"
import { toAllocation } from "../shared/allocation-records"
import type { Call } from "../shared/context"

/**
 * Fits what an order's line has to the units that are left of it, after an
 * order edit or a return: none frees all its dates, fewer reduce them. Repeated,
 * it finds nothing more to free.
 *
 * The caller answers for the order.
 *
 * @throws BookingRefusal `busy`
 */
export async function fitLine(call: Call, input: FitLine): Promise<FitResult> {
  const { order_id, line_item_id, units, reason = null } = input
  const select = allocationsOfLines([order_id], line_item_id)
  const nothing = { canceled: [], reduced: [], choose: false }
  const once = async (tx: Transaction): Promise<FitResult | null> => {
    const found = await tx.query<LineAllocationRecord>(select)
    if (found.length === 0) {
      return nothing
    }
    const [, rows] = await tx.all([takeLocks(datesKeys(found)), select])
    const confirmed = (rows as LineAllocationRecord[]).filter(
      ({ status }) => status === "confirmed"
    )
    if (!areLocked(confirmed, found)) {
      return null
    }
    const { cancel, reduce, choose } = decideFit(confirmed, units)
    if (cancel.length + reduce.length === 0) {
      return { ...nothing, choose }
    }
    const log = confirmed.flatMap((one) =>
      cancel.includes(one.id)
        ? canceledLog(call, one, reason)
        : reduce.includes(one.id)
          ? reducedLog(call, one, units, reason)
          : []
    )
    const written = await tx.commit([
      ...(cancel.length > 0 ? writeCancellation(cancel) : []),
      ...(reduce.length > 0 ? writeReduction(reduce, units) : []),
      insertLog(log),
      select,
    ])
    call.committed()
    const after = (written.at(-1) as LineAllocationRecord[]).map(toAllocation)
    return {
      canceled: after.filter(({ id }) => cancel.includes(id)),
      reduced: after.filter(({ id }) => reduce.includes(id)),
      choose,
    }
  }
  return untilNoneMoves(() => transact(call.db, once))
}

function reducedLog(
  { actor }: Call,
  allocation: LineAllocationRecord,
  units: number,
  reason: string | null
): LogEntry {
  const { id, resource_id, order_id, line_item_id, hold_id } = allocation
  return {
    operation: "allocation.reduced",
    actor,
    ...{ resource_id, order_id, hold_id, allocation_id: id },
    before: { quantity: allocation.quantity },
    after: { quantity: units },
    reason,
    event: {
      name: EVENTS.allocationReduced,
      data: { id, resource_id, order_id, line_item_id, quantity: units },
    },
  }
}
