import { planLine as decidePlan } from "../../domain/cart/plan-line"
import { chargedDates, DEFAULT_PRICE_MODE } from "../../domain/cart/price"
import { checkItems, wantedItems } from "../../domain/holds/normalize-items"
import { stayInWords } from "../../domain/shared/date-words"
import { isStorable } from "../../domain/shared/text"
import { unwrap } from "../../errors"
import {
  groupsOfResources,
  type LinkRecord,
  linksOfVariant,
  toGroupOf,
} from "../../sql/variant-lines"
import type { HoldItemInput, LinePlan } from "../../types"
import type { OperationContext } from "../shared/context"

/**
 * What a line of a variant would hold, and for how many dates it is charged.
 * Nothing is held by it, and nothing is promised.
 *
 * @throws BookingRefusal `invalid_data` when the variant sells no bookings, or
 * not these; `invalid_range`
 */
export async function planLine(
  ctx: OperationContext,
  variantId: string,
  items: HoldItemInput[]
): Promise<LinePlan> {
  unwrap(checkItems(items))
  const named = items.flatMap((item) => item.resource_id ?? [])
  const [links, groups] = await Promise.all([
    isStorable(variantId)
      ? ctx.db.query<LinkRecord>(linksOfVariant(variantId))
      : [],
    ctx.db.query<{ id: string; group_id: string | null }>(
      groupsOfResources(named.filter(isStorable))
    ),
  ])
  const plan = unwrap(decidePlan(links, items, toGroupOf(groups)))
  const { span = "night", price_mode = DEFAULT_PRICE_MODE } = links[0] ?? {}
  const [wanted] = unwrap(wantedItems(plan.items, () => span))
  const dates = wanted?.dates ?? []
  return {
    ...plan,
    price_mode,
    charged_dates: chargedDates(price_mode, dates),
    dates,
    stay: stayInWords(span, dates),
  }
}
