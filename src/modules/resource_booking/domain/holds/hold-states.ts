import type { HOLD_STATUSES } from "../../records/words"

export type HoldStatus = (typeof HOLD_STATUSES)[number]

/**
 * The status as people see it: a hold past its end is expired from that
 * instant on, whether or not the job has written it down.
 *
 * @param hold `expiresAtMs` in epoch milliseconds
 */
export function effectiveStatus(
  hold: { status: HoldStatus; expiresAtMs: number },
  nowMs: number
): HoldStatus {
  return hold.status === "active" && hold.expiresAtMs <= nowMs
    ? "expired"
    : hold.status
}

/** Whole seconds until the end, never negative, 0 for a hold that has ended. */
export function secondsRemaining(
  hold: { status: HoldStatus; expiresAtMs: number },
  nowMs: number
): number {
  return effectiveStatus(hold, nowMs) === "active"
    ? Math.ceil((hold.expiresAtMs - nowMs) / 1000)
    : 0
}
