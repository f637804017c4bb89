import { decideNobodyIn } from "../../domain/front-desk/decide-occupancy"
import { isStorable } from "../../domain/shared/text"
import { notFound, unwrap } from "../../errors"
import {
  type AllocationRecord,
  allocationsOfHold,
  selectAllocation,
} from "../../sql/allocations"
import { occupanciesOf } from "../../sql/front-desk"
import { transact } from "../../sql/transaction"
import type { AllocationDTO, CancelAllocation } from "../../types"
import type { Call } from "../shared/context"
import { cancelSelected, untilNoneMoves } from "./cancel-allocations"

/**
 * Cancels one allocation, or with it all others of its order's line, and frees
 * their dates. Repeated, it frees nothing more.
 *
 * @returns what was asked for, as it is now: canceled, by this call or before
 * @throws BookingRefusal `not_found`; `already_occupied` while somebody is in,
 * which the order that is canceled as a whole does not ask; `busy`
 */
export async function cancelAllocation(
  call: Call,
  id: string,
  { reason, whole_line = false }: CancelAllocation
): Promise<AllocationDTO[]> {
  const result = await untilNoneMoves(() =>
    transact(call.db, async (tx) => {
      const [record] = isStorable(id)
        ? await tx.query<AllocationRecord>(selectAllocation(id))
        : []
      if (!record) {
        return notFound("allocation", id)
      }
      // A line is sold with one hold.
      const select = whole_line
        ? allocationsOfHold(record.hold_id)
        : selectAllocation(id)
      return cancelSelected(call, tx, select, reason ?? null, async (all) => {
        const inside = occupanciesOf(all.map((a) => a.id))
        unwrap(decideNobodyIn((await tx.query(inside)).length))
      })
    })
  )
  return result.all
}
