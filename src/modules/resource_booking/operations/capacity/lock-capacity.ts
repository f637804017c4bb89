import type {
  CapacityRow,
  DateCapacity,
} from "../../domain/capacity/decide-capacity"
import type { CalendarDate } from "../../domain/shared/calendar"
import { type CapacityRun, runsOfCapacity } from "../../domain/shared/date-runs"
import { capacityOn, type CapacitySnapshot } from "../../sql/capacity"
import type { Identity } from "../../sql/identities"
import { datesKeys, takeLocks } from "../../sql/locks"
import { selectResource } from "../../sql/resources"
import type { Transaction } from "../../sql/transaction"
import type { ResourceDTO } from "../../types"
import { found } from "../shared/catalog-locks"

/**
 * Locks dates of a resource as a hold on them would, then reads their rows.
 *
 * @throws BookingRefusal `not_found`
 */
export async function lockCapacity(
  tx: Transaction,
  { id, lock_number }: Identity,
  dates: CalendarDate[]
): Promise<{ resource: ResourceDTO; snapshot: CapacitySnapshot }> {
  const [, resources, snapshots] = await tx.all([
    takeLocks(datesKeys([{ lock_number, dates }])),
    selectResource(id),
    capacityOn(id, dates),
  ])
  return {
    resource: found(resources?.[0], id),
    snapshot: snapshots?.[0] as CapacitySnapshot,
  }
}

/**
 * Before and after of written capacities, for the log: a date that had no row
 * of its own had none.
 */
export function capacityChange(
  rows: CapacityRow[],
  written: DateCapacity[]
): { before: CapacityRun[]; after: CapacityRun[] } {
  const byDate = new Map(rows.map((row) => [row.date, row]))
  const before = written.map(({ date }) => {
    const row = byDate.get(date)
    const own = row !== undefined && !row.from_default
    return { date, max_capacity: own ? row.max_capacity : null }
  })
  return { before: runsOfCapacity(before), after: runsOfCapacity(written) }
}
