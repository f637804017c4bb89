import type {
  CreateGroup,
  GroupDTO,
  ListGroups,
  UpdateGroup,
} from "../../modules/resource_booking/types"
import type { Asked, Chosen, Deleted, Fields, Listed } from "../answers"
import { type Http, path, type RequestOptions } from "../http"
import type { SoldAs } from "./variants"

export type GroupAnswer = { group: GroupDTO }

export const groups = (http: Http) => ({
  list: <Field extends keyof GroupDTO = keyof GroupDTO>(
    query?: Asked<ListGroups> & Fields<Field>,
    options?: RequestOptions
  ) =>
    http.get<Listed<"groups", Chosen<GroupDTO, Field>>>(
      "/groups",
      query,
      options
    ),
  /** @param id or handle */
  retrieve: <Field extends keyof GroupDTO = keyof GroupDTO>(
    id: string,
    query?: Fields<Field>,
    options?: RequestOptions
  ) =>
    http.get<{ group: Chosen<GroupDTO, Field> }>(
      path`/groups/${id}`,
      query,
      options
    ),
  create: (input: CreateGroup, options?: RequestOptions) =>
    http.post<GroupAnswer>("/groups", input, options),
  update: (id: string, input: UpdateGroup, options?: RequestOptions) =>
    http.post<GroupAnswer>(path`/groups/${id}`, input, options),
  delete: (id: string, options?: RequestOptions) =>
    http.delete<Deleted<"booking_group">>(path`/groups/${id}`, {}, options),
  /** What sells one of it. */
  listVariants: (id: string, options?: RequestOptions) =>
    http.get<{ variants: SoldAs[] }>(path`/groups/${id}/variants`, {}, options),
})
