import type { RefusalCode } from "../../engine"
import {
  capacityOn,
  closedBy,
  figures,
  free,
  type Item,
  type Resource,
  type State,
} from "./state"

/** The first code by precedence, and the dates that it is about. */
export type No = { code: RefusalCode; dates: number[] }

const CODES = [
  "inactive",
  "stay_too_short",
  "frozen",
  "blackout",
  "no_capacity",
  "sold_out",
] as const

type Code = (typeof CODES)[number]

/** What speaks against a new hold; null for nothing. */
export function againstHold(state: State, items: Item[]): No | null {
  return first(state, items, CODES)
}

/** What speaks against taking the dates of an ended hold again. */
export function againstRetaking(state: State, items: Item[]): No | null {
  return first(state, items, CODES.slice(2))
}

function first(state: State, items: Item[], codes: readonly Code[]): No | null {
  for (const code of codes) {
    const dates = items.flatMap((item) =>
      item.dates.filter((date) => speaks(state, code, items, item, date))
    )
    if (dates.length > 0) {
      return { code, dates: [...new Set(dates)].sort() }
    }
  }
  return null
}

function speaks(
  state: State,
  code: Code,
  items: Item[],
  item: Item,
  date: number
): boolean {
  const at = item.resource
  const resource = state.resources[at] as Resource
  switch (code) {
    case "inactive":
      return !resource.active
    case "stay_too_short":
      return item.dates.length < resource.minStay
    case "frozen":
    case "blackout":
      return closedBy(state, at, date) === code
    case "no_capacity":
      return !capacityOn(resource, date)
    case "sold_out":
      return wanted(items, at, date) > free(state, at, date)
  }
}

function wanted(items: Item[], at: number, date: number): number {
  return items
    .filter((item) => item.resource === at && item.dates.includes(date))
    .reduce((sum, item) => sum + item.quantity, 0)
}

/** Every way of giving the stays a member each; the stays are of one unit. */
export function assignments(state: State, stays: number[][]): Item[][] {
  const members = state.resources.flatMap((r, i) => (r.inGroup ? [i] : []))
  return stays.reduce<Item[][]>(
    (made, dates) =>
      made.flatMap((items) =>
        members.map((resource) => [...items, { resource, dates, quantity: 1 }])
      ),
    [[]]
  )
}

/** The dates on which more is held and sold than a capacity would allow. */
export function below(
  state: State,
  at: number,
  dates: number[],
  capacityFor: (date: number) => number
): No | null {
  const short = dates.filter((date) => {
    const { held, allocated } = figures(state, at, date)
    return capacityFor(date) < Math.max(0, held + allocated)
  })
  return short.length > 0 ? { code: "below_commitments", dates: short } : null
}

/** What availability says of a date, in the words of the API. */
export function shown(state: State, at: number, date: number, units: number) {
  const resource = state.resources[at] as Resource
  const { capacity, held, allocated } = figures(state, at, date)
  const left = free(state, at, date)
  const shortage =
    held > 0 && capacity - allocated >= units ? "held" : "sold_out"
  const reason =
    (resource.active ? null : "inactive") ??
    closedBy(state, at, date) ??
    (capacity > 0 ? null : "no_capacity") ??
    (left >= units ? null : shortage)
  return {
    ...{ max_capacity: capacity, held, allocated },
    ...{ available_capacity: left, is_available: reason === null },
    ...(reason ? { reason } : {}),
  }
}
