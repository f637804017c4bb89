import { reject } from "../../errors"
import { resolveConflict as writeResolution } from "../../sql/conflicts"
import { transact } from "../../sql/transaction"
import type { ConflictDTO, ResolveConflict } from "../../types"
import type { Call } from "../shared/context"
import { retrieveConflict } from "./retrieve-conflict"

/**
 * Settles a conflict. What the outcome says was done by the caller before; the
 * same outcome again is harmless.
 *
 * @throws BookingRefusal `not_found`; `invalid_data` when it was settled in
 * another way; `busy`
 */
export async function resolveConflict(
  call: Call,
  id: string,
  input: ResolveConflict
): Promise<ConflictDTO> {
  await retrieveConflict(call, id)
  await transact(call.db, (tx) =>
    tx.commit([writeResolution(id, call.actor, input)])
  )
  call.committed()
  const conflict = await retrieveConflict(call, id)
  if (conflict.outcome !== input.outcome) {
    reject(
      "invalid_data",
      `This conflict is already settled: ${conflict.outcome}.`,
      { kind: "already_settled", outcome: String(conflict.outcome) }
    )
  }
  return conflict
}
