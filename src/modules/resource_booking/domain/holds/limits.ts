import { dayNumber } from "../shared/calendar"
import { sumDemand } from "../shared/demand"
import type {
  AddressFacts,
  Demand,
  GuestFacts,
  SiblingFacts,
} from "../shared/facts"
import { accept, type Decision, type Refusal, refuse } from "../shared/refusals"

export type HoardingLimits = {
  live_holds: number
  units: number
  resource_dates: number
  address_live_holds: number
  address_resource_dates: number
  address_share: number
  address_window_days: number
}

/**
 * Whether an owner and an address may have one more hold. Where time helps,
 * `retry_after` says when the first of those that are in the way ends.
 *
 * @param address the live holds from the same address, all owners together;
 * null where there are none
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
    return exceeded("bookings", limits.live_holds, ends, nowMs)
  }
  if (units > limits.units) {
    const helps = own.units <= limits.units ? ends : []
    return exceeded("units", limits.units, helps, nowMs)
  }
  if (dates > limits.resource_dates) {
    const helps = own.dates <= limits.resource_dates ? ends : []
    return exceeded("dates", limits.resource_dates, helps, nowMs)
  }
  if (address && address.holds >= limits.address_live_holds) {
    const most = limits.address_live_holds
    return exceeded("address_bookings", most, [address.first_end_ms], nowMs)
  }
  return address ? decideGuests(limits, address, demands, nowMs) : accept(null)
}

/**
 * What an address may keep for people whom nobody knows. It has a first stay
 * in any case: a shop with one room must be able to sell it.
 */
function decideGuests(
  limits: HoardingLimits,
  { guests, first_end_ms }: AddressFacts,
  demands: Demand[],
  nowMs: number
): Decision<null> {
  if (!guests || guests.resource_dates === 0) {
    return accept(null)
  }
  const { address_resource_dates: most, address_share: share } = limits
  const own = datesOf(demands)
  if (guests.resource_dates + own > most) {
    const helps = own <= most ? [first_end_ms] : []
    return exceeded("address_dates", most, helps, nowMs)
  }
  if (isCrowding(guests, demands, share, limits.address_window_days)) {
    const percent = Math.floor(share * 100)
    return exceeded("address_share", percent, [first_end_ms], nowMs)
  }
  return accept(null)
}

/**
 * Whether, with what is wanted, more than a share of what a resource can be
 * sold in some window of dates would be theirs. What they have nothing of yet
 * they may have a stay of.
 */
function isCrowding(
  { taken, capacities }: GuestFacts,
  demands: Demand[],
  share: number,
  days: number
): boolean {
  const wanted = sumDemand(demands)
  return capacities.some(({ resource_id, first, units: capacity }) => {
    const own = capacity.map(() => 0)
    const isWanted = capacity.map(() => false)
    const start = dayNumber(first)
    for (const one of taken) {
      if (one.resource_id === resource_id) {
        add(own, dayNumber(one.date) - start, one.units)
      }
    }
    if (own.every((units) => units === 0)) {
      return false
    }
    for (const [date, units] of wanted.get(resource_id) ?? []) {
      add(own, dayNumber(date) - start, units)
      isWanted[dayNumber(date) - start] = true
    }
    return capacity.some((_, at) => {
      const end = at + days
      const isConcerned = isWanted.slice(at, end).includes(true)
      const most = share * sum(capacity.slice(at, end))
      return isConcerned && sum(own.slice(at, end)) > most
    })
  })
}

/** Other requests that share the facts may be of other dates. */
function add(list: number[], at: number, units: number): void {
  if (at in list) {
    list[at] = (list[at] ?? 0) + units
  }
}

const COUNTED = {
  bookings: " bookings can be held",
  units: " units can be held",
  dates: " dates can be held",
  address_bookings: " bookings can be held from one IP address",
  address_dates: " dates can be held from one IP address",
  address_share:
    "% of the places on nearby dates can be held from one IP address",
}

/** @param ends of the holds that are in the way */
function exceeded(
  kind: keyof typeof COUNTED,
  most: number,
  ends: number[],
  nowMs: number
): Refusal {
  const seconds = Math.ceil((Math.min(...ends) - nowMs) / 1000)
  return refuse(
    "limit_reached",
    `At most ${most}${COUNTED[kind]} at a time. Please pay for some or release them first.`,
    {
      ...{ kind, most },
      ...(ends.length > 0 ? { retry_after: Math.max(1, seconds) } : {}),
    }
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
