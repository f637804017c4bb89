import { decideChangeable } from "../../domain/allocations/decide-move"
import { checkGuests } from "../../domain/shared/guests"
import { isStorable } from "../../domain/shared/text"
import { notFound, unwrap } from "../../errors"
import {
  type AllocationRecord,
  describeAllocations,
  selectAllocation,
} from "../../sql/allocations"
import { datesKeys, takeLocks } from "../../sql/locks"
import { insertLog } from "../../sql/log"
import { transact } from "../../sql/transaction"
import type { AllocationDTO, Guest } from "../../types"
import { toAllocation } from "../shared/allocation-records"
import type { Call } from "../shared/context"

/**
 * Says who comes: all of them, in place of those who were named before. Under
 * the locks of its dates, or a move at the same time would take the old ones
 * along. The log says how many, never who.
 *
 * @throws BookingRefusal `invalid_data`, `not_found`, `canceled`, `busy`
 */
export async function setGuests(
  call: Call,
  id: string,
  guests: Guest[]
): Promise<AllocationDTO> {
  unwrap(checkGuests(guests))
  return transact(call.db, async (tx) => {
    const select = selectAllocation(id)
    const [found] = isStorable(id)
      ? await tx.query<AllocationRecord>(select)
      : []
    if (!found) {
      return notFound("allocation", id)
    }
    const [, rows] = await tx.all([takeLocks(datesKeys([found])), select])
    const allocation = rows?.[0] as AllocationRecord
    unwrap(decideChangeable(allocation))
    const { resource_id, order_id, hold_id, note } = allocation
    const written = await tx.commit([
      describeAllocations([id], guests, note),
      insertLog([
        {
          ...{ operation: "allocation.guests_set", actor: call.actor },
          ...{ allocation_id: id, resource_id, order_id, hold_id },
          before: { guests: allocation.guests.length },
          after: { guests: guests.length },
        },
      ]),
      select,
    ])
    return toAllocation(written.at(-1)?.[0] as AllocationRecord)
  })
}
