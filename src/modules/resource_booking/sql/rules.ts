/** A stay in SQL: its outermost dates, and the lengths of its runs of dates. */
export type StayBounds = {
  first: string
  last: string
  shortest: string
  longest: string
}

/** Today in the zone of `booking_resource r`. Needs CLOCK. */
export const TODAY = "((select now from clock) at time zone r.timezone)::date"

/**
 * What `windowOf` and `stayObjection` find against a stay, each as SQL on
 * `booking_resource r`. The lead time is compared by dates, too: of a date's two
 * midnights, where clocks go back, PostgreSQL knows the second.
 */
export function rulesAgainst({ first, last, shortest, longest }: StayBounds) {
  return {
    past: `${first} < ${TODAY}`,
    too_soon: `(r.lead_time_hours > 0 and ${first} <= (((select now from clock)
      + r.lead_time_hours * interval '1 hour' - interval '1 millisecond')
      at time zone r.timezone)::date)`,
    too_far: `coalesce(${last} > ${TODAY} + r.horizon_days, false)`,
    stay_too_short: `coalesce(${shortest} < r.min_stay, false)`,
    stay_too_long: `coalesce(${longest} > r.max_stay, false)`,
  }
}

/**
 * Whether the resource's own rules leave a stay open.
 *
 * @param overridden SQL: staff need only keep out of the past
 */
export function openByRules(stay: StayBounds, overridden = "false"): string {
  const { past, ...others } = rulesAgainst(stay)
  return `not (${past})
    and (${overridden} or not (${Object.values(others).join(" or ")}))`
}
