export const HOLD_STATUSES = [
  "active",
  "confirmed",
  "released",
  "expired",
] as const

export type HoldStatus = (typeof HOLD_STATUSES)[number]

/**
 * The only moves a hold may make. The database's trigger allows the same;
 * `expired → active` is taken only under the locks, with the dates taken again.
 */
export const HOLD_MOVES: Record<HoldStatus, readonly HoldStatus[]> = {
  active: ["confirmed", "released", "expired"],
  expired: ["active"],
  confirmed: [],
  released: [],
}

export function canMove(from: HoldStatus, to: HoldStatus): boolean {
  return HOLD_MOVES[from].includes(to)
}

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
