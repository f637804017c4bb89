import { addDays, todayIn } from "../engine"

/** The zone of every resource that doesn't say otherwise. */
const ZONE = "Australia/Brisbane"

/** Once for all tests: midnight may come while they run. */
const TODAY = todayIn(ZONE, Date.now())

/** A date that many days from today, where the resources are. */
export function inDays(days: number): string {
  return addDays(TODAY, days)
}

/** All dates from one number of days ahead to another, inclusive. */
export function datesInDays(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, i) => inDays(first + i))
}

/** How moments look: ISO 8601 in UTC, milliseconds. */
export const MOMENT = expect.stringMatching(
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
)

/** An id with its prefix. */
export function anId(prefix: string) {
  return expect.stringMatching(new RegExp(`^${prefix}_[0-9A-Za-z]+$`))
}
