import { checkBounds } from "../../domain/shared/date-ranges"
import { pagingOf } from "../../domain/shared/list-query"
import { unwrap } from "../../errors"
import {
  ALLOCATION_ORDER,
  type AllocationRecord,
  allocationsListing,
  resourcesNamed,
} from "../../sql/allocations"
import { readPage } from "../../sql/lists"
import type { AllocationDTO, ListAllocations, Page } from "../../types"
import { toAllocation } from "../shared/allocation-records"
import type { OperationContext } from "../shared/context"

/**
 * Allocations, the newest first unless another order is wanted.
 *
 * @throws BookingRefusal `invalid_data` for an order or page that can't be,
 * `invalid_range` for a date that is none
 */
export async function listAllocations(
  ctx: OperationContext,
  query: ListAllocations
): Promise<Page<AllocationDTO>> {
  const fields = Object.keys(ALLOCATION_ORDER)
  const paging = unwrap(pagingOf(query, fields, "-created_at"))
  unwrap(checkBounds(query))
  const named = query.q ? await namedBy(ctx, query.q) : []
  const listing = allocationsListing(query, named)
  const page = await readPage<AllocationRecord>(ctx.db, listing, paging)
  return { ...page, rows: page.rows.map(toAllocation) }
}

async function namedBy(ctx: OperationContext, q: string): Promise<string[]> {
  const rows = await ctx.db.query<{ id: string }>(resourcesNamed(q))
  return rows.map(({ id }) => id)
}
