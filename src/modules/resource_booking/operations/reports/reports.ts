/** What staff want to know of a period; each is one query. */
import { shareOf } from "../../domain/reports/capacity-report"
import { type PaidOrder, shareMoney } from "../../domain/reports/money-kept"
import { shareRevenue, type SoldAllocation } from "../../domain/reports/revenue"
import { rangeBetween } from "../../domain/shared/date-ranges"
import { MAX_RESOURCE_DATES } from "../../domain/shared/demand"
import { isStorable } from "../../domain/shared/text"
import { reject, unwrap } from "../../errors"
import type { Statement } from "../../sql/database"
import {
  allocationsReport,
  expirationsReport,
  funnelReport,
  MAX_REPORT_ROWS,
  type ReportedAllocation,
  type ReportRecord,
  soldAllocations,
  utilizationReport,
} from "../../sql/reports"
import type {
  AllocationsReport,
  ExpirationsReport,
  FunnelReport,
  ReportQuery,
  RevenueReport,
  UtilizationReport,
} from "../../types"
import type { OperationContext } from "../shared/context"
import { maskedAddress } from "../shared/hold-identity"
import { shownBounds } from "../shared/records"
import { mapInTurns } from "../shared/turns"

/** A query whose periods are certain. */
type Asked = ReportQuery & Required<Pick<ReportQuery, "group_by">>

/** Capacity and what is sold of it, by period and resource. */
export async function reportUtilization(
  ctx: OperationContext,
  query: ReportQuery
): Promise<UtilizationReport> {
  type Row = Omit<UtilizationReport["rows"][number], "utilization">
  const { rows } = await read<Row>(ctx, query, utilizationReport)
  const capacity = sum(rows.map((row) => row.capacity))
  const allocated = sum(rows.map((row) => row.allocated))
  return {
    rows: await mapInTurns(rows, (row) => ({
      ...row,
      utilization: shareOf(row.allocated, row.capacity),
    })),
    summary: { capacity, allocated, utilization: shareOf(allocated, capacity) },
  }
}

/**
 * Holds that were placed, what has become of them, and who places them. An
 * address is shown as a name of its own: staff need not know whose it is to see
 * that it is one.
 */
export async function reportFunnel(
  ctx: OperationContext,
  query: ReportQuery
): Promise<FunnelReport> {
  const { default_timezone } = ctx.options
  type Summary = FunnelReport["summary"]
  const { rows, summary } = await read<FunnelReport["rows"][number], Summary>(
    ctx,
    query,
    (q) => funnelReport(q, default_timezone)
  )
  const busiest = summary.busiest_addresses.map((one) => ({
    ...one,
    address: maskedAddress(ctx.options.token_secret, one.address),
  }))
  return { rows, summary: { ...summary, busiest_addresses: busiest } }
}

/** Holds that ended unused. */
export async function reportExpirations(
  ctx: OperationContext,
  query: ReportQuery
): Promise<ExpirationsReport> {
  const { default_timezone } = ctx.options
  type Summary = ExpirationsReport["summary"]
  return read<ExpirationsReport["rows"][number], Summary>(ctx, query, (q) =>
    expirationsReport(q, default_timezone)
  )
}

/** Allocations with a date in the range, without anybody's name. */
export async function reportAllocations(
  ctx: OperationContext,
  query: ReportQuery
): Promise<AllocationsReport> {
  const found = await read<ReportedAllocation>(ctx, query, allocationsReport)
  const confirmed = found.rows.filter((row) => row.status === "confirmed")
  return {
    rows: await mapInTurns(found.rows, ({ dates, span, ...row }) => ({
      id: row.id,
      status: row.status,
      resource_id: row.resource_id,
      resource_name: row.resource_name,
      order_id: row.order_id,
      line_item_id: row.line_item_id,
      hold_id: row.hold_id,
      ...shownBounds(span, dates),
      date_count: dates.length,
      quantity: row.quantity,
      segment: row.segment,
      replaced_by: row.replaced_by,
      created_at: row.created_at,
      canceled_at: row.canceled_at,
    })),
    summary: {
      confirmed: confirmed.length,
      canceled: found.rows.length - confirmed.length,
      unit_dates: sum(confirmed.map((row) => row.dates.length * row.quantity)),
    },
  }
}

/** What was sold by order lines, for who knows what was paid for these. */
export async function listSoldAllocations(
  ctx: OperationContext,
  query: ReportQuery
): Promise<SoldAllocation[]> {
  const { rows } = await read<SoldAllocation>(ctx, query, soldAllocations)
  return rows
}

/** The revenue of resources: the money that was kept of their orders. */
export function reportRevenue(
  query: ReportQuery,
  allocations: SoldAllocation[],
  orders: PaidOrder[]
): RevenueReport {
  const lines = orders.flatMap(shareMoney)
  return shareRevenue(allocations, lines, query, query.group_by ?? "day")
}

/** @throws BookingRefusal `invalid_data`, `invalid_range` */
async function read<Row, Summary = undefined>(
  { db }: OperationContext,
  query: ReportQuery,
  statementOf: (query: Asked) => Statement
): Promise<{ rows: Row[]; summary: Summary }> {
  if (!isStorable(query)) {
    reject("invalid_data", "The filter contains an invalid character.")
  }
  const { start_date, end_date, group_by = "day" } = query
  unwrap(rangeBetween(start_date, end_date, MAX_RESOURCE_DATES))
  const asked: Asked = { ...query, group_by }
  const found = await db.query<ReportRecord<Row, Summary>>(statementOf(asked))
  const pieces = found.sort((a, b) => a.piece - b.piece)
  const rows = pieces.flatMap((piece) => piece.rows)
  if (rows.length > MAX_REPORT_ROWS) {
    const message = `The report would have more than ${MAX_REPORT_ROWS} rows. Shorten the range.`
    reject("invalid_range", message)
  }
  return { rows, summary: pieces[0]?.summary as Summary }
}

function sum(numbers: number[]): number {
  return numbers.reduce((a, b) => a + b, 0)
}
