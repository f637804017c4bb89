/**
 * Claims by their claimant's key, whatever else is asked of them: `offset 0` keeps
 * that apart. By the date, a hot one's way leads through everybody's claims.
 *
 * @param claimant SQL that the claimant's id equals
 */
export const claimsOf = (claimant: string) =>
  `select * from booking_claim where claimant_id = ${claimant} offset 0`

/**
 * Units that a hold's items, as `i`, need on a date, as `d`, of their resource.
 */
export const NEEDED = `(
  select sum(own.quantity) from booking_hold_item own
  where own.hold_id = i.hold_id and own.resource_id = i.resource_id
    and d.date = any (own.dates))`

/**
 * What is held of it for a hold `h` and for the one that it is about to take
 * over from: together they keep what it needs.
 */
export const KEPT_WITH_THE_ONE_BEFORE = `(
  select coalesce(sum(kept.quantity), 0)
  from (${claimsOf(`any (array(
    select o.id from booking_hold_item o
    where o.hold_id in (h.id, h.replaces)))`)}) kept
  where kept.resource_id = i.resource_id and kept.date = d.date
    and kept.state = 'held')`
