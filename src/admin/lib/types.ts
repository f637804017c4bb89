/** What the admin's routes answer. */
import type { AdminHoldDTO } from "../../modules/resource_booking/types"

export type {
  AdminHoldDTO,
  AllocationDTO,
  AllocationStatus,
  AvailabilityEntry,
  BlackoutDTO,
  BoardAction,
  BoardDTO,
  BoardRoom,
  BoardStay,
  BookingProcess,
  CalendarDTO as CalendarPage,
  CalendarResource,
  CheckOutResult,
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
  HealthProblem,
  HoldStatus,
  HousekeepingResult,
  HousekeepingStatus,
  HousekeepingTaskDTO,
  OperationDTO,
  PoolFigures,
  PriceMode,
  ReconciliationDTO,
  RecordName,
  RefusalCode,
  RefusalDetails,
  ResourceDTO,
  RoomStatus,
  SetCapacity,
  SetCapacityResult,
  Span,
  StayResult,
  TaskAction,
  TaskStatus,
  UpdateGroup,
  UpdateResource,
  VariantLinkDTO,
} from "../../modules/resource_booking/types"

/** How many rows a list has: at least so many, where the count is capped. */
export type Counted = { count: number; count_is_capped: boolean }

/** A page of a list. */
export type Listed = Counted & { offset: number; limit: number }

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

/** Who may use the dashboard. */
export type UserSummary = {
  id: string
  first_name: string | null
  last_name: string | null
  email: string
}

export type VariantSummary = {
  id: string
  title: string
  sku: string | null
  product?: { id: string; title: string } | null
}
