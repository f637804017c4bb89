import { isBookingRefusal, notFound } from "../../errors"
import { EVENTS } from "../../events"
import type { AllocationRecord } from "../../sql/allocations"
import { allocationsInside, liveHoldsInside } from "../../sql/blackouts"
import { selectGroup } from "../../sql/groups"
import { everything, takeLocks } from "../../sql/locks"
import type { LogEntry } from "../../sql/log"
import type { Transaction } from "../../sql/transaction"
import type { BlackoutDTO, CreateBlackoutResult } from "../../types"
import { releaseHoldById } from "../holds/release-hold"
import { toAllocation } from "../shared/allocation-records"
import {
  lockMembership,
  lockResource,
  requireIdentity,
} from "../shared/catalog-locks"
import type { Call } from "../shared/context"

/** What a blackout closes; neither id: everything. */
type Closed = { resource_id?: string | null; group_id?: string | null }

/**
 * What a blackout that is in force means for those who have its dates already:
 * live holds inside are released on request, allocations are listed.
 */
export async function withConsequences(
  call: Call,
  blackout: BlackoutDTO,
  releaseThem: boolean
): Promise<CreateBlackoutResult> {
  const holds_released = releaseThem ? await releaseHolds(call, blackout) : 0
  const affected = await call.db.query<AllocationRecord>(
    allocationsInside(blackout)
  )
  return {
    blackout,
    holds_released,
    allocations_affected: affected.map(toAllocation),
  }
}

/** Locks what is to be closed against every hold, and sees that it is there. */
export async function lockClosed(
  tx: Transaction,
  { resource_id, group_id }: Closed
): Promise<void> {
  if (resource_id) {
    await lockResource(tx, await requireIdentity(tx, "resource", resource_id))
  } else if (group_id) {
    await lockMembership(tx, [await requireIdentity(tx, "group", group_id)])
    const [group] = await tx.query(selectGroup(group_id))
    if (!group) {
      notFound("group", group_id)
    }
  } else {
    await tx.all([takeLocks([everything(false)])])
  }
}

/** The entry and the event of dates that were closed. */
export function closedLog(
  call: Call,
  operation: "blackout.created" | "blackout.updated" | "resource.frozen",
  closed: Omit<BlackoutDTO, "note" | "created_at" | "updated_at" | "created_by">
): LogEntry {
  const { id, resource_id, group_id, all, start_date, end_date, kind } = closed
  const subject = { resource_id, group_id, all, start_date, end_date, kind }
  return {
    operation,
    actor: call.actor,
    resource_id,
    blackout_id: id,
    after: { blackout_id: id, ...subject },
    reason: closed.reason,
    event: {
      name:
        operation === "blackout.updated"
          ? EVENTS.blackoutUpdated
          : EVENTS.blackoutCreated,
      data: { id, ...subject },
    },
  }
}

/**
 * Releases live holds with a date inside, each in its own transaction. One
 * whose dates somebody else has locked for too long is tried once more.
 *
 * @returns how many were released
 */
async function releaseHolds(
  call: Call,
  blackout: BlackoutDTO
): Promise<number> {
  let released = 0
  for (let attempt = 1; attempt <= 2; attempt++) {
    const holds = await call.db.query<{ id: string }>(liveHoldsInside(blackout))
    for (const { id } of holds) {
      released += Number(await isReleased(call, id))
    }
  }
  return released
}

async function isReleased(call: Call, id: string): Promise<boolean> {
  try {
    return await releaseHoldById(call, id, "blackout")
  } catch (error) {
    if (isBookingRefusal(error) && error.code === "busy") {
      return false
    }
    throw error
  }
}
