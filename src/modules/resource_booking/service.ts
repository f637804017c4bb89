import type {
  IEventBusModuleService,
  InternalModuleDeclaration,
  Logger,
} from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"

import type { Clock } from "./clock"
import type { GraphFilters, GraphOptions } from "./domain/reports/graph-query"
import { endWithoutBus } from "./ending"
import { joinerConfig } from "./joiner-config"
import { Lifecycle } from "./lifecycle"
import { cancelAllocation } from "./operations/allocations/cancel-allocation"
import { cancelAllocations } from "./operations/allocations/cancel-allocations"
import { listAllocations } from "./operations/allocations/list-allocations"
import { moveAllocation } from "./operations/allocations/move-allocation"
import { retrieveAllocation } from "./operations/allocations/retrieve-allocation"
import { setGuests } from "./operations/allocations/set-guests"
import { adjustCapacity } from "./operations/capacity/adjust-capacity"
import { readAvailability } from "./operations/capacity/read-availability"
import { readCalendar } from "./operations/capacity/read-calendar"
import { readCapacity } from "./operations/capacity/read-capacity"
import { searchGroups } from "./operations/capacity/search-groups"
import { searchResources } from "./operations/capacity/search-resources"
import { setCapacity } from "./operations/capacity/set-capacity"
import { adoptHolds } from "./operations/cart/adopt-holds"
import { attachLine } from "./operations/cart/attach-line"
import { concernsBookings } from "./operations/cart/concerns-bookings"
import { fitLine } from "./operations/cart/fit-line"
import { listLineHolds } from "./operations/cart/list-line-holds"
import { matchLines } from "./operations/cart/match-lines"
import { pinHolds } from "./operations/cart/pin-holds"
import { planLine } from "./operations/cart/plan-line"
import { readCartBookings } from "./operations/cart/read-cart-bookings"
import { releaseLine } from "./operations/cart/release-line"
import {
  listPricedHolds,
  listUnpriced,
  noPriceIn,
  repriceHolds,
} from "./operations/cart/reprice-holds"
import { unpinHolds } from "./operations/cart/unpin-holds"
import { createGroup } from "./operations/catalog/create-group"
import { createResource } from "./operations/catalog/create-resource"
import { deleteGroup } from "./operations/catalog/delete-group"
import { deleteResource } from "./operations/catalog/delete-resource"
import { freezeResource } from "./operations/catalog/freeze-resource"
import { isVariantSold } from "./operations/catalog/is-variant-sold"
import { linkVariant } from "./operations/catalog/link-variant"
import { listGroups } from "./operations/catalog/list-groups"
import { listResources } from "./operations/catalog/list-resources"
import { listVariantLinks } from "./operations/catalog/list-variant-links"
import { restoreResource } from "./operations/catalog/restore-resource"
import { retrieveGroup } from "./operations/catalog/retrieve-group"
import { retrieveResource } from "./operations/catalog/retrieve-resource"
import { unfreezeResource } from "./operations/catalog/unfreeze-resource"
import { unlinkVariant } from "./operations/catalog/unlink-variant"
import { updateGroup } from "./operations/catalog/update-group"
import { updateResource } from "./operations/catalog/update-resource"
import {
  retrieveVariant,
  updateVariant,
} from "./operations/catalog/update-variant"
import { createBlackout } from "./operations/closures/create-blackout"
import { liftBlackout } from "./operations/closures/lift-blackout"
import { listBlackouts } from "./operations/closures/list-blackouts"
import { retrieveBlackout } from "./operations/closures/retrieve-blackout"
import { updateBlackout } from "./operations/closures/update-blackout"
import { listConflicts } from "./operations/conflicts/list-conflicts"
import { raiseConflict } from "./operations/conflicts/raise-conflict"
import { resolveConflict } from "./operations/conflicts/resolve-conflict"
import { retrieveConflict } from "./operations/conflicts/retrieve-conflict"
import { checkIn } from "./operations/front-desk/check-in"
import { checkOut } from "./operations/front-desk/check-out"
import { listHousekeepingTasks } from "./operations/front-desk/list-housekeeping-tasks"
import { markNoShow } from "./operations/front-desk/mark-no-show"
import { moveStay } from "./operations/front-desk/move-stay"
import { readBoard } from "./operations/front-desk/read-board"
import { setHousekeeping } from "./operations/front-desk/set-housekeeping"
import { undoStep } from "./operations/front-desk/undo-step"
import { walkIn } from "./operations/front-desk/walk-in"
import { workTask } from "./operations/front-desk/work-task"
import { bringHold } from "./operations/holds/bring-hold"
import { confirmHold } from "./operations/holds/confirm-hold"
import {
  createAllocations,
  findCreatedAllocations,
} from "./operations/holds/create-allocations"
import { deleteEndedHolds } from "./operations/holds/delete-ended-holds"
import {
  announceExpiringHolds,
  expireHolds,
} from "./operations/holds/expire-holds"
import { extendHold } from "./operations/holds/extend-hold"
import { listDeletedHolds } from "./operations/holds/list-deleted-holds"
import { listHolds } from "./operations/holds/list-holds"
import { notePayment } from "./operations/holds/note-payment"
import { findReplay, placeHold } from "./operations/holds/place/place-hold"
import { releaseHold } from "./operations/holds/release-hold"
import {
  retrieveHold,
  retrieveHoldForAdmin,
} from "./operations/holds/retrieve-hold"
import { takeOver } from "./operations/holds/take-over"
import { undoHold } from "./operations/holds/undo-hold"
import {
  listGraphAllocations,
  listGraphBlackouts,
  listGraphCapacities,
  listGraphConflicts,
  listGraphGroups,
  listGraphHolds,
  listGraphResources,
  listGraphTasks,
  listGraphVariantLinks,
} from "./operations/reports/list-graph-records"
import { listOperations } from "./operations/reports/list-operations"
import { listReconciliations } from "./operations/reports/list-reconciliations"
import { reportCapacity } from "./operations/reports/report-capacity"
import {
  listSoldAllocations,
  reportAllocations,
  reportExpirations,
  reportFunnel,
  reportRevenue,
  reportUtilization,
} from "./operations/reports/reports"
import type { Call, OperationContext } from "./operations/shared/context"
import { holdToken } from "./operations/shared/hold-identity"
import { newId } from "./operations/shared/ids"
import { auditInvariants } from "./operations/upkeep/audit-invariants"
import { checkHealth } from "./operations/upkeep/check-health"
import {
  eraseCustomerData,
  eraseExpiredPersonalData,
} from "./operations/upkeep/erase-personal-data"
import { inspect } from "./operations/upkeep/inspect"
import { keepLog } from "./operations/upkeep/keep-log"
import {
  keepProgress,
  planChecks,
  planFullChecks,
} from "./operations/upkeep/plan-checks"
import { noteDelivery, probeBus } from "./operations/upkeep/probe-bus"
import { NoAnswer, publishEvents } from "./operations/upkeep/publish-events"
import {
  auditCounters,
  auditRecords,
  countLateEvents,
  listAgreedHolds,
  listAllocatedLines,
  listConflictLines,
  listHeldCarts,
  listHeldLines,
  listLinesWithDates,
  listLineUnits,
  listLinkedVariants,
  listOpenConflicts,
  listSoldAmong,
  listSoldOrders,
  listUnsoldAmong,
} from "./operations/upkeep/reconciliation-facts"
import { runReconciliation } from "./operations/upkeep/run-reconciliation"
import type { SharedTask } from "./operations/upkeep/take-turn"
import { adviceOn, type Options, parseOptions } from "./options"
import { Publisher } from "./publisher"
import { connectionOf, type SharedConnection } from "./sql/connection"
import { Database } from "./sql/database"
import { Replica, type ShownLane } from "./sql/replica"
import { sharedTasks, standingTasks } from "./tasks"
import { TimedBus } from "./timed-bus"
import type * as T from "./types"

