import { checkBounds } from "../../domain/shared/date-ranges"
import { pagingOf } from "../../domain/shared/list-query"
import { unwrap } from "../../errors"
import { BLACKOUT_ORDER, blackoutsListing } from "../../sql/blackouts"
import { readPage } from "../../sql/lists"
import type { BlackoutDTO, ListBlackouts, Page } from "../../types"
import type { OperationContext } from "../shared/context"

/**
 * Blackouts and freezes that are not lifted, the latest start first. With a
 * `resource_id`, those of the resource itself, not of its group.
 *
 * @throws BookingRefusal `invalid_data`, `invalid_range`
 */
export async function listBlackouts(
  ctx: OperationContext,
  query: ListBlackouts
): Promise<Page<BlackoutDTO>> {
  const fields = Object.keys(BLACKOUT_ORDER)
  const paging = unwrap(pagingOf(query, fields, "-start_date"))
  unwrap(checkBounds(query))
  return readPage(ctx.db, blackoutsListing(query), paging)
}
