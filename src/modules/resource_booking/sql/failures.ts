import { refuse } from "../domain/shared/refusals"
import { BookingRefusal } from "../errors"

const LOCK_TIMEOUT = "55P03"
const STATEMENT_TIMEOUT = "57014"
const SERIALIZATION_FAILURE = "40001"
const DEADLOCK = "40P01"
const UNIQUE_VIOLATION = "23505"
/** A server that only reads, as after a fail-over. */
const READ_ONLY = "25006"
/** Of prepared statements, behind a pooler: gone, or there already. */
const NO_STATEMENT = "26000"
const STATEMENT_EXISTS = "42P05"
/** Raised by the trigger on holds: migrations/schema/moves.ts. */
const EXPIRED_MEANWHILE = "RB001"
/** Raised by the conflicts' trigger. */
const SETTLED_MEANWHILE = "RB002"
/** Two at once with one idempotency key: the next look finds the winner. */
const IDEMPOTENCY_KEY = "booking_hold_idempotency_scope_idempotency_key_key"

/** SQLSTATE of a PostgreSQL error, or the system's code of a broken socket. */
export function errorCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === "string" ? code : undefined
}

/** True when the connection itself is gone. */
function isDisconnect(error: unknown): boolean {
  const code = errorCode(error)
  if (code !== undefined) {
    return /^(08|57P0|25P03|ECONN|EPIPE|ETIMEDOUT|EHOST|ENOTFOUND)/.test(code)
  }
  // What the driver says without a code; anything else is no database error.
  return (
    error instanceof Error &&
    /^(Connection terminated|Client (has encountered|was closed))/.test(
      error.message
    )
  )
}

/** The session was another's before, or is not ours alone: see Experience. */
export function isNameLost(error: unknown): boolean {
  const code = errorCode(error)
  return code === NO_STATEMENT || code === STATEMENT_EXISTS
}

/** Nothing was done, and another connection may do it. */
export function isMisplaced(error: unknown): boolean {
  return isNameLost(error) || errorCode(error) === READ_ONLY
}

/** True when a connection must not be used again. */
export function isUnusable(error: unknown): boolean {
  return isDisconnect(error) || isMisplaced(error)
}

/** There may be a connection in a moment: the server is full, or starting. */
export function isTemporary(error: unknown): boolean {
  return isDisconnect(error) || (errorCode(error) ?? "").startsWith("53")
}

/** Nobody is there to ask, whoever asks: it may work in a moment. */
export function isOutage(error: unknown): boolean {
  return isTemporary(error) || isMisplaced(error)
}

/** What a statement ends in that PostgreSQL has not answered. */
export function noAnswer(): Error {
  const error = new Error("no answer in time")
  return Object.assign(error, { code: "ETIMEDOUT" })
}

/** Nothing was done, and the same may work when it is tried again. */
export function isRetryable(error: unknown): boolean {
  if (isMisplaced(error)) {
    return true
  }
  switch (errorCode(error)) {
    case SERIALIZATION_FAILURE:
    case DEADLOCK:
    case LOCK_TIMEOUT:
    case EXPIRED_MEANWHILE:
      return true
    case UNIQUE_VIOLATION:
      return (error as { constraint?: string }).constraint === IDEMPOTENCY_KEY
    default:
      return false
  }
}

/** The answer when there is no time or no connection: nobody's fault. */
export function busy(): BookingRefusal {
  return new BookingRefusal(
    refuse("busy", "The booking system is busy. Please try again.", {
      retry_after: 1,
    })
  )
}

/**
 * What a PostgreSQL error means to the caller. One that can only be a defect
 * of ours comes back as it is.
 */
export function translate(error: unknown): unknown {
  const code = errorCode(error) ?? ""
  const noResources = code.startsWith("53")
  const isBusy = noResources || code === STATEMENT_TIMEOUT
  if (isBusy || isRetryable(error) || isDisconnect(error)) {
    return busy()
  }
  if (code === SETTLED_MEANWHILE) {
    const message = "This conflict is already settled."
    return new BookingRefusal(refuse("invalid_data", message))
  }
  // Class 22: a value that no column takes, such as a NUL in a text.
  return code.startsWith("22")
    ? new BookingRefusal(
        refuse("invalid_data", "The request contains an invalid value.")
      )
    : error
}
