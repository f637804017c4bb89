import type { AddressFacts, Demand, SiblingFacts } from "../shared/facts"
import {
  accept,
  type Decision,
  precedes,
  type Refusal,
  refuse,
} from "../shared/refusals"
import { type DatesSnapshot, decideNewHold, decideRetake } from "./decide-hold"
import { afterPlacement } from "./decide-placement"
import { datesOf, decideLimits, type HoardingLimits, unitsOf } from "./limits"

/** A hold that has ended, and what its line was to cost. */
export type EndedHold = {
  id: string
  cart_id: string | null
  expires_at_ms: number
  deadline_ms: number
  ttl_ms: number
  items: Demand[]
  line: {
    line_item_id: string | null
    unit_price: string
    currency_code: string
  } | null
}

/** What one unit costs today, for all its dates; decimal text, exact. */
export type Quote = { unit_price: string; currency_code: string }

/** What taking holds again depends on, besides their dates. */
export type TakingAgain = {
  /** Money has moved: they are given what they paid for, if it can be had. */
  is_paid: boolean
  /** False when the time that their basket has is over. */
  is_in_time: boolean
  limits: HoardingLimits | "off"
  /** The owner's live holds. */
  siblings: SiblingFacts[]
  address: AddressFacts | null
  /** By hold. */
  quotes: Record<string, Quote>
}

export type TakenAgain<H> = {
  again: H[]
  lost: { hold: H; refusal: Refusal }[]
}

const TIME_IS_OVER = refuse(
  "expired",
  "The time to pay has run out. Please choose your dates again."
)

/**
 * Which of some ended holds may be had again, one after the other. Before money
 * moves each is a new request: rules, limits and today's price count. What is
 * paid for only needs its dates.
 */
export function takeAgain<H extends EndedHold>(
  snapshot: DatesSnapshot,
  ended: H[],
  how: TakingAgain
): TakenAgain<H> {
  const taken: TakenAgain<H> = { again: [], lost: [] }
  let left = snapshot
  let { siblings } = how
  for (const hold of ended) {
    const decision = decideAgain(left, hold, { ...how, siblings })
    if (decision.ok) {
      left = afterPlacement(left, hold.items)
      siblings = [...siblings, sizeOf(hold)]
      taken.again.push(hold)
    } else {
      taken.lost.push({ hold, refusal: decision })
    }
  }
  return taken
}

/** The one answer for all that is lost: the first by precedence, with all dates. */
export function refuseLost(
  lost: { hold: { id: string }; refusal: Refusal }[]
): Refusal {
  const [first] = [...lost].sort((a, b) =>
    precedes(a.refusal.code, b.refusal.code) ? -1 : 1
  )
  const { code, message, details } = (first as (typeof lost)[0]).refusal
  const dates = lost
    .filter(({ refusal }) => refusal.code === code)
    .flatMap(({ refusal }) => refusal.details.dates ?? [])
  return refuse(code, message, {
    ...details,
    ...(dates.length > 0 ? { dates: [...new Set(dates)].sort() } : {}),
    lost: lost.map(({ hold, refusal }) => ({
      hold_id: hold.id,
      code: refusal.code,
      dates: refusal.details.dates ?? [],
    })),
  })
}

function decideAgain(
  snapshot: DatesSnapshot,
  hold: EndedHold,
  how: TakingAgain
): Decision<null> {
  if (!how.is_in_time) {
    return TIME_IS_OVER
  }
  const dates = decideRetake(snapshot, hold.items)
  if (!dates.ok || how.is_paid) {
    return dates
  }
  const { limits, siblings, address } = how
  const refusals = [
    decideNewHold(snapshot, hold.items),
    decideLimits(limits, siblings, address, hold.items, snapshot.now_ms),
    decidePrice(hold, how.quotes[hold.id]),
  ]
  return refusals.find(({ ok }) => !ok) ?? accept(null)
}

function decidePrice(
  { line }: EndedHold,
  quote: Quote | undefined
): Decision<null> {
  if (!line || !quote) {
    throw new Error("an ended hold is taken again without today's price")
  }
  const isSame =
    Number(line.unit_price) === Number(quote.unit_price) &&
    line.currency_code.toLowerCase() === quote.currency_code.toLowerCase()
  if (isSame) {
    return accept(null)
  }
  const currency = quote.currency_code.toUpperCase()
  const [old, now] = [Number(line.unit_price), Number(quote.unit_price)]
  return refuse(
    "price_changed",
    `The time to pay has run out, and the price has changed from ${old} to ${now} ${currency}. Choose the same dates again to accept the new price.`,
    {
      line_item_id: line.line_item_id,
      held: { unit_price: old, currency_code: line.currency_code },
      today: { unit_price: now, currency_code: quote.currency_code },
    }
  )
}

function sizeOf(hold: EndedHold): SiblingFacts {
  const { id, cart_id, expires_at_ms, deadline_ms, ttl_ms, items } = hold
  return {
    ...{ id, cart_id, expires_at_ms, deadline_ms, ttl_ms },
    units: unitsOf(items),
    resource_dates: datesOf(items),
  }
}
