import {
  type DatesSnapshot,
  decideNewHold,
  type Rules,
} from "../holds/decide-hold"
import {
  type CalendarDate,
  datesOf,
  isCalendarDate,
  isConsecutive,
  type Span,
  stayBounds,
  stayRange,
} from "../shared/calendar"
import { checkLength } from "../shared/date-ranges"
import { MAX_RESOURCE_DATES } from "../shared/demand"
import { accept, type Decision, missing, refuse } from "../shared/refusals"

/** An allocation as it is under the locks. */
export type MovedAllocation = {
  status: "confirmed" | "canceled"
  /** Where it was moved to, if that is why it is canceled. */
  replaced_by: string | null
  resource_id: string
  dates: CalendarDate[]
  quantity: number
}

/** Its own dates that stay, and those that it must get. */
export type MovePlan = { kept: CalendarDate[]; added: CalendarDate[] }

/** Whether an allocation can still be changed. */
export function decideChangeable(
  allocation: Pick<MovedAllocation, "status" | "replaced_by">
): Decision<null> {
  const { status, replaced_by } = allocation
  if (status === "confirmed") {
    return accept(null)
  }
  return replaced_by === null
    ? refuse("canceled", "This allocation was canceled.")
    : refuse("canceled", "This allocation was moved.", { replaced_by })
}

/**
 * The dates of an allocation after a move. A bound that is not given stays; if
 * neither is, all dates stay, also those with gaps.
 *
 * @param span of the resource that it goes to
 */
export function movedDates(
  span: Span,
  dates: CalendarDate[],
  wish: { start_date?: CalendarDate; end_date?: CalendarDate }
): Decision<CalendarDate[]> {
  const { start_date, end_date } = wish
  if (start_date === undefined && end_date === undefined) {
    return accept(dates)
  }
  const isWhole = start_date !== undefined && end_date !== undefined
  if (!isWhole && !isConsecutive(dates)) {
    const message =
      "The allocation's dates have gaps. Give both start_date and end_date."
    return refuse("invalid_data", message)
  }
  const now = stayBounds(span, dates)
  const bounds = [start_date ?? now.start_date, end_date ?? now.end_date]
  const [start, end] = bounds as [CalendarDate, CalendarDate]
  if (!isCalendarDate(start) || !isCalendarDate(end)) {
    return refuse(
      "invalid_range",
      "Dates must be valid and formatted YYYY-MM-DD.",
      { kind: "not_a_date" }
    )
  }
  const range = checkLength(stayRange(span, start, end), MAX_RESOURCE_DATES)
  return range.ok ? accept(datesOf(range.value)) : range
}

/**
 * Whether an allocation may have these dates of this resource. Those that it
 * has already are its own: nothing is asked of them, not even whether they are
 * past. The length of stay is asked of all of them together.
 *
 * @param snapshot of the resource and dates that it is to have
 */
export function decideMove(
  snapshot: DatesSnapshot,
  allocation: MovedAllocation,
  target: { resource_id: string; dates: CalendarDate[] },
  rules: Rules
): Decision<MovePlan> {
  const changeable = decideChangeable(allocation)
  if (!changeable.ok) {
    return changeable
  }
  const { resource_id, dates } = target
  if (!snapshot.resources.some((r) => r.id === resource_id)) {
    return missing("resource", resource_id)
  }
  const own = resource_id === allocation.resource_id ? allocation.dates : []
  const kept = dates.filter((date) => own.includes(date))
  const added = dates.filter((date) => !own.includes(date))
  if (added.length === 0 && kept.length === own.length) {
    return refuse(
      "invalid_data",
      "The allocation already has these dates in this resource.",
      { kind: "unchanged" }
    )
  }
  const { quantity } = allocation
  const demand = { resource_id, dates: added, quantity }
  const stay = { resource_id, dates, quantity }
  const decision = decideNewHold(snapshot, [demand], rules, [stay])
  return decision.ok ? accept({ kept, added }) : decision
}
