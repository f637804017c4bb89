import { Modules } from "@medusajs/framework/utils"

import { bookingsIn } from "../../checkout/booking-lines"
import { OLD_ENOUGH_MS } from "../booking-orders"
import {
  attempt,
  type Check,
  type Checking,
  fixed,
  type Found,
  unchecked,
} from "../check"
import { readApart } from "../read-apart"

/**
 * Live holds whose line was removed from its cart, by Medusa's own route or
 * with the whole cart, and whose event was lost. They are released.
 *
 * Not at once: for a moment, a change of its region takes a cart's bookings
 * without their lines.
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
      const read = (some: string[]) => keptLines(checking, some)
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
            ? [
                fixed(
                  hold_id,
                  "Its line no longer exists. Its dates have been freed."
                ),
              ]
            : []
        found.push(...(await attempt(checking, hold_id, work)))
      }
      page = await bookings.listHeldLines(ids.at(-1) as string)
    }
    return { checked, details: found }
  },
}

/** Those that are there, or were until just now. */
async function keptLines(
  { container }: Checking,
  ids: string[]
): Promise<string[]> {
  const lines = await container.resolve(Modules.CART).listLineItems(
    { id: ids },
    {
      select: ["id", "deleted_at"],
      take: ids.length,
      withDeleted: true,
    }
  )
  const youngest = Date.now() - OLD_ENOUGH_MS
  return (lines as unknown as Line[])
    .filter(
      ({ deleted_at }) =>
        deleted_at === null || new Date(deleted_at).getTime() > youngest
    )
    .map(({ id }) => id)
}

type Line = { id: string; deleted_at: Date | string | null }
