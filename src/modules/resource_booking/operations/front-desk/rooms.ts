import type { RoomFacts } from "../../domain/front-desk/room-facts"
import { todayIn } from "../../domain/shared/calendar"
import { isStorable } from "../../domain/shared/text"
import { notFound } from "../../errors"
import { type AllocationRecord, selectAllocation } from "../../sql/allocations"
import {
  type RoomsRecord,
  selectRooms,
  type StayRecord,
} from "../../sql/front-desk"
import { everything, resource, takeLocks } from "../../sql/locks"
import type { Transaction } from "../../sql/transaction"
import { requireIdentity } from "../shared/catalog-locks"

/** The rooms of a reading, each with its own today. */
export function roomsOf(record: RoomsRecord): RoomFacts[] {
  return record.resources.map((resource) => ({
    resource,
    today: todayIn(resource.timezone, record.now_ms),
    occupancy:
      record.occupancies.find((o) => o.resource_id === resource.id) ?? null,
    task: record.tasks.find((t) => t.resource_id === resource.id) ?? null,
    closures: record.closures,
  }))
}

/** What a step of the front desk is decided by, read under its locks. */
export type Desk = {
  now_ms: number
  room: RoomFacts
  /** Where somebody is to go, if they are. */
  target: RoomFacts | null
  stay: StayRecord
  /** The same as the stay, for what is written. */
  allocation: AllocationRecord
}

/**
 * Locks the resource of a stay, and the one that it is to go to, against
 * everybody who holds, sells or enters them; then reads both.
 *
 * @throws BookingRefusal `not_found`
 */
export async function lockStay(
  tx: Transaction,
  allocationId: string,
  targetId?: string
): Promise<Desk> {
  const select = selectAllocation(allocationId)
  const [found] = isStorable(allocationId)
    ? await tx.query<AllocationRecord>(select)
    : []
  if (!found) {
    return notFound("allocation", allocationId)
  }
  const target = targetId
    ? await requireIdentity(tx, "resource", targetId)
    : undefined
  const ids = [found.resource_id, ...(target ? [target.id] : [])]
  // An allocation's own resource never changes: its lock is right.
  const [, rows, rooms] = await tx.all([
    takeLocks([
      everything(true),
      resource(found.lock_number, false),
      ...(target ? [resource(target.lock_number, false)] : []),
    ]),
    select,
    selectNow(ids, [allocationId]),
  ])
  const record = rooms?.[0] as RoomsRecord
  const [room, other] = ids.map((id) =>
    roomsOf(record).find((r) => r.resource.id === id)
  )
  const stay = record.stays.find((s) => s.id === allocationId)
  if (!room || !stay || (target && !other)) {
    return notFound("resource", room ? (targetId ?? "") : found.resource_id)
  }
  const allocation = rows?.[0] as AllocationRecord
  return {
    ...{ now_ms: record.now_ms, room, stay, allocation },
    target: other && target ? other : null,
  }
}

/** Locks a resource in the same way, and reads it. */
export async function lockRoom(
  tx: Transaction,
  resourceId: string
): Promise<{ now_ms: number; room: RoomFacts }> {
  const identity = await requireIdentity(tx, "resource", resourceId)
  const [, rows] = await tx.all([
    takeLocks([everything(true), resource(identity.lock_number, false)]),
    selectNow([identity.id], []),
  ])
  const record = rows?.[0] as RoomsRecord
  const [room] = roomsOf(record)
  return room
    ? { now_ms: record.now_ms, room }
    : notFound("resource", resourceId)
}

export function selectNow(ids: string[], allocationIds: string[]) {
  const limit = Math.max(1, ids.length)
  const wanted = { ids, allocation_ids: allocationIds }
  return selectRooms(wanted, null, { limit, offset: 0 })
}
