import { pagingOf } from "../../domain/shared/list-query"
import { unwrap } from "../../errors"
import {
  CONFLICT_ORDER,
  type ConflictRecord,
  conflictsListing,
} from "../../sql/conflicts"
import { readPage } from "../../sql/lists"
import type { ConflictDTO, ListConflicts, Page } from "../../types"
import type { OperationContext } from "../shared/context"
import { toConflict } from "./conflict-records"

/**
 * Conflicts, the newest first.
 *
 * @throws BookingRefusal `invalid_data` for an order or page that can't be
 */
export async function listConflicts(
  ctx: OperationContext,
  query: ListConflicts
): Promise<Page<ConflictDTO>> {
  const fields = Object.keys(CONFLICT_ORDER)
  const paging = unwrap(pagingOf(query, fields, "-created_at"))
  const listing = conflictsListing(query)
  const page = await readPage<ConflictRecord>(ctx.db, listing, paging)
  return { ...page, rows: page.rows.map(toConflict) }
}
