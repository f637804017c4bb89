import type {
  ClosureFacts,
  OccupancyFacts,
  RoomFacts,
  StayFacts,
  TaskFacts,
} from "../domain/front-desk/room-facts"
import { addDays, type CalendarDate } from "../domain/shared/calendar"
import type { Actor, Guest } from "../types"
import type { Statement } from "./database"
import { BLACKOUT_FACTS, CLOCK, RESOURCE_FACTS } from "./dates"
import { resourceFilters, type ResourceListFilters } from "./resources"

export type StayRecord = StayFacts & {
  hold_id: string
  order_id: string | null
  email: string | null
  guests: Guest[]
  note: string | null
}

/** All that the board shows of a page of rooms, of one moment. */
export type RoomsRecord = {
  now_ms: number
  count: number
  resources: RoomFacts["resource"][]
  stays: StayRecord[]
  occupancies: OccupancyFacts[]
  tasks: TaskFacts[]
  closures: ClosureFacts[]
  /** Dates that a live hold keeps. */
  held: { resource_id: string; date: CalendarDate }[]
}

export type RoomQuery = ResourceListFilters & {
  /** These alone, whether they are rooms or not. */
  ids?: string[]
  /** Allocations that are wanted whatever their dates. */
  allocation_ids?: string[]
}

const MS = (moment: string) => `(extract(epoch from ${moment}) * 1000)::bigint`

const STAY = `jsonb_build_object(
  'id', a.id, 'status', a.status, 'replaced_by', a.replaced_by,
  'resource_id', a.resource_id, 'dates', a.dates, 'quantity', a.quantity,
  'arrived_at_ms', ${MS("a.arrived_at")},
  'departed_at_ms', ${MS("a.departed_at")},
  'no_show_at_ms', ${MS("a.no_show_at")}, 'freed_dates', a.freed_dates,
  'hold_id', a.hold_id, 'order_id', a.order_id, 'guests', a.guests,
  'note', a.note,
  'email', (select h.email from booking_hold h where h.id = a.hold_id),
  'is_continued', exists (select from booking_allocation later
    where later.hold_item_id = a.hold_item_id and later.segment > a.segment
      and later.status = 'confirmed'))`

/** As its index says it. */
const ENDED_AT = "coalesce(a.departed_at, a.no_show_at)"

/** Rooms, and others as long as somebody is in them. */
const ON_BOARD = `(r.default_capacity = 1
  or exists (select from booking_occupancy o where o.resource_id = r.id))`

/** The date in UTC: a day from the date in any zone, at most. */
const TODAY = "((select now from clock) at time zone 'UTC')::date"

/**
 * One statement. Stays by the claims of the page's resources, a range of their
 * primary key each, and those that ended lately, whatever their dates. Read in a
 * transaction that has locked the resources it is the truth.
 *
 * @param date that stays, holds and closures are read of, with the one before;
 * null for today's in every zone, and those beside it
 */
