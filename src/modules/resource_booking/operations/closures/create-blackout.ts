import { checkBlackout } from "../../domain/closures/check-blackout"
import { unwrap } from "../../errors"
import { insertBlackout } from "../../sql/blackouts"
import { insertLog } from "../../sql/log"
import { transact, type Transaction } from "../../sql/transaction"
import type {
  BlackoutDTO,
  CreateBlackout,
  CreateBlackoutResult,
} from "../../types"
import type { Call } from "../shared/context"
import { newId } from "../shared/ids"
import { closedLog, lockClosed, withConsequences } from "./closing"

/**
 * Closes dates of a resource, of a group's members or of everything, both
 * bounds inclusive. Once it answers, no new hold is placed inside.
 *
 * Live holds inside stay good, unless `release_holds`: then they are released
 * one by one, and counted. Allocations inside are kept and listed.
 *
 * @throws BookingRefusal `invalid_data`, `invalid_range`, `not_found`
 */
export async function createBlackout(
  call: Call,
  input: CreateBlackout
): Promise<CreateBlackoutResult> {
  unwrap(checkBlackout(input))
  const blackout = await transact(call.db, (tx) => close(call, tx, input))
  call.committed()
  return withConsequences(call, blackout, input.release_holds ?? false)
}

async function close(
  call: Call,
  tx: Transaction,
  input: CreateBlackout
): Promise<BlackoutDTO> {
  await lockClosed(tx, input)
  const blackout = {
    id: newId("bblk"),
    resource_id: input.resource_id ?? null,
    group_id: input.group_id ?? null,
    all: input.all ?? false,
    start_date: input.start_date,
    end_date: input.end_date,
    kind: "blackout" as const,
    reason: input.reason,
    note: null,
    created_by: call.actor.id,
  }
  const [rows] = await tx.commit([
    insertBlackout(blackout),
    insertLog([closedLog(call, "blackout.created", blackout)]),
  ])
  return rows?.[0] as BlackoutDTO
}
