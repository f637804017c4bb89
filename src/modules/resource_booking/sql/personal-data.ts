import type { Statement } from "./database"

/**
 * Forgets who had holds that ended long ago: e-mail and address. What staff
 * booked has no order that knows them, so theirs stay until the dates have been
 * over for as long. Answers `{ id }`.
 *
 * @param days 0 erases at once when a hold ends
 */
export function eraseEnded(days: number, limit: number): Statement {
  return {
    text: `
      update booking_hold set email = null, address = null
      where id in (
        select id from booking_hold
        where ended_at <= clock_timestamp() - $1::int * interval '1 day'
          and (email is not null or address is not null)
          and not (staff_booking and exists (
            select from booking_allocation a
            where a.hold_id = booking_hold.id and a.status = 'confirmed'
              and a.dates[cardinality(a.dates)]
                > current_date - $1::int))
        limit $2 for update skip locked)
      returning id`,
    values: [days, limit],
  }
}

/**
 * Forgets a person on request, on ended and confirmed holds with the guests and
 * notes of their allocations, and as somebody else's guest, by the e-mail. A
 * live hold keeps its owner until it ends, or the limits would forget it, too.
 *
 * The first statement waits for who is just moving an allocation of theirs: the
 * later ones see its next segment. The second and third answer `{ id }` of the
 * holds.
 *
 * @param owners their baskets, locked by an earlier statement: so the last one
 * sees every live hold
 */
export function erasePerson(
  person: { customer_id?: string | undefined; email?: string | undefined },
  owners: string[]
): Statement[] {
  const values = [person.customer_id ?? null, person.email ?? null]
  const holds = `select id from booking_hold
    where status <> 'active'
      and (customer_id = $1 or lower(email) = lower($2))`
  return [
    {
      text: `select id from booking_allocation a
        where hold_id in (${holds}) or exists (
          select from jsonb_array_elements(a.guests) as guest
          where lower(guest->>'email') = lower($2))
        order by id for update`,
      values,
    },
    {
      text: `
        with people as (
          update booking_allocation set guests = '[]', note = null,
            updated_at = clock_timestamp()
          where hold_id in (${holds})
            and (guests <> '[]' or note is not null)
        )
        update booking_hold
        set email = null, address = null, customer_id = null, owner = null,
          metadata = '{}', idempotency_scope = case
            when idempotency_scope like 'customer:%' then 'erased:' || id
            else idempotency_scope end
        where id in (${holds}) returning id`,
      values,
    },
    {
      text: `update booking_allocation
        set updated_at = clock_timestamp(), guests = (
          select coalesce(jsonb_agg(guest order by n), '[]')
          from jsonb_array_elements(guests) with ordinality as e (guest, n)
          where lower(guest->>'email') is distinct from lower($1))
        where guests <> '[]' and exists (
          select from jsonb_array_elements(guests) as guest
          where lower(guest->>'email') = lower($1))
        returning hold_id as id`,
      values: [person.email ?? null],
    },
    {
      text: `delete from booking_basket b where b.owner = any ($1::text[])
        and not exists (select from booking_hold h
          where h.owner = b.owner and h.status = 'active')`,
      values: [owners],
    },
  ]
}

/** Baskets that nobody uses any more name an owner for no reason. */
export function deleteIdleBaskets(limit: number): Statement {
  return {
    text: `delete from booking_basket b
      where b.deadline < clock_timestamp() - interval '1 day'
        and not exists (select from booking_hold h
          where h.owner = b.owner and h.status = 'active')
        and b.owner in (select owner from booking_basket
          where deadline < clock_timestamp() - interval '1 day'
          limit $1 for update skip locked)
      returning b.owner`,
    values: [limit],
  }
}
