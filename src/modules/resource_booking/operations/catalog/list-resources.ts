import { pagingOf } from "../../domain/shared/list-query"
import { unwrap } from "../../errors"
import { readPage } from "../../sql/lists"
import { RESOURCE_ORDER, resourcesListing } from "../../sql/resources"
import type { ListResources, Page, ResourceDTO } from "../../types"
import { scopeOf } from "../capacity/sales-scope"
import type { OperationContext } from "../shared/context"

/**
 * Resources that are not deleted, by name unless ordered otherwise.
 *
 * @throws BookingRefusal `invalid_data` for paging or an order that can't be
 */
export async function listResources(
  ctx: OperationContext,
  query: ListResources
): Promise<Page<ResourceDTO>> {
  const fields = Object.keys(RESOURCE_ORDER)
  const paging = unwrap(pagingOf(query, fields, "name"))
  const listing = resourcesListing({ ...query, scope: scopeOf(ctx, query) })
  return readPage(ctx.db, listing, paging)
}
