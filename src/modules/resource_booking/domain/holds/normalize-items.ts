import {
  type CalendarDate,
  datesOf,
  isCalendarDate,
  lengthOf,
  type Span,
  stayRange,
} from "../shared/calendar"
import { MAX_ITEMS, MAX_QUANTITY, MAX_RESOURCE_DATES } from "../shared/demand"
import { accept, type Decision, refuse } from "../shared/refusals"

/** An item as a client gives it. */
export type GivenItem = {
  resource_id?: string
  group_id?: string
  start_date?: CalendarDate
  end_date?: CalendarDate
  dates?: CalendarDate[]
  quantity?: number
}

/** An item with its dates written out, ascending. */
export type WantedItem = {
  target: { resource_id: string } | { group_id: string }
  dates: CalendarDate[]
  quantity: number
}

/** Checks the shape of the items, whatever they name. */
export function checkItems(items: GivenItem[]): Decision<null> {
  if (items.length < 1 || items.length > MAX_ITEMS) {
    return refuse("invalid_data", `A hold must have 1 to ${MAX_ITEMS} items.`)
  }
  for (const item of items) {
    if ((item.resource_id === undefined) === (item.group_id === undefined)) {
      return refuse(
        "invalid_data",
        "An item must name either a resource or a group."
      )
    }
    const ranged = item.start_date !== undefined && item.end_date !== undefined
    if (ranged === (item.dates !== undefined)) {
      return refuse(
        "invalid_data",
        "An item must have either start_date and end_date, or a list of dates."
      )
    }
    const quantity = item.quantity ?? 1
    if (
      !Number.isInteger(quantity) ||
      quantity < 1 ||
      quantity > MAX_QUANTITY
    ) {
      return refuse(
        "invalid_data",
        `Quantity must be from 1 to ${MAX_QUANTITY}.`
      )
    }
  }
  return accept(null)
}

/**
 * Writes out the dates of every item.
 *
 * @param spanOf what the end date means for a resource's or group's id
 */
export function wantedItems(
  items: GivenItem[],
  spanOf: (id: string) => Span
): Decision<WantedItem[]> {
  const wanted: WantedItem[] = []
  for (const item of items) {
    const dates = datesOfItem(item, spanOf(targetId(item)))
    if (!dates.ok) {
      return dates
    }
    wanted.push({
      target:
        item.resource_id !== undefined
          ? { resource_id: item.resource_id }
          : { group_id: item.group_id as string },
      dates: dates.value,
      quantity: item.quantity ?? 1,
    })
  }
  const total = wanted.reduce((sum, item) => sum + item.dates.length, 0)
  return total > MAX_RESOURCE_DATES ? tooMany() : accept(wanted)
}

/** The id of what an item names. */
export function targetId(item: GivenItem): string {
  return (item.resource_id ?? item.group_id) as string
}

function datesOfItem(item: GivenItem, span: Span): Decision<CalendarDate[]> {
  const given = item.dates ?? [item.start_date, item.end_date]
  if (!given.every(isCalendarDate)) {
    return refuse(
      "invalid_range",
      "Dates must be valid and formatted YYYY-MM-DD.",
      { kind: "not_a_date" }
    )
  }
  return item.dates
    ? datesOfList(item.dates)
    : datesOfStay(span, given[0] as string, given[1] as string)
}

function datesOfList(dates: CalendarDate[]): Decision<CalendarDate[]> {
  if (dates.length === 0) {
    return refuse("invalid_range", "The list of dates is empty.", {
      kind: "empty",
    })
  }
  if (new Set(dates).size !== dates.length) {
    return refuse("invalid_range", "A date is listed more than once.", {
      kind: "repeated",
    })
  }
  return accept([...dates].sort())
}

function datesOfStay(
  span: Span,
  start: CalendarDate,
  end: CalendarDate
): Decision<CalendarDate[]> {
  const range = stayRange(span, start, end)
  const length = lengthOf(range)
  if (length <= 0) {
    const message =
      span === "night" && start === end
        ? "Check-out must be after check-in."
        : "The end date is before the start date."
    return refuse("invalid_range", message, { kind: "reversed" })
  }
  return length > MAX_RESOURCE_DATES ? tooMany() : accept(datesOf(range))
}

function tooMany() {
  return refuse(
    "invalid_range",
    `A hold can have at most ${MAX_RESOURCE_DATES} dates in all.`,
    { max_dates: MAX_RESOURCE_DATES }
  )
}
