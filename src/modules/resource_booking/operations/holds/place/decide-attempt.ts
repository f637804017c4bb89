import { addressOf, afterHold } from "../../../domain/holds/address-facts"
import type { Rules } from "../../../domain/holds/decide-hold"
import {
  afterPlacement,
  decidePlacement,
  type PlacementFacts,
} from "../../../domain/holds/decide-placement"
import { BookingRefusal } from "../../../errors"
import type { PlacementSnapshot } from "../../../sql/holds"
import { hasSpans } from "./choose-from-groups"
import { preparePlacement } from "./placement"
import type {
  HoldRequest,
  LockStrategy,
  Placement,
  PlacementAttempt,
} from "./types"

/** How a request was read that is to be decided. */
type Reading = {
  /** What was read before the locks is still so. */
  isSame: boolean
  locked: boolean
  strategy: LockStrategy
}

/** @returns the snapshot as the next request must see it */
export function decideAttempt(
  attempt: PlacementAttempt,
  snapshot: PlacementSnapshot,
  { isSame, locked, strategy }: Reading
): PlacementSnapshot {
  const { request, chosen } = attempt
  const facts = factsFor(request, snapshot)
  const decision = decidePlacement(facts, {
    replaces: replacementOf(attempt),
    demands: chosen,
    fingerprint: request.fingerprint,
    // Staff hoard nothing.
    limits: request.staff ? "off" : request.call.options.limits,
    rules: rulesOf(request),
  })
  if (!decision.ok) {
    // Somebody took the chosen member directly: another one may be free. What
    // was remembered too long may not refuse: it is looked up again.
    const stale =
      !hasSpans(chosen, facts.resources) ||
      (decision.code === "sold_out" && request.grouped && !strategy.lockMembers)
    attempt.outcome = stale
      ? { kind: "again", stale }
      : { kind: "refused", refusal: new BookingRefusal(decision) }
    return snapshot
  }
  if (decision.value === "replay") {
    attempt.outcome = { kind: "replay", hold_id: facts.existing?.id as string }
    return snapshot
  }
  const stale = !isSame || !hasSpans(chosen, facts.resources)
  if (stale || !locked) {
    attempt.outcome = { kind: "again", stale }
    return snapshot
  }
  const { basket, before } = attempt
  const placement = preparePlacement(request, basket, chosen, facts, before)
  attempt.placement = placement
  return afterAttempt(snapshot, placement)
}

function factsFor(
  request: HoldRequest,
  snapshot: PlacementSnapshot
): PlacementFacts {
  const { scope, owner, address, input } = request
  const { existing, siblings } = snapshot
  const used = existing.find(
    (e) => e.scope === scope && e.key === input.idempotency_key
  )
  return {
    ...snapshot,
    existing: used ?? null,
    siblings: siblings.filter(
      ({ id, owner: its }) => its === owner && id !== request.replaces
    ),
    address: addressOf(snapshot, address, input.customer_id ?? null),
  }
}

export function rulesOf({ staff }: HoldRequest): Rules {
  return staff?.override_rules ? "overridden" : "kept"
}

/** Null when it takes over from nothing; a hold of another cart is unknown. */
function replacementOf({ request, before: { hold } }: PlacementAttempt) {
  const { replaces, input } = request
  if (!replaces) {
    return null
  }
  const isItsCart = input.cart_id != null && hold?.cart_id === input.cart_id
  return { id: replaces, hold: isItsCart ? hold : null }
}

function afterAttempt(
  snapshot: PlacementSnapshot,
  { hold }: Placement
): PlacementSnapshot {
  const { id, fingerprint, scope, key, address } = hold
  return {
    ...afterPlacement(snapshot, hold.items),
    existing: [...snapshot.existing, { id, fingerprint, scope, key }],
    addresses: address
      ? afterHold(snapshot.addresses, { ...hold, address })
      : snapshot.addresses,
  }
}