type Dependencies = {
  logger: Logger
  __pg_connection__: SharedConnection
  [Modules.EVENT_BUS]?: IEventBusModuleService
}

type Asked = [filters?: GraphFilters, options?: GraphOptions]

const JOB: T.CallContext = { actor: { type: "job", id: null } }

/**
 * Table of contents of the module: one method a verb. Each opens its own
 * transactions; a caller's transaction is never joined, since the locks must
 * end with the change that they protect.
 *
 * Every method throws BookingRefusal for an expected "no", and nothing else
 * for bad input. What each refuses is said at its operation.
 */
export default class ResourceBookingService {
  readonly options: Options
  private readonly logger: Logger
  private readonly advice: string[]
  private readonly startedAt = performance.now()
  /** Holds, checkout, and whatever else changes what can be had. */
  private readonly context: OperationContext
  private readonly reads: OperationContext
  /** What nobody waits for, and everybody needs: expiry, events, checks. */
  private readonly upkeep: OperationContext
  /** What may take minutes. */
  private readonly reports: OperationContext
  /** A copy to read from, if there is one. */
  private readonly replica: Replica | null
  private readonly publisher: Publisher
  private readonly life: Lifecycle
  private readonly bus: TimedBus

  constructor(
    container: Dependencies,
    options?: Record<string, unknown>,
    declaration?: Pick<InternalModuleDeclaration, "worker_mode">
  ) {
    this.options = parseOptions(options, process.env)
    this.advice = adviceOn(options)
    const { logger } = container
    this.logger = logger
    if (process.env.RESOURCE_BOOKING_LIMITS === "off") {
      logger.warn(
        "resource_booking: hoarding limits are turned off by the environment"
      )
    }
    const { pool } = this.options
    const db = new Database({
      ...connectionOf(container.__pg_connection__, this.options.connection),
      max: pool.max,
      acquireTimeoutMs: pool.acquire_timeout_ms,
      preparedStatements: pool.prepared_statements,
      lockTimeoutMs: this.options.lock_timeout_ms,
      statementTimeoutMs: this.options.statement_timeout_ms,
      warn: onceASecond((message) => logger.warn(message)),
    })
    const bus = container[Modules.EVENT_BUS]
    this.bus = new TimedBus(async (events) => bus?.emit(events))
    this.publisher = new Publisher(() => this.publishEvents(), logger)
    const committed = this.publisher.notify
    this.context = { db, options: this.options, committed }
    const beside = (lane: "reads" | "upkeep" | "reports") => ({
      ...this.context,
      db: db.beside(lane, pool[lane]),
    })
    this.reads = beside("reads")
    this.upkeep = beside("upkeep")
    this.reports = beside("reports")
    this.replica = this.openReplica()
    this.life = new Lifecycle({
      ...{ upkeep: this.upkeep, publisher: this.publisher, logger },
      mode: declaration?.worker_mode ?? "shared",
    })
    standingTasks(this).forEach((task) => this.clock.every(task))
    sharedTasks(this).forEach((task) => this.everyInTurn(task))
  }

