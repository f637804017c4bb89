import { fit, type Misfit, misfitsOf } from "../../checkout/fit-order"
import {
  attempt,
  type Check,
  type Checking,
  fixed,
  flagged,
  type Found,
  unchecked,
} from "../check"
import { inPages } from "../pages"
import { readApart } from "../read-apart"

/**
 * Lines of orders that have dates for more units than are left of them: an
 * edit took them out, or they came back, and the event was lost. The dates are
 * freed. Units that somebody added have no dates, and staff decide. An order in
 * its first version has never been changed.
 */
export const changedLines: Check = {
  name: "changed_lines",
  async run(checking) {
    const { looked, changed: ids } = await checking.sold()
    const found: Found[] = []
    for (const page of inPages(ids)) {
      found.push(...(await fitPage(checking, page)))
    }
    return { checked: looked.length, details: found }
  },
}

async function fitPage(
  checking: Checking,
  orderIds: string[]
): Promise<Found[]> {
  const { container } = checking
  const read = (ids: string[]) => misfitsOf(container, ids)
  const { rows, unreadable } = await readApart(container, orderIds, read)
  const found = unreadable.map((id) => unchecked(id))
  for (const misfit of rows) {
    const work = async () => [await fitOne(checking, misfit)]
    const what = `The line ${misfit.line_item_id}`
    found.push(...(await attempt(checking, misfit.order_id, work, what)))
  }
  return found
}

async function fitOne(
  { container, by, dry_run }: Checking,
  misfit: Misfit
): Promise<Found> {
  const { order_id, line_item_id, units, left } = misfit
  if (left > units) {
    return flagged(
      order_id,
      `The line ${line_item_id} has ${left} units but dates for only ${units}. Remove the others from the order and book them again.`
    )
  }
  if (!dry_run && (await fit(container, misfit, by))) {
    return flagged(
      order_id,
      `The line ${line_item_id} has ${left} of ${units} units left, across several resources. Cancel the allocation that is not needed.`
    )
  }
  return fixed(
    order_id,
    `The line ${line_item_id} has ${left} of ${units} units left. The other dates have been freed.`
  )
}
