import type {
  AvailabilityEntry,
  HoldDTO,
  HoldItemDTO,
  HoldItemInput,
  Span,
} from "medusa-resource-booking/client"

import { addDays, datesBetween, shortDate } from "./dates"

/** With `night`, the end is the day of check-out. */
export type Stay = { start: string; end: string }

/** The dates that a stay takes. */
export function datesOf({ start, end }: Stay, span: Span): string[] {
  return datesBetween(start, span === "night" ? addDays(end, -1) : end)
}

/**
 * The selection after a click on a date: first the start, then the end, if all
 * dates in between are open.
 */
export function choose(
  date: string,
  before: Partial<Stay>,
  span: Span,
  entries: Map<string, AvailabilityEntry>
): Partial<Stay> {
  const { start, end } = before
  const open = (day: string) => entries.get(day)?.is_available === true
  if (start && !end && (span === "night" ? date > start : date >= start)) {
    const stay = { start, end: date }
    if (datesOf(stay, span).every(open)) {
      return stay
    }
  }
  return open(date) ? { start: date } : before
}

export function stayText({ start, end }: Stay, span: Span): string {
  const count = datesOf({ start, end }, span).length
  const length = `${count}\u00a0${span}${count === 1 ? "" : "s"}`
  return start === end
    ? `${shortDate(start)}, ${length}`
    : `${shortDate(start)} – ${shortDate(end)}, ${length}`
}

/** Of a hold's item: the check-out date is not one of its dates. */
export function spanOf({ end_date, dates }: HoldItemDTO): Span {
  return dates.includes(end_date) ? "day" : "night"
}

/** The request behind the chosen items: two rooms of a group were one item. */
export function wishOf({ items }: HoldDTO): HoldItemInput[] {
  const wishes = new Map<string, HoldItemInput & { quantity: number }>()
  for (const item of items) {
    const { group_id, resource_id, start_date, end_date, quantity } = item
    const what = group_id ? { group_id } : { resource_id }
    const key = [group_id ?? resource_id, start_date, end_date].join()
    const before = wishes.get(key)?.quantity ?? 0
    wishes.set(key, {
      ...what,
      start_date,
      end_date,
      quantity: before + quantity,
    })
  }
  return [...wishes.values()]
}
