import type { ResourceBookingService } from "../../../modules/resource_booking"
import type { BoardRoom } from "../../../modules/resource_booking/types"
import { HOUSEKEEPING, type SeedStay, STAYS } from "../catalog/stays"
import { oneOf } from "../one-of"
import { addDays } from "../periods"
import { idFor, type Ids } from "./create-bookables"
import { SEED } from "./service"

const ROOMS = { limit: 500 }

/**
 * Gives the front desk something to do today: somebody is expected, somebody
 * is in, a room is to be cleaned, one is out of order. A room that is not free,
 * or not clean, has been through this before.
 */
export async function openHouse(
  booking: ResourceBookingService,
  ids: Ids
): Promise<void> {
  const { rooms } = await booking.readBoard(ROOMS)
  const roomOf = (handle: string) => {
    const id = idFor(ids, handle)
    return oneOf(
      rooms.filter((room) => room.resource.id === id),
      handle
    )
  }
  for (const stay of STAYS) {
    const room = roomOf(stay.resource)
    if (room.status === "available") {
      await accommodate(booking, room, stay)
    }
  }
  for (const { resource, status, note } of HOUSEKEEPING) {
    const room = roomOf(resource)
    if (room.housekeeping_status === "clean") {
      await booking.setHousekeeping(room.resource.id, { status, note }, SEED)
    }
  }
}

async function accommodate(
  booking: ResourceBookingService,
  { resource: { id, span }, date }: BoardRoom,
  { resource, guests, lasts, note, is_in }: SeedStay
): Promise<void> {
  const stay = {
    resource_id: id,
    end_date: addDays(date, span === "night" ? lasts : lasts - 1),
  }
  const who = {
    guests,
    ...(note ? { note } : {}),
    idempotency_key: `demo-${resource}-${date}`,
  }
  if (is_in) {
    await booking.walkIn({ ...stay, ...who }, SEED)
  } else {
    const items = [{ ...stay, start_date: date }]
    await booking.createAllocations(
      { items, ...who, override_rules: true },
      SEED
    )
  }
}
