import { datesOf, weekdayOf } from "../../lib/dates"
import type { Point } from "./chart"
import type { Grouping } from "./use-range"

type Period = { start_date: string; end_date: string }

/** Where the periods of a range start; the first is cut to the range. */
export function periodStarts(range: Period, grouping: Grouping): string[] {
  return datesOf({ start: range.start_date, end: range.end_date }).filter(
    (date) =>
      date === range.start_date ||
      grouping === "day" ||
      (grouping === "week" && weekdayOf(date) === 1) ||
      (grouping === "month" && date.endsWith("-01"))
  )
}

/**
 * The rows of all resources, added up for each period. A period that nothing is
 * said about is there all the same, with zeros.
 *
 * @param starts of all periods
 * @param label how a period is called
 */
export function pointsOf<T extends Period>(
  rows: T[],
  keys: (keyof T & string)[],
  starts: string[],
  label: (start: string) => string
): Point[] {
  const none = Object.fromEntries(keys.map((key) => [key, 0]))
  const points = new Map<string, Point>(
    starts.map((start) => [start, { ...none, label: label(start) }])
  )
  for (const row of rows) {
    const point = points.get(row.start_date)
    if (point) {
      keys.forEach((key) => {
        point[key] = Number(point[key]) + Number(row[key])
      })
    }
  }
  return [...points.values()]
}

/** The rows of all periods, added up for each resource (and currency). */
export function byResource<
  T extends { resource_id: string; resource_name: string },
>(rows: T[], keys: (keyof T & string)[], besides?: keyof T & string): T[] {
  const sums = new Map<string, T>()
  for (const row of rows) {
    const id = `${row.resource_id} ${besides ? String(row[besides]) : ""}`
    const known = sums.get(id)
    if (!known) {
      sums.set(id, { ...row })
      continue
    }
    for (const key of keys) {
      known[key] = (Number(known[key]) + Number(row[key])) as T[typeof key]
    }
  }
  return [...sums.values()]
}
