import type { Demand, SiblingFacts } from "./facts"
import { accept, refuse, type Decision } from "./refusals"

export type HoardingLimits = {
  live_holds: number
  units: number
  resource_dates: number
  address_live_holds: number
}

/**
 * Whether an owner and an address may have one more hold. Time helps: the
 * earliest end of the owner's live holds is given as `retry_after`.
 *
 * @param addressHolds live holds from the same address, all owners together
 */
export function decideLimits(
  limits: HoardingLimits | "off",
  siblings: SiblingFacts[],
  addressHolds: number,
  demands: Demand[],
  nowMs: number
): Decision<null> {
  if (limits === "off") {
    return accept(null)
  }
  const units = sum(siblings.map((s) => s.units)) + unitsOf(demands)
  const dates = sum(siblings.map((s) => s.resource_dates)) + datesOf(demands)
  const exceeded =
    siblings.length >= limits.live_holds
      ? `${limits.live_holds} holds`
      : units > limits.units
        ? `${limits.units} units`
        : dates > limits.resource_dates
          ? `${limits.resource_dates} dates`
          : addressHolds >= limits.address_live_holds
            ? `${limits.address_live_holds} holds from one address`
            : null
  if (!exceeded) {
    return accept(null)
  }
  return refuse(
    "limit_reached",
    `At most ${exceeded} can be kept at a time. Pay for or release some first.`,
    siblings.length > 0
      ? { retry_after: secondsUntilFirstEnds(siblings, nowMs) }
      : {}
  )
}

/** Units of a request: each item's quantity, whatever its number of dates. */
export function unitsOf(demands: Demand[]): number {
  return sum(demands.map((d) => d.quantity))
}

/** Resource-dates of a request: each item's dates, whatever its quantity. */
export function datesOf(demands: Demand[]): number {
  return sum(demands.map((d) => d.dates.length))
}

function secondsUntilFirstEnds(
  siblings: SiblingFacts[],
  nowMs: number
): number {
  const first = Math.min(...siblings.map((s) => s.expires_at_ms))
  return Math.max(1, Math.ceil((first - nowMs) / 1000))
}

function sum(numbers: number[]): number {
  return numbers.reduce((a, b) => a + b, 0)
}
