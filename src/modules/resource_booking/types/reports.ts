import type { z } from "zod"

import type { CalendarDate } from "../domain/shared/calendar"
import type { PeriodLength } from "../domain/shared/periods"
import type * as R from "../records"
import type { ListQuery } from "./shared"

export type { PaidOrder, SoldPart } from "../domain/reports/money-kept"
export type { SoldAllocation } from "../domain/reports/revenue"

/** Inclusive dates, at most 366; of moments in the default time zone. */
export type ReportQuery = {
  start_date: CalendarDate
  end_date: CalendarDate
  group_by?: PeriodLength
  resource_id?: string
  group_id?: string
  type?: string
}

export type Report<Row, Summary> = { rows: Row[]; summary: Summary }

export type UtilizationReport = Report<
  z.infer<typeof R.UtilizationRow>,
  z.infer<typeof R.UtilizationSummary>
>

/** Holds that ended unused, and the unit-dates that they kept. */
export type ExpirationsReport = Report<
  z.infer<typeof R.ExpirationsRow>,
  z.infer<typeof R.ExpirationsSummary>
>

/** What has become of the holds that were placed. */
export type FunnelReport = Report<
  z.infer<typeof R.FunnelRow>,
  z.infer<typeof R.FunnelSummary>
>

export type AllocationReportRow = z.infer<typeof R.AllocationRow>

export type AllocationsReport = Report<
  AllocationReportRow,
  z.infer<typeof R.AllocationsSummary>
>

export type RevenueReport = Report<
  z.infer<typeof R.RevenueRow>,
  z.infer<typeof R.RevenueSummary>[]
>

export type CapacityReport = z.infer<typeof R.CapacityReport>

export type OperationDTO = z.infer<typeof R.Operation>

export type ListOperations = ListQuery & {
  resource_id?: string
  hold_id?: string
  order_id?: string
  actor_id?: string
  operation?: string
  from?: string
  to?: string
}
