import type { CalendarDate } from "./calendar"
import type { Demand } from "./facts"
import { MemberSearch } from "./member-search"

/** A member of a group that has room for a whole stay. */
export type Candidate = {
  resource_id: string
  /** Free units on each date of the stay, in the stay's order. */
  free: number[]
  /** Dates free directly before and after the stay, up to the search's bound. */
  gap_before: number
  gap_after: number
}

/** "Any `quantity` units of this group on these dates." */
export type GroupRequest = {
  dates: CalendarDate[]
  quantity: number
  candidates: Candidate[]
}

export type Choice = { resource_id: string; quantity: number }

/**
 * Picks members for all group items of one hold together, each unit for its
 * whole stay on one resource. Best fit: a stay goes where it leaves the least
 * free around it, so that the longest gaps stay whole for longer stays; among
 * equals by id, so that the choice is the same in every process. Where the
 * first choices leave nothing for a later item, others are tried.
 *
 * @param taken what the hold's other items want of the same resources
 * @returns the choices of each request, or null when there is no assignment
 */
export function chooseMembers(
  requests: GroupRequest[],
  taken: Demand[] = []
): Choice[][] | null {
  return (
    new MemberSearch(requests, taken, "first").run() ??
    new MemberSearch(requests, taken, "all").run()
  )
}
