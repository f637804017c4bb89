import { decideCheckIn } from "../../domain/front-desk/decide-occupancy"
import { checkNote } from "../../domain/shared/text"
import { unwrap } from "../../errors"
import { type AllocationRecord, selectAllocation } from "../../sql/allocations"
import { insertOccupancy } from "../../sql/front-desk"
import { insertLog } from "../../sql/log"
import { transact } from "../../sql/transaction"
import type { StayResult, StayStep } from "../../types"
import { toAllocation } from "../shared/allocation-records"
import type { Call } from "../shared/context"
import { iso } from "../shared/records"
import { lockStay } from "./rooms"
import { stayLog } from "./stay-log"

/**
 * Somebody comes and gets the key. On the day of arrival, in the resource's
 * zone; later during the stay a note must say why.
 *
 * @throws BookingRefusal `invalid_data`, `not_found`, `canceled`,
 * `no_allocation`, `not_arrival_day`, `already_occupied`, `room_out_of_order`,
 * `room_frozen`, `room_dirty`, `busy`
 */
export async function checkIn(
  call: Call,
  { allocation_id, note = "" }: StayStep
): Promise<StayResult> {
  unwrap(checkNote(note))
  return transact(call.db, async (tx) => {
    const desk = await lockStay(tx, allocation_id)
    const { room, stay, now_ms } = desk
    unwrap(decideCheckIn(room, stay, note))
    const { resource_id, dates } = stay
    const state = { allocation_id, resource_id, dates }
    const rows = await tx.commit([
      insertOccupancy(
        { resource_id, allocation_id, actor: call.actor },
        now_ms
      ),
      insertLog([
        stayLog(
          call,
          "occupancy.checked_in",
          desk,
          {
            before: { ...state, checked_in_at: null },
            after: { ...state, checked_in_at: iso(now_ms) },
          },
          note
        ),
      ]),
      selectAllocation(allocation_id),
    ])
    call.committed()
    const record = rows.at(-1)?.[0] as AllocationRecord
    return { allocation: toAllocation(record), replaced: null }
  })
}
