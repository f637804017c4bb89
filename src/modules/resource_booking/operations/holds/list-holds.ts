import { checkBounds } from "../../domain/shared/date-ranges"
import { pagingOf } from "../../domain/shared/list-query"
import { unwrap } from "../../errors"
import { databaseClock } from "../../sql/dates"
import { HOLD_ORDER, type HoldRecord, holdsListing } from "../../sql/holds"
import { readPage } from "../../sql/lists"
import type { HoldsPage, ListHolds } from "../../types"
import type { OperationContext } from "../shared/context"
import { iso, toAdminHold } from "../shared/records"

/**
 * Holds for staff, the newest first unless another order is wanted, and the
 * moment as which they are listed.
 *
 * @throws BookingRefusal `invalid_data` for an order or page that can't be,
 * `invalid_range` for a date that is none
 */
export async function listHolds(
  ctx: OperationContext,
  query: ListHolds
): Promise<HoldsPage> {
  const fields = Object.keys(HOLD_ORDER)
  const paging = unwrap(pagingOf(query, fields, "-created_at"))
  unwrap(checkBounds(query))
  const [clock] = (await ctx.db.query(databaseClock())) as [{ now_ms: number }]
  const page = await readPage<HoldRecord>(ctx.db, holdsListing(query), paging)
  return {
    ...page,
    rows: page.rows.map(toAdminHold),
    server_time: iso(page.rows[0]?.now_ms ?? clock.now_ms),
  }
}
