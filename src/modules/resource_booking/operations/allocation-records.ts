import type { AllocationRecord } from "../sql/allocations"
import type { AllocationDTO } from "../types"
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
    guests: record.guests,
    canceled_at: record.canceled_at,
    created_at: record.created_at,
    updated_at: record.updated_at,
  }
}
