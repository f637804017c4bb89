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

export type RefusalCode = (typeof REFUSAL_CODES)[number]

/** Facts about a refusal that a client can act on; always JSON-safe. */
export type RefusalDetails = {
  /** The dates the code applies to, ascending, without duplicates. */
  dates?: string[]
  resource_id?: string
  /** Seconds after which a repetition may succeed; sent as Retry-After. */
  retry_after?: number
  [key: string]: unknown
}

export type Refusal = {
  ok: false
  code: RefusalCode
  /** One sentence that a customer or a member of staff understands. */
  message: string
  details: RefusalDetails
}

/** A decision of the domain: go ahead with `value`, or a refusal. */
export type Decision<T> = { ok: true; value: T } | Refusal

export function accept<T>(value: T): Decision<T> {
  return { ok: true, value }
}

export function refuse(
  code: RefusalCode,
  message: string,
  details: RefusalDetails = {}
): Refusal {
  return { ok: false, code, message, details }
}

/** One reason found against one date (or against the request as a whole). */
export type Objection = {
  code: RefusalCode
  message: string
  date?: string
  details?: RefusalDetails
}

/**
 * Turns everything that speaks against a request into the one answer: the
 * first code by precedence, with every date that code applies to.
 *
 * @returns null when there is no objection.
 */
export function firstByPrecedence(objections: Objection[]): Refusal | null {
  let first: Objection | undefined
  for (const objection of objections) {
    if (!first || rank(objection.code) < rank(first.code)) {
      first = objection
    }
  }
  if (!first) {
    return null
  }
  const { code, message, details } = first
  const dates = objections
    .filter((o) => o.code === code && o.date !== undefined)
    .map((o) => o.date as string)
  return refuse(code, message, {
    ...details,
    ...(dates.length ? { dates: [...new Set(dates)].sort() } : {}),
  })
}

/** True when a refusal with `code` is given rather than one with `other`. */
export function precedes(code: RefusalCode, other: RefusalCode): boolean {
  return rank(code) < rank(other)
}

function rank(code: RefusalCode): number {
  return REFUSAL_CODES.indexOf(code)
}
