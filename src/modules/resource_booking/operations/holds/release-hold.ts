import { decideRelease } from "../../domain/holds/decide-change"
import { isBookingRefusal, unwrap } from "../../errors"
import { releaseHold as writeRelease } from "../../sql/holds"
import { insertLog } from "../../sql/log"
import { transact } from "../../sql/transaction"
import type { HoldAccess, HoldDTO } from "../../types"
import type { Call } from "../shared/context"
import { releasedLog } from "../shared/hold-log"
import { toHold } from "../shared/records"
import { checkAccess } from "./hold-access"
import { dropSuccessors, lockHold, readPredecessor } from "./succession"

/**
 * Gives a hold's dates back at once. Of a released hold: the same answer again.
 *
 * @param reason why, for the log, where it is not the owner's own wish
 * @throws BookingRefusal `not_found`, `already_confirmed`, `expired`, `busy`
 */
export async function releaseHold(
  call: Call,
  id: string,
  access: HoldAccess,
  reason?: string
): Promise<HoldDTO> {
  return (await release(call, id, access, reason)).hold
}

async function release(
  call: Call,
  id: string,
  access: HoldAccess,
  reason?: string
): Promise<{ hold: HoldDTO; repeated: boolean }> {
  return transact(call.db, async (tx) => {
    const early = await readPredecessor(tx, id)
    const { token_secret } = call.options
    const found = checkAccess(token_secret, early.hold, id, access)
    const { hold, successors } = await lockHold(tx, { ...early, hold: found })
    if (unwrap(decideRelease(hold, hold.now_ms)) === "repeat") {
      return { hold: toHold(hold), repeated: true }
    }
    await tx.commit([
      ...dropSuccessors(call, successors, hold.now_ms),
      ...writeRelease(id, hold.now_ms),
      insertLog([releasedLog(call.actor, hold, reason)]),
    ])
    call.committed()
    const released = { ...hold, status: "released" as const }
    return {
      hold: toHold({ ...released, updated_at_ms: hold.now_ms }),
      repeated: false,
    }
  })
}

/**
 * The same for staff's purposes, where the hold may have ended meanwhile.
 *
 * @returns false when there was nothing left to release: somebody else may
 * have released it at the same time
 */
export async function releaseHoldById(
  call: Call,
  id: string,
  reason: string
): Promise<boolean> {
  try {
    const { repeated } = await release(call, id, { admin: true }, reason)
    return !repeated
  } catch (error) {
    const ended =
      isBookingRefusal(error) &&
      (error.code === "already_confirmed" || error.code === "expired")
    if (ended) {
      return false
    }
    throw error
  }
}
