import { pagingOf } from "../../domain/shared/list-query"
import { unwrap } from "../../errors"
import { readPage } from "../../sql/lists"
import {
  RECONCILIATION_ORDER,
  reconciliationsListing,
} from "../../sql/reconciliation"
import type { ListQuery, Page, ReconciliationDTO } from "../../types"
import type { OperationContext } from "../shared/context"

/**
 * The reports of the last 30 days, the newest first.
 *
 * @throws BookingRefusal `invalid_data`
 */
export async function listReconciliations(
  ctx: OperationContext,
  query: ListQuery
): Promise<Page<ReconciliationDTO>> {
  const fields = Object.keys(RECONCILIATION_ORDER)
  const paging = unwrap(pagingOf(query, fields, "-started_at"))
  return readPage(ctx.db, reconciliationsListing(query), paging)
}
