import type {
  CalendarDTO,
  CalendarQuery,
} from "../../modules/resource_booking/types"
import type { Http, RequestOptions } from "../http"

export const calendar = (http: Http) => ({
  /** Resources × dates, and who has them. */
  read: (query: CalendarQuery, options?: RequestOptions) =>
    http.get<CalendarDTO>("/calendar", query, options),
})
