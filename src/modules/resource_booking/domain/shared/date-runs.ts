import { addDays, type CalendarDate } from "./calendar"

/** Consecutive dates with the same figure; both bounds inclusive. */
export type CapacityRun = {
  start_date: CalendarDate
  end_date: CalendarDate
  max_capacity: number | null
}

/**
 * Writes many dates down in few words: ten years at one capacity are one run.
 *
 * @param figures ascending by date; null where there is none
 */
export function runsOfCapacity(
  figures: { date: CalendarDate; max_capacity: number | null }[]
): CapacityRun[] {
  const runs: CapacityRun[] = []
  for (const { date, max_capacity } of figures) {
    const run = runs[runs.length - 1]
    if (
      run?.max_capacity === max_capacity &&
      date === addDays(run.end_date, 1)
    ) {
      run.end_date = date
    } else {
      runs.push({ start_date: date, end_date: date, max_capacity })
    }
  }
  return runs
}
