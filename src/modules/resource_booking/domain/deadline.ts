import type { SiblingFacts } from "./facts"

const MINUTE_MS = 60_000

/** Times in epoch milliseconds. */
export type BasketClock = { started_at_ms: number; deadline_ms: number }

/** Until when payments may go past the deadline; null until one has. */
export type BasketGrace = { grace_until_ms: number | null }

/**
 * The hold's own length: the shortest among the resources that set one and
 * the option for those that don't.
 */
export function ttlOf(
  resources: { hold_ttl_minutes: number | null }[],
  defaultMinutes: number
): number {
  const minutes = resources.map((r) => r.hold_ttl_minutes ?? defaultMinutes)
  return Math.round(Math.min(...minutes) * MINUTE_MS)
}

/**
 * A basket's clock starts with its first live hold and runs for the lifetime
 * cap, however often its holds are renewed. When all have ended it starts anew.
 */
export function basketClock(
  basket: BasketClock | null,
  liveSiblings: number,
  nowMs: number,
  lifetimeMs: number
): BasketClock {
  if (basket && liveSiblings > 0 && basket.deadline_ms > nowMs) {
    return basket
  }
  return { started_at_ms: nowMs, deadline_ms: nowMs + lifetimeMs }
}

/**
 * The moment at which every hold of a cart ends together: now + the smallest
 * TTL among them, never earlier than any of them ended before, and within the
 * lifetime cap.
 *
 * @param current `expires_at` of the holds that are already there
 */
export function commonDeadline(
  ttls: number[],
  current: number[],
  capMs: number,
  nowMs: number
): number {
  const renewed = Math.min(nowMs + Math.min(...ttls), capMs)
  return Math.max(renewed, ...current)
}

/** The live holds that share a clock with a hold of this cart. */
export function sameCart(
  siblings: SiblingFacts[],
  cartId: string | null
): SiblingFacts[] {
  return cartId === null ? [] : siblings.filter((s) => s.cart_id === cartId)
}

/**
 * Until when a basket's holds are kept alive through a payment: for the grace,
 * which may go past the lifetime cap once, so that nobody renews for ever by
 * paying badly.
 */
export function pinnedUntil(
  basket: BasketClock & BasketGrace,
  graceMs: number,
  nowMs: number
): { end_ms: number; grace_until_ms: number | null } {
  const { deadline_ms, grace_until_ms } = basket
  const end = nowMs + graceMs
  if (end <= deadline_ms) {
    return { end_ms: end, grace_until_ms }
  }
  const latest = grace_until_ms ?? end
  return {
    end_ms: Math.min(end, Math.max(latest, deadline_ms)),
    grace_until_ms: latest,
  }
}
