import type {
  AllocationStatus,
  CalendarDate,
  Guest,
  ListAllocations,
  Span,
} from "../types"
import type { Statement } from "./database"
import { CLOCK } from "./dates"
import { containing, Filters, isoText, type Listing } from "./lists"

export type AllocationRecord = {
  id: string
  status: AllocationStatus
  hold_id: string
  hold_item_id: string
  segment: number
  resource_id: string
  order_id: string | null
  line_item_id: string | null
  dates: CalendarDate[]
  quantity: number
  replaced_by: string | null
  guests: Guest[]
  note: string | null
  arrived_at: string | null
  departed_at: string | null
  no_show_at: string | null
  canceled_at: string | null
  created_at: string
  updated_at: string
  span: Span
  lock_number: number
}

/** The columns of an AllocationRecord. */
export const ALLOCATION_RECORD = `a.id, a.status, a.hold_id, a.hold_item_id,
  a.segment, a.resource_id, a.order_id, a.line_item_id, a.dates, a.quantity,
  a.replaced_by, a.guests, a.note,
  ${isoText("coalesce(o.checked_in_at, a.arrived_at)")} as arrived_at,
  ${isoText("a.departed_at")} as departed_at,
  ${isoText("a.no_show_at")} as no_show_at,
  ${isoText("a.canceled_at")} as canceled_at,
  ${isoText("a.created_at")} as created_at,
  ${isoText("a.updated_at")} as updated_at, r.span, r.lock_number`

export const ALLOCATION_FROM = `booking_allocation a
  join booking_resource r on r.id = a.resource_id
  left join booking_occupancy o on o.allocation_id = a.id`

/** So many resources that their bookings are found by walking through all. */
const MOST_NAMED = 1_000

/** Resources that have a text in their names, up to a bound. Answers `{ id }`. */
export function resourcesNamed(q: string): Statement {
  return {
    text: `select id from booking_resource where name ilike $1
      limit ${MOST_NAMED}`,
    values: [containing(q)],
  }
}

/** @param named those that `resourcesNamed` answers for `q` */
export function allocationsListing(
  query: ListAllocations,
  named: string[]
): Listing {
  return {
    columns: ALLOCATION_RECORD,
    from: ALLOCATION_FROM,
    filters: new Filters()
      .oneOf(query.status, "a.status")
      .given(query.resource_id, (p) => `a.resource_id = ${p}`)
      .given(query.order_id, (p) => `a.order_id = ${p}`)
      .anyDateIn("a.dates", query)
      .knownAs(query.q, ["a.id", "a.order_id", "a.hold_id"], (own) => [
        named.length < MOST_NAMED
          ? `a.resource_id = any (${own.parameter(named)}::text[])`
          : `r.name ilike ${own.parameter(containing(query.q as string))}`,
      ]),
    order: ALLOCATION_ORDER,
    tieBreak: "a.id",
  }
}

export const ALLOCATION_ORDER = {
  id: "a.id",
  created_at: "a.created_at",
  status: "a.status",
  start_date: "a.dates[1]",
}

export function selectAllocation(id: string): Statement {
  return {
    text: `select ${ALLOCATION_RECORD} from ${ALLOCATION_FROM} where a.id = $1`,
    values: [id],
  }
}

export function allocationsOfHold(holdId: string): Statement {
  return {
    name: "booking_allocations_of_hold",
    text: `select ${ALLOCATION_RECORD} from ${ALLOCATION_FROM}
      join booking_hold_item i on i.id = a.hold_item_id
      where a.hold_id = $1 order by i.position, a.segment`,
    values: [holdId],
  }
}

/** An order's allocations, or those of one of its lines. */
export function allocationsOfOrder(
  orderId: string,
  lineItemId: string | null
): Statement {
  return {
    name: "booking_allocations_of_order",
    text: `select ${ALLOCATION_RECORD} from ${ALLOCATION_FROM}
      where a.order_id = $1 and ($2::text is null or a.line_item_id = $2)
      order by a.id`,
    values: [orderId, lineItemId],
  }
}

/** With the group that it was chosen from, if it was. */
export type LineAllocationRecord = AllocationRecord & {
  group_id: string | null
}

/**
 * What order lines have or had. Answers LineAllocationRecords.
 *
 * @param lineItemId one line's only
 */
export function allocationsOfLines(
  orderIds: string[],
  lineItemId: string | null = null
): Statement {
  return {
    name: "booking_allocations_of_lines",
    text: `select ${ALLOCATION_RECORD}, i.group_id from ${ALLOCATION_FROM}
      join booking_hold_item i on i.id = a.hold_item_id
      where a.order_id = any ($1::text[]) and a.line_item_id is not null
        and ($2::text is null or a.line_item_id = $2)
      order by a.id`,
    values: [orderIds, lineItemId],
  }
}

export type NewAllocation = { id: string; hold_item_id: string }

/**
 * The hold becomes the order's, or of staff's without one: status, an allocation for each item, and the
 * claims pass from the items to the allocations. The hold's row is written
 * first: its trigger refuses if the clock has passed its end since the
 * decision.
 */
