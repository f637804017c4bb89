import { checkBlackout } from "../../domain/closures/check-blackout"
import { isStorable } from "../../domain/shared/text"
import { notFound, reject, unwrap } from "../../errors"
import {
  lockBlackout,
  selectBlackout,
  updateBlackout as writeBlackout,
} from "../../sql/blackouts"
import type { Statement } from "../../sql/database"
import { insertLog } from "../../sql/log"
import { transact, type Transaction } from "../../sql/transaction"
import type {
  BlackoutDTO,
  CreateBlackoutResult,
  UpdateBlackout,
} from "../../types"
import type { Call } from "../shared/context"
import { closedLog, lockClosed, withConsequences } from "./closing"

/**
 * Moves a blackout's bounds or changes its reason. What it closes stays what
 * it is. New dates are closed as by a new blackout, with the same answer.
 *
 * @throws BookingRefusal `invalid_data`, also for a freeze, which is changed
 * by freezing again; `invalid_range`, `not_found`
 */
export async function updateBlackout(
  call: Call,
  id: string,
  input: UpdateBlackout
): Promise<CreateBlackoutResult> {
  const blackout = await transact(call.db, (tx) => change(call, tx, id, input))
  call.committed()
  return withConsequences(call, blackout, input.release_holds ?? false)
}

const HOW_TO_CHANGE: Record<BlackoutDTO["kind"], string> = {
  blackout: "A blackout must have an end date.",
  freeze: "To change a freeze, freeze the resource again.",
  out_of_order: "To change this closure, set the housekeeping status again.",
}

async function change(
  call: Call,
  tx: Transaction,
  id: string,
  { start_date, end_date, reason }: UpdateBlackout
): Promise<BlackoutDTO> {
  await lockClosed(tx, await current(tx, id, selectBlackout))
  const before = await current(tx, id, lockBlackout)
  if (before.kind !== "blackout" || before.end_date === null) {
    return reject("invalid_data", HOW_TO_CHANGE[before.kind])
  }
  const after = {
    ...before,
    start_date: start_date ?? before.start_date,
    end_date: end_date ?? before.end_date,
    reason: reason ?? before.reason,
  }
  unwrap(
    checkBlackout({
      ...(after.resource_id ? { resource_id: after.resource_id } : {}),
      ...(after.group_id ? { group_id: after.group_id } : {}),
      all: after.all,
      start_date: after.start_date,
      end_date: after.end_date,
      reason: after.reason,
    })
  )
  const [rows] = await tx.commit([
    writeBlackout(after),
    insertLog([
      {
        ...closedLog(call, "blackout.updated", after),
        before: {
          start_date: before.start_date,
          end_date: before.end_date,
          reason: before.reason,
        },
      },
    ]),
  ])
  return rows?.[0] as BlackoutDTO
}

/** The blackout as it is now; it may be lifted while its locks are waited for. */
async function current(
  tx: Transaction,
  id: string,
  read: (id: string) => Statement
): Promise<BlackoutDTO> {
  const [blackout] = isStorable(id) ? await tx.query<BlackoutDTO>(read(id)) : []
  return blackout ?? notFound("blackout", id)
}
