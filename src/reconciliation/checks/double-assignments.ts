import type { Inspections } from "../../modules/resource_booking/types"
import { flagged, type Found } from "../check"
import { inspection, onDates } from "../inspection"

type Double = Inspections["double_assignments"]

/**
 * Dates that are promised to more than there is room for: granted by staff, or
 * damage. Both come, and staff must know.
 */
export const doubleAssignments = inspection("double_assignments", (row) =>
  row.kind === "same_booking" ? inTwoSegments(row) : beyondCapacity(row)
)

function beyondCapacity(row: Double): Found {
  const { resource_name, units, max_capacity, overbooked } = row
  const granted =
    overbooked > 0 ? `, ${overbooked} of them overbooked by staff` : ""
  return found(
    row,
    `${resource_name} has ${units} units sold${granted}, and a capacity of ${max_capacity}, ${datesOf(row)}: ${idsOf(row)}. Move or cancel the surplus, or raise the capacity.`
  )
}

function inTwoSegments(row: Double): Found {
  return found(
    row,
    `One booking has two allocations ${datesOf(row)}: ${idsOf(row)}. Cancel the one that is not needed.`
  )
}

const found = ({ allocation_ids }: Double, message: string) =>
  flagged(allocation_ids[0] as string, message)
const datesOf = ({ first, last }: Double) => onDates(first, last)
const idsOf = ({ allocation_ids }: Double) => allocation_ids.join(", ")
