import type {
  CreateResource,
  FreezeResource,
  ListResources,
  ResourceDTO,
  UpdateResource,
} from "../../modules/resource_booking/types"
import type { Asked, Chosen, Deleted, Fields, Listed } from "../answers"
import { type Http, path, type RequestOptions } from "../http"
import type { SoldAs } from "./variants"

export type ResourceAnswer = { resource: ResourceDTO }

export const resources = (http: Http) => ({
  list: <Field extends keyof ResourceDTO = keyof ResourceDTO>(
    query?: Asked<ListResources> & Fields<Field>,
    options?: RequestOptions
  ) =>
    http.get<Listed<"resources", Chosen<ResourceDTO, Field>>>(
      "/resources",
      query,
      options
    ),
  /** @param id or handle */
  retrieve: <Field extends keyof ResourceDTO = keyof ResourceDTO>(
    id: string,
    query?: Fields<Field>,
    options?: RequestOptions
  ) =>
    http.get<{ resource: Chosen<ResourceDTO, Field> }>(
      path`/resources/${id}`,
      query,
      options
    ),
  create: (input: CreateResource, options?: RequestOptions) =>
    http.post<ResourceAnswer>("/resources", input, options),
  update: (id: string, input: UpdateResource, options?: RequestOptions) =>
    http.post<ResourceAnswer>(path`/resources/${id}`, input, options),
  delete: (id: string, options?: RequestOptions) =>
    http.delete<Deleted<"booking_resource">>(
      path`/resources/${id}`,
      {},
      options
    ),
  restore: (id: string, options?: RequestOptions) =>
    http.post<ResourceAnswer>(path`/resources/${id}/restore`, {}, options),
  /** Closes it from today on. */
  freeze: (id: string, input: FreezeResource, options?: RequestOptions) =>
    http.post<ResourceAnswer>(path`/resources/${id}/freeze`, input, options),
  unfreeze: (id: string, options?: RequestOptions) =>
    http.delete<ResourceAnswer>(path`/resources/${id}/freeze`, {}, options),
  /** What sells it. */
  listVariants: (id: string, options?: RequestOptions) =>
    http.get<{ variants: SoldAs[] }>(
      path`/resources/${id}/variants`,
      {},
      options
    ),
})
