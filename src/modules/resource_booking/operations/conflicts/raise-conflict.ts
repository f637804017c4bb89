import { isStorable } from "../../domain/shared/text"
import {
  conflictOf,
  type ConflictRecord,
  insertConflict,
  keepHoldOf,
} from "../../sql/conflicts"
import { transact, type Transaction } from "../../sql/transaction"
import type { ConflictDTO, RaiseConflict } from "../../types"
import type { Call } from "../shared/context"
import { newId } from "../shared/ids"
import { toConflict } from "./conflict-records"

/**
 * Puts on record that money was taken for dates that are gone. Raised once for
 * an order's line, however often it is found, also when it was settled since.
 *
 * @throws BookingRefusal `busy`
 */
export async function raiseConflict(
  call: Call,
  input: RaiseConflict
): Promise<ConflictDTO> {
  const { policy } = call.options.late_payment
  const conflict = await transact(call.db, async (tx) => {
    const raised = { ...input, hold_id: await itsHold(tx, input) }
    const [, found] = await tx.commit([
      insertConflict(newId("bcon"), call.actor, policy, raised),
      conflictOf(raised),
    ])
    return found?.[0] as ConflictRecord
  })
  call.committed()
  return toConflict(conflict)
}

/**
 * A line may name any hold: only one of its own cart is believed. It is kept
 * until the conflict is there, which keeps it from then on.
 */
async function itsHold(
  tx: Transaction,
  { hold_id, cart_id }: RaiseConflict
): Promise<string | null> {
  const [hold] =
    hold_id !== null && isStorable(hold_id)
      ? await tx.query<{ id: string }>(keepHoldOf(hold_id, cart_id))
      : []
  return hold?.id ?? null
}
