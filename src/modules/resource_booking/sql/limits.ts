import type { CountedAddress } from "../domain/holds/address-facts"
import type { GuestFacts, SiblingFacts } from "../domain/shared/facts"
import type { Statement } from "./database"
import { CLOCK, ms, type WantedDates } from "./dates"

/** Alive, and nobody's second hold for one line. */
const COUNTED = `h.status = 'active'
    and h.expires_at > (select now from clock) and h.replaces is null`

/** It has all that it says: a clock that stepped back makes others look alive. */
export const WHOLE = `(select sum(i.quantity * cardinality(i.dates))
      from booking_hold_item i where i.hold_id = h.id)
    = (select coalesce(sum(cl.quantity), 0) from booking_claim cl
      where cl.claimant_id = any (array(
        select i.id from booking_hold_item i where i.hold_id = h.id)))`

/** What the limits count, of one moment. */
export type LimitsRecord = {
  siblings: (SiblingFacts & { owner: string })[]
  addresses: CountedAddress[]
  /** Of the resources of which an address has something, near the dates. */
  capacities: GuestFacts["capacities"]
}

/** Parameters, each an array of SQL but for the number of days. */
type Given = {
  /** With `dates`, the pairs that are wanted. */
  resources: string
  dates: string
  owners: string
  addresses: string
  /** Holds that are not to be counted. */
  without: string
  days: string
  /** Askers may share an address: what one gets the next has less of. */
  isShared: boolean
}

/** The columns of a LimitsRecord that speak of addresses, where there is none. */
export const NO_ADDRESSES =
  "'[]'::jsonb as addresses, '[]'::jsonb as capacities"

/**
 * SQL of a LimitsRecord: what every way to a hold asks. Needs CLOCK, and
 * `tables` for what it says of addresses. What an address has is found by an
 * index of live holds, of which it can't have many.
 */
export function limitsFacts(given: Given) {
  const { resources, dates, owners, addresses, without, days } = given
  const always = String(given.isShared)
  return {
    tables: `counted as materialized (
        select h.id, h.address, h.expires_at, h.customer_id is null as is_guest
        from booking_hold h
        where h.address = any (${addresses}::text[]) and ${COUNTED}
          and h.id <> all (${without}::text[])
      ), near as materialized (
        select w.resource_id, min(w.date) - ${days}::int + 1 as first,
          max(w.date) + ${days}::int - 1 as last
        from unnest(${resources}::text[], ${dates}::date[])
          as w (resource_id, date)
        where ${always} or exists (select from counted where is_guest)
        group by w.resource_id
      ), guest as materialized (
        select c.address, i.resource_id, i.quantity, i.dates
        from counted c join booking_hold_item i on i.hold_id = c.id
        where c.is_guest
      ), taken as materialized (
        select g.address, g.resource_id, d.date, sum(g.quantity) as units
        from guest g
        join near n on n.resource_id = g.resource_id
        cross join unnest(g.dates) as d (date)
        where d.date between n.first and n.last
        group by g.address, g.resource_id, d.date
      )`,
    siblings: `
      select coalesce(jsonb_agg(jsonb_build_object(
        'owner', h.owner, 'id', h.id, 'cart_id', h.cart_id,
        'expires_at_ms', ${ms("h.expires_at")},
        'deadline_ms', ${ms("h.deadline")}, 'ttl_ms', h.ttl_ms,
        'units', total.units, 'resource_dates', total.resource_dates)), '[]')
      from booking_hold h
      cross join lateral (
        select sum(i.quantity) as units,
          sum(cardinality(i.dates)) as resource_dates
        from booking_hold_item i where i.hold_id = h.id) total
      where h.owner = any (${owners}::text[]) and ${COUNTED} and ${WHOLE}
        and h.id <> all (${without}::text[])`,
    addresses: `(
        select coalesce(jsonb_agg(jsonb_build_object(
          'address', live.address, 'holds', live.holds,
          'first_end_ms', ${ms("live.first_end")},
          'guests', jsonb_build_object('resource_dates', (
              select coalesce(sum(cardinality(g.dates)), 0) from guest g
              where g.address = live.address),
            'taken', (select coalesce(jsonb_agg(jsonb_build_object(
                'resource_id', t.resource_id, 'date', t.date,
                'units', t.units)), '[]')
              from taken t where t.address = live.address)))), '[]')
        from (select address, count(*) as holds, min(expires_at) as first_end
          from counted group by address) live
      ) as addresses, (
        select coalesce(jsonb_agg(jsonb_build_object(
          'resource_id', n.resource_id, 'first', n.first, 'units', array(
            select coalesce(c.max_capacity, r.default_capacity, 0)
            from generate_series(0, n.last - n.first) as d (i)
            left join booking_capacity c
              on c.resource_id = n.resource_id and c.date = n.first + d.i
            order by d.i))), '[]')
        from near n join booking_resource r on r.id = n.resource_id
        where ${always} or n.resource_id in (select resource_id from taken)
      ) as capacities`,
  }
}

/**
 * What the limits count of an owner, and of an address if one is known, before
 * a hold becomes theirs. Answers one LimitsRecord.
 *
 * @param wanted what the hold has
 * @param without holds that are not to be counted
 */
export function ownerFacts(
  asked: {
    owner: string | null
    address: string | null
    window_days: number
  },
  wanted: WantedDates[],
  without: string[]
): Statement {
  const limits = limitsFacts({
    ...{ resources: "$1", dates: "$2", owners: "$3" },
    ...{ addresses: "$4", without: "$5", days: "$6", isShared: false },
  })
  return {
    name: "booking_owner_facts",
    text: `
      with ${CLOCK}, ${limits.tables}
      select (${limits.siblings}) as siblings, ${limits.addresses}`,
    values: [
      wanted.flatMap((w) => w.dates.map(() => w.resource_id)),
      wanted.flatMap((w) => w.dates),
      asked.owner === null ? [] : [asked.owner],
      asked.address === null ? [] : [asked.address],
      without,
      asked.window_days,
    ],
  }
}
