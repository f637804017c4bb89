/** What the routes take and answer, for code that passes it on. */
export type {
  AdminHoldDTO,
  AllocationDTO,
  AvailabilityDTO,
  AvailabilityEntry,
  BlackoutDTO,
  BoardDTO,
  CalendarDTO,
  ClosedReason,
  ConflictDTO,
  GroupDTO,
  Health,
  HoldAnswer,
  HoldDTO,
  HoldItemDTO,
  HoldItemInput,
  HousekeepingTaskDTO,
  OperationDTO,
  PriceMode,
  ReconciliationDTO,
  RefusalCode,
  RefusalDetails,
  ResourceDTO,
  SellingVariantDTO,
  ShopAllocationDTO,
  Span,
  VariantDTO,
  VariantLinkDTO,
} from "../modules/resource_booking/types"
export type { BookAllocations } from "./admin/allocations"
export type { Audit } from "./admin/audit"
export type { AdminWalkIn } from "./admin/front-desk"
export type { AdminHoldAnswer } from "./admin/holds"
export type { AdminWorkTask } from "./admin/housekeeping"
export type { ReadReport, ReportName, Reports } from "./admin/reports"
export type { SoldAs } from "./admin/variants"
export type { Deleted, Fields, Listed } from "./answers"
export type { ReadAvailability } from "./store/availability"
export type {
  AddBooking,
  BookedCart,
  BookingAnswer,
  ChangeBooking,
  ReadCartBookings,
} from "./store/carts"
export type { StoreGroup, StoreListGroups } from "./store/groups"
export type { HoldOwner, StorePlaceHold } from "./store/holds"
export type { StoreListResources, StoreResource } from "./store/resources"
