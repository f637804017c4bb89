import { accept, type Decision, refuse } from "./refusals"

/** Deeper than anybody means to nest; deeper ones exhaust a parser's stack. */
const MAX_DEPTH = 64

/** Words of a handle: small Latin letters and digits, joined by hyphens. */
const HANDLE = /^[a-z0-9]+(-[a-z0-9]+)*$/
const MAX_HANDLE = 100

/**
 * Whether text, or all text inside a JSON value, can be stored: PostgreSQL
 * has no NUL character and no half of a surrogate pair.
 */
export function isStorable(value: unknown, depth = MAX_DEPTH): boolean {
  if (typeof value === "string") {
    return !value.includes("\0") && value.isWellFormed()
  }
  if (value === null || typeof value !== "object") {
    return true
  }
  return (
    depth > 0 &&
    Object.entries(value).every(
      ([key, inner]) => isStorable(key) && isStorable(inner, depth - 1)
    )
  )
}

const MAX_REASON = 2_000

/** Whether a reason or note that staff give can be kept. */
export function isNote(value: unknown): value is string {
  return (
    typeof value === "string" && value.length <= MAX_REASON && isStorable(value)
  )
}

/** A note may be empty. */
export function checkNote(value: unknown): Decision<null> {
  return isNote(value)
    ? accept(null)
    : refuse(
        "invalid_data",
        `A note can have at most ${MAX_REASON} characters.`
      )
}

/** A reason says something. */
export function checkReason(value: unknown): Decision<null> {
  return isNote(value) && value.trim() !== ""
    ? accept(null)
    : refuse("invalid_data", `A reason must be 1 to ${MAX_REASON} characters.`)
}

export function isHandle(value: string): boolean {
  return value.length <= MAX_HANDLE && HANDLE.test(value)
}

/**
 * The handle that a name suggests: `Zimmer 12 (Süd)` is `zimmer-12-sud`.
 *
 * @param otherwise for a name without a Latin letter or digit
 */
export function handleOf(name: string, otherwise: string): string {
  const words = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .match(/[a-z0-9]+/g)
  const handle = (words ?? []).join("-").slice(0, MAX_HANDLE - 10)
  return handle.replace(/-$/, "") || otherwise
}

/** The handle itself if nobody has it, else the first of `-2`, `-3` … free. */
export function freeHandle(handle: string, taken: string[]): string {
  const known = new Set(taken)
  if (!known.has(handle)) {
    return handle
  }
  let n = 2
  while (known.has(`${handle}-${n}`)) {
    n++
  }
  return `${handle}-${n}`
}
