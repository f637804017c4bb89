import type { z } from "zod"

import type { CalendarDate } from "../domain/shared/calendar"
import type * as R from "../records"
import type { HoldDTO, HoldItemInput } from "./holds"
import type { ListQuery } from "./shared"

export type AllocationStatus = AllocationDTO["status"]

/** Somebody who comes: personal data, never in the log or an event. */
export type Guest = z.infer<typeof R.Guest>

export type AllocationDTO = z.infer<typeof R.Allocation>

/** Without what only staff see. */
export type ShopAllocationDTO = z.infer<typeof R.ShopAllocation>

/** What staff book for somebody: a hold and its confirmation in one. */
export type CreateAllocations = {
  items: HoldItemInput[]
  idempotency_key: string
  /** The caller answers for the order: it exists. */
  order_id?: string | null
  /** The order's line that they are for. */
  line_item_id?: string | null
  customer_id?: string | null
  email?: string | null
  /** On each of the allocations. */
  guests?: Guest[]
  note?: string | null
  /** Lead time, horizon and length of stay don't count. */
  override_rules?: boolean
  /** An open conflict that this settles in the same moment. */
  settles?: { conflict_id: string; note: string | null }
}

export type CreateAllocationsResult = z.infer<typeof R.CreateAllocationsResult>

export type MoveAllocation = {
  /** Where to; the same unless given. */
  resource_id?: string
  /** As the new resource's span means them; a bound not given stays. */
  start_date?: CalendarDate
  end_date?: CalendarDate
  reason: string
  /** Lead time, horizon and length of stay don't count. */
  override_rules?: boolean
}

export type MoveResult = z.infer<typeof R.MoveResult>

export type CancelAllocations = {
  order_id: string
  line_item_id?: string
  reason?: string
}

export type CancelAllocation = {
  reason?: string
  /** Also all others of its order's line: a bundle, several rooms. */
  whole_line?: boolean
}

export type ListAllocations = ListQuery & {
  status?: AllocationStatus
  resource_id?: string
  order_id?: string
  start_date?: CalendarDate
  end_date?: CalendarDate
}

export type ConfirmHold = {
  hold_id: string
  order_id: string
  /** The order's cart; a hold of another one is not found. */
  cart_id?: string
  /** The order's line item that the hold was sold with. */
  line_item_id?: string | null
  /** That line's variant; a hold that was sold with another is not found. */
  variant_id?: string
  /**
   * Dates of an ended hold that are sold out are granted all the same, within
   * the option `late_payment.overbook_limit`; a conflict says so.
   */
  overbook?: { note: string | null }
}

export type ConfirmResult = {
  hold: HoldDTO
  allocations: AllocationDTO[]
  /** True when the hold had been confirmed for this order before. */
  repeated: boolean
}
