import type { z } from "zod"

import type * as R from "../../records"
import type { CalendarDate } from "../shared/calendar"
import { type PeriodLength, periodOf } from "../shared/periods"

/** An allocation of an order's line; one that was moved is not among them. */
export type SoldAllocation = {
  id: string
  order_id: string
  line_item_id: string
  resource_id: string
  resource_name: string
  dates: CalendarDate[]
  quantity: number
  status: "confirmed" | "canceled"
  /** Whether its resource is asked for; if not, it only has its share. */
  counted: boolean
}

/** The money that was kept for an order's line. */
export type LineRevenue = {
  line_item_id: string
  currency_code: string
  /** In the currency's smallest unit: cents. */
  minor: number
  /** How many of its digits are behind the point. */
  digits: number
}

export type RevenueRow = z.infer<typeof R.RevenueRow>
export type RevenueSummary = z.infer<typeof R.RevenueSummary>

type Share = {
  date: CalendarDate
  allocation: SoldAllocation
  revenue: LineRevenue
  minor: number
}

/**
 * Shares each line among the unit-dates of its allocations, to the last cent,
 * and adds up by period, resource and currency what falls on dates in the
 * range.
 *
 * @param range inclusive
 */
export function shareRevenue(
  allocations: SoldAllocation[],
  lines: LineRevenue[],
  range: { start_date: CalendarDate; end_date: CalendarDate },
  groupBy: PeriodLength
): { rows: RevenueRow[]; summary: RevenueSummary[] } {
  const byLine = new Map<string, SoldAllocation[]>()
  for (const allocation of allocations) {
    const known = byLine.get(allocation.line_item_id) ?? []
    known.push(allocation)
    byLine.set(allocation.line_item_id, known)
  }
  const shares = lines
    .flatMap((line) => sharesOf(line, byLine.get(line.line_item_id) ?? []))
    .filter(({ allocation }) => allocation.counted)
    .filter(({ date }) => range.start_date <= date && date <= range.end_date)
  const rows = sumBy(shares, ({ date, allocation, revenue }) => ({
    ...periodOf(date, groupBy, range),
    resource_id: allocation.resource_id,
    resource_name: allocation.resource_name,
    currency_code: revenue.currency_code,
  }))
  const summary = sumBy(shares, ({ revenue: { currency_code } }) => ({
    currency_code,
  }))
  return {
    rows: rows.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1)),
    summary: summary.sort((a, b) =>
      a.currency_code < b.currency_code ? -1 : 1
    ),
  }
}

function orderOf(row: RevenueRow): string {
  const { start_date, resource_name, resource_id, currency_code } = row
  return [start_date, resource_name, resource_id, currency_code].join("\0")
}

/**
 * Of what is confirmed; of a line that has nothing left, of what it had: the
 * money that was kept came from there. None kept, none had.
 */
function sharesOf(line: LineRevenue, own: SoldAllocation[]): Share[] {
  const confirmed = own.filter((a) => a.status === "confirmed")
  if (confirmed.length === 0 && line.minor === 0) {
    return []
  }
  const bearing = confirmed.length > 0 ? confirmed : own
  const parts = bearing
    .flatMap((allocation) =>
      allocation.dates.map((date) => ({ date, allocation }))
    )
    .sort((a, b) =>
      a.date + a.allocation.id < b.date + b.allocation.id ? -1 : 1
    )
  const total = parts.reduce((sum, p) => sum + p.allocation.quantity, 0)
  let units = 0
  let given = 0
  return parts.map((part) => {
    units += part.allocation.quantity
    // What is due up to here, less what was given: no cent is lost or made.
    const due = Number((BigInt(line.minor) * BigInt(units)) / BigInt(total))
    const minor = due - given
    given = due
    return { ...part, revenue: line, minor }
  })
}

function sumBy<K extends object>(
  shares: Share[],
  keyOf: (share: Share) => K
): (K & { unit_dates: number; amount: number })[] {
  const sums = new Map<string, { key: K; of: Share[] }>()
  for (const share of shares) {
    const key = keyOf(share)
    const text = JSON.stringify(key)
    const known = sums.get(text) ?? { key, of: [] }
    known.of.push(share)
    sums.set(text, known)
  }
  return [...sums.values()].map(({ key, of }) => ({
    ...key,
    unit_dates: of.reduce((sum, s) => sum + s.allocation.quantity, 0),
    amount:
      of.reduce((sum, s) => sum + s.minor, 0) /
      10 ** (of[0] as Share).revenue.digits,
  }))
}
