import type { MedusaContainer } from "@medusajs/framework/types"

import { NOT_SOLD, OLD_ENOUGH_MS, type OrderHead } from "./booking-orders"
import { firstPages, PAGE, pagesOf } from "./pages"

/** Which orders a run looks at. */
export type Wanted = {
  /** Those that were made or changed since then. */
  since: Date
  /** Also these. */
  ids?: string[]
  /** Also some that follow an id, of those made or changed since a moment. */
  sweep?: { after: string; since: Date; pages: number }
}

type Row = { id: string; created_at: string | Date }

/**
 * Orders by id, which a change meanwhile doesn't move; none comes twice.
 *
 * @param olderThanMs younger ones are left out
 * @param swept told where the sweep has ended, "" if that is the end of all
 */
export async function* wantedOrders(
  container: MedusaContainer,
  { since, ids = [], sweep }: Wanted,
  olderThanMs = OLD_ENOUGH_MS,
  swept: (last: string) => void = () => undefined
): AsyncGenerator<OrderHead[]> {
  const until = new Date(Date.now() - olderThanMs)
  const orders = (filters: object, after?: string) =>
    pagesOf<Row>(
      container,
      "order",
      ["id", "created_at"],
      {
        ...filters,
        created_at: { $lt: until },
        status: { $nin: NOT_SOLD },
      },
      after
    )
  const seen = new Set<string>()
  // An order edit may have added a booking to an old one.
  const isSuspect = (row: Row) => new Date(row.created_at) < since
  yield* fresh(seen, orders({ updated_at: { $gte: since } }), isSuspect)
  if (ids.length > 0) {
    // One filter for ids is the pages' own.
    yield* fresh(seen, orders({ $and: [{ id: ids }] }), () => true)
  }
  if (sweep) {
    const rest = orders({ updated_at: { $gte: sweep.since } }, sweep.after)
    const told = watched(firstPages(rest, sweep.pages), sweep.pages, swept)
    yield* fresh(seen, told, () => false)
  }
}

async function* fresh(
  seen: Set<string>,
  pages: AsyncIterable<Row[]>,
  isSuspect: (row: Row) => boolean
): AsyncGenerator<OrderHead[]> {
  for await (const page of pages) {
    const rows = page.filter(({ id }) => !seen.has(id))
    rows.forEach(({ id }) => seen.add(id))
    if (rows.length > 0) {
      yield rows.map((row) => ({ id: row.id, is_suspect: isSuspect(row) }))
    }
  }
}

async function* watched(
  pages: AsyncIterable<Row[]>,
  most: number,
  ended: (last: string) => void
): AsyncGenerator<Row[]> {
  let last = ""
  let rows = 0
  for await (const page of pages) {
    last = page.at(-1)?.id as string
    rows += page.length
    yield page
  }
  ended(rows === most * PAGE ? last : "")
}
