/** What an order's line has, as far as it matters which of it may go. */
export type FittedAllocation = {
  id: string
  hold_item_id: string
  /** The group that it was chosen from, with others perhaps. */
  group_id: string | null
  quantity: number
}

export type FitPlan = {
  cancel: string[]
  /** To get the quantity that is left. */
  reduce: string[]
  /** Units are spread over several resources: which one goes, staff decide. */
  choose: boolean
}

/**
 * What becomes of a line's allocations when so many of its units are left. A
 * bundle has each of its things in the line's quantity, and they shrink
 * together. Where somebody would have to choose, nothing is done.
 */
export function decideFit(
  allocations: FittedAllocation[],
  left: number
): FitPlan {
  const nothing = { cancel: [], reduce: [], choose: false }
  if (left <= 0) {
    return { ...nothing, cancel: allocations.map(({ id }) => id) }
  }
  const parts = partsOf(allocations)
  if (parts.some((part) => isSpread(part) && unitsOf(part) > left)) {
    return { ...nothing, choose: true }
  }
  const tooMany = allocations.filter(({ quantity }) => quantity > left)
  return { ...nothing, reduce: tooMany.map(({ id }) => id) }
}

/** A line has as many units as each of its parts. */
export function unitsOfLine(allocations: FittedAllocation[]): number {
  return Math.max(0, ...partsOf(allocations).map(unitsOf))
}

/** What one link of a variant has become: one thing, or some of a group. */
function partsOf(allocations: FittedAllocation[]): FittedAllocation[][] {
  const parts = new Map<string, FittedAllocation[]>()
  for (const allocation of allocations) {
    const key = allocation.group_id ?? allocation.hold_item_id
    parts.set(key, [...(parts.get(key) ?? []), allocation])
  }
  return [...parts.values()]
}

/** Several allocations of one item are its dates in segments. */
function unitsOf(part: FittedAllocation[]): number {
  const units = new Map<string, number>()
  for (const { hold_item_id, quantity } of part) {
    units.set(hold_item_id, Math.max(units.get(hold_item_id) ?? 0, quantity))
  }
  return [...units.values()].reduce((sum, quantity) => sum + quantity, 0)
}

function isSpread(part: FittedAllocation[]): boolean {
  return new Set(part.map(({ hold_item_id }) => hold_item_id)).size > 1
}
