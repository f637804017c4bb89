import type { CalendarDate } from "../domain/shared/calendar"
import type { RefusalCode } from "../domain/shared/refusals"
import type { HoldItemDTO } from "./holds"
import type { ListQuery } from "./shared"

/** What is done about money that was taken for dates that are gone. */
export const LATE_PAYMENT_POLICIES = [
  "refund",
  "manual_review",
  "overbook",
] as const

export type LatePaymentPolicy = (typeof LATE_PAYMENT_POLICIES)[number]

export const CONFLICT_OUTCOMES = [
  "refunded",
  "rebooked",
  "overbooked",
  "dismissed",
] as const

export type ConflictOutcome = (typeof CONFLICT_OUTCOMES)[number]

export type ConflictStatus = "open" | "resolved"

/** `undone`: the completion failed for another reason, after the payment. */
export type ConflictReason = RefusalCode | "undone"

/** Money that was taken for dates that are gone, for staff to settle. */
export type ConflictDTO = {
  id: string
  status: ConflictStatus
  policy: LatePaymentPolicy
  /** Null when the completion was refused: there never was an order. */
  order_id: string | null
  line_item_id: string | null
  cart_id: string | null
  /** Null when the line had no hold at all. */
  hold_id: string | null
  /** What was paid for. */
  items: HoldItemDTO[]
  /** Why the dates could not be had, and which of them. */
  code: ConflictReason
  dates: CalendarDate[]
  outcome: ConflictOutcome | null
  note: string | null
  created_at: string
  resolved_at: string | null
}

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
