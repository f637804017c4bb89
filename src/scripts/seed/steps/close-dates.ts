import type { ResourceBookingService } from "../../../modules/resource_booking"
import { BLACKOUTS, FREEZES } from "../catalog/blackouts"
import { occurrences, type Period } from "../periods"
import { idFor, type Ids } from "./create-bookables"
import { SEED } from "./service"

/** Closes the dates of repairs, holidays and seasons, and freezes a room. */
export async function closeDates(
  booking: ResourceBookingService,
  ids: Ids,
  within: Period
): Promise<void> {
  for (const { resources, period: when, reason } of BLACKOUTS) {
    for (const handle of resources) {
      for (const period of occurrences(when, within)) {
        await closeOnce(booking, idFor(ids, handle), period, reason)
      }
    }
  }
  for (const { resource, freeze } of FREEZES) {
    const { id, is_frozen } = await booking.retrieveResource(resource)
    if (!is_frozen) {
      await booking.freezeResource(id, freeze, SEED)
    }
  }
}

/** A seed that was interrupted may have closed these dates before. */
async function closeOnce(
  booking: ResourceBookingService,
  resource_id: string,
  period: Period,
  reason: string
): Promise<void> {
  const there = await booking.listBlackouts({ resource_id, ...period })
  if (!there.rows.some((blackout) => blackout.reason === reason)) {
    await booking.createBlackout({ resource_id, ...period, reason }, SEED)
  }
}
