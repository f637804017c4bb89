import type {
  ListResources,
  ResourceDTO,
  SellingVariantDTO,
  StayQuery,
} from "../../modules/resource_booking/types"
import type { Chosen, Fields, Listed } from "../answers"
import { type Http, path, type RequestOptions } from "../http"

/** A resource as shoppers see it. */
export type StoreResource = ResourceDTO & {
  /** What sells it in the key's sales channels; if empty, nothing does. */
  variants: SellingVariantDTO[]
  /** Of a search for a stay: units that are free on all of its dates. */
  available_quantity?: number
}

/** With a stay's dates, a search for what is free on all of them. */
export type StoreListResources = Omit<
  ListResources,
  "sold_in" | "is_active" | "is_frozen"
> &
  Partial<StayQuery>

export const resources = (http: Http) => ({
  list: <Field extends keyof StoreResource = keyof StoreResource>(
    query?: StoreListResources & Fields<Field>,
    options?: RequestOptions
  ) =>
    http.get<Listed<"resources", Chosen<StoreResource, Field>>>(
      "/resources",
      query,
      options
    ),
  /** @param id or handle */
  retrieve: <Field extends keyof StoreResource = keyof StoreResource>(
    id: string,
    query?: Fields<Field>,
    options?: RequestOptions
  ) =>
    http.get<{ resource: Chosen<StoreResource, Field> }>(
      path`/resources/${id}`,
      query,
      options
    ),
})
