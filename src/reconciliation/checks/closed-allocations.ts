import type { Inspections } from "../../modules/resource_booking/types"
import { flagged } from "../check"
import { inspection, ofOrder, onDates } from "../inspection"

type Closed = Inspections["closed_allocations"]

const CLOSED: Record<Closed["closure"], string> = {
  blackout: "is blacked out",
  frozen: "is frozen",
  maintenance: "is under maintenance",
  out_of_order: "is out of order",
  deleted: "was deleted",
}

/**
 * Sold, from today on, and closed: those who come stand before a locked door.
 * One finding for each allocation and each thing that closes its dates.
 */
export const closedAllocations = inspection(
  "closed_allocations",
  ({ resource_name, allocation_id, order_id, blackout_id, ...closed }) => {
    const { closure, first, last } = closed
    const by = blackout_id ? ` (${blackout_id})` : ""
    const open = blackout_id ? "open these dates" : "restore the resource"
    return flagged(
      allocation_id,
      `${resource_name} ${CLOSED[closure]}${by} ${onDates(first, last)}, but allocation ${allocation_id}${ofOrder(order_id)} has it then. Move it, cancel it, or ${open}.`
    )
  }
)
