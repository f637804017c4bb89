import { pagingOf } from "../../domain/shared/list-query"
import { unwrap } from "../../errors"
import { GROUP_ORDER, groupsListing } from "../../sql/groups"
import { readPage } from "../../sql/lists"
import type { GroupDTO, ListGroups, Page } from "../../types"
import { scopeOf } from "../capacity/sales-scope"
import type { OperationContext } from "../shared/context"

/**
 * Groups that are not deleted, by name unless ordered otherwise.
 *
 * @throws BookingRefusal `invalid_data` for paging or an order that can't be
 */
export async function listGroups(
  ctx: OperationContext,
  query: ListGroups
): Promise<Page<GroupDTO>> {
  const fields = Object.keys(GROUP_ORDER)
  const paging = unwrap(pagingOf(query, fields, "name"))
  const listing = groupsListing({ ...query, scope: scopeOf(ctx, query) })
  return readPage(ctx.db, listing, paging)
}
