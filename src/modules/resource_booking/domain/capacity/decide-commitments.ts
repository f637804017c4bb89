import { accept, type Decision, refuse } from "../shared/refusals"
import type { CapacityRow } from "./decide-capacity"

/**
 * Whether nothing is held or sold on any of a resource's dates, as it must be
 * before the resource goes away or its dates change their meaning.
 *
 * @param rows the resource's rows from today on
 * @param wish what is not possible then
 */
export function decideUncommitted(
  rows: CapacityRow[],
  wish: keyof typeof WISHES
): Decision<null> {
  const committed = rows.filter((row) => row.held + row.allocated > 0)
  return committed.length === 0
    ? accept(null)
    : refuse(
        "has_commitments",
        `The resource ${WISHES[wish]} while dates are held or sold.`,
        { kind: wish, dates: committed.map((row) => row.date).sort() }
      )
}

const WISHES = { delete: "can't be deleted", span: "can't change its span" }