  /** Called by Medusa when the store has started, and when it stops. */
  __hooks = {
    onApplicationStart: (): Promise<void> => {
      this.advice.forEach((line) => this.logger.warn(line))
      return this.life.start()
    },
    // Before the event bus closes.
    onApplicationPrepareShutdown: async (): Promise<void> => {
      await this.life.end()
      if (this.bus.owesAnswer) {
        endWithoutBus(this.logger)
      }
    },
    onApplicationShutdown: async (): Promise<void> => {
      await this.life.end()
      await this.replica?.close()
      await this.life.close()
    },
  }

  /** Medusa's scheduler has it run what is due, too. */
  get clock(): Clock {
    return this.life.clock
  }
  /** Adds to the clock what one worker at a time does for all. */
  everyInTurn(task: SharedTask): void {
    this.life.everyInTurn(task)
  }

  // Resources and groups

  listResources(query: T.ListResources = {}) {
    return listResources(this.reads, query)
  }
  searchResources(query: T.ListResources & T.StayQuery) {
    return this.show("reads", (ctx) => searchResources(ctx, query))
  }
  retrieveResource(idOrHandle: string, shown: T.SoldIn = {}) {
    return retrieveResource(this.reads, idOrHandle, shown)
  }
  createResource(input: T.CreateResource, by: T.CallContext) {
    return createResource(this.call(by), input)
  }
  updateResource(id: string, input: T.UpdateResource, by: T.CallContext) {
    return updateResource(this.call(by), id, input)
  }
  deleteResource(id: string, by: T.CallContext) {
    return deleteResource(this.call(by), id)
  }
  restoreResource(id: string, by: T.CallContext) {
    return restoreResource(this.call(by), id)
  }
  listGroups(query: T.ListGroups = {}) {
    return listGroups(this.reads, query)
  }
  searchGroups(query: T.ListGroups & T.StayQuery) {
    return this.show("reads", (ctx) => searchGroups(ctx, query))
  }
  retrieveGroup(idOrHandle: string, shown: T.SoldIn = {}) {
    return retrieveGroup(this.reads, idOrHandle, shown)
  }
  createGroup(input: T.CreateGroup, by: T.CallContext) {
    return createGroup(this.call(by), input)
  }
  updateGroup(id: string, input: T.UpdateGroup, by: T.CallContext) {
    return updateGroup(this.call(by), id, input)
  }
  deleteGroup(id: string, by: T.CallContext) {
    return deleteGroup(this.call(by), id)
  }

