import type { CalendarFigures } from "../domain/capacity/calendar-row"
import type { CalendarDate } from "../domain/shared/calendar"
import type { GroupDTO, ResourceDTO } from "./catalog"
import type { SoldIn, StayQuery } from "./shared"

export type { CalendarFigures } from "../domain/capacity/calendar-row"

export type ClosedReason =
  | "inactive"
  | "past"
  | "too_soon"
  | "too_far"
  | "frozen"
  | "blackout"
  | "no_capacity"
  | "sold_out"
  | "held"

export type AvailabilityEntry = {
  date: CalendarDate
  max_capacity: number
  held: number
  allocated: number
  available_capacity: number
  is_available: boolean
  reason?: ClosedReason
  /** Only with `held`: the earliest moment a live hold on the date may end. */
  may_free_at?: string
}

export type AvailabilityQuery = StayQuery &
  SoldIn &
  ({ resource_id: string } | { group_id: string })

export type AvailabilityDTO = {
  resource?: Pick<ResourceDTO, "id" | "name" | "type" | "timezone" | "span">
  group?: Pick<GroupDTO, "id" | "name" | "type">
  dates: AvailabilityEntry[]
  all_dates_available: boolean
  quantity: number
  server_time: string
}

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

/** A confirmed allocation, or an item of a live hold. */
export type CalendarBooking = {
  kind: "allocation" | "hold"
  id: string
  hold_id: string
  start_date: CalendarDate
  end_date: CalendarDate
  /** Null unless there are gaps between them. */
  dates: CalendarDate[] | null
  quantity: number
  order_id: string | null
  customer_id: string | null
  email: string | null
  /** Their names. */
  guests: string[]
  note: string | null
  /** Of a hold. */
  expires_at: string | null
}

export type CalendarResource = Pick<
  ResourceDTO,
  "id" | "name" | "type" | "group_id" | "timezone" | "span" | "is_active"
> &
  CalendarFigures & { bookings: CalendarBooking[] }

export type CalendarDTO = {
  dates: CalendarDate[]
  resources: CalendarResource[]
  count: number
  offset: number
  limit: number
  server_time: string
}

export type SetCapacity = {
  start_date: CalendarDate
  end_date: CalendarDate
  max_capacity: number
  /** 1 (Monday) to 7; all days when left out. */
  weekdays?: number[]
  skip_existing?: boolean
}

export type SetCapacityResult = {
  created: CalendarDate[]
  updated: CalendarDate[]
  skipped: CalendarDate[]
}

export type AdjustCapacity = {
  dates: CalendarDate[]
  adjustment: number
  reason: string
}

export type CapacityFigures = {
  capacity: number
  allocated: number
  held: number
  available: number
  /** allocated / capacity, 0 to 1; 0 without capacity. */
  utilization: number
}
