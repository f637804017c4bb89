import {
  blackoutAgainst,
  type BookingWindow,
  capacityOf,
  freeUnits,
  ruleIn,
  windowOf,
} from "../shared/availability"
import { dateInWords } from "../shared/date-words"
import { runsOf, sumDemand } from "../shared/demand"
import type {
  BlackoutFacts,
  DateFacts,
  Demand,
  ResourceFacts,
} from "../shared/facts"
import {
  accept,
  type Decision,
  firstByPrecedence,
  type Objection,
} from "../shared/refusals"

/** Everything that was read about the resources and dates of a request. */
export type DatesSnapshot = {
  now_ms: number
  resources: ResourceFacts[]
  dates: DateFacts[]
  blackouts: BlackoutFacts[]
}

/**
 * Whether a resource's own rules count: staff may override lead time, horizon
 * and length of stay. That a date is past, nobody can.
 */
export type Rules = "kept" | "overridden"

/**
 * Whether a new hold may be placed, as far as resources and dates decide:
 * activity, rules, blackouts and units, in that order of precedence.
 *
 * @param stays what the length of stay is asked of, where that is more than
 * what is new
 */
export function decideNewHold(
  snapshot: DatesSnapshot,
  demands: Demand[],
  rules: Rules = "kept",
  stays: Demand[] = demands
): Decision<null> {
  const refusal = firstByPrecedence([
    ...activityObjections(snapshot, demands),
    ...ruleObjections(snapshot, demands, rules),
    ...(rules === "kept" ? stayObjections(snapshot, stays) : []),
    ...blackoutObjections(snapshot, demands),
    ...unitObjections(snapshot, demands),
  ])
  return refusal ?? accept(null)
}

/**
 * Whether dates that were held once may be taken again: blackouts and units
 * count, the rules of a new booking don't. A resource that was deleted since
 * has no capacity left. The snapshot must not count the hold's own claims.
 */
export function decideRetake(
  snapshot: DatesSnapshot,
  demands: Demand[]
): Decision<null> {
  const ids = new Set(snapshot.resources.map((r) => r.id))
  const there = demands.filter((d) => ids.has(d.resource_id))
  const gone = demands.filter((d) => !ids.has(d.resource_id))
  const refusal = firstByPrecedence([
    ...gone.flatMap(goneObjections),
    ...blackoutObjections(snapshot, there),
    ...unitObjections(snapshot, there),
  ])
  return refusal ?? accept(null)
}

function goneObjections({ resource_id, dates }: Demand): Objection[] {
  return dates.map((date) => ({
    code: "no_capacity",
    message: `What was held on ${dateInWords(date)} is no longer offered.`,
    date,
    details: { resource_id },
  }))
}

function activityObjections(
  snapshot: DatesSnapshot,
  demands: Demand[]
): Objection[] {
  return eachDate(snapshot, demands, (resource) =>
    resource.is_active
      ? null
      : { code: "inactive", message: `${resource.name} is not on sale.` }
  )
}

/** Without a name: of a group, the customer doesn't know its members'. */
const RULE_MESSAGES = {
  past: () => "Dates in the past can't be booked.",
  too_soon: ({ lead_time_hours }: ResourceFacts) =>
    `Bookings must be made at least ${count(lead_time_hours, "hour")} ahead.`,
  too_far: ({ horizon_days }: ResourceFacts) =>
    `Bookings can be made at most ${count(horizon_days ?? 0, "day")} ahead.`,
}

function ruleObjections(
  snapshot: DatesSnapshot,
  demands: Demand[],
  rules: Rules
): Objection[] {
  const windows = new Map(
    snapshot.resources.map((r) => [r.id, windowOf(r, snapshot.now_ms)])
  )
  return eachDate(snapshot, demands, (resource, date) => {
    const rule = ruleIn(windows.get(resource.id) as BookingWindow, date)
    return rule && (rules === "kept" || rule === "past")
      ? { code: rule, message: RULE_MESSAGES[rule](resource) }
      : null
  })
}

function stayObjections(
  snapshot: DatesSnapshot,
  demands: Demand[]
): Objection[] {
  return demands.flatMap((demand) => {
    const resource = find(snapshot, demand.resource_id)
    return runsOf(demand.dates).flatMap((run) => stayObjection(resource, run))
  })
}

function stayObjection(resource: ResourceFacts, run: string[]): Objection[] {
  const unit = resource.span === "night" ? "night" : "day"
  const { min_stay, max_stay } = resource
  const details = { resource_id: resource.id }
  if (min_stay !== null && run.length < min_stay) {
    const message = `The minimum stay is ${count(min_stay, unit)}.`
    return run.map((date) => ({
      code: "stay_too_short",
      message,
      date,
      details,
    }))
  }
  if (max_stay !== null && run.length > max_stay) {
    const message = `The maximum stay is ${count(max_stay, unit)}.`
    return run.map((date) => ({
      code: "stay_too_long",
      message,
      date,
      details,
    }))
  }
  return []
}

function blackoutObjections(
  snapshot: DatesSnapshot,
  demands: Demand[]
): Objection[] {
  return eachDate(snapshot, demands, (resource, date) => {
    const code = blackoutAgainst(resource, date, snapshot.blackouts)
    return (
      code && {
        code,
        message: `${resource.name} is closed on ${dateInWords(date)}.`,
      }
    )
  })
}

function unitObjections(
  snapshot: DatesSnapshot,
  demands: Demand[]
): Objection[] {
  const facts = new Map(
    snapshot.dates.map((d) => [`${d.resource_id} ${d.date}`, d])
  )
  const wanted = sumDemand(demands)
  return eachDate(snapshot, demands, (resource, date) => {
    const known = facts.get(`${resource.id} ${date}`)
    if (!known) {
      throw new Error(`no facts were read for ${resource.id} on ${date}`)
    }
    if (!capacityOf(resource, known)) {
      const message = `${resource.name} is not offered on ${dateInWords(date)}.`
      return { code: "no_capacity", message }
    }
    const free = freeUnits(resource, known)
    const units = wanted.get(resource.id)?.get(date) ?? 0
    return units <= free
      ? null
      : { code: "sold_out", message: soldOut(resource, date, free) }
  })
}

function soldOut(resource: ResourceFacts, date: string, free: number): string {
  const left = free === 0 ? "is sold out" : `has only ${free} left`
  return `${resource.name} ${left} on ${dateInWords(date)}.`
}

function eachDate(
  snapshot: DatesSnapshot,
  demands: Demand[],
  object: (
    resource: ResourceFacts,
    date: string
  ) => Omit<Objection, "date"> | null
): Objection[] {
  return [...sumDemand(demands)].flatMap(([id, byDate]) => {
    const resource = find(snapshot, id)
    return [...byDate.keys()].flatMap((date) => {
      const objection = object(resource, date)
      return objection
        ? [{ ...objection, date, details: { resource_id: id } }]
        : []
    })
  })
}

function find(snapshot: DatesSnapshot, id: string): ResourceFacts {
  const resource = snapshot.resources.find((r) => r.id === id)
  if (!resource) {
    throw new Error(`no facts were read for ${id}`)
  }
  return resource
}

function count(n: number, unit: string): string {
  return `${n} ${unit}${n === 1 ? "" : "s"}`
}
