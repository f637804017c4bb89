import type { CalendarDate } from "../shared/calendar"
import type { Demand } from "../shared/facts"
import {
  firstByPrecedence,
  type Objection,
  objection,
  precedes,
  type Refusal,
} from "../shared/refusals"
import { type DatesSnapshot, decideNewHold, type Rules } from "./decide-hold"

/** An item that names a group for which no member could be had. */
export type UnmetItem = {
  /** The group's: who asks for it has seen no other name. */
  name: string
  dates: CalendarDate[]
  /** The group's members. */
  members: string[]
}

/**
 * Why items that name groups can't be had. Of each, what speaks against the
 * member that came nearest, since one open member would have been enough;
 * together with what speaks against the items that name a resource.
 *
 * @param unmet the items that have no member even by themselves; all, when
 * only together they have none
 */
export function refuseGroups(
  snapshot: DatesSnapshot,
  direct: Demand[],
  unmet: UnmetItem[],
  rules: Rules = "kept"
): Refusal {
  const ofDirect = decideNewHold(snapshot, direct, rules)
  const facts = factsByMember(snapshot)
  const objections = [
    ...(ofDirect.ok ? [] : objectionsOf(ofDirect)),
    ...unmet.flatMap((item) => nearest(facts, item, rules)),
  ]
  return firstByPrecedence(objections) as Refusal
}

/** Each member's own: to look through all of them for each would take long. */
function factsByMember(snapshot: DatesSnapshot): Map<string, DatesSnapshot> {
  const facts = new Map(
    snapshot.resources.map((resource): [string, DatesSnapshot] => [
      resource.id,
      { ...snapshot, resources: [resource], dates: [] },
    ])
  )
  for (const date of snapshot.dates) {
    facts.get(date.resource_id)?.dates.push(date)
  }
  return facts
}

function nearest(
  facts: Map<string, DatesSnapshot>,
  { name, dates, members }: UnmetItem,
  rules: Rules
): Objection[] {
  let best: Objection[] | undefined
  for (const resource_id of members) {
    const demand = { resource_id, dates, quantity: 1 }
    const own = facts.get(resource_id)
    if (!own) {
      // It was deleted just now.
      continue
    }
    const decision = decideNewHold(calledBy(name, own), [demand], rules)
    if (decision.ok || decision.code === "sold_out") {
      // Nothing is nearer.
      return notEnough(name, dates)
    }
    const next = objectionsOf(decision)
    best = best && precedes(codeOf(next), codeOf(best)) ? best : next
  }
  return best ?? nothingThere(dates)
}

function codeOf(objections: Objection[]) {
  return (objections[0] as Objection).code
}

function objectionsOf({ code, message, details }: Refusal): Objection[] {
  const { dates = [], ...rest } = details
  return dates.map((date) => ({ code, message, date, details: rest }))
}

/** Members go by their group's name. */
function calledBy(name: string, facts: DatesSnapshot): DatesSnapshot {
  const resources = facts.resources.map((resource) => ({ ...resource, name }))
  return { ...facts, resources }
}

function notEnough(name: string, dates: CalendarDate[]): Objection[] {
  const message = `There is not enough availability in ${name} for the whole stay.`
  const details = { kind: "group", name } as const
  return dates.map((date) => objection("sold_out", message, details, date))
}

function nothingThere(dates: CalendarDate[]): Objection[] {
  const message = "This group has nothing to book."
  const details = { kind: "no_members" } as const
  return dates.map((date) => objection("no_capacity", message, details, date))
}
