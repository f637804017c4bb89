import type { z } from "zod"

import type * as R from "../../records"
import { addDays, type CalendarDate, todayIn } from "./calendar"
import type { BlackoutFacts, DateFacts, ResourceFacts } from "./facts"

/** Why a date can't be had, however many units are free. */
export type ClosedBy = Exclude<
  (typeof R.CLOSED_REASONS)[number],
  "sold_out" | "held"
>

/** Sellable units of a date: its row's, else the resource's default, else null. */
export function capacityOf(
  resource: Pick<ResourceFacts, "default_capacity">,
  facts: DateFacts
): number | null {
  return facts.has_row ? facts.max_capacity : resource.default_capacity
}

/** Units held by holds that are alive: those past their end have no rights. */
export function liveHeld(facts: DateFacts): number {
  return facts.held - facts.overdue
}

/** Free units of a date, never below 0; an overbooked place is not offered. */
export function freeUnits(
  resource: Pick<ResourceFacts, "default_capacity">,
  facts: DateFacts
): number {
  const capacity = capacityOf(resource, facts) ?? 0
  return Math.max(0, capacity - liveHeld(facts) - facts.allocated)
}

/** The dates that a resource's own rules leave open, both inclusive. */
export type BookingWindow = {
  today: CalendarDate
  first: CalendarDate
  last: CalendarDate | null
}

/**
 * Today, lead time and horizon at an instant, in the resource's own zone.
 *
 * @param nowMs the database's instant, in epoch milliseconds
 */
export function windowOf(
  resource: Pick<
    ResourceFacts,
    "timezone" | "lead_time_hours" | "horizon_days"
  >,
  nowMs: number
): BookingWindow {
  const { timezone, lead_time_hours, horizon_days } = resource
  const today = todayIn(timezone, nowMs)
  return {
    today,
    first:
      lead_time_hours > 0
        ? firstDateFrom(timezone, nowMs + lead_time_hours * 3_600_000)
        : today,
    last: horizon_days === null ? null : addDays(today, horizon_days),
  }
}

/**
 * The first date that does not begin before an instant: the one after the date
 * that it was just before.
 */
function firstDateFrom(timezone: string, instantMs: number): CalendarDate {
  return addDays(todayIn(timezone, instantMs - 1), 1)
}

/**
 * What closes a date whoever asks and however many units: the first by
 * precedence, or null when only the units decide.
 */
export function closedBy(
  resource: ResourceFacts,
  facts: DateFacts,
  blackouts: BlackoutFacts[],
  window: BookingWindow
): ClosedBy | null {
  if (!resource.is_active) {
    return "inactive"
  }
  return (
    ruleIn(window, facts.date) ??
    blackoutAgainst(resource, facts.date, blackouts) ??
    (capacityOf(resource, facts) ? null : "no_capacity")
  )
}

/** Past, lead time and horizon, for one date of a resource. */
export function ruleIn(
  { today, first, last }: BookingWindow,
  date: CalendarDate
): "past" | "too_soon" | "too_far" | null {
  if (date < today) {
    return "past"
  }
  if (date < first) {
    return "too_soon"
  }
  return last !== null && date > last ? "too_far" : null
}

/** Freeze or blackout in force on a date; a freeze is named first. */
export function blackoutAgainst(
  resource: Pick<ResourceFacts, "id" | "group_id">,
  date: CalendarDate,
  blackouts: BlackoutFacts[]
): "frozen" | "blackout" | null {
  const inForce = inForceOn(resource, date, blackouts)
  if (inForce.some((b) => b.kind === "freeze")) {
    return "frozen"
  }
  return inForce.length > 0 ? "blackout" : null
}

/** What closes a resource on a date. */
export function inForceOn<B extends BlackoutFacts>(
  resource: Pick<ResourceFacts, "id" | "group_id">,
  date: CalendarDate,
  blackouts: B[]
): B[] {
  return blackouts.filter(
    (b) =>
      (b.all ||
        b.resource_id === resource.id ||
        (b.group_id !== null && b.group_id === resource.group_id)) &&
      b.start <= date &&
      (b.end === null || date <= b.end)
  )
}

export type DateAvailability = Omit<
  z.infer<typeof R.AvailabilityEntry>,
  "may_free_at"
>

/**
 * The answer for one resource on one date: the figures, whether `quantity`
 * units can be had, and if not, why. `held` says that the units are gone now
 * but may come back when a hold ends; `sold_out` that they will not.
 */
export function availabilityOf(
  resource: ResourceFacts,
  facts: DateFacts,
  blackouts: BlackoutFacts[],
  quantity: number,
  window: BookingWindow
): DateAvailability {
  const free = freeUnits(resource, facts)
  const reason =
    closedBy(resource, facts, blackouts, window) ??
    (free >= quantity ? null : shortage(resource, facts, quantity))
  return {
    date: facts.date,
    max_capacity: capacityOf(resource, facts) ?? 0,
    held: liveHeld(facts),
    allocated: facts.allocated,
    available_capacity: free,
    is_available: reason === null,
    ...(reason ? { reason } : {}),
  }
}

function shortage(
  resource: ResourceFacts,
  facts: DateFacts,
  quantity: number
): "held" | "sold_out" {
  const withoutHolds = (capacityOf(resource, facts) ?? 0) - facts.allocated
  return liveHeld(facts) > 0 && withoutHolds >= quantity ? "held" : "sold_out"
}
