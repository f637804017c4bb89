import type { Demand } from "../shared/facts"
import type { Choice, GroupRequest } from "./group-request"
import { MemberSearch } from "./member-search"

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
