import { checkBlackout } from "../domain/check-blackout"
import { EVENTS } from "../events"
import { isBookingRefusal, notFound, unwrap } from "../errors"
import type { AllocationRecord } from "../sql/allocations"
import {
  allocationsInside,
  insertBlackout,
  liveHoldsInside,
} from "../sql/blackouts"
import { selectGroup } from "../sql/groups"
import { everything, takeLocks } from "../sql/locks"
import { insertLog, type LogEntry } from "../sql/log"
import { transact, type Transaction } from "../sql/transaction"
import type {
  BlackoutDTO,
  CreateBlackout,
  CreateBlackoutResult,
} from "../types"
import { newId } from "./ids"
import { toAllocation } from "./allocation-records"
import {
  lockMembership,
  lockResource,
  requireIdentity,
} from "./catalogue-locks"
import type { Call } from "./context"
import { releaseHoldById } from "./release-hold"

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
  const holds_released = input.release_holds
    ? await releaseHolds(call, blackout)
    : 0
  const affected = await call.db.query<AllocationRecord>(
    allocationsInside(blackout)
  )
  return {
    blackout,
    holds_released,
    allocations_affected: affected.map(toAllocation),
  }
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

/** Locks what is to be closed against every hold, and sees that it is there. */
async function lockClosed(
  tx: Transaction,
  { resource_id, group_id }: CreateBlackout
): Promise<void> {
  if (resource_id !== undefined) {
    await lockResource(tx, await requireIdentity(tx, "resource", resource_id))
  } else if (group_id !== undefined) {
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
  operation: "blackout.created" | "resource.frozen",
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
    event: { name: EVENTS.blackoutCreated, data: { id, ...subject } },
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
