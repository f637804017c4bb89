import type { Violation } from "../../modules/resource_booking/types"
import type { Http, RequestOptions } from "../http"

/** The result, or how far it is, from 0 to 1: ask again then. */
export type Audit =
  | { violations: Violation[]; progress?: never }
  | { progress: number; violations?: never }

export const audit = (http: Http) => ({
  /** Rows that break an invariant of the data; there should be none. */
  read: (options?: RequestOptions) => http.get<Audit>("/audit", {}, options),
})
