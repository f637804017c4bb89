import { capacityReport } from "../../domain/reports/capacity-report"
import { type CalendarDate, datesOf } from "../../domain/shared/calendar"
import { rangeBetween } from "../../domain/shared/date-ranges"
import type { PeriodLength } from "../../domain/shared/periods"
import { unwrap } from "../../errors"
import type { CapacityReport } from "../../types"
import { readEntries } from "../capacity/read-capacity"
import type { OperationContext } from "../shared/context"

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
