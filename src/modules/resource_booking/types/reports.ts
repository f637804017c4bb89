import type { RevenueRow, RevenueSummary } from "../domain/reports/revenue"
import type { CalendarDate } from "../domain/shared/calendar"
import type { Period, PeriodLength } from "../domain/shared/periods"
import type { AllocationDTO } from "./allocations"
import type { CapacityFigures } from "./capacity"
import type { Actor, ListQuery } from "./shared"

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

type ReportRow<Figures> = Period & {
  resource_id: string
  resource_name: string
} & Figures

type Utilization = { capacity: number; allocated: number; utilization: number }

export type UtilizationReport = Report<ReportRow<Utilization>, Utilization>

/** Holds that ended unused, and the unit-dates that they kept. */
type Expirations = { expired: number; unit_dates: number }

export type ExpirationsReport = Report<ReportRow<Expirations>, Expirations>

/** What has become of the holds that were placed. */
type Funnel = {
  created: number
  confirmed: number
  expired: number
  released: number
  /** Changed in the cart: the new one counts by itself. */
  replaced: number
  active: number
}

export type FunnelReport = Report<
  ReportRow<Funnel>,
  Funnel & {
    /** Who placed them, as far as it is known. */
    placed_by: { customers: number; carts: number; anonymous: number }
    /** Who has the most of all holds that are live now, the first five. */
    busiest_addresses: {
      /** The same each time, and nobody's address. */
      address: string
      live_holds: number
      /** Of all live holds, 0 to 1. */
      share: number
    }[]
  }
>

export type AllocationReportRow = Pick<
  AllocationDTO,
  | "id"
  | "status"
  | "resource_id"
  | "order_id"
  | "line_item_id"
  | "hold_id"
  | "start_date"
  | "end_date"
  | "quantity"
  | "segment"
  | "replaced_by"
  | "created_at"
  | "canceled_at"
> & { resource_name: string; date_count: number }

export type AllocationsReport = Report<
  AllocationReportRow,
  { confirmed: number; canceled: number; unit_dates: number }
>

export type RevenueReport = Report<RevenueRow, RevenueSummary[]>

export type CapacityReport = {
  summary: CapacityFigures
  periods: (CapacityFigures & { start_date: string; end_date: string })[]
}

export type OperationDTO = {
  id: string
  operation: string
  resource_id: string | null
  hold_id: string | null
  allocation_id: string | null
  order_id: string | null
  actor_type: Actor["type"]
  actor_id: string | null
  before: unknown
  after: unknown
  reason: string | null
  created_at: string
}

export type ListOperations = ListQuery & {
  resource_id?: string
  hold_id?: string
  order_id?: string
  actor_id?: string
  operation?: string
  from?: string
  to?: string
}
