import { REFUSAL_CODES, type RefusalCode } from "./refusal-codes"
import type { DetailsOf, RecordName, RefusalDetails } from "./refusal-details"

export { REFUSAL_CODES, type RefusalCode } from "./refusal-codes"
export type { DetailsOf, RecordName, RefusalDetails } from "./refusal-details"

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

export function refuse<C extends RefusalCode>(
  code: C,
  message: string,
  details?: DetailsOf[C]
): Refusal {
  return { ok: false, code, message, details: { ...details } }
}

/** The same answer for what is unknown, deleted or somebody else's. */
export function missing(record: RecordName, id: string): Refusal {
  const noun = record.charAt(0).toUpperCase() + record.slice(1)
  return refuse("not_found", `${noun} not found: ${id}.`, { record, id })
}

/** One reason found against one date (or against the request as a whole). */
export type Objection = {
  code: RefusalCode
  message: string
  date?: string
  details?: RefusalDetails
}

type WithoutDates<T> = T extends unknown ? Omit<T, "dates"> : never

/** @param details what the code's answer says besides its dates */
export function objection<C extends RefusalCode>(
  code: C,
  message: string,
  details: WithoutDates<DetailsOf[C]>,
  date?: string
): Objection {
  return { code, message, details, ...(date === undefined ? {} : { date }) }
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
  return {
    ...{ ok: false, code, message },
    details: {
      ...details,
      ...(dates.length ? { dates: [...new Set(dates)].sort() } : {}),
    },
  }
}

/** True when a refusal with `code` is given rather than one with `other`. */
export function precedes(code: RefusalCode, other: RefusalCode): boolean {
  return rank(code) < rank(other)
}

function rank(code: RefusalCode): number {
  return REFUSAL_CODES.indexOf(code)
}
