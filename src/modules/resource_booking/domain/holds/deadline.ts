import type { SiblingFacts } from "../shared/facts"

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
 * lifetime cap. Each hold goes along no further than its own deadline: see
 * `laterEnds`.
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

type Ending = { id: string; expires_at_ms: number; deadline_ms: number }

/** A hold that gets a later end, and that end. */
export type LaterEnd<H> = { hold: H; end_ms: number }

/**
 * Which holds end later now that their cart ends at a moment: each no later
 * than its own deadline, and none earlier than it did.
 */
export function laterEnds<H extends Ending>(
  holds: H[],
  endMs: number
): LaterEnd<H>[] {
  return holds
    .map((hold) => ({ hold, end_ms: Math.min(endMs, hold.deadline_ms) }))
    .filter(({ hold, end_ms }) => end_ms > hold.expires_at_ms)
}

/**
 * When a hold ends that comes into a cart from outside: with the others, whom
 * it lengthens by nothing, and no later than its own deadline.
 *
 * @param others `expires_at` of the cart's live holds
 */
export function broughtEnd(hold: Ending, others: number[]): number {
  return others.length === 0
    ? hold.expires_at_ms
    : Math.min(Math.max(...others), hold.deadline_ms)
}

/** The live holds that share a clock with a hold of this cart. */
export function sameCart(
  siblings: SiblingFacts[],
  cartId: string | null
): SiblingFacts[] {
  return cartId === null ? [] : siblings.filter((s) => s.cart_id === cartId)
}

/** After a payment that failed there is time to try another card. */
export const RETRY_MS = 5 * MINUTE_MS

/**
 * When a pinned hold ends that was not sold: at its own end; after a payment
 * that was tried, no earlier than five minutes from now. However often cards
 * are declined, that is five minutes once the deadline and its grace are over.
 *
 * @param graceMs the checkout's
 */
export function unpinnedEnd(
  hold: { own_end_ms: number; deadline_ms: number; payment_tried: boolean },
  graceMs: number,
  nowMs: number
): number {
  const { own_end_ms, deadline_ms, payment_tried } = hold
  if (!payment_tried) {
    return own_end_ms
  }
  const latest = deadline_ms + graceMs + RETRY_MS
  return Math.max(own_end_ms, Math.min(nowMs + RETRY_MS, latest))
}

/** A hold is pinned no longer than one grace after its own deadline. */
export function pinnedEnd(
  hold: { deadline_ms: number },
  basketEndMs: number,
  graceMs: number
): number {
  return Math.min(basketEndMs, hold.deadline_ms + graceMs)
}

/**
 * Until when a basket's holds are kept alive through a payment: for the grace,
 * which may go past the lifetime cap once, so that nobody renews forever by
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
