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
  objection,
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
    details: { kind: "gone", resource_id },
  }))
}

function activityObjections(
  snapshot: DatesSnapshot,
  demands: Demand[]
): Objection[] {
  return eachDate(snapshot, demands, (resource) =>
    resource.is_active
      ? null
      : objection("inactive", `${resource.name} is not on sale.`, {
          name: resource.name,
        })
  )
}

const RULES = {
  past: () => objection("past", "Dates in the past can't be booked.", {}),
  too_soon: ({ lead_time_hours: hours }: ResourceFacts) =>
    objection(
      "too_soon",
      `Bookings must be made at least ${count(hours, "hour")} ahead.`,
      { hours }
    ),
  too_far: ({ horizon_days }: ResourceFacts) => {
    const days = horizon_days ?? 0
    const message = `Bookings can be made at most ${count(days, "day")} ahead.`
    return objection("too_far", message, { days })
  },
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
      ? RULES[rule](resource)
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
  const { id: resource_id, span, min_stay, max_stay } = resource
  if (min_stay !== null && run.length < min_stay) {
    const message = `The minimum stay is ${count(min_stay, span)}.`
    const details = { resource_id, min_stay, span }
    return run.map((date) =>
      objection("stay_too_short", message, details, date)
    )
  }
  if (max_stay !== null && run.length > max_stay) {
    const message = `The maximum stay is ${count(max_stay, span)}.`
    const details = { resource_id, max_stay, span }
    return run.map((date) => objection("stay_too_long", message, details, date))
  }
  return []
}

function blackoutObjections(
  snapshot: DatesSnapshot,
  demands: Demand[]
): Objection[] {
  return eachDate(snapshot, demands, (resource, date) => {
    const code = blackoutAgainst(resource, date, snapshot.blackouts)
    return code && closed(code, resource, date)
  })
}

function closed(
  code: "frozen" | "blackout",
  { name }: ResourceFacts,
  date: string
): Objection {
  const message = `${name} is closed on ${dateInWords(date)}.`
  return objection(code, message, { name })
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
      const { name } = resource
      const message = `${name} is not offered on ${dateInWords(date)}.`
      return objection("no_capacity", message, { name })
    }
    const free = freeUnits(resource, known)
    const units = wanted.get(resource.id)?.get(date) ?? 0
    return units <= free ? null : soldOut(resource, date, free)
  })
}

function soldOut({ name }: ResourceFacts, date: string, free: number) {
  const left = free === 0 ? "is sold out" : `has only ${free} left`
  const message = `${name} ${left} on ${dateInWords(date)}.`
  return objection("sold_out", message, {
    ...{ name, free },
    ...(free === 0 ? {} : { kind: "few" }),
  })
}

function eachDate(
  snapshot: DatesSnapshot,
  demands: Demand[],
  object: (resource: ResourceFacts, date: string) => Objection | null
): Objection[] {
  return [...sumDemand(demands)].flatMap(([id, byDate]) => {
    const resource = find(snapshot, id)
    return [...byDate.keys()].flatMap((date) => {
      const found = object(resource, date)
      return found
        ? [{ ...found, date, details: { ...found.details, resource_id: id } }]
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
