import type {
  AdjustCapacity,
  AvailabilityEntry,
  CalendarDate,
  CapacityReport,
  ReportQuery,
  SetCapacity,
  SetCapacityResult,
} from "../../modules/resource_booking/types"
import { type Http, path, type RequestOptions } from "../http"

/** Both dates inclusive. */
export type Period = { start_date: CalendarDate; end_date: CalendarDate }

export type CapacityAnswer = { capacity: AvailabilityEntry[] }

/** Of a resource, by date. */
export const capacity = (http: Http) => ({
  read: (resourceId: string, period: Period, options?: RequestOptions) =>
    http.get<CapacityAnswer>(
      path`/resources/${resourceId}/capacity`,
      period,
      options
    ),
  set: (resourceId: string, input: SetCapacity, options?: RequestOptions) =>
    http.post<SetCapacityResult>(
      path`/resources/${resourceId}/capacity`,
      input,
      options
    ),
  adjust: (
    resourceId: string,
    input: AdjustCapacity,
    options?: RequestOptions
  ) =>
    http.post<CapacityAnswer>(
      path`/resources/${resourceId}/capacity/adjust`,
      input,
      options
    ),
  report: (
    resourceId: string,
    query: Period & Pick<ReportQuery, "group_by">,
    options?: RequestOptions
  ) =>
    http.get<CapacityReport>(
      path`/resources/${resourceId}/capacity/report`,
      query,
      options
    ),
})