  // What variants sell

  listVariantLinks(variantIds: string[]) {
    return listVariantLinks(this.context, variantIds)
  }
  isVariantSold(variantId: string, channels: string[]) {
    return isVariantSold(this.context, variantId, channels)
  }
  linkVariant(variantId: string, thing: T.LinkVariant, by: T.CallContext) {
    return linkVariant(this.call(by), variantId, thing)
  }
  unlinkVariant(variantId: string, thing: T.LinkVariant, by: T.CallContext) {
    return unlinkVariant(this.call(by), variantId, thing)
  }
  retrieveVariant(id: string) {
    return retrieveVariant(this.reads, id)
  }
  updateVariant(id: string, input: T.UpdateVariant, by: T.CallContext) {
    return updateVariant(this.call(by), id, input)
  }

  // Capacity and availability

  readCapacity(resourceId: string, startDate: string, endDate: string) {
    return readCapacity(this.reads, resourceId, startDate, endDate)
  }
  setCapacity(resourceId: string, input: T.SetCapacity, by: T.CallContext) {
    return setCapacity(this.call(by), resourceId, input)
  }
  adjustCapacity(
    resourceId: string,
    input: T.AdjustCapacity,
    by: T.CallContext
  ) {
    return adjustCapacity(this.call(by), resourceId, input)
  }
  reportCapacity(
    resourceId: string,
    startDate: string,
    endDate: string,
    groupBy: "day" | "week" | "month"
  ) {
    return this.show("reports", (ctx) =>
      reportCapacity(ctx, resourceId, startDate, endDate, groupBy)
    )
  }
  readAvailability(query: T.AvailabilityQuery) {
    return readAvailability(this.reads, query)
  }

  readCalendar(query: T.CalendarQuery) {
    return this.show("reads", (ctx) => readCalendar(ctx, query))
  }

  // Holds

