/** What the checks of src/reconciliation ask of this module. */
import { unitsOfLine } from "../../domain/cart/decide-fit"
import { isStorable } from "../../domain/shared/text"
import {
  allocationsOfLines,
  type LineAllocationRecord,
} from "../../sql/allocations"
import { ALL, type Scope } from "../../sql/check-scope"
import {
  conflictLines,
  type ConflictRecord,
  openConflicts,
} from "../../sql/conflicts"
import {
  agreedHolds,
  allocatedLines,
  countedDates,
  heldCarts,
  heldLines,
  lateEvents,
  linesWithDates,
  linkedVariants,
  soldAmong,
  soldOrders,
  unsoldAmong,
} from "../../sql/reconciliation"
import type {
  AgreedHold,
  AllocatedLine,
  ConflictDTO,
  ConflictLine,
  HeldCart,
  HeldLine,
  LineUnits,
  Violation,
} from "../../types"
import { toConflict } from "../conflicts/conflict-records"
import type { OperationContext } from "../shared/context"
import { auditInvariants } from "./audit-invariants"

const PAGE = 100

/** Of ids alone. */
const ID_PAGE = 1_000

/** Live holds by the cart's lines that they are sold with, page by page. */
export async function listHeldLines(
  { db }: OperationContext,
  after: string
): Promise<HeldLine[]> {
  return db.query<HeldLine>(heldLines(after, PAGE))
}

/** Carts that something was held for since a moment, by id, page by page. */
export async function listHeldCarts(
  { db }: OperationContext,
  after: string,
  since: Date,
  among?: string[]
): Promise<HeldCart[]> {
  return db.query<HeldCart>(heldCarts(after, since, PAGE, among))
}

/** Of these carts, those of which an order lacks dates. */
export async function listUnsoldAmong(
  { db }: OperationContext,
  cartIds: string[]
): Promise<string[]> {
  const rows = await db.query<{ cart_id: string }>(unsoldAmong(cartIds))
  return rows.map(({ cart_id }) => cart_id)
}

/** Of these holds, those that a cart's line was sold with. */
export async function listAgreedHolds(
  { db }: OperationContext,
  ids: string[]
): Promise<AgreedHold[]> {
  return db.query<AgreedHold>(agreedHolds(ids.filter(isStorable)))
}

/** Orders whose dates are not over, by id, page by page. */
export async function listSoldOrders(
  { db }: OperationContext,
  after: string
): Promise<string[]> {
  const rows = await db.query<{ order_id: string }>(soldOrders(after, ID_PAGE))
  return rows.map(({ order_id }) => order_id)
}

/** Of these orders, those whose dates are not over. */
export async function listSoldAmong(
  { db }: OperationContext,
  orderIds: string[]
): Promise<string[]> {
  const rows = await db.query<{ order_id: string }>(soldAmong(orderIds))
  return rows.map(({ order_id }) => order_id)
}

/** Lines of orders that have an allocation, or had one. */
export async function listAllocatedLines(
  { db }: OperationContext,
  orderIds: string[]
): Promise<AllocatedLine[]> {
  return db.query<AllocatedLine>(allocatedLines(orderIds))
}

/** Of these lines of orders, those that have an allocation, or had one. */
export async function listLinesWithDates(
  { db }: OperationContext,
  lineIds: string[]
): Promise<string[]> {
  const rows = await db.query<{ line_item_id: string }>(linesWithDates(lineIds))
  return rows.map(({ line_item_id }) => line_item_id)
}

/** All variants that sell bookings. */
export async function listLinkedVariants({
  db,
}: OperationContext): Promise<string[]> {
  const rows = await db.query<{ variant_id: string }>(linkedVariants())
  return rows.map(({ variant_id }) => variant_id)
}

/** Lines of orders that have a conflict, settled or not. */
export async function listConflictLines(
  { db }: OperationContext,
  orderIds: string[]
): Promise<ConflictLine[]> {
  return db.query<ConflictLine>(conflictLines(orderIds))
}

/** Conflicts that nobody has settled, by id, page by page. */
export async function listOpenConflicts(
  { db }: OperationContext,
  after: string
): Promise<ConflictDTO[]> {
  const rows = await db.query<ConflictRecord>(openConflicts(after, PAGE))
  return rows.map(toConflict)
}

/** The lines of orders that have dates, with the units that they have. */
export async function listLineUnits(
  { db }: OperationContext,
  orderIds: string[]
): Promise<LineUnits[]> {
  const rows = await db.query<LineAllocationRecord>(
    allocationsOfLines(orderIds)
  )
  const lines = new Map<string, LineAllocationRecord[]>()
  for (const row of rows) {
    const key = `${row.order_id} ${row.line_item_id}`
    lines.set(key, [...(lines.get(key) ?? []), row])
  }
  return [...lines.values()]
    .map((all) => ({
      order_id: all[0]?.order_id as string,
      line_item_id: all[0]?.line_item_id as string,
      units: unitsOfLine(all.filter(({ status }) => status === "confirmed")),
      ever: unitsOfLine(all),
    }))
    .filter(({ units }) => units > 0)
}

/** Events that nobody has published for a minute. */
export async function countLateEvents({
  db,
}: OperationContext): Promise<number> {
  const [row] = await db.query<{ late: number }>(lateEvents())
  return row?.late ?? 0
}

/** The counters against the claims that they are the sums of. */
export async function auditCounters(
  ctx: OperationContext,
  scopes: Scope[] = [ALL]
): Promise<{ checked: number; violations: Violation[] }> {
  let checked = 0
  for (const scope of scopes) {
    const [row] = await ctx.db.query<{ dates: number }>(countedDates(scope))
    checked += row?.dates ?? 0
  }
  const violations = await auditInvariants(ctx, ["I2"], scopes)
  return { checked, violations }
}

/**
 * What other checks don't look for: I2 is the counters', and a process that was
 * away for long finds overdue holds (I10) that its job ends in a minute.
 */
const RECORDS = ["I1", "I3", "I4", "I5", "I6", "I7", "I8", "I13"]

/** Rows against the invariants and the log. */
export async function auditRecords(
  ctx: OperationContext,
  scopes: Scope[] = [ALL],
  looked?: () => Promise<void>
): Promise<Violation[]> {
  return auditInvariants(ctx, RECORDS, scopes, looked)
}
