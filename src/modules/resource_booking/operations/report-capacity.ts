import { datesOf, type CalendarDate } from "../domain/calendar"
import { capacityReport } from "../domain/capacity-report"
import type { PeriodLength } from "../domain/periods"
import { rangeBetween } from "../domain/date-ranges"
import { unwrap } from "../errors"
import type { CapacityReport } from "../types"
import type { OperationContext } from "./context"
import { readEntries } from "./read-capacity"

/**
 * Unit-dates of a resource between inclusive bounds, in all and by day, ISO
 * week or month. Closed dates count with their capacity: a report shows what a
 * blackout cost.
 *
 * @throws BookingRefusal `invalid_range`, `not_found`
 */
export async function reportCapacity(
  ctx: OperationContext,
  resourceId: string,
  startDate: CalendarDate,
  endDate: CalendarDate,
  groupBy: PeriodLength
): Promise<CapacityReport> {
  const range = unwrap(rangeBetween(startDate, endDate))
  const entries = await readEntries(ctx.db, resourceId, datesOf(range))
  return capacityReport(entries, groupBy)
}
