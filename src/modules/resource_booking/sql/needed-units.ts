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
  select coalesce(sum(kept.quantity), 0) from booking_claim kept
  where kept.resource_id = i.resource_id and kept.date = d.date
    and kept.state = 'held' and kept.claimant_id = any (array(
      select o.id from booking_hold_item o
      where o.hold_id in (h.id, h.replaces))))`