  /** For who must know a hold's id before it is placed. */
  newHoldId() {
    return newId("bhold")
  }
  placeHold(input: T.PlaceHold, by: T.CallContext) {
    return placeHold(this.call(by), input)
  }
  findReplay(input: T.HoldWish) {
    return findReplay(this.context, input)
  }
  retrieveHold(id: string, access: T.HoldAccess) {
    return retrieveHold(this.context, id, access)
  }
  retrieveHoldForAdmin(id: string) {
    return retrieveHoldForAdmin(this.reads, id)
  }
  listHolds(query: T.ListHolds = {}) {
    return listHolds(this.reads, query)
  }
  extendHold(id: string, access: T.HoldAccess, by: T.CallContext) {
    return extendHold(this.call(by), id, access)
  }
  releaseHold(id: string, access: T.HoldAccess, by: T.CallContext) {
    return releaseHold(this.call(by), id, access)
  }
  confirmHold(input: T.ConfirmHold, by: T.CallContext) {
    return confirmHold(this.call(by), input)
  }

  // What a cart's lines are sold with

  /** Shows a hook of the store that a change of a cart's lines is ours. */
  lineMark(cartId: string) {
    return holdToken(this.options.token_secret, `lines of ${cartId}`)
  }
  concernsBookings(cart: T.CartConcern) {
    return concernsBookings(this.context, cart)
  }
  planLine(variantId: string, items: T.HoldItemInput[]) {
    return planLine(this.context, variantId, items)
  }
  readCartBookings(cartId: string) {
    return readCartBookings(this.context, cartId)
  }
  releaseLine(lineItemId: string, by: T.CallContext) {
    return releaseLine(this.call(by), lineItemId)
  }
  listPricedHolds(cartId: string) {
    return listPricedHolds(this.context, cartId)
  }
  repriceHolds(input: T.RepriceHolds, by: T.CallContext) {
    return repriceHolds(this.call(by), input)
  }
  releaseUnpriced(lineItemId: string, currency: string, by: T.CallContext) {
    return releaseLine(this.call(by), lineItemId, noPriceIn(currency))
  }
  listUnpriced(cartId: string, currency: string) {
    return listUnpriced(this.context, cartId, currency)
  }
  bringHold(input: T.BringHold, by: T.CallContext) {
    return bringHold(this.call(by), input)
  }
  adoptHolds(
    cart: { cart_id: string; customer_id: string },
    by: T.CallContext
  ) {
    return adoptHolds(this.call(by), cart)
  }
  /** Its line is written: the hold is sold with it from now on. */
  attachLine(line: T.CartLineOfHold, by: T.CallContext) {
    return attachLine(this.call(by), line)
  }
  takeOver(input: T.CartLineOfHold, by: T.CallContext) {
    return takeOver(this.call(by), input)
  }
  undoHold(input: T.UndoHold, by: T.CallContext) {
    return undoHold(this.call(by), input)
  }
  matchLines(input: T.MatchLines, by: T.CallContext) {
    return matchLines(this.call(by), input)
  }
  listLineHolds(cartId: string) {
    return listLineHolds(this.context, cartId)
  }
  pinHolds(input: T.PinHolds, by: T.CallContext) {
    return pinHolds(this.call(by), input)
  }
  notePayment(cartId: string) {
    return notePayment(this.context, cartId)
  }
  unpinHolds(input: T.UnpinHolds, by: T.CallContext) {
    return unpinHolds(this.call(by), input)
  }

  // Allocations

  listAllocations(query: T.ListAllocations = {}) {
    return listAllocations(this.reads, query)
  }
  retrieveAllocation(id: string) {
    return retrieveAllocation(this.reads, id)
  }
  findCreatedAllocations(input: T.CreateAllocations, by: T.CallContext) {
    return findCreatedAllocations(this.call(by), input)
  }
  createAllocations(input: T.CreateAllocations, by: T.CallContext) {
    return createAllocations(this.call(by), input)
  }
  moveAllocation(id: string, input: T.MoveAllocation, by: T.CallContext) {
    return moveAllocation(this.call(by), id, input)
  }
  setGuests(id: string, guests: T.Guest[], by: T.CallContext) {
    return setGuests(this.call(by), id, guests)
  }
  cancelAllocations(input: T.CancelAllocations, by: T.CallContext) {
    return cancelAllocations(this.call(by), input)
  }
  cancelAllocation(id: string, input: T.CancelAllocation, by: T.CallContext) {
    return cancelAllocation(this.call(by), id, input)
  }
  fitLine(input: T.FitLine, by: T.CallContext) {
    return fitLine(this.call(by), input)
  }

