/** What the admin's routes answer. */
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
  CalendarResource,
  ClosedReason,
  ConflictDTO,
  CreateGroup,
  CreateResource,
  FreezeReason,
  FreezeResource,
  GroupDTO,
  Guest,
  Health,
  HealthProblem,
  HoldStatus,
  HousekeepingStatus,
  HousekeepingTaskDTO,
  ListAllocations,
  ListBlackouts,
  ListConflicts,
  ListGroups,
  ListHolds,
  ListHousekeepingTasks,
  ListOperations,
  ListResources,
  OperationDTO,
  PoolFigures,
  PriceMode,
  ReconciliationDTO,
  RecordName,
  RefusalCode,
  RefusalDetails,
  ReportQuery,
  ResourceDTO,
  RoomStatus,
  SetCapacity,
  Span,
  TaskAction,
  TaskStatus,
  VariantLinkDTO,
} from "../../modules/resource_booking/types"

/** How many rows a list has: at least so many, where the count is capped. */
export type Counted = { count: number; count_is_capped: boolean }

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
