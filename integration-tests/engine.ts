/**
 * What tests, benchmarks and trials take from inside the engine, whose folders may
 * change: nothing else of them reaches further in than its own door.
 */
export { decideNewHold } from "../src/modules/resource_booking/domain/holds/decide-hold"
export {
  addDays,
  datesOf,
  dayNumber,
  fromDayNumber,
  startOfDate,
  stayRange,
  todayIn,
  weekday,
} from "../src/modules/resource_booking/domain/shared/calendar"
export {
  dateInWords,
  datesInWords,
} from "../src/modules/resource_booking/domain/shared/date-words"
export { MAX_ITEMS } from "../src/modules/resource_booking/domain/shared/demand"
export { cursorText } from "../src/modules/resource_booking/domain/shared/list-query"
export type {
  RefusalCode,
  RefusalDetails,
} from "../src/modules/resource_booking/domain/shared/refusals"
export { isBookingRefusal } from "../src/modules/resource_booking/errors"
export {
  type EventData,
  type EventName,
  EVENTS,
  type PublishedEvent,
} from "../src/modules/resource_booking/events"
export {
  Heartbeat,
  thisProcess,
} from "../src/modules/resource_booking/heartbeat"
export { cancelAllocation } from "../src/modules/resource_booking/operations/allocations/cancel-allocation"
export { cancelAllocations } from "../src/modules/resource_booking/operations/allocations/cancel-allocations"
export { listAllocations } from "../src/modules/resource_booking/operations/allocations/list-allocations"
export { moveAllocation } from "../src/modules/resource_booking/operations/allocations/move-allocation"
export { retrieveAllocation } from "../src/modules/resource_booking/operations/allocations/retrieve-allocation"
export { setGuests } from "../src/modules/resource_booking/operations/allocations/set-guests"
export { adjustCapacity } from "../src/modules/resource_booking/operations/capacity/adjust-capacity"
export { readAvailability } from "../src/modules/resource_booking/operations/capacity/read-availability"
export { readCalendar } from "../src/modules/resource_booking/operations/capacity/read-calendar"
export { readCapacity } from "../src/modules/resource_booking/operations/capacity/read-capacity"
export { searchGroups } from "../src/modules/resource_booking/operations/capacity/search-groups"
export { searchResources } from "../src/modules/resource_booking/operations/capacity/search-resources"
export { setCapacity } from "../src/modules/resource_booking/operations/capacity/set-capacity"
export { adoptHolds } from "../src/modules/resource_booking/operations/cart/adopt-holds"
export { attachLine } from "../src/modules/resource_booking/operations/cart/attach-line"
export { concernsBookings } from "../src/modules/resource_booking/operations/cart/concerns-bookings"
export { fitLine } from "../src/modules/resource_booking/operations/cart/fit-line"
export { matchLines } from "../src/modules/resource_booking/operations/cart/match-lines"
export { pinHolds } from "../src/modules/resource_booking/operations/cart/pin-holds"
export { planLine } from "../src/modules/resource_booking/operations/cart/plan-line"
export { readCartBookings } from "../src/modules/resource_booking/operations/cart/read-cart-bookings"
export { unpinHolds } from "../src/modules/resource_booking/operations/cart/unpin-holds"
export { createGroup } from "../src/modules/resource_booking/operations/catalog/create-group"
export { createResource } from "../src/modules/resource_booking/operations/catalog/create-resource"
export { deleteGroup } from "../src/modules/resource_booking/operations/catalog/delete-group"
export { deleteResource } from "../src/modules/resource_booking/operations/catalog/delete-resource"
export { freezeResource } from "../src/modules/resource_booking/operations/catalog/freeze-resource"
export { linkVariant } from "../src/modules/resource_booking/operations/catalog/link-variant"
export { listGroups } from "../src/modules/resource_booking/operations/catalog/list-groups"
export { listResources } from "../src/modules/resource_booking/operations/catalog/list-resources"
export { listVariantLinks } from "../src/modules/resource_booking/operations/catalog/list-variant-links"
export { restoreResource } from "../src/modules/resource_booking/operations/catalog/restore-resource"
export { retrieveGroup } from "../src/modules/resource_booking/operations/catalog/retrieve-group"
export { retrieveResource } from "../src/modules/resource_booking/operations/catalog/retrieve-resource"
export { unfreezeResource } from "../src/modules/resource_booking/operations/catalog/unfreeze-resource"
export { unlinkVariant } from "../src/modules/resource_booking/operations/catalog/unlink-variant"
export { updateGroup } from "../src/modules/resource_booking/operations/catalog/update-group"
export { updateResource } from "../src/modules/resource_booking/operations/catalog/update-resource"
export {
  retrieveVariant,
  updateVariant,
} from "../src/modules/resource_booking/operations/catalog/update-variant"
export { createBlackout } from "../src/modules/resource_booking/operations/closures/create-blackout"
export { liftBlackout } from "../src/modules/resource_booking/operations/closures/lift-blackout"
export { listBlackouts } from "../src/modules/resource_booking/operations/closures/list-blackouts"
export { retrieveBlackout } from "../src/modules/resource_booking/operations/closures/retrieve-blackout"
export { updateBlackout } from "../src/modules/resource_booking/operations/closures/update-blackout"
export { listConflicts } from "../src/modules/resource_booking/operations/conflicts/list-conflicts"
export { raiseConflict } from "../src/modules/resource_booking/operations/conflicts/raise-conflict"
export { resolveConflict } from "../src/modules/resource_booking/operations/conflicts/resolve-conflict"
export { retrieveConflict } from "../src/modules/resource_booking/operations/conflicts/retrieve-conflict"
export { checkIn } from "../src/modules/resource_booking/operations/front-desk/check-in"
export { checkOut } from "../src/modules/resource_booking/operations/front-desk/check-out"
export { listHousekeepingTasks } from "../src/modules/resource_booking/operations/front-desk/list-housekeeping-tasks"
export { markNoShow } from "../src/modules/resource_booking/operations/front-desk/mark-no-show"
export { moveStay } from "../src/modules/resource_booking/operations/front-desk/move-stay"
export { readBoard } from "../src/modules/resource_booking/operations/front-desk/read-board"
export { setHousekeeping } from "../src/modules/resource_booking/operations/front-desk/set-housekeeping"
export { undoStep } from "../src/modules/resource_booking/operations/front-desk/undo-step"
export { walkIn } from "../src/modules/resource_booking/operations/front-desk/walk-in"
export { workTask } from "../src/modules/resource_booking/operations/front-desk/work-task"
export { bringHold } from "../src/modules/resource_booking/operations/holds/bring-hold"
export { confirmHold } from "../src/modules/resource_booking/operations/holds/confirm-hold"
export {
  createAllocations,
  findCreatedAllocations,
} from "../src/modules/resource_booking/operations/holds/create-allocations"
export { deleteEndedHolds } from "../src/modules/resource_booking/operations/holds/delete-ended-holds"
export {
  announceExpiringHolds,
  expireHolds,
} from "../src/modules/resource_booking/operations/holds/expire-holds"
export { extendHold } from "../src/modules/resource_booking/operations/holds/extend-hold"
export { listDeletedHolds } from "../src/modules/resource_booking/operations/holds/list-deleted-holds"
export { listHolds } from "../src/modules/resource_booking/operations/holds/list-holds"
export { notePayment } from "../src/modules/resource_booking/operations/holds/note-payment"
export {
  findReplay,
  placeHold,
} from "../src/modules/resource_booking/operations/holds/place/place-hold"
export { releaseHold } from "../src/modules/resource_booking/operations/holds/release-hold"
export {
  retrieveHold,
  retrieveHoldForAdmin,
} from "../src/modules/resource_booking/operations/holds/retrieve-hold"
export { takeOver } from "../src/modules/resource_booking/operations/holds/take-over"
export { undoHold } from "../src/modules/resource_booking/operations/holds/undo-hold"
export { listGraphHolds } from "../src/modules/resource_booking/operations/reports/list-graph-records"
export { listOperations } from "../src/modules/resource_booking/operations/reports/list-operations"
export { listReconciliations } from "../src/modules/resource_booking/operations/reports/list-reconciliations"
export { reportCapacity } from "../src/modules/resource_booking/operations/reports/report-capacity"
export {
  listSoldAllocations,
  reportAllocations,
  reportExpirations,
  reportFunnel,
  reportRevenue,
  reportUtilization,
} from "../src/modules/resource_booking/operations/reports/reports"
export type {
  Call,
  OperationContext,
} from "../src/modules/resource_booking/operations/shared/context"
export { ownerOf } from "../src/modules/resource_booking/operations/shared/hold-identity"
export {
  forget,
  identify,
} from "../src/modules/resource_booking/operations/shared/identities"
export { auditInvariants } from "../src/modules/resource_booking/operations/upkeep/audit-invariants"
export { checkHealth } from "../src/modules/resource_booking/operations/upkeep/check-health"
export {
  eraseCustomerData,
  eraseExpiredPersonalData,
} from "../src/modules/resource_booking/operations/upkeep/erase-personal-data"
export { inspect } from "../src/modules/resource_booking/operations/upkeep/inspect"
export { keepLog } from "../src/modules/resource_booking/operations/upkeep/keep-log"
export {
  allSlices,
  type CheckPlan,
  keepProgress,
  planChecks,
  planFullChecks,
} from "../src/modules/resource_booking/operations/upkeep/plan-checks"
export {
  noteDelivery,
  probeBus,
} from "../src/modules/resource_booking/operations/upkeep/probe-bus"
export { publishEvents } from "../src/modules/resource_booking/operations/upkeep/publish-events"
export {
  auditCounters,
  auditRecords,
  countLateEvents,
  listLineUnits,
  listSoldOrders,
} from "../src/modules/resource_booking/operations/upkeep/reconciliation-facts"
export { runReconciliation } from "../src/modules/resource_booking/operations/upkeep/run-reconciliation"
export {
  askForTurn,
  inTurn,
} from "../src/modules/resource_booking/operations/upkeep/take-turn"
export {
  parseOptions,
  type ResourceBookingOptions,
} from "../src/modules/resource_booking/options"
export { ReadinessCheck } from "../src/modules/resource_booking/readiness"
export {
  toViolation,
  violations,
} from "../src/modules/resource_booking/sql/audit"
export { LOG_CHECKS } from "../src/modules/resource_booking/sql/audit-log"
export type { Borrowed } from "../src/modules/resource_booking/sql/borrowed"
export { groupCandidates } from "../src/modules/resource_booking/sql/candidates"
export { capacityOn } from "../src/modules/resource_booking/sql/capacity"
export { connectionOf } from "../src/modules/resource_booking/sql/connection"
export {
  Database,
  type DatabaseOptions,
  type Row,
  type Statement,
} from "../src/modules/resource_booking/sql/database"
export {
  datesSnapshot,
  evictOverdue,
  readDates,
} from "../src/modules/resource_booking/sql/dates"
export { STILL_ACTIVE } from "../src/modules/resource_booking/sql/due"
export { endedHolds } from "../src/modules/resource_booking/sql/ended-holds"
export {
  errorCode,
  translate,
} from "../src/modules/resource_booking/sql/failures"
export { lockBaskets, readKey } from "../src/modules/resource_booking/sql/holds"
export {
  datesKeys,
  everything,
  group,
  type LockKey,
  resource,
  STORE,
  takeLocks,
} from "../src/modules/resource_booking/sql/locks"
export {
  eraseEnded,
  erasePerson,
  ownersAfterErasure,
} from "../src/modules/resource_booking/sql/personal-data"
export { processes } from "../src/modules/resource_booking/sql/processes"
export { transact } from "../src/modules/resource_booking/sql/transaction"
export {
  finishTurn,
  takeTurn,
  type TurnReason,
} from "../src/modules/resource_booking/sql/turns"
export { TimedBus } from "../src/modules/resource_booking/timed-bus"
export { VERSION } from "../src/modules/resource_booking/version"
