import type { CalendarDate } from "../shared/calendar"

/** How many months are made before they begin. */
const AHEAD = 2

/** Parts of the log, by the first day of their month. */
export type LogMonths = {
  /** The first day of the month that it is now, in UTC. */
  current: CalendarDate
  /** That have a table of their own. */
  made: CalendarDate[]
  /** Of which there are entries beside, since nobody had made a table in time. */
  beside: CalendarDate[]
}

/** What is to be done to the log's parts. */
export type LogChanges = {
  make: CalendarDate[]
  drop: CalendarDate[]
  /** Whether the entries beside go: all are older than what is kept. */
  beside: boolean
}

/**
 * Which months to make and which to drop. The current one is kept, and the
 * whole months before it that the store wishes. A month of which there are
 * entries beside is not made any more: the database would refuse the table.
 *
 * @param keep how many whole months
 */
export function decideLogMonths(
  { current, made, beside }: LogMonths,
  keep: number
): LogChanges {
  const oldest = addMonths(current, -keep)
  const wanted = Array.from({ length: AHEAD + 1 }, (_, n) =>
    addMonths(current, n)
  )
  return {
    make: wanted.filter((m) => !made.includes(m) && !beside.includes(m)),
    drop: made.filter((month) => month < oldest),
    beside: beside.length > 0 && beside.every((month) => month < oldest),
  }
}

/** Of a first day of a month: another one's. */
function addMonths(first: CalendarDate, months: number): CalendarDate {
  const [year = 0, month = 1] = first.split("-").map(Number)
  const counted = year * 12 + month - 1 + months
  const [y, m] = [Math.floor(counted / 12), (counted % 12) + 1]
  return `${String(y).padStart(4, "0")}-${String(m).padStart(2, "0")}-01`
}
