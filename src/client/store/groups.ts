import type {
  GroupDTO,
  ListGroups,
  SellingVariantDTO,
  StayQuery,
} from "../../modules/resource_booking/types"
import type { Asked, Chosen, Fields, Listed } from "../answers"
import { type Http, path, type RequestOptions } from "../http"

/** A group as shoppers see it. */
export type StoreGroup = GroupDTO & {
  /** What sells it in the key's sales channels; if empty, nothing does. */
  variants: SellingVariantDTO[]
  /** Of a search for a stay: units that its members have free for all of it. */
  available_quantity?: number
}

/** With a stay's dates, a search for what is free on all of them. */
export type StoreListGroups = Asked<ListGroups> & Partial<StayQuery>

export const groups = (http: Http) => ({
  list: <Field extends keyof StoreGroup = keyof StoreGroup>(
    query?: StoreListGroups & Fields<Field>,
    options?: RequestOptions
  ) =>
    http.get<Listed<"groups", Chosen<StoreGroup, Field>>>(
      "/groups",
      query,
      options
    ),
  /** @param id or handle */
  retrieve: <Field extends keyof StoreGroup = keyof StoreGroup>(
    id: string,
    query?: Fields<Field>,
    options?: RequestOptions
  ) =>
    http.get<{ group: Chosen<StoreGroup, Field> }>(
      path`/groups/${id}`,
      query,
      options
    ),
})
