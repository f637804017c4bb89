import { ALL, type Scope } from "../../sql/check-scope"
import {
  type Inspected,
  INSPECTIONS,
  type Inspections,
  OF_ALL_ROOMS,
} from "../../sql/inspections"
import type { OperationContext } from "../shared/context"

/**
 * One of the looks that reconciliation takes at this module's own rows.
 *
 * @returns among how many things it looked, how many it found, and the first
 * hundred of them in each scope
 */
export async function inspect<K extends keyof Inspections>(
  { db }: OperationContext,
  what: K,
  scopes: Scope[] = [ALL],
  looked: () => Promise<void> = () => Promise.resolve()
): Promise<Inspected<Inspections[K]>> {
  const all: Inspected<Inspections[K]> = { checked: 0, total: 0, rows: [] }
  const seen = new Set<string>()
  for (const scope of OF_ALL_ROOMS.has(what) ? [ALL] : scopes) {
    const [found] = await db.query<Inspected<Inspections[K]>>(
      INSPECTIONS[what](scope)
    )
    const { checked, total, rows } = found as Inspected<Inspections[K]>
    const fresh = rows.filter((row) => isNew(seen, row))
    all.checked += checked
    all.total += total - rows.length + fresh.length
    all.rows.push(...fresh)
    await looked()
  }
  return all
}

/** Scopes overlap: what has changed is also in a slice, in its turn. */
export function isNew(seen: Set<string>, row: unknown): boolean {
  const key = JSON.stringify(row)
  return !seen.has(key) && seen.add(key).has(key)
}