  // The front desk

  readBoard(query: T.BoardQuery = {}) {
    return readBoard(this.reads, query)
  }
  checkIn(step: T.StayStep, by: T.CallContext) {
    return checkIn(this.call(by), step)
  }
  checkOut(step: T.StayStep, by: T.CallContext) {
    return checkOut(this.call(by), step)
  }
  moveStay(step: T.MoveStay, by: T.CallContext) {
    return moveStay(this.call(by), step)
  }
  walkIn(input: T.WalkIn, by: T.CallContext) {
    return walkIn(this.call(by), input)
  }
  markNoShow(step: T.StayStep, by: T.CallContext) {
    return markNoShow(this.call(by), step)
  }
  undoStep(step: T.StayStep, by: T.CallContext) {
    return undoStep(this.call(by), step)
  }
  setHousekeeping(id: string, input: T.SetHousekeeping, by: T.CallContext) {
    return setHousekeeping(this.call(by), id, input)
  }
  listHousekeepingTasks(query: T.ListHousekeepingTasks = {}) {
    return listHousekeepingTasks(this.reads, query)
  }
  workTask(id: string, input: T.WorkTask, by: T.CallContext) {
    return workTask(this.call(by), id, input)
  }

  // Late payments

  listConflicts(query: T.ListConflicts = {}) {
    return listConflicts(this.reads, query)
  }
  retrieveConflict(id: string) {
    return retrieveConflict(this.reads, id)
  }
  raiseConflict(input: T.RaiseConflict, by: T.CallContext) {
    return raiseConflict(this.call(by), input)
  }
  resolveConflict(id: string, input: T.ResolveConflict, by: T.CallContext) {
    return resolveConflict(this.call(by), id, input)
  }

  // Blackouts and freezes

  createBlackout(input: T.CreateBlackout, by: T.CallContext) {
    return createBlackout(this.call(by), input)
  }
  updateBlackout(id: string, input: T.UpdateBlackout, by: T.CallContext) {
    return updateBlackout(this.call(by), id, input)
  }
  listBlackouts(query: T.ListBlackouts = {}) {
    return listBlackouts(this.reads, query)
  }
  retrieveBlackout(id: string) {
    return retrieveBlackout(this.reads, id)
  }
  liftBlackout(id: string, by: T.CallContext) {
    return liftBlackout(this.call(by), id)
  }
  freezeResource(id: string, input: T.FreezeResource, by: T.CallContext) {
    return freezeResource(this.call(by), id, input)
  }
  unfreezeResource(id: string, by: T.CallContext) {
    return unfreezeResource(this.call(by), id)
  }

  // Reports

  reportUtilization(query: T.ReportQuery) {
    return this.show("reports", (ctx) => reportUtilization(ctx, query))
  }
  reportFunnel(query: T.ReportQuery) {
    return this.show("reports", (ctx) => reportFunnel(ctx, query))
  }
  reportExpirations(query: T.ReportQuery) {
    return this.show("reports", (ctx) => reportExpirations(ctx, query))
  }
  reportAllocations(query: T.ReportQuery) {
    return this.show("reports", (ctx) => reportAllocations(ctx, query))
  }
  listSoldAllocations(query: T.ReportQuery) {
    return this.show("reports", (ctx) => listSoldAllocations(ctx, query))
  }
  reportRevenue(
    query: T.ReportQuery,
    allocations: T.SoldAllocation[],
    orders: T.PaidOrder[]
  ) {
    return reportRevenue(query, allocations, orders)
  }

  // Trust

