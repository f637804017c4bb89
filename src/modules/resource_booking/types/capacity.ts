import type { z } from "zod"

import type { CalendarDate } from "../domain/shared/calendar"
import type * as R from "../records"
import type { SoldIn, StayQuery } from "./shared"

export type { CalendarFigures } from "../domain/capacity/calendar-row"

export type ClosedReason = (typeof R.CLOSED_REASONS)[number]

export type AvailabilityEntry = z.infer<typeof R.AvailabilityEntry>

export type AvailabilityQuery = StayQuery &
  SoldIn &
  ({ resource_id: string } | { group_id: string })

export type AvailabilityDTO = z.infer<typeof R.Availability>

export type CalendarQuery = {
  /** Inclusive, at most 366 dates. */
  start_date: CalendarDate
  end_date: CalendarDate
  type?: string | string[]
  group_id?: string | string[]
  q?: string
  /** At most 500. */
  limit?: number
  offset?: number
}

export type CalendarBooking = z.infer<typeof R.CalendarBooking>
export type CalendarResource = z.infer<typeof R.CalendarResource>
export type CalendarDTO = z.infer<typeof R.Calendar>

export type SetCapacity = {
  start_date: CalendarDate
  end_date: CalendarDate
  max_capacity: number
  /** 1 (Monday) to 7; all days when left out. */
  weekdays?: number[]
  skip_existing?: boolean
}

export type SetCapacityResult = z.infer<typeof R.SetCapacityResult>

export type AdjustCapacity = {
  dates: CalendarDate[]
  adjustment: number
  reason: string
}

export type CapacityFigures = z.infer<typeof R.CapacityFigures>
