import type { CalendarDate } from "./calendar"
import { decideNewHold, type DatesSnapshot, type Rules } from "./decide-hold"
import type { Demand } from "./facts"
import {
  firstByPrecedence,
  precedes,
  type Objection,
  type Refusal,
} from "./refusals"

/** An item that names a group for which no member could be had. */
export type UnmetItem = {
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
  const objections = [
    ...(ofDirect.ok ? [] : objectionsOf(ofDirect)),
    ...unmet.flatMap((item) => nearest(snapshot, item, rules)),
  ]
  return firstByPrecedence(objections) as Refusal
}

function nearest(
  snapshot: DatesSnapshot,
  { dates, members }: UnmetItem,
  rules: Rules
): Objection[] {
  const found = members.map((resource_id): Objection[] => {
    const demand = { resource_id, dates, quantity: 1 }
    const decision = decideNewHold(snapshot, [demand], rules)
    return decision.ok || decision.code === "sold_out"
      ? notEnough(dates)
      : objectionsOf(decision)
  })
  return found.reduce(
    (best, next) => (precedes(codeOf(next), codeOf(best)) ? best : next),
    found[0] ?? nothingThere(dates)
  )
}

function codeOf(objections: Objection[]) {
  return (objections[0] as Objection).code
}

function objectionsOf({ code, message, details }: Refusal): Objection[] {
  const { dates = [], ...rest } = details
  return dates.map((date) => ({ code, message, date, details: rest }))
}

function notEnough(dates: CalendarDate[]): Objection[] {
  const message = "Not enough of this group is free for the whole stay."
  return dates.map((date) => ({ code: "sold_out", message, date }))
}

function nothingThere(dates: CalendarDate[]): Objection[] {
  const message = "Nothing belongs to this group."
  return dates.map((date) => ({ code: "no_capacity", message, date }))
}