  listOperations(query: T.ListOperations = {}) {
    return listOperations(this.reads, query)
  }
  /** Without login, and cached for a second: for load balancers. */
  checkReadiness() {
    return this.life.readiness.check()
  }
  checkHealth() {
    const upSeconds = (performance.now() - this.startedAt) / 1e3
    return checkHealth(this.upkeep, upSeconds, this.replica)
  }
  auditInvariants(scopes?: T.Scope[], looked?: (scopes: number) => void) {
    return auditInvariants(this.reports, undefined, scopes, looked)
  }
  runReconciliation(
    run: T.ReconciliationRun,
    by: T.CallContext,
    check: (
      lease: T.Lease,
      done: (share: number) => Promise<void>
    ) => Promise<T.Findings>
  ) {
    return runReconciliation(this.call(by, this.upkeep), run, check)
  }
  listReconciliations(query: T.ListQuery = {}) {
    return listReconciliations(this.reads, query)
  }
  eraseCustomerData(
    person: { customer_id?: string; email?: string },
    by: T.CallContext
  ) {
    return eraseCustomerData(this.call(by, this.upkeep), person)
  }

  // What reconciliation looks at

  listHeldLines(after: string) {
    return listHeldLines(this.upkeep, after)
  }
  listHeldCarts(after: string, since: Date, among?: string[]) {
    return listHeldCarts(this.upkeep, after, since, among)
  }
  listUnsoldAmong(cartIds: string[]) {
    return listUnsoldAmong(this.upkeep, cartIds)
  }
  listDeletedHolds(ids: string[]) {
    return listDeletedHolds(this.context, ids)
  }
  listAgreedHolds(ids: string[]) {
    return listAgreedHolds(this.upkeep, ids)
  }
  listSoldOrders(after: string) {
    return listSoldOrders(this.upkeep, after)
  }
  listSoldAmong(orderIds: string[]) {
    return listSoldAmong(this.upkeep, orderIds)
  }
  listAllocatedLines(orderIds: string[]) {
    return listAllocatedLines(this.upkeep, orderIds)
  }
  listLinesWithDates(lineIds: string[]) {
    return listLinesWithDates(this.upkeep, lineIds)
  }
  listLinkedVariants() {
    return listLinkedVariants(this.upkeep)
  }
  listConflictLines(orderIds: string[]) {
    return listConflictLines(this.upkeep, orderIds)
  }
  listOpenConflicts(after: string) {
    return listOpenConflicts(this.upkeep, after)
  }
  listLineUnits(orderIds: string[]) {
    return listLineUnits(this.upkeep, orderIds)
  }
  countLateEvents() {
    return countLateEvents(this.upkeep)
  }
  auditCounters(scopes?: T.Scope[]) {
    return auditCounters(this.reports, scopes)
  }
  auditRecords(scopes?: T.Scope[], looked?: () => Promise<void>) {
    return auditRecords(this.reports, scopes, looked)
  }
  inspect<K extends keyof T.Inspections>(
    what: K,
    scopes?: T.Scope[],
    looked?: () => Promise<void>
  ) {
    return inspect(this.reports, what, scopes, looked)
  }
  planChecks() {
    return planChecks(this.upkeep)
  }
  planFullChecks() {
    return planFullChecks(this.reports)
  }
  keepProgress(progress: Partial<T.Positions>) {
    return keepProgress(this.upkeep, progress)
  }

  // The job's

  expireHolds() {
    return expireHolds(this.call(JOB, this.upkeep))
  }
  announceExpiringHolds() {
    return announceExpiringHolds(this.call(JOB, this.upkeep))
  }
  deleteEndedHolds() {
    return deleteEndedHolds(this.call(JOB, this.upkeep))
  }
  eraseExpiredPersonalData() {
    return eraseExpiredPersonalData(this.upkeep)
  }
  async publishEvents() {
    if (this.bus.isSilent) {
      throw new NoAnswer()
    }
    return publishEvents(this.upkeep, this.bus.emit)
  }
  probeBus() {
    return probeBus(this.upkeep)
  }
  /** The probe has come back. */
  noteDelivery() {
    return noteDelivery(this.upkeep)
  }
  keepLog() {
    return keepLog(this.upkeep)
  }

