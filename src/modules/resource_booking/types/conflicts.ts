import type { z } from "zod"

import type { CalendarDate } from "../domain/shared/calendar"
import type { RefusalCode } from "../domain/shared/refusals"
import type * as R from "../records"
import type { ListQuery } from "./shared"

export { CONFLICT_OUTCOMES, LATE_PAYMENT_POLICIES } from "../records/words"

/** What is done about money that was taken for dates that are gone. */
export type LatePaymentPolicy = ConflictDTO["policy"]

export type ConflictOutcome = (typeof R.CONFLICT_OUTCOMES)[number]

export type ConflictStatus = ConflictDTO["status"]

/** `undone`: the completion failed for another reason, after the payment. */
export type ConflictReason = ConflictDTO["code"]

/** Money that was taken for dates that are gone, for staff to settle. */
export type ConflictDTO = z.infer<typeof R.Conflict>

/** Of an order, or of a cart that was paid and refused. */
export type RaiseConflict = {
  order_id: string | null
  line_item_id: string | null
  cart_id: string | null
  hold_id: string | null
  code: ConflictReason
  dates: CalendarDate[]
}

export type ResolveConflict = {
  outcome: ConflictOutcome
  note?: string | null
}

export type ListConflicts = ListQuery & {
  status?: ConflictStatus
  order_id?: string
  hold_id?: string
}

/** A hold that has ended and can't be had again. */
export type LostHold = {
  hold_id: string
  code: RefusalCode
  dates: CalendarDate[]
}
