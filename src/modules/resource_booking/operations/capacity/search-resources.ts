import { pagingOf } from "../../domain/shared/list-query"
import { unwrap } from "../../errors"
import { readPage } from "../../sql/lists"
import { RESOURCE_ORDER } from "../../sql/resources"
import { resourceSearch, type SearchedStay } from "../../sql/search"
import type { ListResources, Page, ResourceDTO, StayQuery } from "../../types"
import type { OperationContext } from "../shared/context"
import { checkQuantity, datesOfStay } from "./read-availability"
import { scopeOf } from "./sales-scope"

/**
 * Active resources that have `quantity` units free on every date of a stay, as
 * far as their rules and blackouts let it begin. `available_quantity` is how
 * many units they have for the whole stay.
 *
 * @throws BookingRefusal `invalid_data`, `invalid_range`
 */
export async function searchResources(
  ctx: OperationContext,
  query: ListResources & StayQuery
): Promise<Page<ResourceDTO & { available_quantity: number }>> {
  const fields = Object.keys(RESOURCE_ORDER)
  const paging = unwrap(pagingOf(query, fields, "name"))
  const stay = searchedStay(query)
  const listing = resourceSearch({ ...query, scope: scopeOf(ctx, query) }, stay)
  return readPage(ctx.db, listing, paging)
}

/**
 * The stay as a search takes it. Its end may be check-out for some and the
 * last day for others, so one date is a stay: for whoever counts days.
 *
 * @throws BookingRefusal `invalid_data`, `invalid_range`
 */
export function searchedStay(query: StayQuery): SearchedStay {
  const { start_date, end_date, quantity = 1 } = query
  checkQuantity(quantity)
  datesOfStay("day", query)
  return { start_date, end_date, quantity }
}
