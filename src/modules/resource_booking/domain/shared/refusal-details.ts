import type { RECORD_NAMES } from "../../records/words"
import type { RefusalCode } from "./refusal-codes"

/** What can be asked for by its id. */
export type RecordName = (typeof RECORD_NAMES)[number]

/** Facts about a refusal, of whatever code; always JSON-safe. */
export type RefusalDetails = {
  /** The dates the code applies to, ascending, without duplicates. */
  dates?: string[]
  resource_id?: string
  /** Seconds after which a repetition may succeed; sent as Retry-After. */
  retry_after?: number
  [key: string]: unknown
}

/**
 * What each code's sentence says, so that a client can say it in its own
 * language. Where a code has several sentences, `kind` says which it is; a name
 * is that of the resource, or of the group that was asked for.
 */
export type DetailsOf = {
  rate_limited: { retry_after: number }
  invalid_data: InvalidData
  invalid_range: InvalidRange
  not_found: NotFound
  idempotency_conflict: None
  not_allowed_by_store: None
  already_confirmed: None
  released: None
  expired: None
  canceled: { replaced_by?: string }
  no_allocation: NoAllocation
  not_arrival_day: { kind: "early" | "late"; dates: string[] }
  not_same_day: { kind: "check_in" | "check_out" | "no_show" }
  already_occupied: OfRoom | { kind: "guest_in" | "in_by_allocation" }
  not_occupied:
    | { kind: "not_in"; name: string }
    | { kind: "nobody_in" | "moved_on" | "nothing_to_undo" }
  room_out_of_order: OfRoom & { kind: "out_of_order" | "maintenance" }
  room_frozen: OfRoom & { kind: "frozen" | "blackout" }
  room_dirty: OfRoom
  /** With the details of that code. */
  target_unavailable: RefusalDetails & { reason: RefusalCode }
  task_state: { kind: "already" | "started" | "unfinished"; status: string }
  inactive: OfDates & Named
  past: OfDates
  too_soon: OfDates & { hours: number }
  too_far: OfDates & { days: number }
  stay_too_short: OfDates & { min_stay: number; span: "night" | "day" }
  stay_too_long: OfDates & { max_stay: number; span: "night" | "day" }
  frozen: OfDates & Named
  blackout: OfDates & Named
  no_capacity: OfDates & Partial<Named> & { kind?: "gone" | "no_members" }
  sold_out: OfDates & Partial<Named> & { kind?: "few" | "group"; free?: number }
  limit_reached: LimitReached
  price_changed: {
    line_item_id: string | null
    held: Price
    today: Price
  }
  below_commitments: { dates: string[]; commitments: Commitment[] }
  has_commitments:
    | { kind: "delete" | "span"; dates: string[] }
    | { kind: "blackouts"; blackouts: string[] }
  busy: { retry_after?: number }
}

type None = Record<never, never>
type Named = { name: string }
type OfDates = { dates: string[]; resource_id?: string }
type OfRoom = { kind?: string; resource_id: string; name: string }
type Price = { unit_price: number; currency_code: string }

/** Of a request that is malformed, `issues`; of one that can't be, the rest. */
type InvalidData = {
  kind?:
    | "already_settled"
    | "handle_taken"
    | "mixed_spans"
    | "needs_note"
    | "never_held"
    | "no_order"
    | "no_room"
    | "not_refunded"
    | "order_canceled"
    | "order_unpaid"
    | "same_room"
    | "too_many_links"
    | "unchanged"
    | "unknown_timezone"
  issues?: { path: string; message: string }[]
  handle?: string
  line_item_id?: string
  most?: number
  name?: string
  outcome?: string
  resource_id?: string
  timezone?: string
  variant_id?: string
}

type InvalidRange = {
  kind?: "empty" | "not_a_date" | "not_after_today" | "repeated" | "reversed"
  issues?: { path: string; message: string }[]
  /** How many at most, of what is counted. */
  max_dates?: number
  max_limit?: number
  max_units?: number
}

type NotFound = {
  record?: RecordName
  id?: string
  line_item_id?: string | null
}

type NoAllocation = {
  kind: "elsewhere" | "gap" | "nobody_expected" | "no_show" | "over"
  dates?: string[]
  name?: string
  start_date?: string
  end_date?: string
}

type LimitReached = {
  kind:
    | "bookings"
    | "units"
    | "dates"
    | "address_bookings"
    | "address_dates"
    | "address_share"
    | "lifetime"
    | "too_late"
  /** How many there can be; of the share, in percent. */
  most?: number
  retry_after?: number
}

type Commitment = {
  date: string
  held: number
  allocated: number
  requested: number
}
