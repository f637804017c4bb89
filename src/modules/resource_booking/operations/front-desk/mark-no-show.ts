import { decideNoShow } from "../../domain/front-desk/decide-occupancy"
import { checkNote } from "../../domain/shared/text"
import { unwrap } from "../../errors"
import { type AllocationRecord, selectAllocation } from "../../sql/allocations"
import { insertLog } from "../../sql/log"
import { transact } from "../../sql/transaction"
import type { StayResult, StayStep } from "../../types"
import { toAllocation } from "../shared/allocation-records"
import type { Call } from "../shared/context"
import { lockStay } from "./rooms"
import { stayLog } from "./stay-log"
import { ended } from "./stay-segments"

/**
 * Somebody who was expected doesn't come. The first date stays theirs, and is
 * not sold again; the others that are left are free from then on.
 *
 * @throws BookingRefusal `invalid_data`, `not_found`, `canceled`,
 * `no_allocation`, `not_arrival_day` when they are expected later,
 * `already_occupied`, `busy`
 */
export async function markNoShow(
  call: Call,
  { allocation_id, note = "" }: StayStep
): Promise<StayResult> {
  unwrap(checkNote(note))
  return transact(call.db, async (tx) => {
    const desk = await lockStay(tx, allocation_id)
    const { room, stay, now_ms } = desk
    const plan = unwrap(decideNoShow(room, stay))
    const end = { arrived_at_ms: null, departed_at_ms: null }
    const segment = ended(
      call,
      desk,
      plan,
      { ...end, no_show_at_ms: now_ms },
      note || "no-show"
    )
    const { resource_id, dates } = stay
    const state = { resource_id, checked_in_at: null }
    const rows = await tx.commit([
      ...segment.statements,
      insertLog([
        ...segment.log,
        stayLog(
          call,
          "allocation.no_show",
          desk,
          {
            before: { ...state, allocation_id, dates },
            after: { ...state, allocation_id: segment.id, dates: plan.kept },
          },
          note
        ),
      ]),
      selectAllocation(segment.id),
      selectAllocation(allocation_id),
    ])
    call.committed()
    const [now, before] = rows.slice(-2).flat()
    return {
      allocation: toAllocation(now as AllocationRecord),
      replaced:
        segment.id === allocation_id
          ? null
          : toAllocation(before as AllocationRecord),
    }
  })
}
