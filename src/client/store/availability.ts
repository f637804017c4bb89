import type {
  AvailabilityDTO,
  StayQuery,
} from "../../modules/resource_booking/types"
import type { Http, RequestOptions } from "../http"

export type ReadAvailability = StayQuery &
  ({ resource_id: string } | { group_id: string })

export const availability = (http: Http) => ({
  /** What is free on each date of a stay, and why not. */
  read: (query: ReadAvailability, options?: RequestOptions) =>
    http.get<AvailabilityDTO>("/availability", query, options),
})
