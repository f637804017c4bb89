import {
  INSPECTIONS,
  type Inspected,
  type Inspections,
} from "../sql/inspections"
import type { OperationContext } from "./context"

/**
 * One of the looks that reconciliation takes at this module's own rows.
 *
 * @returns among how many things it looked, how many it found, and the first
 * hundred of them
 */
export async function inspect<K extends keyof Inspections>(
  { db }: OperationContext,
  what: K
): Promise<Inspected<Inspections[K]>> {
  const [row] = await db.query<Inspected<Inspections[K]>>(INSPECTIONS[what])
  return row as Inspected<Inspections[K]>
}
