import type {
  AllocationsReport,
  CalendarDate,
  ExpirationsReport,
  FunnelReport,
  ReportQuery,
  RevenueReport,
  UtilizationReport,
} from "../../modules/resource_booking/types"
import { type Http, path, type RequestOptions } from "../http"

/** What each report's rows and summary are. */
export type Reports = {
  utilization: UtilizationReport
  allocations: AllocationsReport
  "hold-expirations": ExpirationsReport
  funnel: FunnelReport
  revenue: RevenueReport
}

export type ReportName = keyof Reports

export type ReportAnswer<Name extends ReportName> = Reports[Name] & {
  report: Name
  start_date: CalendarDate
  end_date: CalendarDate
} & (Name extends "allocations"
    ? unknown
    : Pick<Required<ReportQuery>, "group_by">)

/** That of allocations lists them, and groups nothing. */
export type ReadReport<Name extends ReportName> = Name extends "allocations"
  ? Omit<ReportQuery, "group_by">
  : ReportQuery

export const reports = (http: Http) => ({
  read: <Name extends ReportName>(
    name: Name,
    query: ReadReport<Name>,
    options?: RequestOptions
  ) => http.get<ReportAnswer<Name>>(path`/reports/${name}`, query, options),
  /** The rows as a table for spreadsheets. */
  csv: <Name extends ReportName>(
    name: Name,
    query: ReadReport<Name>,
    options?: RequestOptions
  ) => http.csv(path`/reports/${name}`, query, options),
})
