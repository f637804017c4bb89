import {
  type Decision,
  type DetailsOf,
  missing,
  type RecordName,
  type Refusal,
  type RefusalCode,
  type RefusalDetails,
  refuse,
} from "./domain/shared/refusals"

/** HTTP status and Medusa error type of each refusal. */
const HTTP: Record<RefusalCode, { status: number; type: string }> = {
  rate_limited: { status: 429, type: "not_allowed" },
  invalid_data: { status: 400, type: "invalid_data" },
  invalid_range: { status: 400, type: "invalid_data" },
  not_found: { status: 404, type: "not_found" },
  idempotency_conflict: { status: 422, type: "not_allowed" },
  not_allowed_by_store: { status: 422, type: "not_allowed" },
  already_confirmed: { status: 409, type: "conflict" },
  released: { status: 409, type: "conflict" },
  expired: { status: 409, type: "conflict" },
  canceled: { status: 409, type: "conflict" },
  no_allocation: { status: 409, type: "conflict" },
  not_arrival_day: { status: 409, type: "conflict" },
  not_same_day: { status: 409, type: "conflict" },
  already_occupied: { status: 409, type: "conflict" },
  not_occupied: { status: 409, type: "conflict" },
  room_out_of_order: { status: 409, type: "conflict" },
  room_frozen: { status: 409, type: "conflict" },
  room_dirty: { status: 409, type: "conflict" },
  target_unavailable: { status: 409, type: "conflict" },
  task_state: { status: 409, type: "conflict" },
  inactive: { status: 409, type: "conflict" },
  past: { status: 422, type: "not_allowed" },
  too_soon: { status: 422, type: "not_allowed" },
  too_far: { status: 422, type: "not_allowed" },
  stay_too_short: { status: 422, type: "not_allowed" },
  stay_too_long: { status: 422, type: "not_allowed" },
  frozen: { status: 409, type: "conflict" },
  blackout: { status: 409, type: "conflict" },
  no_capacity: { status: 409, type: "conflict" },
  sold_out: { status: 409, type: "conflict" },
  limit_reached: { status: 429, type: "not_allowed" },
  price_changed: { status: 409, type: "conflict" },
  below_commitments: { status: 409, type: "conflict" },
  has_commitments: { status: 409, type: "conflict" },
  busy: { status: 503, type: "unexpected_state" },
}

/**
 * A refusal on its way to the caller. The only exception that the module
 * throws on purpose; whatever else comes out of it is a defect.
 */
export class BookingRefusal extends Error {
  readonly code: RefusalCode
  readonly details: RefusalDetails

  constructor(refusal: Refusal) {
    super(refusal.message)
    this.name = "BookingRefusal"
    this.code = refusal.code
    this.details = refusal.details
  }
}

/**
 * By its name: `instanceof` would fail across two copies of the module's code,
 * and what comes out of a workflow is a plain object.
 */
export function isBookingRefusal(error: unknown): error is BookingRefusal {
  return (
    typeof error === "object" &&
    error !== null &&
    (error as { name?: unknown }).name === "BookingRefusal"
  )
}

/** @throws BookingRefusal, always */
export function reject<C extends RefusalCode>(
  code: C,
  message: string,
  details?: DetailsOf[C]
): never {
  throw new BookingRefusal(refuse(code, message, details))
}

/** @throws BookingRefusal when the decision is a refusal */
export function unwrap<T>(decision: Decision<T>): T {
  if (!decision.ok) {
    throw new BookingRefusal(decision)
  }
  return decision.value
}

/** The same answer for what is unknown, deleted or somebody else's. */
export function notFound(record: RecordName, id: string): never {
  throw new BookingRefusal(missing(record, id))
}

export type HttpError = {
  status: number
  headers: Record<string, string>
  body: {
    type: string
    code: RefusalCode
    message: string
    details: RefusalDetails
  }
}

/** The one translation of a refusal into an HTTP answer. */
export function toHttpError(refusal: BookingRefusal): HttpError {
  const { status, type } = HTTP[refusal.code]
  const { retry_after } = refusal.details
  return {
    status,
    headers:
      retry_after === undefined ? {} : { "Retry-After": String(retry_after) },
    body: {
      type,
      code: refusal.code,
      message: refusal.message,
      details: refusal.details,
    },
  }
}
