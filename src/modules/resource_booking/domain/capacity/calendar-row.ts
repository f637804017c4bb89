import type { z } from "zod"

import type * as R from "../../records"
import {
  availabilityOf,
  type DateAvailability,
  windowOf,
} from "../shared/availability"
import type { CalendarDate } from "../shared/calendar"
import type { BlackoutFacts, DateFacts, ResourceFacts } from "../shared/facts"

/** A date's row of capacity: date, max_capacity, held, allocated, overdue. */
export type CapacityCell = [CalendarDate, number, number, number, number]

/** Figures of one resource, each list aligned with the calendar's dates. */
export type CalendarFigures = z.infer<typeof R.CalendarFigures>

/**
 * What availability says of each date for one unit, in five short lists: half a
 * thousand resources and two months are 30,000 dates, and their names would be
 * most of the answer.
 *
 * @param cells of the dates that have a row
 * @param blackouts of any resource
 */
export function calendarFigures(
  resource: ResourceFacts,
  dates: CalendarDate[],
  cells: CapacityCell[],
  blackouts: BlackoutFacts[],
  nowMs: number
): CalendarFigures {
  const all = availabilityOn(resource, dates, cells, blackouts, nowMs)
  return {
    max_capacity: all.map((one) => one.max_capacity),
    held: all.map((one) => one.held),
    allocated: all.map((one) => one.allocated),
    available_capacity: all.map((one) => one.available_capacity),
    reason: all.map((one) => one.reason ?? null),
  }
}

/**
 * What availability says of each date for one unit.
 *
 * @param cells of the dates that have a row
 * @param blackouts of any resource
 */
export function availabilityOn(
  resource: ResourceFacts,
  dates: CalendarDate[],
  cells: CapacityCell[],
  blackouts: BlackoutFacts[],
  nowMs: number
): DateAvailability[] {
  const window = windowOf(resource, nowMs)
  const rows = new Map(cells.map((cell) => [cell[0], cell]))
  const closed = blackouts.filter(
    (b) =>
      b.all ||
      b.resource_id === resource.id ||
      (b.group_id !== null && b.group_id === resource.group_id)
  )
  return dates.map((date) =>
    availabilityOf(
      resource,
      factsOf(resource.id, date, rows.get(date)),
      closed,
      1,
      window
    )
  )
}

function factsOf(
  resource_id: string,
  date: CalendarDate,
  cell: CapacityCell | undefined
): DateFacts {
  const [, max_capacity, held, allocated, overdue] = cell ?? [date, 0, 0, 0, 0]
  const has_row = cell !== undefined
  return { resource_id, date, has_row, max_capacity, held, allocated, overdue }
}
