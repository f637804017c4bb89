import { isCalendarDate } from "../domain/calendar"
import { pagingOf } from "../domain/list-query"
import { reject, unwrap } from "../errors"
import { BLACKOUT_ORDER, blackoutsListing } from "../sql/blackouts"
import { readPage } from "../sql/lists"
import type { BlackoutDTO, ListBlackouts, Page } from "../types"
import type { OperationContext } from "./context"

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
  for (const date of [query.start_date, query.end_date]) {
    if (date !== undefined && !isCalendarDate(date)) {
      reject("invalid_range", "A date is not a date, as YYYY-MM-DD.")
    }
  }
  return readPage(ctx.db, blackoutsListing(query), paging)
}
