import { calendarFigures } from "../../domain/capacity/calendar-row"
import { datesOf, isConsecutive } from "../../domain/shared/calendar"
import { rangeBetween } from "../../domain/shared/date-ranges"
import { MAX_RESOURCE_DATES } from "../../domain/shared/demand"
import { MAX_CALENDAR_ROWS, pagingOf } from "../../domain/shared/list-query"
import { reject, unwrap } from "../../errors"
import {
  type CalendarBookingRecord,
  type CalendarRecord,
  selectCalendar,
} from "../../sql/calendar"
import type {
  CalendarBooking,
  CalendarDTO,
  CalendarQuery,
  Span,
} from "../../types"
import type { OperationContext } from "../shared/context"
import { iso, shownBounds } from "../shared/records"
import { mapInTurns } from "../shared/turns"

const DEFAULT_ROWS = 100
/** A hundred resources for a year, five hundred for ten weeks. */
const MAX_CELLS = DEFAULT_ROWS * MAX_RESOURCE_DATES

/**
 * Resources × dates, with what availability says of each, and who has them. One
 * query, of one moment.
 *
 * @throws BookingRefusal `invalid_data`, `invalid_range`
 */
export async function readCalendar(
  ctx: OperationContext,
  query: CalendarQuery
): Promise<CalendarDTO> {
  const { start_date, end_date, ...filters } = query
  const { limit = DEFAULT_ROWS } = query
  const paged = { ...filters, limit }
  const paging = unwrap(pagingOf(paged, ["name"], "name", MAX_CALENDAR_ROWS))
  const range = unwrap(rangeBetween(start_date, end_date, MAX_RESOURCE_DATES))
  const dates = datesOf(range)
  const most = Math.floor(MAX_CELLS / dates.length)
  const [record] = await ctx.db.query<CalendarRecord>(
    selectCalendar(
      filters,
      { start_date, end_date },
      { ...paging, limit: Math.min(limit, most + 1) }
    )
  )
  const { now_ms, count, resources, cells, blackouts, bookings } =
    record as CalendarRecord
  checkRows(resources.length, most)
  const byResource = groupByResource(bookings)
  return {
    dates,
    resources: await mapInTurns(resources, (resource) => ({
      id: resource.id,
      name: resource.name,
      type: resource.type,
      group_id: resource.group_id,
      timezone: resource.timezone,
      span: resource.span,
      is_active: resource.is_active,
      ...calendarFigures(
        resource,
        dates,
        cells?.[resource.id] ?? [],
        blackouts,
        now_ms
      ),
      bookings: (byResource.get(resource.id) ?? []).map((booking) =>
        toBooking(resource.span, booking)
      ),
    })),
    count,
    offset: paging.offset,
    limit,
    server_time: iso(now_ms),
  }
}

/** @throws BookingRefusal `invalid_range` */
function checkRows(rows: number, most: number): void {
  if (rows > most) {
    const message = `At most ${most} resources can be requested at a time for this many dates.`
    reject("invalid_range", message, { max_limit: most })
  }
}

function groupByResource(
  bookings: CalendarBookingRecord[]
): Map<string, CalendarBookingRecord[]> {
  const groups = new Map<string, CalendarBookingRecord[]>()
  for (const booking of bookings) {
    const known = groups.get(booking.resource_id) ?? []
    known.push(booking)
    groups.set(booking.resource_id, known)
  }
  return groups
}

function toBooking(
  span: Span,
  { resource_id: _, dates, guests, ...booking }: CalendarBookingRecord
): CalendarBooking {
  return {
    ...booking,
    ...shownBounds(span, dates),
    dates: isConsecutive(dates) ? null : dates,
    guests: guests ?? [],
  }
}
