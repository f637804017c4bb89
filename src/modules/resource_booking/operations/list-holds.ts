import { checkBounds } from "../domain/date-ranges"
import { pagingOf } from "../domain/list-query"
import { unwrap } from "../errors"
import { HOLD_ORDER, holdsListing, type HoldRecord } from "../sql/holds"
import { readPage } from "../sql/lists"
import type { AdminHoldDTO, ListHolds, Page } from "../types"
import type { OperationContext } from "./context"
import { toAdminHold } from "./records"

/**
 * Holds for staff, the newest first unless another order is wanted.
 *
 * @throws BookingRefusal `invalid_data` for an order or page that can't be,
 * `invalid_range` for a date that is none
 */
export async function listHolds(
  ctx: OperationContext,
  query: ListHolds
): Promise<Page<AdminHoldDTO>> {
  const fields = Object.keys(HOLD_ORDER)
  const paging = unwrap(pagingOf(query, fields, "-created_at"))
  unwrap(checkBounds(query))
  const page = await readPage<HoldRecord>(ctx.db, holdsListing(query), paging)
  return { count: page.count, rows: page.rows.map(toAdminHold) }
}
