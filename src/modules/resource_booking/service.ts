import type { IEventBusModuleService, Logger } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { GraphFilters, GraphOptions } from "./domain/graph-query"
import { joinerConfig } from "./joiner-config"
import { STARTED } from "./events"
import { adoptHolds } from "./operations/adopt-holds"
import { adjustCapacity } from "./operations/adjust-capacity"
import { auditInvariants } from "./operations/audit-invariants"
import { attachLine } from "./operations/attach-line"
import { bringHold } from "./operations/bring-hold"
import { cancelAllocation } from "./operations/cancel-allocation"
import { cancelAllocations } from "./operations/cancel-allocations"
import { checkIn } from "./operations/check-in"
import { checkOut } from "./operations/check-out"
import { checkHealth } from "./operations/check-health"
import { confirmHold } from "./operations/confirm-hold"
import type { Call, OperationContext } from "./operations/context"
import {
  createAllocations,
  findCreatedAllocations,
} from "./operations/create-allocations"
import { createBlackout } from "./operations/create-blackout"
import { createGroup } from "./operations/create-group"
import { createResource } from "./operations/create-resource"
import { deleteGroup } from "./operations/delete-group"
import { deleteResource } from "./operations/delete-resource"
import {
  eraseCustomerData,
  eraseExpiredPersonalData,
} from "./operations/erase-personal-data"
import { announceExpiringHolds, expireHolds } from "./operations/expire-holds"
import { extendHold } from "./operations/extend-hold"
import { fitLine } from "./operations/fit-line"
import { freezeResource } from "./operations/freeze-resource"
import { holdToken } from "./operations/hold-identity"
import { newId } from "./operations/ids"
import { inspect } from "./operations/inspect"
import { liftBlackout } from "./operations/lift-blackout"
import { isVariantSold } from "./operations/is-variant-sold"
import { linkVariant } from "./operations/link-variant"
import { listAllocations } from "./operations/list-allocations"
import { listBlackouts } from "./operations/list-blackouts"
import {
  listGraphAllocations,
  listGraphGroups,
  listGraphHolds,
  listGraphResources,
  listGraphVariantLinks,
} from "./operations/list-graph-records"
import { listConflicts } from "./operations/list-conflicts"
import { listGroups } from "./operations/list-groups"
import { listHousekeepingTasks } from "./operations/list-housekeeping-tasks"
import { listHolds } from "./operations/list-holds"
import { listOperations } from "./operations/list-operations"
import { listReconciliations } from "./operations/list-reconciliations"
import { listLineHolds } from "./operations/list-line-holds"
import { listResources } from "./operations/list-resources"
import { listVariantLinks } from "./operations/list-variant-links"
import { findReplay, placeHold } from "./operations/place-hold"
import { matchLines } from "./operations/match-lines"
import { moveAllocation } from "./operations/move-allocation"
import { markNoShow } from "./operations/mark-no-show"
import { moveStay } from "./operations/move-stay"
import { pinHolds } from "./operations/pin-holds"
import {
  keepProgress,
  planChecks,
  planFullChecks,
} from "./operations/plan-checks"
import { planLine } from "./operations/plan-line"
import { publishEvents, type Emit } from "./operations/publish-events"
import { raiseConflict } from "./operations/raise-conflict"
import { readAvailability } from "./operations/read-availability"
import { readBoard } from "./operations/read-board"
import { readCalendar } from "./operations/read-calendar"
import { readCartBookings } from "./operations/read-cart-bookings"
import { readCapacity } from "./operations/read-capacity"
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
  listLinkedVariants,
  listLineUnits,
  listOpenConflicts,
  listSoldAmong,
  listSoldOrders,
  listUnsoldAmong,
} from "./operations/reconciliation-facts"
import { releaseHold } from "./operations/release-hold"
import { releaseLine } from "./operations/release-line"
import {
  listPricedHolds,
  listUnpriced,
  noPriceIn,
  repriceHolds,
} from "./operations/reprice-holds"
import {
  listSoldAllocations,
  reportAllocations,
  reportExpirations,
  reportFunnel,
  reportRevenue,
  reportUtilisation,
} from "./operations/reports"
import { reportCapacity } from "./operations/report-capacity"
import { resolveConflict } from "./operations/resolve-conflict"
import { restoreResource } from "./operations/restore-resource"
import { retrieveAllocation } from "./operations/retrieve-allocation"
import { retrieveBlackout } from "./operations/retrieve-blackout"
import { retrieveConflict } from "./operations/retrieve-conflict"
import { retrieveGroup } from "./operations/retrieve-group"
import { retrieveHold, retrieveHoldForAdmin } from "./operations/retrieve-hold"
import { retrieveResource } from "./operations/retrieve-resource"
import { runReconciliation } from "./operations/run-reconciliation"
import { searchGroups } from "./operations/search-groups"
import { searchResources } from "./operations/search-resources"
import { setCapacity } from "./operations/set-capacity"
import { setHousekeeping } from "./operations/set-housekeeping"
import { setGuests } from "./operations/set-guests"
import { notePayment } from "./operations/note-payment"
import { takeOver } from "./operations/take-over"
import { undoHold } from "./operations/undo-hold"
import { unpinHolds } from "./operations/unpin-holds"
import { undoStep } from "./operations/undo-step"
import { unfreezeResource } from "./operations/unfreeze-resource"
import { unlinkVariant } from "./operations/unlink-variant"
import { updateBlackout } from "./operations/update-blackout"
import { updateGroup } from "./operations/update-group"
import { updateResource } from "./operations/update-resource"
import { retrieveVariant, updateVariant } from "./operations/update-variant"
import { walkIn } from "./operations/walk-in"
import { workTask } from "./operations/work-task"
import { parseOptions, type Options } from "./options"
import { Publisher } from "./publisher"
import { connectionOf, type SharedConnection } from "./sql/connection"
import { Database } from "./sql/database"
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
  private readonly startedAt = performance.now()
  private readonly context: OperationContext
  private readonly publisher: Publisher
  private readonly emit: Emit
  private readonly sayStarted: () => Promise<void>

  constructor(container: Dependencies, options?: Record<string, unknown>) {
    this.options = parseOptions(options, process.env)
    const { logger } = container
    if (process.env.RESOURCE_BOOKING_LIMITS === "off") {
      logger.warn("resource_booking: hoarding limits are off (environment)")
    }
    const db = new Database({
      ...connectionOf(container.__pg_connection__),
      max: this.options.pool.max,
      acquireTimeoutMs: this.options.pool.acquire_timeout_ms,
      lockTimeoutMs: this.options.lock_timeout_ms,
      statementTimeoutMs: this.options.statement_timeout_ms,
      warn: onceASecond((message) => logger.warn(message)),
    })
    this.emit = async (events) => {
      await container[Modules.EVENT_BUS]?.emit(events)
    }
    this.sayStarted = async () => {
      await container[Modules.EVENT_BUS]?.emit({ name: STARTED, data: {} })
    }
    this.publisher = new Publisher(() => this.publishEvents(), logger)
    const committed = this.publisher.notify
    this.context = { db, options: this.options, committed }
  }

  /** Called by Medusa when the store has started, and when it stops. */
  __hooks = {
    // A subscriber takes it from there: the module knows no workflows.
    onApplicationStart: () => this.sayStarted(),
    onApplicationShutdown: async (): Promise<void> => {
      await this.publisher.stop()
      await this.context.db.close()
    },
  }

  // Resources and groups

  listResources(query: T.ListResources = {}) {
    return listResources(this.context, query)
  }
  searchResources(query: T.ListResources & T.StayQuery) {
    return searchResources(this.context, query)
  }
  retrieveResource(idOrHandle: string, shown: T.SoldIn = {}) {
    return retrieveResource(this.context, idOrHandle, shown)
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
    return listGroups(this.context, query)
  }
  searchGroups(query: T.ListGroups & T.StayQuery) {
    return searchGroups(this.context, query)
  }
  retrieveGroup(idOrHandle: string, shown: T.SoldIn = {}) {
    return retrieveGroup(this.context, idOrHandle, shown)
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
    return retrieveVariant(this.context, id)
  }
  updateVariant(id: string, input: T.UpdateVariant, by: T.CallContext) {
    return updateVariant(this.call(by), id, input)
  }

  // Capacity and availability

  readCapacity(resourceId: string, startDate: string, endDate: string) {
    return readCapacity(this.context, resourceId, startDate, endDate)
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
    return reportCapacity(this.context, resourceId, startDate, endDate, groupBy)
  }
  readAvailability(query: T.AvailabilityQuery) {
    return readAvailability(this.context, query)
  }

  readCalendar(query: T.CalendarQuery) {
    return readCalendar(this.context, query)
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
    return retrieveHoldForAdmin(this.context, id)
  }
  listHolds(query: T.ListHolds = {}) {
    return listHolds(this.context, query)
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
    return listAllocations(this.context, query)
  }
  retrieveAllocation(id: string) {
    return retrieveAllocation(this.context, id)
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
    return readBoard(this.context, query)
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
    return listHousekeepingTasks(this.context, query)
  }
  workTask(id: string, input: T.WorkTask, by: T.CallContext) {
    return workTask(this.call(by), id, input)
  }

  // Late payments

  listConflicts(query: T.ListConflicts = {}) {
    return listConflicts(this.context, query)
  }
  retrieveConflict(id: string) {
    return retrieveConflict(this.context, id)
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
    return listBlackouts(this.context, query)
  }
  retrieveBlackout(id: string) {
    return retrieveBlackout(this.context, id)
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

  reportUtilisation(query: T.ReportQuery) {
    return reportUtilisation(this.context, query)
  }
  reportFunnel(query: T.ReportQuery) {
    return reportFunnel(this.context, query)
  }
  reportExpirations(query: T.ReportQuery) {
    return reportExpirations(this.context, query)
  }
  reportAllocations(query: T.ReportQuery) {
    return reportAllocations(this.context, query)
  }
  listSoldAllocations(query: T.ReportQuery) {
    return listSoldAllocations(this.context, query)
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
    return listOperations(this.context, query)
  }
  checkHealth() {
    return checkHealth(this.context, (performance.now() - this.startedAt) / 1e3)
  }
  auditInvariants(scopes?: T.Scope[], looked?: (scopes: number) => void) {
    return auditInvariants(this.context, undefined, scopes, looked)
  }
  runReconciliation(
    run: T.ReconciliationRun,
    by: T.CallContext,
    check: (done: (share: number) => Promise<void>) => Promise<T.Findings>
  ) {
    return runReconciliation(this.call(by), run, check)
  }
  listReconciliations(query: T.ListQuery = {}) {
    return listReconciliations(this.context, query)
  }
  eraseCustomerData(
    person: { customer_id?: string; email?: string },
    by: T.CallContext
  ) {
    return eraseCustomerData(this.call(by), person)
  }

  // What reconciliation looks at

  listHeldLines(after: string) {
    return listHeldLines(this.context, after)
  }
  listHeldCarts(after: string, since: Date, among?: string[]) {
    return listHeldCarts(this.context, after, since, among)
  }
  listUnsoldAmong(cartIds: string[]) {
    return listUnsoldAmong(this.context, cartIds)
  }
  listAgreedHolds(ids: string[]) {
    return listAgreedHolds(this.context, ids)
  }
  listSoldOrders(after: string) {
    return listSoldOrders(this.context, after)
  }
  listSoldAmong(orderIds: string[]) {
    return listSoldAmong(this.context, orderIds)
  }
  listAllocatedLines(orderIds: string[]) {
    return listAllocatedLines(this.context, orderIds)
  }
  listLinesWithDates(lineIds: string[]) {
    return listLinesWithDates(this.context, lineIds)
  }
  listLinkedVariants() {
    return listLinkedVariants(this.context)
  }
  listConflictLines(orderIds: string[]) {
    return listConflictLines(this.context, orderIds)
  }
  listOpenConflicts(after: string) {
    return listOpenConflicts(this.context, after)
  }
  listLineUnits(orderIds: string[]) {
    return listLineUnits(this.context, orderIds)
  }
  countLateEvents() {
    return countLateEvents(this.context)
  }
  auditCounters(scopes?: T.Scope[]) {
    return auditCounters(this.context, scopes)
  }
  auditRecords(scopes?: T.Scope[], looked?: () => Promise<void>) {
    return auditRecords(this.context, scopes, looked)
  }
  inspect<K extends keyof T.Inspections>(
    what: K,
    scopes?: T.Scope[],
    looked?: () => Promise<void>
  ) {
    return inspect(this.context, what, scopes, looked)
  }
  planChecks() {
    return planChecks(this.context)
  }
  planFullChecks() {
    return planFullChecks(this.context)
  }
  keepProgress(progress: Partial<T.Positions>) {
    return keepProgress(this.context, progress)
  }

  // The job's

  expireHolds() {
    return expireHolds(this.call(JOB))
  }
  announceExpiringHolds() {
    return announceExpiringHolds(this.call(JOB))
  }
  eraseExpiredPersonalData() {
    return eraseExpiredPersonalData(this.context)
  }
  publishEvents() {
    return publishEvents(this.context, this.emit)
  }

  // What other modules' records are linked with: query.graph calls these, and
  // nobody else

  __joinerConfig() {
    return joinerConfig
  }
  async listBookingResources(...asked: Asked) {
    return (await listGraphResources(this.context, ...asked)).rows
  }
  async listAndCountBookingResources(...asked: Asked) {
    return rowsAndCount(await listGraphResources(this.context, ...asked))
  }
  async listBookingGroups(...asked: Asked) {
    return (await listGraphGroups(this.context, ...asked)).rows
  }
  async listAndCountBookingGroups(...asked: Asked) {
    return rowsAndCount(await listGraphGroups(this.context, ...asked))
  }
  async listBookingHolds(...asked: Asked) {
    return (await listGraphHolds(this.context, ...asked)).rows
  }
  async listAndCountBookingHolds(...asked: Asked) {
    return rowsAndCount(await listGraphHolds(this.context, ...asked))
  }
  async listBookingAllocations(...asked: Asked) {
    return (await listGraphAllocations(this.context, ...asked)).rows
  }
  async listAndCountBookingAllocations(...asked: Asked) {
    return rowsAndCount(await listGraphAllocations(this.context, ...asked))
  }
  async listBookingVariantLinks(...asked: Asked) {
    return (await listGraphVariantLinks(this.context, ...asked)).rows
  }
  async listAndCountBookingVariantLinks(...asked: Asked) {
    return rowsAndCount(await listGraphVariantLinks(this.context, ...asked))
  }

  private call(by: T.CallContext): Call {
    return { ...this.context, actor: by.actor }
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
