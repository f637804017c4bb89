import { checkBounds } from "../domain/date-ranges"
import { pagingOf } from "../domain/list-query"
import { unwrap } from "../errors"
import {
  ALLOCATION_ORDER,
  allocationsListing,
  type AllocationRecord,
} from "../sql/allocations"
import { readPage } from "../sql/lists"
import type { AllocationDTO, ListAllocations, Page } from "../types"
import { toAllocation } from "./allocation-records"
import type { OperationContext } from "./context"

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
  const listing = allocationsListing(query)
  const page = await readPage<AllocationRecord>(ctx.db, listing, paging)
  return { count: page.count, rows: page.rows.map(toAllocation) }
}
