import type { Statement } from "./database"
import { CLOCK } from "./dates"

/** By customer id, e-mail, or both. */
type Person = { customer_id?: string | undefined; email?: string | undefined }

function namesOf({ customer_id, email }: Person): (string | null)[] {
  return [customer_id ?? null, email ?? null]
}

/** What `namesOf` names: ended holds that a cart may still be completed with. */
const EXPIRED_IN_CART = `h.status = 'expired' and h.cart_id is not null
  and (h.customer_id = $1 or lower(h.email) = lower($2))`

/** Holds that ended long ago and name a person still, the longest ago first. */
const ENDED = `
  select id from booking_hold
  where ended_at <= (select now from clock) - $1::int * interval '1 day'
    and (email is not null or address is not null)
    -- A value, and no exists: it is looked up for each, never for all.
    and (not staff_booking or coalesce((
      select max(a.dates[cardinality(a.dates)])
      from booking_allocation a
      where a.hold_id = booking_hold.id and a.status = 'confirmed'),
        '-infinity') <= current_date - $1::int)
    and id <> all ($3::text[])
  order by ended_at, id limit $2 for update skip locked`

/**
 * Forgets who had holds that ended long ago: e-mail and address. What staff
 * booked has no order that knows them, so theirs stay until the dates have been
 * over for as long. Answers `{ id }`.
 *
 * @param days 0 erases at once when a hold ends
 */
export function eraseEnded(
  days: number,
  limit: number,
  without: string[]
): Statement {
  return {
    text: `
      with ${CLOCK}, ended as (${ENDED})
      update booking_hold set email = null, address = null
      where id = any (array(select id from ended))
      returning id`,
    values: [days, limit, without],
  }
}

/** The first of them. Answers `{ id }`. */
export function firstEnded(days: number, without: string[]): Statement {
  return { text: `with ${CLOCK} ${ENDED}`, values: [days, 1, without] }
}

/** Whose these are once their person is forgotten: `{ owner }`, of their carts. */
export function ownersAfterErasure(person: Person): Statement {
  return {
    text: `select distinct 'cart:' || h.cart_id as owner from booking_hold h
      where ${EXPIRED_IN_CART}`,
    values: namesOf(person),
  }
}

/** A cart's basket that is new gets the clock of its customer's. */
function handClockOn(person: Person): Statement {
  return {
    text: `update booking_basket c set started_at = b.started_at,
        deadline = b.deadline, grace_until = b.grace_until
      from booking_hold h join booking_basket b on b.owner = h.owner
      where ${EXPIRED_IN_CART} and c.owner = 'cart:' || h.cart_id
        and c.owner <> b.owner and c.deadline = 'epoch'`,
    values: namesOf(person),
  }
}

/** Holds of theirs that have ended, or were sold. */
const THEIRS = `select h.id from booking_hold h where h.status <> 'active'
  and (h.customer_id = $1 or lower(h.email) = lower($2))`

/** Allocations that somebody with this e-mail is a guest of; none by null. */
const hasGuest = (email: string) => `(guests <> '[]'
  and booking_guest_emails(guests) @> array[lower(${email})])`

/**
 * Forgets a person on request, on ended and confirmed holds with the guests and
 * notes of their allocations, and as somebody else's guest, by the e-mail. A
 * live hold keeps its owner until it ends, or the limits would forget it, too.
 * One that has expired becomes its cart's, which names nobody: completing the
 * cart takes it again, and locks its owner's basket for that.
 *
 * The first statement waits for who is just moving an allocation of theirs: the
 * later ones see its next segment. The third and fourth answer `{ id }` of the
 * holds.
 *
 * @param owners their baskets, locked by an earlier statement: so the last one
 * sees every live hold
 */
export function erasePerson(person: Person, owners: string[]): Statement[] {
  const values = namesOf(person)
  return [
    {
      text: `select id from booking_allocation a
        where hold_id = any (array(${THEIRS})) or ${hasGuest("$2")}
        order by id for update`,
      values,
    },
    handClockOn(person),
    {
      text: `
        with people as (
          update booking_allocation set guests = '[]', note = null,
            updated_at = clock_timestamp()
          where hold_id = any (array(${THEIRS}))
            and (guests <> '[]' or note is not null)
        )
        update booking_hold
        set email = null, address = null, customer_id = null,
          owner = case when status = 'expired' then 'cart:' || cart_id end,
          metadata = '{}', idempotency_scope = case
            when idempotency_scope like 'customer:%' then 'erased:' || id
            else idempotency_scope end
        where id = any (array(${THEIRS})) returning id`,
      values,
    },
    {
      text: `update booking_allocation
        set updated_at = clock_timestamp(), guests = (
          select coalesce(jsonb_agg(guest order by n), '[]')
          from jsonb_array_elements(guests) with ordinality as e (guest, n)
          where lower(guest->>'email') is distinct from lower($1))
        where ${hasGuest("$1")}
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

const IDLE = `
  select owner as id from booking_basket b
  where deadline < clock_timestamp() - interval '1 day'
    and not exists (select from booking_hold h
      where h.owner = b.owner and h.status = 'active')
    and owner <> all ($2::text[])
  order by owner limit $1 for update skip locked`

/**
 * Baskets that nobody uses any more name an owner for no reason. Answers
 * `{ id }`, their owners.
 */
export function deleteIdleBaskets(limit: number, without: string[]): Statement {
  return {
    text: `delete from booking_basket b where b.owner in (${IDLE})
        and not exists (select from booking_hold h
          where h.owner = b.owner and h.status = 'active')
      returning b.owner as id`,
    values: [limit, without],
  }
}

/** The first of them. Answers `{ id }`. */
export function firstIdleBasket(without: string[]): Statement {
  return { text: IDLE, values: [1, without] }
}