export function confirmHold(
  holdId: string,
  orderId: string | null,
  lineItemId: string | null,
  allocations: NewAllocation[]
): Statement[] {
  const ids = allocations.map((a) => a.id)
  const items = allocations.map((a) => a.hold_item_id)
  return [
    {
      name: "booking_confirm_hold",
      text: `update booking_hold
        set status = 'confirmed', order_id = $2, ended_at = clock_timestamp(),
          updated_at = clock_timestamp()
        where id = $1`,
      values: [holdId, orderId],
    },
    {
      name: "booking_insert_allocations",
      text: `
        with ${CLOCK}
        insert into booking_allocation (id, hold_id, hold_item_id,
          resource_id, order_id, line_item_id, dates, quantity, created_at,
          updated_at)
        select given.id, i.hold_id, i.id, i.resource_id, $3, $4, i.dates,
          i.quantity, clock.now, clock.now
        from unnest($1::text[], $2::text[]) as given (id, hold_item_id)
        join booking_hold_item i on i.id = given.hold_item_id
        cross join clock`,
      values: [ids, items, orderId, lineItemId],
    },
    {
      name: "booking_pass_claims",
      text: `update booking_claim c
        set claimant_id = given.id, state = 'allocated', due_at = null
        from unnest($1::text[], $2::text[]) as given (id, hold_item_id)
        where c.claimant_id = given.hold_item_id`,
      values: [ids, items],
    },
  ]
}

/** Who comes, and what staff should know. */
export function describeAllocations(
  ids: string[],
  guests: Guest[],
  note: string | null
): Statement {
  return {
    text: `update booking_allocation set guests = $2::jsonb, note = $3,
        updated_at = date_trunc('milliseconds', clock_timestamp())
      where id = any ($1::text[])`,
    values: [ids, JSON.stringify(guests), note],
  }
}

/**
 * The next segment of an allocation: its resource and dates, and the rest from
 * the old one. That is locked before it is copied, or who is being erased from
 * it would live on in the new one.
 */
function insertSegment(oldId: string, segment: SegmentDates): Statement {
  return {
    text: `
      with ${CLOCK}
      insert into booking_allocation (id, hold_id, hold_item_id, segment,
        resource_id, order_id, line_item_id, dates, quantity, guests, note,
        created_at, updated_at)
      select $2, a.hold_id, a.hold_item_id,
        (select max(s.segment) + 1 from booking_allocation s
          where s.hold_item_id = a.hold_item_id),
        $3, a.order_id, a.line_item_id, $4::date[], a.quantity, a.guests,
        a.note, clock.now, clock.now
      from booking_allocation a cross join clock where a.id = $1
      for update of a`,
    values: [oldId, segment.id, segment.resource_id, segment.dates],
  }
}

/** A segment: which dates of which resource it is. */
export type SegmentDates = {
  id: string
  resource_id: string
  dates: CalendarDate[]
}

/**
 * Ends an allocation and begins its next segment; the dates of both are locked.
 * Claims on dates that stay pass from one to the other: a unit that is moved by
 * a day is never free in between. The old one ends before its claims go: until
 * then they are promised.
 *
 * @param past dates that stay where they are, as a segment of their own
 */
export function moveAllocation(
  oldId: string,
  moved: SegmentDates,
  plan: { kept: CalendarDate[]; added: CalendarDate[] },
  past: SegmentDates | null = null
): Statement[] {
  const { id, resource_id } = moved
  return [
    ...(past ? [insertSegment(oldId, past)] : []),
    insertSegment(oldId, moved),
    {
      text: `update booking_allocation
        set status = 'canceled', replaced_by = $2,
          canceled_at = clock_timestamp(), updated_at = clock_timestamp()
        where id = $1`,
      values: [oldId, id],
    },
    ...(past ? [passClaims(oldId, past)] : []),
    {
      text: `delete from booking_claim where claimant_id = $1
        and not (resource_id = $2 and date = any ($3::date[]))`,
      values: [oldId, resource_id, plan.kept],
    },
    {
      text: `update booking_claim set claimant_id = $2
        where claimant_id = $1`,
      values: [oldId, id],
    },
    {
      text: `insert into booking_claim
          (resource_id, date, claimant_id, quantity, state, due_at)
        select resource_id, unnest($2::date[]), id, quantity, 'allocated', null
        from booking_allocation where id = $1`,
      values: [id, plan.added],
    },
  ]
}

function passClaims(from: string, { id, dates }: SegmentDates): Statement {
  return {
    text: `update booking_claim set claimant_id = $2
      where claimant_id = $1 and date = any ($3::date[])`,
    values: [from, id, dates],
  }
}

/** Cancels allocations whose dates are locked, and frees their claims. */
export function cancelAllocations(ids: string[]): Statement[] {
  return [
    {
      name: "booking_cancel_allocations",
      text: `update booking_allocation
        set status = 'canceled', canceled_at = clock_timestamp(),
          updated_at = clock_timestamp()
        where id = any ($1::text[]) and status = 'confirmed'`,
      values: [ids],
    },
    {
      name: "booking_free_allocations",
      text: "delete from booking_claim where claimant_id = any ($1::text[])",
      values: [ids],
    },
  ]
}

/**
 * Takes units back from allocations whose dates are locked: those that were
 * granted beyond the capacity first, so that nobody has more of them than needed.
 */
export function reduceAllocations(
  ids: string[],
  quantity: number
): Statement[] {
  return [
    {
      name: "booking_reduce_allocations",
      text: `update booking_allocation
        set quantity = $2, updated_at = clock_timestamp()
        where id = any ($1::text[]) and status = 'confirmed'`,
      values: [ids, quantity],
    },
    {
      name: "booking_reduce_claims",
      text: `update booking_claim
        set quantity = $2,
          overbooked = greatest(0, overbooked - (quantity - $2))
        where claimant_id = any ($1::text[])`,
      values: [ids, quantity],
    },
  ]
}
