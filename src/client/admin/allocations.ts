import type {
  AllocationDTO,
  CancelAllocation,
  CreateAllocations,
  CreateAllocationsResult,
  Guest,
  ListAllocations,
  MoveAllocation,
  MoveResult,
} from "../../modules/resource_booking/types"
import type {
  AllocationAnswer,
  Chosen,
  Fields,
  Given,
  Listed,
} from "../answers"
import {
  type Http,
  type KeyedOptions,
  path,
  type RequestOptions,
} from "../http"

/** What staff book for somebody. */
export type BookAllocations = Given<
  Omit<CreateAllocations, "idempotency_key" | "line_item_id" | "settles">
>

/** The one that was named, and all that were to be canceled. */
export type CanceledAllocations = AllocationAnswer & {
  allocations: AllocationDTO[]
}

export const allocations = (http: Http) => ({
  list: <Field extends keyof AllocationDTO = keyof AllocationDTO>(
    query?: ListAllocations & Fields<Field>,
    options?: RequestOptions
  ) =>
    http.get<Listed<"allocations", Chosen<AllocationDTO, Field>>>(
      "/allocations",
      query,
      options
    ),
  retrieve: <Field extends keyof AllocationDTO = keyof AllocationDTO>(
    id: string,
    query?: Fields<Field>,
    options?: RequestOptions
  ) =>
    http.get<{ allocation: Chosen<AllocationDTO, Field> }>(
      path`/allocations/${id}`,
      query,
      options
    ),
  /** Books for somebody; confirmed immediately. */
  create: (input: BookAllocations, options?: KeyedOptions) =>
    http.postOnce<CreateAllocationsResult>("/allocations", input, options),
  /** Other dates, another resource, or both. */
  move: (id: string, input: MoveAllocation, options?: RequestOptions) =>
    http.post<MoveResult>(path`/allocations/${id}/move`, input, options),
  /** Who comes: all of them, in place of those who were named before. */
  setGuests: (
    id: string,
    input: { guests: Guest[] },
    options?: RequestOptions
  ) =>
    http.post<AllocationAnswer>(
      path`/allocations/${id}/guests`,
      input,
      options
    ),
  /** Gives the dates back. */
  cancel: (
    id: string,
    input: CancelAllocation = {},
    options?: RequestOptions
  ) =>
    http.post<CanceledAllocations>(
      path`/allocations/${id}/cancel`,
      input,
      options
    ),
})
