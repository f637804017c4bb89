import type {
  ConflictDTO,
  HoldItemInput,
  ListConflicts,
  ResolveConflict,
} from "../../modules/resource_booking/types"
import type { Chosen, Fields, Given, Listed } from "../answers"
import { type Http, path, type RequestOptions } from "../http"

export type AdminResolveConflict = Given<ResolveConflict> & {
  /** Of an order that is rebooked; the dates that were paid for unless given. */
  items?: HoldItemInput[]
}

/** Late payments that lost their dates. */
export const conflicts = (http: Http) => ({
  list: <Field extends keyof ConflictDTO = keyof ConflictDTO>(
    query?: ListConflicts & Fields<Field>,
    options?: RequestOptions
  ) =>
    http.get<Listed<"conflicts", Chosen<ConflictDTO, Field>>>(
      "/conflicts",
      query,
      options
    ),
  retrieve: <Field extends keyof ConflictDTO = keyof ConflictDTO>(
    id: string,
    query?: Fields<Field>,
    options?: RequestOptions
  ) =>
    http.get<{ conflict: Chosen<ConflictDTO, Field> }>(
      path`/conflicts/${id}`,
      query,
      options
    ),
  resolve: (
    id: string,
    input: AdminResolveConflict,
    options?: RequestOptions
  ) =>
    http.post<{ conflict: ConflictDTO }>(
      path`/conflicts/${id}/resolve`,
      input,
      options
    ),
})
