import type { Point } from "./chart"

type Period = { start_date: string; end_date: string }

/**
 * The rows of all resources, added up for each period.
 *
 * @param label how a period is called
 */
export function pointsOf<T extends Period>(
  rows: T[],
  keys: (keyof T & string)[],
  label: (row: T) => string
): Point[] {
  const points = new Map<string, Point>()
  for (const row of rows) {
    const point = points.get(row.start_date) ?? { label: label(row) }
    for (const key of keys) {
      point[key] = Number(point[key] ?? 0) + Number(row[key])
    }
    points.set(row.start_date, point)
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
