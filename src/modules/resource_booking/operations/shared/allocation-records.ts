import type { AllocationRecord } from "../../sql/allocations"
import type { AllocationDTO, ShopAllocationDTO } from "../../types"
import { shownBounds } from "./records"

/** An allocation as the contract gives it. */
export function toAllocation(record: AllocationRecord): AllocationDTO {
  const { id, status, resource_id, order_id, line_item_id, hold_id } = record
  return {
    id,
    status,
    resource_id,
    order_id,
    line_item_id,
    hold_id,
    ...shownBounds(record.span, record.dates),
    dates: record.dates,
    quantity: record.quantity,
    segment: record.segment,
    replaced_by: record.replaced_by,
    guests: record.guests,
    note: record.note,
    arrived_at: record.arrived_at,
    departed_at: record.departed_at,
    no_show_at: record.no_show_at,
    canceled_at: record.canceled_at,
    created_at: record.created_at,
    updated_at: record.updated_at,
  }
}

/** What shoppers may see of it: nobody's name or steps, and no staff's notes. */
export function withoutPeople(allocation: AllocationDTO): ShopAllocationDTO {
  const { guests: _guests, note: _note, ...rest } = allocation
  const { arrived_at: _in, departed_at: _out, no_show_at: _no, ...shown } = rest
  return shown
}
