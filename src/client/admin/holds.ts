import type {
  AdminHoldDTO,
  HoldAnswer,
  ListHolds,
} from "../../modules/resource_booking/types"
import type { Chosen, Deleted, Fields, Listed } from "../answers"
import { type Http, path, type RequestOptions } from "../http"

export type AdminHoldAnswer = Omit<HoldAnswer, "hold" | "token"> & {
  hold: AdminHoldDTO
}

export type AdminReleasedHold = Deleted<"booking_hold"> & { hold: AdminHoldDTO }

export const holds = (http: Http) => ({
  list: <Field extends keyof AdminHoldDTO = keyof AdminHoldDTO>(
    query?: ListHolds & Fields<Field>,
    options?: RequestOptions
  ) =>
    http.get<
      Listed<"holds", Chosen<AdminHoldDTO, Field>> & { server_time: string }
    >("/holds", query, options),
  retrieve: <Field extends keyof AdminHoldDTO = keyof AdminHoldDTO>(
    id: string,
    query?: Fields<Field>,
    options?: RequestOptions
  ) =>
    http.get<{ hold: Chosen<AdminHoldDTO, Field> }>(
      path`/holds/${id}`,
      query,
      options
    ),
  extend: (id: string, options?: RequestOptions) =>
    http.post<AdminHoldAnswer>(path`/holds/${id}/extend`, {}, options),
  release: (id: string, options?: RequestOptions) =>
    http.delete<AdminReleasedHold>(path`/holds/${id}`, {}, options),
})
