/**
 * Every expected "no" of the module, in order of precedence: when several
 * apply to one request, the first one in this list is the answer.
 */
export const REFUSAL_CODES = [
  "rate_limited",
  "invalid_data",
  "invalid_range",
  "not_found",
  "idempotency_conflict",
  "already_confirmed",
  "released",
  "expired",
  "canceled",
  "no_allocation",
  "not_arrival_day",
  "not_same_day",
  "already_occupied",
  "not_occupied",
  "room_out_of_order",
  "room_frozen",
  "room_dirty",
  "target_unavailable",
  "task_state",
  "inactive",
  "past",
  "too_soon",
  "too_far",
  "stay_too_short",
  "stay_too_long",
  "frozen",
  "blackout",
  "no_capacity",
  "sold_out",
  "limit_reached",
  "price_changed",
  "below_commitments",
  "has_commitments",
  "busy",
] as const

export type RefusalCode = (typeof REFUSAL_CODES)[number]
