import { freeUnits } from "../shared/availability"
import { sumDemand } from "../shared/demand"
import type { AddressFacts, Demand, SiblingFacts } from "../shared/facts"
import { accept, type Decision, missing, refuse } from "../shared/refusals"
import { type ChangedHold, decideReplacement } from "./decide-change"
import { type DatesSnapshot, decideNewHold, type Rules } from "./decide-hold"
import { decideLimits, type HoardingLimits } from "./limits"

export type PlacementFacts = DatesSnapshot & {
  /** The hold that already has the request's idempotency key. */
  existing: { id: string; fingerprint: string } | null
  /** The owner's live holds. */
  siblings: SiblingFacts[]
  /** The live holds from the same address; null when it is not counted. */
  address: AddressFacts | null
}

export type PlacementRequest = {
  /** The hold that it takes over from; `hold` is null for an unknown one. */
  replaces: {
    id: string
    hold: (ChangedHold & { deadline_ms: number }) | null
  } | null
  demands: Demand[]
  fingerprint: string
  limits: HoardingLimits | "off"
  rules: Rules
}

/** `replay`: the key was used for the same request; its hold is the answer. */
export type PlacementKind = "new" | "replay"

/** The whole decision on a new hold, in the contract's order of precedence. */
export function decidePlacement(
  facts: PlacementFacts,
  request: PlacementRequest
): Decision<PlacementKind> {
  const { demands, limits, rules } = request
  if (facts.existing?.fingerprint === request.fingerprint) {
    return accept("replay")
  }
  const unknown = demands.find(
    (d) => !facts.resources.some((r) => r.id === d.resource_id)
  )
  if (unknown) {
    return missing("resource", unknown.resource_id)
  }
  if (facts.existing) {
    return keyConflict()
  }
  const { replaces } = request
  if (replaces) {
    const replaced = decideReplacement(replaces, facts.now_ms)
    if (!replaced.ok) {
      return replaced
    }
  }
  const dates = decideNewHold(facts, demands, rules)
  if (!dates.ok) {
    return dates
  }
  const { siblings, address, now_ms } = facts
  const limited = decideLimits(limits, siblings, address, demands, now_ms)
  return limited.ok ? accept("new") : limited
}

/** The answer to a key that was used for another request. */
export function keyConflict() {
  return refuse(
    "idempotency_conflict",
    "This idempotency key was already used for another request."
  )
}

/**
 * The facts as they are once a placement is written, for the next request that
 * is decided under the same locks: units held, the owner's and the address's
 * live holds, the key in use.
 */
export function afterPlacement<T extends DatesSnapshot>(
  facts: T,
  demands: Demand[]
): T {
  const wanted = sumDemand(demands)
  const dates = facts.dates.map((d) => {
    const units = wanted.get(d.resource_id)?.get(d.date)
    return units === undefined ? d : { ...d, held: d.held + units }
  })
  return { ...facts, dates }
}

/** By resource, the dates on which the demands leave nothing free. */
export function depletedBy(
  facts: DatesSnapshot,
  demands: Demand[]
): { resource_id: string; dates: string[] }[] {
  const wanted = sumDemand(demands)
  return facts.resources.flatMap((resource) => {
    const dates = facts.dates
      .filter((d) => d.resource_id === resource.id)
      .filter((d) => {
        const units = wanted.get(resource.id)?.get(d.date) ?? 0
        return units > 0 && freeUnits(resource, d) === units
      })
      .map((d) => d.date)
      .sort()
    return dates.length > 0 ? [{ resource_id: resource.id, dates }] : []
  })
}
