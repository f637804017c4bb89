import { decideCheckOut } from "../../domain/front-desk/decide-occupancy"
import { checkNote } from "../../domain/shared/text"
import { unwrap } from "../../errors"
import { type AllocationRecord, selectAllocation } from "../../sql/allocations"
import { deleteOccupancy } from "../../sql/front-desk"
import { selectTask } from "../../sql/housekeeping"
import { insertLog } from "../../sql/log"
import { transact } from "../../sql/transaction"
import type { CheckOutResult, HousekeepingTaskDTO, StayStep } from "../../types"
import { toAllocation } from "../shared/allocation-records"
import type { Call } from "../shared/context"
import { iso } from "../shared/records"
import { lockStay } from "./rooms"
import { stayLog } from "./stay-log"
import { ended } from "./stay-segments"
import { turnover } from "./turnover"

/**
 * Somebody leaves. Before the end of the stay, the dates that are left are free
 * from then on; the first one stays used, also when they leave on the day they
 * came. The resource is to be cleaned.
 *
 * @throws BookingRefusal `invalid_data`, `not_found`, `not_occupied`, `busy`
 */
export async function checkOut(
  call: Call,
  { allocation_id, note = "" }: StayStep
): Promise<CheckOutResult> {
  unwrap(checkNote(note))
  return transact(call.db, async (tx) => {
    const desk = await lockStay(tx, allocation_id)
    const { room, stay, now_ms } = desk
    const plan = unwrap(decideCheckOut(room, stay))
    const arrived_at_ms = room.occupancy?.checked_in_at_ms as number
    const end = { arrived_at_ms, departed_at_ms: now_ms, no_show_at_ms: null }
    const segment = ended(call, desk, plan, end, note || "early check-out")
    const task = turnover(call, room, segment.id)
    const { resource_id, dates } = stay
    const checked_in_at = iso(arrived_at_ms)
    const rows = await tx.commit([
      deleteOccupancy(resource_id),
      ...segment.statements,
      ...task.statements,
      insertLog([
        ...segment.log,
        stayLog(
          call,
          "occupancy.checked_out",
          desk,
          {
            before: { allocation_id, resource_id, dates, checked_in_at },
            after: {
              ...{ allocation_id: segment.id, resource_id, dates: plan.kept },
              checked_in_at: null,
            },
          },
          note
        ),
        ...task.log,
      ]),
      selectAllocation(segment.id),
      selectAllocation(allocation_id),
      selectTask(task.id),
    ])
    call.committed()
    const [now, before, opened] = rows.slice(-3).flat()
    return {
      allocation: toAllocation(now as AllocationRecord),
      replaced:
        segment.id === allocation_id
          ? null
          : toAllocation(before as AllocationRecord),
      task: opened as HousekeepingTaskDTO,
    }
  })
}
