import { instantOf } from "../../domain/shared/calendar"
import { pagingOf } from "../../domain/shared/list-query"
import { reject, unwrap } from "../../errors"
import { readPage } from "../../sql/lists"
import { operationsListing } from "../../sql/operations"
import type { ListOperations, OperationDTO, Page } from "../../types"
import type { OperationContext } from "../shared/context"

/**
 * The log, the newest entry first. `from` is inclusive, `to` exclusive. Of a
 * resource: what names it, and what happened to holds and allocations of it.
 *
 * @throws BookingRefusal `invalid_data`
 */
export async function listOperations(
  ctx: OperationContext,
  query: ListOperations
): Promise<Page<OperationDTO>> {
  const { from, to, ...filters } = query
  const paging = unwrap(pagingOf(query, ["created_at"], "-created_at"))
  const listing = operationsListing({
    ...filters,
    from_ms: moment(from),
    to_ms: moment(to),
  })
  return readPage(ctx.db, listing, paging)
}

function moment(text: string | undefined): number | undefined {
  return text === undefined
    ? undefined
    : (instantOf(text) ??
        reject(
          "invalid_data",
          "Times must be in ISO 8601, such as 2027-01-15T12:00:00Z."
        ))
}
