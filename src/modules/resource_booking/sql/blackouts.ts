import type { CalendarDate } from "../domain/shared/calendar"
import type { BlackoutKind } from "../domain/shared/facts"
import { ALLOCATION_FROM, ALLOCATION_RECORD } from "./allocations"
import type { Statement } from "./database"
import { CLOCK } from "./dates"
import { Filters, isoText, type Listing } from "./lists"

/** The columns of a BlackoutDTO, from `booking_blackout b`. */
export const BLACKOUT = `
  b.id, b.resource_id, b.group_id, b.applies_to_all as "all", b.start_date,
  b.end_date, b.kind, b.reason, b.note, b.created_by,
  ${isoText("b.created_at")} as created_at,
  ${isoText("b.updated_at")} as updated_at`

export const BLACKOUT_ORDER = {
  id: "b.id",
  start_date: "b.start_date",
  end_date: "coalesce(b.end_date, 'infinity')",
  kind: "b.kind",
  reason: "b.reason",
  created_at: "b.created_at",
  updated_at: "b.updated_at",
}

export type BlackoutListFilters = {
  resource_id?: string
  group_id?: string
  kind?: BlackoutKind
  /** Those with at least one date in these inclusive bounds. */
  start_date?: CalendarDate
  end_date?: CalendarDate
  q?: string
}

export function blackoutsListing(query: BlackoutListFilters): Listing {
  return {
    columns: BLACKOUT,
    from: "booking_blackout b",
    filters: new Filters()
      .always("b.lifted_at is null")
      .given(query.resource_id, (p) => `b.resource_id = ${p}`)
      .given(query.group_id, (p) => `b.group_id = ${p}`)
      .given(query.kind, (p) => `b.kind = ${p}`)
      .given(
        query.start_date,
        (p) => `(b.end_date is null or b.end_date >= ${p}::date)`
      )
      .given(query.end_date, (p) => `b.start_date <= ${p}::date`)
      .containing(query.q, ["b.reason", "b.note"]),
    order: BLACKOUT_ORDER,
    tieBreak: "b.id",
  }
}

export type NewBlackout = {
  id: string
  resource_id: string | null
  group_id: string | null
  all: boolean
  start_date: CalendarDate
  end_date: CalendarDate | null
  kind: BlackoutKind
  reason: string
  note: string | null
  created_by: string | null
}

/** Answers the BlackoutDTO. */
export function insertBlackout(blackout: NewBlackout): Statement {
  const b = blackout
  return {
    text: `
      insert into booking_blackout as b (id, resource_id, group_id,
        applies_to_all, start_date, end_date, kind, reason, note, created_by,
        created_at, updated_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
        statement_timestamp(), statement_timestamp())
      returning ${BLACKOUT}`,
    values: [
      ...[b.id, b.resource_id, b.group_id, b.all, b.start_date, b.end_date],
      ...[b.kind, b.reason, b.note, b.created_by],
    ],
  }
}

export function selectBlackout(id: string): Statement {
  return {
    text: `select ${BLACKOUT} from booking_blackout b
      where b.id = $1 and b.lifted_at is null`,
    values: [id],
  }
}

/** The same, and nobody else writes it until the transaction's end. */
export function lockBlackout(id: string): Statement {
  const { text, values } = selectBlackout(id)
  return { text: `${text} for update`, values: values ?? [] }
}

/** Answers the BlackoutDTO. */
export function updateBlackout(
  blackout: Pick<NewBlackout, "id" | "start_date" | "end_date" | "reason">
): Statement {
  const { id, start_date, end_date, reason } = blackout
  return {
    text: `update booking_blackout b
      set start_date = $2, end_date = $3, reason = $4,
        updated_at = clock_timestamp()
      where b.id = $1
      returning ${BLACKOUT}`,
    values: [id, start_date, end_date, reason],
  }
}

/** Answers the BlackoutDTO, or no row when it was lifted before. */
export function liftBlackout(id: string): Statement {
  return {
    text: `update booking_blackout b
      set lifted_at = clock_timestamp(), updated_at = clock_timestamp()
      where b.id = $1 and b.lifted_at is null
      returning ${BLACKOUT}`,
    values: [id],
  }
}

/** Answers the BlackoutDTO of the freeze that a resource had, if any. */
export function liftFreeze(resourceId: string): Statement {
  return {
    text: `update booking_blackout b
      set lifted_at = clock_timestamp(), updated_at = clock_timestamp()
      where b.resource_id = $1 and b.kind = 'freeze' and b.lifted_at is null
      returning ${BLACKOUT}`,
    values: [resourceId],
  }
}

/** The same of what made a resource out of order. */
export function liftOutOfOrder(resourceId: string): Statement {
  return {
    text: `update booking_blackout b
      set lifted_at = clock_timestamp(), updated_at = clock_timestamp()
      where b.resource_id = $1 and b.kind = 'out_of_order'
        and b.lifted_at is null
      returning ${BLACKOUT}`,
    values: [resourceId],
  }
}

/** What a blackout closes: one resource, a group's members, or everything. */
type Closed = Pick<
  NewBlackout,
  "resource_id" | "group_id" | "start_date" | "end_date"
>

const IN_SCOPE = `
  ($1::text is null or r.id = $1) and ($2::text is null or r.group_id = $2)`

const scope = (b: Closed) => [
  ...[b.resource_id, b.group_id, b.start_date, b.end_date],
]

/**
 * Live holds with a date that a blackout closes. Driven from the live holds,
 * a small set, whatever the blackout closes. Answers `{ id }`.
 */
export function liveHoldsInside(closed: Closed): Statement {
  return {
    text: `
      with ${CLOCK}
      select h.id from booking_hold h
      where h.status = 'active' and h.expires_at > (select now from clock)
        and exists (
          select from booking_hold_item i
          join booking_resource r on r.id = i.resource_id
          cross join unnest(i.dates) as d
          where i.hold_id = h.id and ${IN_SCOPE}
            and d between $3::date and $4::date)
      order by h.id`,
    values: scope(closed),
  }
}

/**
 * Confirmed allocations with a date that a blackout closes: by the claims'
 * primary key, resource by resource. Answers AllocationRecords.
 */
export function allocationsInside(closed: Closed): Statement {
  return {
    text: `
      select ${ALLOCATION_RECORD} from ${ALLOCATION_FROM}
      where a.id in (
        select cl.claimant_id from booking_resource r
        join booking_claim cl on cl.resource_id = r.id
          and cl.date between $3::date and $4::date and cl.state = 'allocated'
        where ${IN_SCOPE})
      order by a.dates[1], a.id`,
    values: scope(closed),
  }
}