export function selectRooms(
  { ids, allocation_ids = [], ...query }: RoomQuery,
  date: CalendarDate | null,
  paging: { limit: number; offset: number }
): Statement {
  const filters = resourceFilters(query)
  if (ids) {
    filters.oneOf(ids, "r.id")
  } else {
    filters.always(ON_BOARD)
  }
  const day = (given: CalendarDate) => `${filters.parameter(given)}::date`
  const start = date === null ? `(${TODAY} - 2)` : day(addDays(date, -1))
  const end = date === null ? `(${TODAY} + 2)` : day(date)
  const wanted = `${filters.parameter(allocation_ids)}::text[]`
  const limit = filters.parameter(paging.limit)
  const offset = filters.parameter(paging.offset)
  const page = "array(select id from page)"
  return {
    text: `
      with ${CLOCK}, page as materialized (
        select r.* from booking_resource r where ${filters.text}
        order by r.name, r.id limit ${limit} offset ${offset}
      ), claimed as materialized (
        select cl.resource_id, cl.date, cl.claimant_id, cl.state
        from booking_claim cl
        where cl.resource_id = any (${page})
          and cl.date between ${start} and ${end}
      ), occupied as materialized (
        select o.* from booking_occupancy o
        where o.resource_id = any (${page})
      ), stay as materialized (
        select claimant_id as id from claimed where state = 'allocated'
        union select allocation_id from occupied
        union select a.id from booking_allocation a
          where a.resource_id = any (${page})
            and ${ENDED_AT} >= ${start}::timestamp at time zone 'UTC'
            and ${ENDED_AT} < (${end} + 2)::timestamp at time zone 'UTC'
        union select unnest(${wanted})
      )
      select ${MS("(select now from clock)")} as now_ms,
        (select count(*) from booking_resource r where ${filters.text})
          as count,
        (select coalesce(json_agg(
            ${RESOURCE_FACTS} || jsonb_build_object('type', r.type)
            order by r.name, r.id), '[]') from page r) as resources,
        (select coalesce(json_agg(${STAY} order by a.dates[1], a.id), '[]')
          from stay join booking_allocation a on a.id = stay.id) as stays,
        (select coalesce(json_agg(json_build_object(
            'resource_id', o.resource_id, 'allocation_id', o.allocation_id,
            'checked_in_at_ms', ${MS("o.checked_in_at")},
            'actor_type', o.actor_type, 'actor_id', o.actor_id)), '[]')
          from occupied o) as occupancies,
        (select coalesce(json_agg(json_build_object('id', t.id,
            'resource_id', t.resource_id, 'allocation_id', t.allocation_id,
            'status', t.status, 'due_date', t.due_date,
            'assignee_id', t.assignee_id)), '[]')
          from page r cross join lateral (
            select * from booking_housekeeping_task t
            where t.resource_id = r.id and t.status <> 'canceled'
            order by t.created_at desc, t.id desc limit 1) t) as tasks,
        (select coalesce(json_agg(
            ${BLACKOUT_FACTS} || jsonb_build_object('reason', b.reason)), '[]')
          from booking_blackout b
          where b.lifted_at is null and b.start_date <= ${end}
            and (b.end_date is null or b.end_date >= ${start})
            and (b.applies_to_all or b.resource_id = any (${page})
              or b.group_id in (select group_id from page))) as closures,
        (select coalesce(json_agg(json_build_object(
            'resource_id', c.resource_id, 'date', c.date)), '[]')
          from claimed c
          join booking_hold_item i on i.id = c.claimant_id
          join booking_hold h on h.id = i.hold_id
          where c.state = 'held' and h.status = 'active'
            and h.expires_at > (select now from clock)) as held`,
    values: filters.values,
  }
}

/** Somebody is in from then on. */
export function insertOccupancy(
  occupancy: { resource_id: string; allocation_id: string; actor: Actor },
  checkedInAtMs: number
): Statement {
  const { resource_id, allocation_id, actor } = occupancy
  return {
    text: `insert into booking_occupancy (resource_id, allocation_id,
        checked_in_at, actor_type, actor_id)
      values ($1, $2, to_timestamp($3::bigint / 1000.0), $4, $5)`,
    values: [resource_id, allocation_id, checkedInAtMs, actor.type, actor.id],
  }
}

export function deleteOccupancy(resourceId: string): Statement {
  return {
    text: "delete from booking_occupancy where resource_id = $1",
    values: [resourceId],
  }
}

/** The same people in the same room, by the allocation's next segment. */
export function passOccupancy(resourceId: string, to: string): Statement {
  return {
    text: `update booking_occupancy set allocation_id = $2
      where resource_id = $1`,
    values: [resourceId, to],
  }
}

/** Who is in by one of these allocations. Answers `{ allocation_id }`. */
export function occupanciesOf(allocationIds: string[]): Statement {
  return {
    text: `select allocation_id from booking_occupancy
      where allocation_id = any ($1::text[])`,
    values: [allocationIds],
  }
}

/** Who is in a resource. Answers `{ allocation_id }`. */
export function occupancyIn(resourceId: string): Statement {
  return {
    text: `select allocation_id from booking_occupancy
      where resource_id = $1`,
    values: [resourceId],
  }
}

/** A stay that is over: they have left, or they never came. */
export type EndOfStay = {
  arrived_at_ms: number | null
  departed_at_ms: number | null
  no_show_at_ms: number | null
  freed_dates: CalendarDate[]
}

/** The clock may have been set back since they came: nobody left before that. */
export function writeEndOfStay(id: string, end: EndOfStay): Statement {
  return {
    text: `update booking_allocation
      set arrived_at = to_timestamp($2::bigint / 1000.0),
        departed_at = greatest(to_timestamp($2::bigint / 1000.0),
          to_timestamp($3::bigint / 1000.0)),
        no_show_at = to_timestamp($4::bigint / 1000.0),
        freed_dates = $5::date[],
        updated_at = date_trunc('milliseconds', clock_timestamp())
      where id = $1`,
    values: [
      ...[id, end.arrived_at_ms, end.departed_at_ms, end.no_show_at_ms],
      end.freed_dates,
    ],
  }
}
