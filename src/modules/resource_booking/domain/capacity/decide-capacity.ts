import type { CalendarDate } from "../shared/calendar"
import { dateInWords } from "../shared/date-words"
import { accept, type Decision, type Refusal, refuse } from "../shared/refusals"
import { checkReason } from "../shared/text"

/** The most units that a date can have; the database checks the same. */
export const MAX_CAPACITY = 1_000_000

/** A date's row; dates without one live off the default capacity. */
export type CapacityRow = {
  date: CalendarDate
  max_capacity: number
  /** Places above max_capacity that staff granted. */
  overbooked: number
  /** True while the row only exists because the date was held once. */
  from_default: boolean
  /** Units held by live holds; those of ended ones are not counted. */
  held: number
  allocated: number
}

export function checkCapacity(value: unknown): Decision<null> {
  const valid =
    Number.isInteger(value) &&
    (value as number) >= 0 &&
    (value as number) <= MAX_CAPACITY
  return valid ? accept(null) : invalidCapacity()
}

export type SetCapacityPlan = {
  created: CalendarDate[]
  updated: CalendarDate[]
  skipped: CalendarDate[]
}

/**
 * What setting the capacity of dates does to each of them. A row that only
 * exists because the date was held once counts as not existing.
 *
 * @param rows the dates' rows, in any order
 * @param dates ascending
 */
export function decideSetCapacity(
  rows: CapacityRow[],
  dates: CalendarDate[],
  maxCapacity: number,
  skipExisting: boolean
): Decision<SetCapacityPlan> {
  const byDate = new Map(rows.map((row) => [row.date, row]))
  const exists = (date: CalendarDate) =>
    byDate.get(date)?.from_default === false
  const skipped = skipExisting ? dates.filter(exists) : []
  const written = skipExisting ? dates.filter((d) => !exists(d)) : dates
  const short = belowCommitments(
    written.map((date) => ({
      date,
      row: byDate.get(date),
      requested: maxCapacity,
    }))
  )
  return (
    short ??
    accept({
      created: written.filter((date) => !exists(date)),
      updated: written.filter(exists),
      skipped,
    })
  )
}

/** A date with the capacity that it gets. */
export type DateCapacity = { date: CalendarDate; max_capacity: number }

/** An adjustment is by some units, up or down, and says why. */
export function checkAdjustment(
  adjustment: unknown,
  reason: unknown
): Decision<null> {
  const valid =
    Number.isInteger(adjustment) &&
    adjustment !== 0 &&
    Math.abs(adjustment as number) <= MAX_CAPACITY
  if (!valid) {
    return refuse(
      "invalid_data",
      "An adjustment must be a whole number other than 0."
    )
  }
  return checkReason(reason)
}

/**
 * The capacities after adding `adjustment` to each date, all or none. A date
 * without a row starts from the default capacity, or from nothing.
 */
export function decideAdjustment(
  rows: CapacityRow[],
  defaultCapacity: number | null,
  dates: CalendarDate[],
  adjustment: number
): Decision<DateCapacity[]> {
  const byDate = new Map(rows.map((row) => [row.date, row]))
  const adjusted = dates.map((date) => {
    const row = byDate.get(date)
    const current = row?.max_capacity ?? defaultCapacity ?? 0
    return { date, row, requested: current + adjustment }
  })
  if (adjusted.some(({ requested }) => requested > MAX_CAPACITY)) {
    return invalidCapacity()
  }
  return (
    belowCommitments(adjusted) ??
    accept(
      adjusted.map(({ date, requested }) => ({ date, max_capacity: requested }))
    )
  )
}

/** Dates whose rows follow the default capacity to its new figure. */
export type DefaultCapacityPlan = {
  rewritten: CalendarDate[]
  removed: CalendarDate[]
}

/**
 * What a new default capacity does to the rows that were made from the old
 * one: they follow it, or go when there is none any more. Dates that were set
 * by hand stay as they are.
 *
 * @param rows the resource's rows from today on
 * @param capacity null when dates without a row are no longer offered
 */
export function decideDefaultCapacity(
  rows: CapacityRow[],
  capacity: number | null
): Decision<DefaultCapacityPlan> {
  const following = rows.filter((row) => row.from_default)
  const short = belowCommitments(
    following.map((row) => ({
      date: row.date,
      row,
      requested: capacity ?? 0,
    }))
  )
  const dates = following.map((row) => row.date)
  return (
    short ??
    accept(
      capacity === null
        ? { rewritten: [], removed: dates }
        : { rewritten: dates, removed: [] }
    )
  )
}

function invalidCapacity(): Refusal {
  const message = `Capacity must be a whole number from 0 to ${MAX_CAPACITY}.`
  return refuse("invalid_data", message)
}

type Requested = {
  date: CalendarDate
  row: CapacityRow | undefined
  requested: number
}

/**
 * The refusal of capacities that are less than what is held and sold, or less
 * than nothing. An overbooked place was granted on top, so it needs none.
 */
function belowCommitments(all: Requested[]): Refusal | null {
  const short = all.filter(({ row, requested }) => {
    const committed = row ? row.held + row.allocated - row.overbooked : 0
    return requested < Math.max(0, committed)
  })
  const [first] = short
  if (!first) {
    return null
  }
  const date = dateInWords(first.date)
  const units = (first.row?.held ?? 0) + (first.row?.allocated ?? 0)
  return refuse(
    "below_commitments",
    units > 0
      ? `On ${date}, ${units === 1 ? "1 unit is" : `${units} units are`} already held or sold.`
      : `Capacity can't go below 0, as it would on ${date}.`,
    {
      dates: short.map(({ date }) => date),
      commitments: short.map(({ date, row, requested }) => ({
        date,
        held: row?.held ?? 0,
        allocated: row?.allocated ?? 0,
        requested,
      })),
    }
  )
}
