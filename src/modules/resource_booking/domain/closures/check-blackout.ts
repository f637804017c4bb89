import type { CalendarDate } from "../shared/calendar"
import { rangeBetween } from "../shared/date-ranges"
import { accept, type Decision, refuse } from "../shared/refusals"
import { checkReason, isNote } from "../shared/text"

/** A century: a blackout is one row, however long it is. */
const MAX_CLOSED_DATES = 36_525

/** Whether a blackout names one thing, a range and a reason. */
export function checkBlackout(input: {
  resource_id?: string
  group_id?: string
  all?: boolean
  start_date: CalendarDate
  end_date: CalendarDate
  reason: string
}): Decision<null> {
  const { resource_id, group_id, all, start_date, end_date } = input
  const named = [resource_id, group_id, all || undefined]
  if (named.filter((name) => name !== undefined).length !== 1) {
    return refuse(
      "invalid_data",
      "A blackout must name a resource, a group, or all."
    )
  }
  const range = rangeBetween(start_date, end_date, MAX_CLOSED_DATES)
  return range.ok ? checkReason(input.reason) : range
}

/**
 * Whether a freeze that begins today can be.
 *
 * @param reasons the reasons that there are
 * @param until its last date, null for open-ended
 */
export function checkFreeze(
  freeze: { reason: string; note: unknown; until: CalendarDate | null },
  reasons: readonly string[],
  today: CalendarDate
): Decision<null> {
  const { reason, note, until } = freeze
  if (!reasons.includes(reason)) {
    const known = reasons.join(", ")
    return refuse(
      "invalid_data",
      `The reason for a freeze must be one of: ${known}.`
    )
  }
  if (note !== null && !isNote(note)) {
    return refuse("invalid_data", "The note must be text, and not too long.")
  }
  const range =
    until === null ? null : rangeBetween(today, until, MAX_CLOSED_DATES)
  return range && !range.ok ? range : accept(null)
}
