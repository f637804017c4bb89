/**
 * The module as a clerk with a notebook would do its work: no locks, no SQL, no
 * clock. Resources, groups and dates are numbers; a date is the nth of DATES.
 */

export const DATES = 6

export type Resource = {
  /** Members of the one group can stand for each other. */
  inGroup: boolean
  minStay: number
  active: boolean
  /** Units of a date that has none of its own; null for none. */
  fallback: number | null
  own: Map<number, number>
}

export type Item = { resource: number; dates: number[]; quantity: number }

export type Hold = {
  items: Item[]
  cart: string | null
  key: string
  /** "ended": past its end, whether or not the job has written it down. */
  state: "live" | "ended" | "released" | "confirmed"
  /** Ended, and the job has not been there. */
  due: boolean
  order: number | null
}

export type Allocation = Item & { order: number; canceled: boolean }

/** Inclusive; a freeze is one of a resource and may have no end. */
export type Blackout = {
  of: { resource: number } | "group" | "all"
  from: number
  to: number
  freeze: boolean
}

export type State = {
  resources: Resource[]
  holds: Hold[]
  allocations: Allocation[]
  blackouts: Blackout[]
}

export type Figures = { capacity: number; held: number; allocated: number }

export function newState(): State {
  const resource = (given: Partial<Resource>): Resource => ({
    ...{ inGroup: false, minStay: 1, active: true, fallback: 1 },
    own: new Map(),
    ...given,
  })
  return {
    resources: [
      resource({ fallback: 2 }),
      resource({ inGroup: true }),
      resource({ inGroup: true }),
      resource({ fallback: null, minStay: 2 }),
    ],
    holds: [],
    allocations: [],
    blackouts: [],
  }
}

/** Units of a date; null where it is not offered. */
export function capacityOn(
  { fallback, own }: Resource,
  date: number
): number | null {
  return own.get(date) ?? fallback
}

export function figures(state: State, at: number, date: number): Figures {
  const units = (items: Item[]) =>
    items
      .filter((item) => item.resource === at && item.dates.includes(date))
      .reduce((sum, item) => sum + item.quantity, 0)
  const live = state.holds.filter((hold) => hold.state === "live")
  return {
    capacity: capacityOn(state.resources[at] as Resource, date) ?? 0,
    held: units(live.flatMap((hold) => hold.items)),
    allocated: units(state.allocations.filter((a) => !a.canceled)),
  }
}

export function free(state: State, at: number, date: number): number {
  const { capacity, held, allocated } = figures(state, at, date)
  return Math.max(0, capacity - held - allocated)
}

/** Whether a blackout is over a resource. */
export function covers(state: State, { of }: Blackout, at: number): boolean {
  if (of === "all") {
    return true
  }
  return of === "group"
    ? (state.resources[at] as Resource).inGroup
    : of.resource === at
}

export function closedBy(
  state: State,
  at: number,
  date: number
): "frozen" | "blackout" | null {
  const inForce = state.blackouts.filter(
    (c) => covers(state, c, at) && c.from <= date && date <= c.to
  )
  if (inForce.some((c) => c.freeze)) {
    return "frozen"
  }
  return inForce.length > 0 ? "blackout" : null
}
