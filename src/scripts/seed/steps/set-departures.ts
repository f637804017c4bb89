import type { ResourceBookingService } from "../../../modules/resource_booking"
import { RESOURCES } from "../catalog/resources"
import { occurrences, type Period, pieces } from "../periods"
import { idFor, type Ids } from "./create-bookables"
import { SEED } from "./service"

/** The most dates that one call sets. */
const MOST = 366

/** Gives the tours their dates; those that have a capacity keep it. */
export async function setDepartures(
  booking: ResourceBookingService,
  ids: Ids,
  within: Period
): Promise<void> {
  for (const { handle, departures } of RESOURCES) {
    if (!departures) {
      continue
    }
    const { places, weekdays, season } = departures
    const running = season ? occurrences(season, within) : [within]
    for (const period of running.flatMap((long) => pieces(long, MOST))) {
      await booking.setCapacity(
        idFor(ids, handle),
        { ...period, weekdays, max_capacity: places, skip_existing: true },
        SEED
      )
    }
  }
}
