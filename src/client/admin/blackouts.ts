import type {
  BlackoutDTO,
  CreateBlackout,
  CreateBlackoutResult,
  ListBlackouts,
  UpdateBlackout,
} from "../../modules/resource_booking/types"
import type { Chosen, Deleted, Fields, Listed } from "../answers"
import { type Http, path, type RequestOptions } from "../http"

export const blackouts = (http: Http) => ({
  list: <Field extends keyof BlackoutDTO = keyof BlackoutDTO>(
    query?: ListBlackouts & Fields<Field>,
    options?: RequestOptions
  ) =>
    http.get<Listed<"blackouts", Chosen<BlackoutDTO, Field>>>(
      "/blackouts",
      query,
      options
    ),
  retrieve: <Field extends keyof BlackoutDTO = keyof BlackoutDTO>(
    id: string,
    query?: Fields<Field>,
    options?: RequestOptions
  ) =>
    http.get<{ blackout: Chosen<BlackoutDTO, Field> }>(
      path`/blackouts/${id}`,
      query,
      options
    ),
  create: (input: CreateBlackout, options?: RequestOptions) =>
    http.post<CreateBlackoutResult>("/blackouts", input, options),
  update: (id: string, input: UpdateBlackout, options?: RequestOptions) =>
    http.post<CreateBlackoutResult>(path`/blackouts/${id}`, input, options),
  /** The dates are open again. */
  lift: (id: string, options?: RequestOptions) =>
    http.delete<Deleted<"booking_blackout">>(
      path`/blackouts/${id}`,
      {},
      options
    ),
})
