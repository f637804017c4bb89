import { accept, type Decision, missing, refuse } from "../shared/refusals"
import { effectiveStatus, type HoldStatus } from "./hold-states"
import { keptUntil } from "./succession"

export type ChangedHold = {
  status: HoldStatus
  expires_at_ms: number
  order_id: string | null
}

/**
 * Whether a hold can still be changed by its owner. A second resolution names
 * what happened first.
 */
export function decideLive(hold: ChangedHold, nowMs: number): Decision<null> {
  const status = effectiveStatus(
    { status: hold.status, expiresAtMs: hold.expires_at_ms },
    nowMs
  )
  switch (status) {
    case "active":
      return accept(null)
    case "confirmed":
      return refuse("already_confirmed", "This hold is already confirmed.")
    case "released":
      return refuse("released", "This hold was released.")
    case "expired":
      return refuse("expired", "This hold has expired.")
  }
}

/** Releasing twice is harmless; releasing what was sold or ended is refused. */
export function decideRelease(
  hold: ChangedHold,
  nowMs: number
): Decision<"release" | "repeat"> {
  if (hold.status === "released") {
    return accept("repeat")
  }
  const live = decideLive(hold, nowMs)
  return live.ok ? accept("release") : live
}

/**
 * Whether another hold may take over from this one. One that has ended has
 * nothing to give back, and may be taken over from all the same.
 *
 * @param replaces `hold` is null when there is none with that id
 */
export function decideReplacement(
  replaces: {
    id: string
    hold: (ChangedHold & { deadline_ms: number }) | null
  },
  nowMs: number
): Decision<null> {
  const { id, hold } = replaces
  if (!hold) {
    return missing("hold", id)
  }
  const live = decideLive(hold, nowMs)
  if (live.ok) {
    const kept = keptUntil(hold, nowMs)
    return kept.ok ? accept(null) : kept
  }
  return live.code === "expired" ? accept(null) : live
}

/**
 * Whether an extension is one. At the lifetime cap nothing more can be gained,
 * which is said; before it, an end that is late enough already is kept: a cart
 * may hold longer than this hold would by itself.
 */
export function decideExtension(
  newEndMs: number,
  oldEndMs: number,
  capMs: number
): Decision<"extend" | "keep"> {
  if (newEndMs > oldEndMs) {
    return accept("extend")
  }
  return oldEndMs < capMs
    ? accept("keep")
    : refuse("limit_reached", "This hold can't be extended any further.", {
        kind: "lifetime",
      })
}

/**
 * How a hold becomes an order's: `confirm` while it lives and its dates are
 * kept, `retake` when they must be taken again first, `repeat` when it was
 * confirmed for the same order before. The claims decide, not the clock alone:
 * one that stepped back makes a hold look alive whose dates are somebody
 * else's.
 */
export function decideConfirmation(
  hold: ChangedHold & { is_whole: boolean },
  orderId: string,
  nowMs: number
): Decision<"confirm" | "retake" | "repeat"> {
  if (hold.status === "confirmed" && hold.order_id === orderId) {
    return accept("repeat")
  }
  const live = decideLive(hold, nowMs)
  if (live.ok) {
    return accept(hold.is_whole ? "confirm" : "retake")
  }
  return live.code === "expired" ? accept("retake") : live
}
