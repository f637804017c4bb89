import { pagingOf } from "../../domain/shared/list-query"
import { unwrap } from "../../errors"
import { GROUP_ORDER } from "../../sql/groups"
import { readPage } from "../../sql/lists"
import { groupSearch } from "../../sql/search"
import type { GroupDTO, ListGroups, Page, StayQuery } from "../../types"
import type { OperationContext } from "../shared/context"
import { scopeOf } from "./sales-scope"
import { searchedStay } from "./search-resources"

/**
 * Groups whose members together have `quantity` units for a whole stay, each
 * unit on one resource. `available_quantity` is how many there are.
 *
 * @throws BookingRefusal `invalid_data`, `invalid_range`
 */
export async function searchGroups(
  ctx: OperationContext,
  query: ListGroups & StayQuery
): Promise<Page<GroupDTO & { available_quantity: number }>> {
  const fields = Object.keys(GROUP_ORDER)
  const paging = unwrap(pagingOf(query, fields, "name"))
  const stay = searchedStay(query)
  const listing = groupSearch({ ...query, scope: scopeOf(ctx, query) }, stay)
  return readPage(ctx.db, listing, paging)
}
