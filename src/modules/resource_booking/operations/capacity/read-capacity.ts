import { type CalendarDate, datesOf } from "../../domain/shared/calendar"
import { rangeBetween } from "../../domain/shared/date-ranges"
import { isStorable } from "../../domain/shared/text"
import { notFound, unwrap } from "../../errors"
import type { Queryable } from "../../sql/database"
import { readDates } from "../../sql/dates"
import type { AvailabilityEntry } from "../../types"
import type { OperationContext } from "../shared/context"
import { entriesOf, withEnds } from "./date-entries"

/**
 * Capacity and availability of each date between inclusive bounds, as
 * availability gives them for one unit.
 *
 * @throws BookingRefusal `invalid_range`, `not_found`
 */
export async function readCapacity(
  ctx: OperationContext,
  resourceId: string,
  startDate: CalendarDate,
  endDate: CalendarDate
): Promise<AvailabilityEntry[]> {
  const range = unwrap(rangeBetween(startDate, endDate))
  const entries = await readEntries(ctx.db, resourceId, datesOf(range))
  return withEnds(ctx.db, [resourceId], entries)
}

/**
 * The entries of certain dates, without the moments they may come free.
 *
 * @throws BookingRefusal `not_found`
 */
export async function readEntries(
  on: Queryable,
  resourceId: string,
  dates: CalendarDate[]
): Promise<AvailabilityEntry[]> {
  if (!isStorable(resourceId)) {
    return notFound("resource", resourceId)
  }
  const snapshot = await readDates(on, [{ resource_id: resourceId, dates }])
  const [resource] = snapshot.resources
  return resource
    ? entriesOf(snapshot, resource, 1)
    : notFound("resource", resourceId)
}
