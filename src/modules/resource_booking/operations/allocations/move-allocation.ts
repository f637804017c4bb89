import {
  decideMove,
  movedDates,
  type MovePlan,
} from "../../domain/allocations/decide-move"
import {
  decideNobodyIn,
  decideNotOver,
} from "../../domain/front-desk/decide-occupancy"
import type { DatesSnapshot } from "../../domain/holds/decide-hold"
import { depletedBy } from "../../domain/holds/decide-placement"
import { checkReason, isStorable } from "../../domain/shared/text"
import { notFound, unwrap } from "../../errors"
import { EVENTS } from "../../events"
import {
  type AllocationRecord,
  moveAllocation as writeMove,
  selectAllocation,
} from "../../sql/allocations"
import {
  datesSnapshot,
  evictOverdue,
  insertDefaultCapacity,
} from "../../sql/dates"
import { busy } from "../../sql/failures"
import { occupanciesOf } from "../../sql/front-desk"
import { datesKeys, takeLocks } from "../../sql/locks"
import { insertLog, type LogEntry } from "../../sql/log"
import { transact } from "../../sql/transaction"
import type { MoveAllocation, MoveResult } from "../../types"
import { toAllocation } from "../shared/allocation-records"
import { requireIdentity } from "../shared/catalog-locks"
import type { Call } from "../shared/context"
import { depletedLog } from "../shared/hold-log"
import { newId } from "../shared/ids"

/**
 * Moves a confirmed allocation to other dates, to another resource, or both:
 * a new segment with a row of its own takes over, and the old one ends. Old and
 * new dates are locked together, so the old ones are only given up when the
 * new ones are had.
 *
 * @throws BookingRefusal `not_found`; `canceled`; `already_occupied` while
 * somebody is in: the front desk moves them; `no_allocation` when they have
 * left or did not come; `invalid_range`,
 * `invalid_data`; for dates that it doesn't have yet `inactive`, `past`,
 * `too_soon`, `too_far`, `frozen`, `blackout`, `no_capacity`, `sold_out`; for
 * all of them `stay_too_short`, `stay_too_long`; `busy`
 */
export async function moveAllocation(
  call: Call,
  id: string,
  input: MoveAllocation
): Promise<MoveResult> {
  unwrap(checkReason(input.reason))
  return transact(call.db, async (tx) => {
    const select = selectAllocation(id)
    const [found] = isStorable(id)
      ? await tx.query<AllocationRecord>(select)
      : []
    if (!found) {
      return notFound("allocation", id)
    }
    const { id: resource_id, ...resource } = await requireIdentity(
      tx,
      "resource",
      input.resource_id ?? found.resource_id
    )
    const dates = unwrap(movedDates(resource.span, found.dates, input))
    // An allocation's own resource and dates never change: its locks are right.
    const [, rows, facts, inside] = await tx.all([
      takeLocks(datesKeys([found, { ...resource, dates }])),
      select,
      datesSnapshot([{ resource_id, dates }]),
      occupanciesOf([id]),
    ])
    unwrap(decideNobodyIn(inside?.length ?? 0))
    unwrap(decideNotOver(rows?.[0] as AllocationRecord))
    const old = rows?.[0] as AllocationRecord
    const snapshot = facts?.[0] as DatesSnapshot
    if (snapshot.resources.some((r) => r.span !== resource.span)) {
      throw busy() // Until now its dates were written out another way.
    }
    const rules = input.override_rules ? "overridden" : "kept"
    const target = { resource_id, dates }
    const plan = unwrap(decideMove(snapshot, old, target, rules))
    const moved: Moved = { ...old, ...target, id: newId("balloc") }
    const wanted = [{ resource_id, dates: plan.added }]
    const written = await tx.commit([
      insertDefaultCapacity(wanted),
      evictOverdue(wanted, snapshot.now_ms),
      ...writeMove(old.id, moved, plan),
      insertLog(movedLog(call, old, moved, snapshot, plan, input.reason)),
      selectAllocation(moved.id),
      select,
    ])
    call.committed()
    const [allocation, replaced] = written.slice(-2).flat()
    return {
      allocation: toAllocation(allocation as AllocationRecord),
      replaced: toAllocation(replaced as AllocationRecord),
    }
  })
}

/** The new segment, as far as it is known before it is written. */
type Moved = Pick<
  AllocationRecord,
  "id" | "resource_id" | "dates" | "quantity" | "order_id" | "line_item_id"
> & { hold_id: string }

function movedLog(
  { actor }: Call,
  old: AllocationRecord,
  moved: Moved,
  snapshot: DatesSnapshot,
  { added }: MovePlan,
  reason: string
): LogEntry[] {
  const { id, resource_id, dates, quantity, hold_id } = moved
  const { order_id, line_item_id } = moved
  const before = {
    ...{ id: old.id, resource_id: old.resource_id, dates: old.dates },
  }
  const entry: LogEntry = {
    ...{ actor, hold_id, order_id, reason, operation: "allocation.moved" },
    // Null where it is about two: then each of them finds it by the hold.
    resource_id: old.resource_id === resource_id ? resource_id : null,
    allocation_id: id,
    before,
    after: { id, resource_id, dates },
    event: {
      name: EVENTS.allocationMoved,
      data: {
        ...{ id, resource_id, order_id, line_item_id, dates, quantity },
        before,
      },
    },
  }
  const demand = { resource_id, dates: added, quantity }
  const depleted = depletedBy(snapshot, [demand])
  return [entry, ...depletedLog(actor, hold_id, depleted)]
}
