import { z } from "@medusajs/framework/zod"

import {
  AllocationRow,
  AllocationsSummary,
  CalendarDate,
  ExpirationsRow,
  ExpirationsSummary,
  field,
  FunnelRow,
  FunnelSummary,
  Operation,
  PERIOD_LENGTHS,
  RevenueRow,
  RevenueSummary,
  UtilizationRow,
  UtilizationSummary,
} from "../../modules/resource_booking/records"
import { AdminGetOperationsParams } from "../admin/resource-booking/operations/validators"
import {
  AdminGetListReportParams,
  AdminGetReportParams,
} from "../admin/resource-booking/reports/validators"
import { ADMIN, type Entry, page, routesOf } from "./route-entry"

const grouped = {
  group_by: field(
    z.enum(PERIOD_LENGTHS),
    "What the rows are grouped by.",
    "month"
  ),
}

function report(
  name: string,
  summary: string,
  row: z.ZodType,
  total: z.ZodType,
  isGrouped = true
): Entry {
  return {
    summary,
    description:
      "At most 366 dates and 100,000 rows. As CSV for whoever accepts that.",
    query: isGrouped ? AdminGetReportParams : AdminGetListReportParams,
    answers: {
      200: z.strictObject({
        report: field(z.literal(name), "The report's name.", name),
        start_date: field(CalendarDate, "The first date.", "2027-01-01"),
        end_date: field(CalendarDate, "The last date.", "2027-01-31"),
        ...(isGrouped ? grouped : {}),
        summary: field(total, "All of it."),
        rows: field(z.array(row), "By period, then by the resource's name."),
      }),
    },
    csv: true,
    refusals: ["invalid_range"],
  }
}

export const reportRoutes = routesOf("Reports", {
  [`GET ${ADMIN}/reports/utilization`]: report(
    "utilization",
    "Report what is sold of what there is",
    UtilizationRow,
    UtilizationSummary
  ),
  [`GET ${ADMIN}/reports/allocations`]: report(
    "allocations",
    "Report allocations with a date in the range",
    AllocationRow,
    AllocationsSummary,
    false
  ),
  [`GET ${ADMIN}/reports/hold-expirations`]: report(
    "hold-expirations",
    "Report holds that ended unused",
    ExpirationsRow,
    ExpirationsSummary
  ),
  [`GET ${ADMIN}/reports/funnel`]: report(
    "funnel",
    "Report what has become of the holds that were placed",
    FunnelRow,
    FunnelSummary
  ),
  [`GET ${ADMIN}/reports/revenue`]: report(
    "revenue",
    "Report the money that was kept",
    RevenueRow,
    z.array(RevenueSummary)
  ),
  [`GET ${ADMIN}/operations`]: {
    summary: "Read the log",
    description: "Who did what, when, and why; newest first.",
    query: AdminGetOperationsParams,
    like: [Operation],
    words: {
      from: ["Entries from this moment on.", "2027-01-01T00:00:00Z"],
      to: ["Entries before this moment.", "2027-02-01T00:00:00Z"],
    },
    answers: { 200: page("operations", Operation) },
    refusals: ["invalid_range"],
  },
})
