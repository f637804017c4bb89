/** What the admin's routes answer. */
import type {
  AdminHoldDTO,
  ClosedReason,
  Span,
} from "../../modules/resource_booking/types"

export type {
  AdminHoldDTO,
  AllocationDTO,
  AllocationStatus,
  AvailabilityEntry,
  BlackoutDTO,
  ClosedReason,
  ConflictDTO,
  CreateBlackoutResult,
  CreateGroup,
  CreateResource,
  FreezeReason,
  FreezeResource,
  GroupDTO,
  Guest,
  Health,
  HoldStatus,
  OperationDTO,
  PriceMode,
  ReconciliationDTO,
  ResourceDTO,
  SetCapacity,
  SetCapacityResult,
  Span,
  UpdateGroup,
  UpdateResource,
  VariantLinkDTO,
} from "../../modules/resource_booking/types"

/** A page of a list. */
export type Listed = { count: number; offset: number; limit: number }

export type HoldAnswer = {
  hold: AdminHoldDTO
  server_time: string
  time_remaining_seconds: number
}

/** What these pages show of Medusa's orders. */
export type OrderSummary = {
  id: string
  display_id: number
  email: string | null
  currency_code: string
  items?: { id: string; title: string; subtitle: string | null }[]
}

export type VariantSummary = {
  id: string
  title: string
  sku: string | null
  product?: { id: string; title: string } | null
}

/** Who holds or has dates of a resource, in the calendar. */
export type CalendarBooking = {
  kind: "allocation" | "hold"
  id: string
  hold_id: string
  start_date: string
  end_date: string
  dates: string[] | null
  quantity: number
  order_id: string | null
  customer_id: string | null
  email: string | null
  guests: string[]
  note: string | null
  expires_at: string | null
}

/** A row of the calendar; the lists are aligned with its dates. */
export type CalendarResource = {
  id: string
  name: string
  type: string
  group_id: string | null
  timezone: string
  span: Span
  is_active: boolean
  max_capacity: number[]
  held: number[]
  allocated: number[]
  available_capacity: number[]
  reason: (ClosedReason | null)[]
  bookings: CalendarBooking[]
}

export type CalendarPage = Listed & {
  dates: string[]
  resources: CalendarResource[]
  server_time: string
}
