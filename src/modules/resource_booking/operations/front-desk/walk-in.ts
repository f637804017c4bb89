import { decideWalkIn } from "../../domain/front-desk/decide-occupancy"
import { isBookingRefusal, notFound, unwrap } from "../../errors"
import type { RoomsRecord } from "../../sql/front-desk"
import type {
  AllocationDTO,
  CreateAllocationsResult,
  StayResult,
  WalkIn,
  WalkInResult,
} from "../../types"
import { cancelAllocation } from "../allocations/cancel-allocation"
import { retrieveAllocation } from "../allocations/retrieve-allocation"
import {
  createAllocations,
  findCreatedAllocations,
} from "../holds/create-allocations"
import { requireIdentity } from "../shared/catalog-locks"
import type { Call } from "../shared/context"
import { checkIn } from "./check-in"
import { roomsOf, selectNow } from "./rooms"

/**
 * Somebody comes without a booking: it is made for them from today on, as staff
 * do it, and they are checked in. If they can't be, the booking goes again.
 *
 * The same key again finds the same stay, and finishes what was cut off.
 *
 * @throws BookingRefusal as `createAllocations`, and as `checkIn`
 */
export async function walkIn(call: Call, input: WalkIn): Promise<WalkInResult> {
  const { resource_id, end_date, ...who } = input
  const { id } = await requireIdentity(call.db, "resource", resource_id)
  const [record] = await call.db.query<RoomsRecord>(selectNow([id], []))
  const [room] = record ? roomsOf(record) : []
  if (!room) {
    return notFound("resource", id)
  }
  const item = { resource_id: id, start_date: room.today, end_date }
  const booking = { ...who, items: [item], override_rules: true }
  const replay = await findCreatedAllocations(call, booking)
  if (!replay) {
    // Before anything is booked; the check-in looks again, under its lock.
    unwrap(decideWalkIn(room))
  }
  const booked = replay ?? (await createAllocations(call, booking))
  const entered = await enter(call, booked)
  return booked.idempotent_replay
    ? { ...entered, idempotent_replay: true }
    : entered
}

/** What was booked is entered, or was before. */
async function enter(
  call: Call,
  { allocations }: CreateAllocationsResult
): Promise<StayResult> {
  const allocation = allocations.at(-1) as AllocationDTO
  if (allocation.arrived_at !== null) {
    return { allocation, replaced: null }
  }
  const { id: allocation_id } = allocation
  try {
    return await checkIn(call, { allocation_id })
  } catch (error) {
    // Busy is no "no": the same key again finishes it.
    const isNo = isBookingRefusal(error) && error.code !== "busy"
    if (!isNo) {
      throw error
    }
    const now = await retrieveAllocation(call, allocation_id)
    if (now.arrived_at !== null) {
      return { allocation: now, replaced: null } // The same key was quicker.
    }
    if (now.status === "confirmed") {
      const reason = `not checked in: ${error.code}`
      await cancelAllocation(call, allocation_id, { reason })
    }
    throw error
  }
}
