import type { Http, RequestOptions } from "../http"

/** One of them, or both. */
export type ErasePersonalData = { customer_id?: string; email?: string }

export const personalData = (http: Http) => ({
  /** Erases what holds and allocations say about a person. */
  erase: (person: ErasePersonalData, options?: RequestOptions) =>
    http.post<{ erased: number }>("/personal-data/erase", person, options),
})