  // What other modules' records are linked with: query.graph calls these, and
  // nobody else

  __joinerConfig() {
    return joinerConfig
  }
  async listBookingResources(...asked: Asked) {
    return (await listGraphResources(this.reads, ...asked)).rows
  }
  async listAndCountBookingResources(...asked: Asked) {
    return rowsAndCount(await listGraphResources(this.reads, ...asked))
  }
  async listBookingGroups(...asked: Asked) {
    return (await listGraphGroups(this.reads, ...asked)).rows
  }
  async listAndCountBookingGroups(...asked: Asked) {
    return rowsAndCount(await listGraphGroups(this.reads, ...asked))
  }
  async listBookingHolds(...asked: Asked) {
    return (await listGraphHolds(this.reads, ...asked)).rows
  }
  async listAndCountBookingHolds(...asked: Asked) {
    return rowsAndCount(await listGraphHolds(this.reads, ...asked))
  }
  async listBookingAllocations(...asked: Asked) {
    return (await listGraphAllocations(this.reads, ...asked)).rows
  }
  async listAndCountBookingAllocations(...asked: Asked) {
    return rowsAndCount(await listGraphAllocations(this.reads, ...asked))
  }
  async listBookingVariantLinks(...asked: Asked) {
    return (await listGraphVariantLinks(this.reads, ...asked)).rows
  }
  async listAndCountBookingVariantLinks(...asked: Asked) {
    return rowsAndCount(await listGraphVariantLinks(this.reads, ...asked))
  }
  async listBookingBlackouts(...asked: Asked) {
    return (await listGraphBlackouts(this.reads, ...asked)).rows
  }
  async listAndCountBookingBlackouts(...asked: Asked) {
    return rowsAndCount(await listGraphBlackouts(this.reads, ...asked))
  }
  async listBookingConflicts(...asked: Asked) {
    return (await listGraphConflicts(this.reads, ...asked)).rows
  }
  async listAndCountBookingConflicts(...asked: Asked) {
    return rowsAndCount(await listGraphConflicts(this.reads, ...asked))
  }
  async listBookingHousekeepingTasks(...asked: Asked) {
    return (await listGraphTasks(this.reads, ...asked)).rows
  }
  async listAndCountBookingHousekeepingTasks(...asked: Asked) {
    return rowsAndCount(await listGraphTasks(this.reads, ...asked))
  }
  async listBookingCapacities(...asked: Asked) {
    return (await listGraphCapacities(this.reads, ...asked)).rows
  }
  async listAndCountBookingCapacities(...asked: Asked) {
    return rowsAndCount(await listGraphCapacities(this.reads, ...asked))
  }

  private openReplica(): Replica | null {
    const { replica_url } = this.options.pool
    const { reads, reports, upkeep } = this
    const lanes = { reads: reads.db, reports: reports.db, upkeep: upkeep.db }
    return replica_url === undefined ? null : new Replica(replica_url, lanes)
  }

  /** What is only shown may be of a moment ago, and come from a replica. */
  private show<T>(
    lane: ShownLane,
    read: (ctx: OperationContext) => Promise<T>
  ): Promise<T> {
    const work = (db: Database) => read({ ...this.context, db })
    return this.replica?.read(lane, work) ?? read(this[lane])
  }

  private call(by: T.CallContext, lane = this.context): Call {
    return { ...lane, actor: by.actor }
  }
}

function rowsAndCount<R>({ rows, count }: T.Page<R>): [R[], number] {
  return [rows, count]
}

/** In an outage every request has the same to say. */
function onceASecond(
  warn: (message: string) => void
): (message: string) => void {
  let last = -Infinity
  return (message) => {
    if (performance.now() - last > 1_000) {
      last = performance.now()
      warn(message)
    }
  }
}
