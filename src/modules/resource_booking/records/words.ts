/**
 * Every closed list of words that the contract has. It imports nothing, so that
 * the domain can decide by them.
 */

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
  "not_allowed_by_store",
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

export const ACTOR_TYPES = ["user", "customer", "system", "job"] as const

export const FREEZE_REASONS = [
  "cleaning",
  "admin_lock",
  "system_hold",
  "maintenance",
] as const

/** What a stay's end date means: the check-out date, or the last day. */
/** What can be asked for by its id. */
export const RECORD_NAMES = [
  "allocation",
  "blackout",
  "booking",
  "cart",
  "conflict",
  "customer",
  "group",
  "hold",
  "order",
  "resource",
  "task",
  "variant",
] as const

export const SPANS = ["night", "day"] as const

/** What a variant's price is for: each date of a booking, or all of it. */
export const PRICE_MODES = ["per_date", "per_booking"] as const

/** Why a date can't be had, in order of precedence. */
export const CLOSED_REASONS = [
  "inactive",
  "past",
  "too_soon",
  "too_far",
  "frozen",
  "blackout",
  "no_capacity",
  "sold_out",
  "held",
] as const

export const HOLD_STATUSES = [
  "active",
  "confirmed",
  "released",
  "expired",
] as const

export const ALLOCATION_STATUSES = ["confirmed", "canceled"] as const

/** A freeze and what is out of order close one resource, perhaps without an end. */
export const BLACKOUT_KINDS = ["blackout", "freeze", "out_of_order"] as const

/** What is done about money that was taken for dates that are gone. */
export const LATE_PAYMENT_POLICIES = [
  "refund",
  "manual_review",
  "overbook",
] as const

export const CONFLICT_OUTCOMES = [
  "refunded",
  "rebooked",
  "overbooked",
  "dismissed",
] as const

export const CONFLICT_STATUSES = ["open", "resolved"] as const

export const ROOM_STATUSES = [
  "occupied",
  "out_of_order",
  "maintenance",
  "frozen",
  "blackout",
  "booked",
  "departed",
  "no_show",
  "held",
  "inactive",
  "available",
] as const

export const BOARD_ACTIONS = [
  "check_in",
  "check_out",
  "move",
  "no_show",
  "walk_in",
  "undo",
] as const

/** What a stay is on a date. */
export const STAYS_ON_DATE = [
  "expected",
  "in_house",
  "departed",
  "no_show",
] as const

export const STAY_STATES = ["due", "in_house", "departed", "no_show"] as const

export const HOUSEKEEPING_STATUSES = [
  "clean",
  "dirty",
  "inspected",
  "out_of_order",
  "maintenance",
] as const

/** Of these, those that close a resource. */
export const OUT_OF_ORDER_STATUSES = ["out_of_order", "maintenance"] as const

export const TASK_STATUSES = [
  "open",
  "started",
  "finished",
  "inspected",
  "canceled",
] as const

export const TASK_ACTIONS = ["assign", "start", "finish", "inspect"] as const

export const PERIOD_LENGTHS = ["day", "week", "month"] as const

/** All that health can find, the gravest first. */
export const HEALTH_PROBLEMS = [
  "database_down",
  "database_read_only",
  "no_worker",
  "task_late",
  "task_failing",
  "holds_overdue",
  "events_waiting",
  "bus_silent",
  "reconciliation_late",
  "reconciliation_stuck",
  "replica_away",
  "replica_behind",
  "clock_wrong",
  "options_differ",
  "versions_differ",
] as const

/** A copy of the database keeps up with it, doesn't, or can't be reached. */
export const REPLICA_STATES = ["follows", "behind", "away"] as const

/** What connections are for. Each kind of work has its own. */
export const LANES = ["holds", "reads", "upkeep", "reports"] as const
