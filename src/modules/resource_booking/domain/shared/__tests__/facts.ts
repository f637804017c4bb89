import type { BlackoutFacts, DateFacts, ResourceFacts } from "../facts"

/** Noon of 2027-01-10 in UTC: the tests' present. */
export const NOON = Date.UTC(2027, 0, 10, 12)

/** A resource without rules: one unit a day, in UTC. */
export function resource(given: Partial<ResourceFacts> = {}): ResourceFacts {
  return {
    id: "bres_1",
    name: "Kayak",
    group_id: null,
    timezone: "UTC",
    span: "day",
    default_capacity: 1,
    min_stay: null,
    max_stay: null,
    lead_time_hours: 0,
    horizon_days: null,
    hold_ttl_minutes: null,
    is_active: true,
    ...given,
  }
}

/** A date that lives off the default capacity, with nothing on it. */
export function onDate(
  date: string,
  given: Partial<DateFacts> = {}
): DateFacts {
  return {
    resource_id: "bres_1",
    date,
    has_row: false,
    max_capacity: 0,
    held: 0,
    allocated: 0,
    overdue: 0,
    ...given,
  }
}

/** A blackout of the resource on one date. */
export function closed(
  date: string,
  given: Partial<BlackoutFacts> = {}
): BlackoutFacts {
  return {
    resource_id: "bres_1",
    group_id: null,
    all: false,
    start: date,
    end: date,
    kind: "blackout",
    ...given,
  }
}
