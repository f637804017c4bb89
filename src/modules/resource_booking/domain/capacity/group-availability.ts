import type { ClosedBy, DateAvailability } from "../shared/availability"
import type { CalendarDate } from "../shared/calendar"
import { precedes } from "../shared/refusals"

/**
 * The answer for a group on one date: the sums over the members that are open
 * then, and whether together they have `quantity` units.
 *
 * If none is open, the sums are over all, and the reason is that of the member
 * that comes nearest to being open. A closed member beside open ones counts
 * for nothing: what is shown as available can be had.
 *
 * @param members each member's answer for one unit
 */
export function groupAvailabilityOf(
  date: CalendarDate,
  members: DateAvailability[],
  quantity: number
): DateAvailability {
  const open = members.filter((member) => reasonIn(member) === null)
  const counted = open.length > 0 ? open : members
  const sum = (figure: (member: DateAvailability) => number) =>
    counted.reduce((total, member) => total + figure(member), 0)
  const free = sum((m) => m.available_capacity)
  const held = sum((m) => m.held)
  const reason =
    open.length === 0
      ? nearestReason(members)
      : free >= quantity
        ? null
        : held > 0 && sum(freeWithoutHolds) >= quantity
          ? "held"
          : "sold_out"
  return {
    date,
    max_capacity: sum((m) => m.max_capacity),
    held,
    allocated: sum((m) => m.allocated),
    available_capacity: free,
    is_available: reason === null,
    ...(reason ? { reason } : {}),
  }
}

/** Why a member can't be had, unless it is only short of units. */
function reasonIn({ reason }: DateAvailability): ClosedBy | null {
  return reason === undefined || reason === "held" || reason === "sold_out"
    ? null
    : reason
}

function freeWithoutHolds(member: DateAvailability): number {
  return Math.max(0, member.max_capacity - member.allocated)
}

/** The last by precedence: the one least far from being bookable. */
function nearestReason(members: DateAvailability[]): ClosedBy {
  return (
    members.reduce<ClosedBy | null>((nearest, member) => {
      const reason = reasonIn(member)
      return reason && (!nearest || precedes(nearest, reason))
        ? reason
        : nearest
    }, null) ?? "no_capacity"
  )
}
