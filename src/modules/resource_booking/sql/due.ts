/**
 * Ended holds whose claims nobody has removed yet. They are found by the dates
 * that are asked about: whatever is due elsewhere costs nothing.
 */

/**
 * That holds named by their ids are active. Said so that no partial index of
 * the active holds matches: on a plan that was made while there were few, the
 * way to the named ones led through all of them (a hundred thousand due holds
 * took 72 s to expire, not 7).
 */
export const STILL_ACTIVE = "(case status when 'active' then true end)"

/**
 * Whether the hold of a claim `cl` has ended. The claim's `due_at` says when it
 * may have, at the earliest: a later end is written to the hold alone. A
 * subquery for each, and not a join: by the keys on every plan.
 */
function isOver(at: string, without?: string): string {
  return `(select ${STILL_ACTIVE} and h.expires_at <= ${at}
      ${without ? `and h.id <> all (${without})` : ""}
    from booking_hold_item i join booking_hold h on h.id = i.hold_id
    where i.id = cl.claimant_id)`
}

/**
 * Whether a claim `cl` is of an ended hold.
 *
 * @param at SQL of the instant
 * @param without SQL of an array of holds that are counted elsewhere
 */
export function isDue(at: string, without?: string): string {
  return `cl.due_at <= ${at} and ${isOver(at, without)}`
}

/** The same, on a resource and date that `on` names. */
export function isDueOn(on: string, at: string, without?: string): string {
  return `cl.resource_id = ${on}.resource_id and cl.date = ${on}.date
    and ${isDue(at, without)}`
}

/**
 * Units that `c`, a row of booking_capacity, counts for holds that have ended:
 * looked for only where something is held. Needs CLOCK.
 *
 * @param without SQL of an array of hold ids whose units don't count either,
 * as `FREED` has them
 */
export function overdueUnits(c: string, without?: string): string {
  const now = "(select now from clock)"
  const due = `case when ${c}.held > 0 then (
      select coalesce(sum(cl.quantity), 0)::int from booking_claim cl
      where ${isDueOn(c, now, without)}) else 0 end`
  return without
    ? `(${due} + coalesce((select f.quantity from freed f
        where f.resource_id = ${c}.resource_id and f.date = ${c}.date), 0))`
    : `(${due})`
}

/** `freed`: the units of holds that the caller is about to release. */
export function freed(without: string): string {
  return `freed as materialized (
    select cl.resource_id, cl.date, sum(cl.quantity)::int as quantity
    from booking_claim cl
    where cl.claimant_id = any (array(
        select i.id from booking_hold_item i
        where i.hold_id = any (${without})))
    group by cl.resource_id, cl.date
  )`
}
