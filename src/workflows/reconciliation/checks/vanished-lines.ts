import { Modules } from "@medusajs/framework/utils"
import { bookingsIn } from "../../booking-lines"
import {
  attempt,
  fixed,
  unchecked,
  type Check,
  type Checking,
  type Found,
} from "../check"
import { readApart } from "../read-apart"

/**
 * Live holds whose line was removed from its cart, by Medusa's own route or
 * with the whole cart, and whose event was lost. They are released.
 */
export const vanishedLines: Check = {
  name: "vanished_lines",
  async run(checking) {
    const { container, by, dry_run } = checking
    const bookings = bookingsIn(container)
    const found: Found[] = []
    let checked = 0
    let page = await bookings.listHeldLines("")
    while (page.length > 0) {
      checked += page.length
      const ids = page.map(({ line_item_id }) => line_item_id)
      const read = (some: string[]) => linesOf(checking, some)
      const { rows, unreadable } = await readApart(container, ids, read)
      const there = new Set(rows)
      const unknown = new Set(unreadable)
      for (const { line_item_id, hold_id } of page) {
        if (there.has(line_item_id)) {
          continue
        }
        if (unknown.has(line_item_id)) {
          found.push(unchecked(hold_id))
          continue
        }
        const work = async () =>
          dry_run || (await bookings.releaseLine(line_item_id, by))
            ? [fixed(hold_id, "Its line is gone: its dates are free now.")]
            : []
        found.push(...(await attempt(checking, hold_id, work)))
      }
      page = await bookings.listHeldLines(ids.at(-1) as string)
    }
    return { checked, details: found }
  },
}

async function linesOf(
  { container }: Checking,
  ids: string[]
): Promise<string[]> {
  const lines = await container
    .resolve(Modules.CART)
    .listLineItems({ id: ids }, { select: ["id"], take: ids.length })
  return lines.map(({ id }) => id)
}
