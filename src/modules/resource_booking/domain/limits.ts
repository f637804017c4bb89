import type { AddressFacts, Demand, SiblingFacts } from "./facts"
import { accept, refuse, type Decision, type Refusal } from "./refusals"

export type HoardingLimits = {
  live_holds: number
  units: number
  resource_dates: number
  address_live_holds: number
}

/**
 * Whether an owner and an address may have one more hold. Where time helps,
 * `retry_after` says when the first of those that are in the way ends.
 *
 * @param address the live holds from the same address, all owners together
 */
export function decideLimits(
  limits: HoardingLimits | "off",
  siblings: SiblingFacts[],
  address: AddressFacts | null,
  demands: Demand[],
  nowMs: number
): Decision<null> {
  if (limits === "off") {
    return accept(null)
  }
  const own = { units: unitsOf(demands), dates: datesOf(demands) }
  const units = sum(siblings.map((s) => s.units)) + own.units
  const dates = sum(siblings.map((s) => s.resource_dates)) + own.dates
  const ends = siblings.map((s) => s.expires_at_ms)
  if (siblings.length >= limits.live_holds) {
    return exceeded(`${limits.live_holds} holds`, ends, nowMs)
  }
  if (units > limits.units) {
    const helps = own.units <= limits.units ? ends : []
    return exceeded(`${limits.units} units`, helps, nowMs)
  }
  if (dates > limits.resource_dates) {
    const helps = own.dates <= limits.resource_dates ? ends : []
    return exceeded(`${limits.resource_dates} dates`, helps, nowMs)
  }
  if (address && address.holds >= limits.address_live_holds) {
    const what = `${limits.address_live_holds} holds from one address`
    return exceeded(what, [address.first_end_ms], nowMs)
  }
  return accept(null)
}

/** @param ends of the holds that are in the way */
function exceeded(what: string, ends: number[], nowMs: number): Refusal {
  const seconds = Math.ceil((Math.min(...ends) - nowMs) / 1000)
  return refuse(
    "limit_reached",
    `At most ${what} can be kept at a time. Pay for or release some first.`,
    ends.length > 0 ? { retry_after: Math.max(1, seconds) } : {}
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

function sum(numbers: number[]): number {
  return numbers.reduce((a, b) => a + b, 0)
}
