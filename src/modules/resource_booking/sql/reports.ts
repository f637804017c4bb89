import { addDays, startOfDate } from "../domain/shared/calendar"
import type { PeriodLength } from "../domain/shared/periods"
import type { AllocationReportRow, CalendarDate, Span } from "../types"
import type { Statement } from "./database"
import { CLOCK } from "./dates"
import { Filters, isoText } from "./lists"

/** One more than a report may have shows that it would have more. */
export const MAX_REPORT_ROWS = 100_000

/** A report may read a year of everything. */
const TIMEOUT_MS = 60_000

export type ReportFilters = {
  start_date: CalendarDate
  end_date: CalendarDate
  resource_id?: string | undefined
  group_id?: string | undefined
  type?: string | undefined
}

type Grouped = ReportFilters & { group_by: PeriodLength }

/** Conditions on `booking_resource r`; deleted ones had their time. */
function ofResources(query: ReportFilters): Filters {
  return new Filters()
    .given(query.resource_id, (p) => `r.id = ${p}`)
    .given(query.group_id, (p) => `r.group_id = ${p}`)
    .given(query.type, (p) => `r.type = ${p}`)
}

function boundsOf(filters: Filters, query: ReportFilters) {
  return {
    start: `${filters.parameter(query.start_date)}::date`,
    end: `${filters.parameter(query.end_date)}::date`,
  }
}

/** The period that a date is in, cut to the range, as domain/periods says it. */
function periodOf(filters: Filters, query: Grouped, date: string) {
  const { start, end } = boundsOf(filters, query)
  const length = `${filters.parameter(query.group_by)}::text`
  const first = `date_trunc(${length}, ${date}::timestamp)`
  return {
    start,
    end,
    columns: `greatest(${first}::date, ${start}) as start_date,
      least((${first} + ('1 ' || ${length})::interval)::date - 1, ${end})
        as end_date`,
  }
}

const PIECE = 1_000

/**
 * Answers ReportRecords: the summary, then the rows of `found`, so many at a
 * time. A hundred thousand in one JSON would keep everybody waiting while it is
 * read.
 */
function inPieces(summary = "select null::json"): string {
  return `select 0 as piece, '[]'::json as rows, (${summary}) as summary
      union all
      select 1 + (n - 1) / ${PIECE}, json_agg(one order by n), null::json
      from (select found as one, row_number() over () as n from found) numbered
      group by 1`
}

const ROW_ORDER = "start_date, resource_name, resource_id"

/** Answers `{ rows }`, each with capacity and allocated. */
export function utilizationReport(query: Grouped): Statement {
  const filters = ofResources(query).always("r.deleted_at is null")
  const { start, end, columns } = periodOf(filters, query, "day.date")
  return {
    text: `
      with day as materialized (
        select ${start} + n as date
        from generate_series(0, ${end} - ${start}) as n
      ), found as (
        select ${columns}, r.id as resource_id, r.name as resource_name,
          sum(coalesce(c.max_capacity, r.default_capacity, 0)) as capacity,
          sum(coalesce(c.allocated, 0)) as allocated
        from booking_resource r
        cross join day
        left join booking_capacity c
          on c.resource_id = r.id and c.date = day.date
        where ${filters.text}
        group by 1, 2, 3, 4 order by ${ROW_ORDER}
        limit ${MAX_REPORT_ROWS + 1}
      )
      ${inPieces()}`,
    values: filters.values,
    timeoutMs: TIMEOUT_MS,
  }
}

/**
 * Moments that fall on dates of the range, in a zone. When a date begins is
 * not left to PostgreSQL: of two midnights it takes the second.
 */
function isInRange(
  column: string,
  filters: Filters,
  query: ReportFilters,
  timezone: string
): string {
  const [from, to] = [query.start_date, addDays(query.end_date, 1)].map(
    (date) => filters.parameter(startOfDate(timezone, date))
  )
  return `${column} >= to_timestamp(${from}::bigint / 1000.0)
    and ${column} < to_timestamp(${to}::bigint / 1000.0)`
}

const PLACED_BY = `json_build_object(
  'customers', count(*) filter (where origin = 'customer'),
  'carts', count(*) filter (where origin = 'cart'),
  'anonymous', count(*) filter (where origin = 'anonymous'))`

/** The addresses with the most of all live holds. Needs CLOCK. */
const BUSIEST = `
  select coalesce(json_agg(json_build_object('address', address,
    'live_holds', holds, 'share', round(holds::numeric / greatest(1, (
      select count(*) from booking_hold h where h.status = 'active'
        and h.expires_at > (select now from clock))), 4))
    order by holds desc, address), '[]')
  from (select h.address, count(*) as holds from booking_hold h
    where h.status = 'active' and h.address is not null
      and h.expires_at > (select now from clock)
    group by h.address order by holds desc, h.address limit 5) busy`

/**
 * Holds by what has become of them. One that was changed in its cart is
 * neither lost nor sold: the one that took over says which.
 *
 * Answers `{ rows, summary }`; in the summary a hold on two resources is one.
 */
export function funnelReport(query: Grouped, timezone: string): Statement {
  const filters = ofResources(query)
  const zone = `${filters.parameter(timezone)}::text`
  const { columns } = periodOf(filters, query, "p.date")
  const isPlaced = isInRange("h.created_at", filters, query, timezone)
  const counts = `count(*) as created,
    count(*) filter (where outcome = 'confirmed') as confirmed,
    count(*) filter (where outcome = 'expired') as expired,
    count(*) filter (where outcome = 'released') as released,
    count(*) filter (where outcome = 'replaced') as replaced,
    count(*) filter (where outcome = 'active') as active`
  return {
    text: `
      with ${CLOCK}, placed as materialized (
        select h.id, (h.created_at at time zone ${zone})::date as date,
          case when h.replaced_by is not null then 'replaced'
            when h.status = 'active'
              and h.expires_at <= (select now from clock) then 'expired'
            else h.status end as outcome,
          case when h.customer_id is not null then 'customer'
            when h.cart_id is not null then 'cart'
            else 'anonymous' end as origin
        from booking_hold h
        where ${isPlaced}
          and not h.staff_booking
      ), part as materialized (
        select distinct p.id, p.outcome, p.origin, ${columns}, r.id as resource_id,
          r.name as resource_name
        from placed p
        join booking_hold_item i on i.hold_id = p.id
        join booking_resource r on r.id = i.resource_id
        where ${filters.text}
      ), found as (
        select start_date, end_date, resource_id, resource_name, ${counts}
        from part group by 1, 2, 3, 4 order by ${ROW_ORDER}
        limit ${MAX_REPORT_ROWS + 1}
      )
      ${inPieces(`select to_json(total) from (select ${counts},
          ${PLACED_BY} as placed_by, (${BUSIEST}) as busiest_addresses
        from (select distinct id, outcome, origin from part) once) total`)}`,
    values: filters.values,
    timeoutMs: TIMEOUT_MS,
  }
}

/**
 * Holds that ended unused, by when they did.
 *
 * Answers `{ rows, summary }`; in the summary a hold on two resources is one.
 */
export function expirationsReport(query: Grouped, timezone: string): Statement {
  const filters = ofResources(query)
  const zone = `${filters.parameter(timezone)}::text`
  const { columns } = periodOf(filters, query, "e.date")
  const isEnded = isInRange("h.expires_at", filters, query, timezone)
  return {
    text: `
      with ${CLOCK}, ended as materialized (
        select h.id, (h.expires_at at time zone ${zone})::date as date
        from booking_hold h
        where h.status in ('expired', 'active')
          and h.expires_at <= (select now from clock)
          and ${isEnded}
      ), part as materialized (
        select e.id, ${columns}, r.id as resource_id, r.name as resource_name,
          i.quantity * cardinality(i.dates) as unit_dates
        from ended e
        join booking_hold_item i on i.hold_id = e.id
        join booking_resource r on r.id = i.resource_id
        where ${filters.text}
      ), found as (
        select start_date, end_date, resource_id, resource_name,
          count(distinct id) as expired, sum(unit_dates) as unit_dates
        from part group by 1, 2, 3, 4 order by ${ROW_ORDER}
        limit ${MAX_REPORT_ROWS + 1}
      )
      ${inPieces(`select json_build_object('expired', count(distinct id),
        'unit_dates', coalesce(sum(unit_dates), 0)) from part`)}`,
    values: filters.values,
    timeoutMs: TIMEOUT_MS,
  }
}

export type ReportedAllocation = Omit<
  AllocationReportRow,
  "start_date" | "end_date" | "date_count"
> & { dates: CalendarDate[]; span: Span }

/** Allocations with a date in the range. Answers `{ rows }`. */
export function allocationsReport(query: ReportFilters): Statement {
  const filters = ofResources(query).anyDateIn("a.dates", query)
  return {
    text: `
      with found as (
        select a.id, a.status, a.resource_id, r.name as resource_name, r.span,
          a.order_id, a.line_item_id, a.hold_id, a.dates, a.quantity,
          a.segment, a.replaced_by, ${isoText("a.created_at")} as created_at,
          ${isoText("a.canceled_at")} as canceled_at
        from booking_allocation a
        join booking_resource r on r.id = a.resource_id
        where ${filters.text}
        order by a.dates[1], r.name, a.id limit ${MAX_REPORT_ROWS + 1}
      )
      ${inPieces()}`,
    values: filters.values,
    timeoutMs: TIMEOUT_MS,
  }
}

/**
 * All allocations of the order lines of which one has a date in the range: the
 * others have their share of the line. One that was moved is its next segment.
 *
 * Answers `{ rows }`, SoldAllocations.
 */
export function soldAllocations(query: ReportFilters): Statement {
  const filters = ofResources(query)
  const isAsked = filters.text
  filters.anyDateIn("a.dates", query)
  return {
    text: `
      with line as materialized (
        select distinct a.line_item_id
        from booking_allocation a
        join booking_resource r on r.id = a.resource_id
        where a.line_item_id is not null and a.replaced_by is null
          and ${filters.text}
      ), found as (
        select a.id, a.order_id, a.line_item_id, a.resource_id,
          r.name as resource_name, a.dates, a.quantity, a.status,
          ${isAsked} as counted
        from line
        join booking_allocation a on a.line_item_id = line.line_item_id
        join booking_resource r on r.id = a.resource_id
        where a.replaced_by is null
        limit ${MAX_REPORT_ROWS + 1}
      )
      ${inPieces()}`,
    values: filters.values,
    timeoutMs: TIMEOUT_MS,
  }
}

/** A piece of what each of the statements answers; the first has the summary. */
export type ReportRecord<Row, Summary = undefined> = {
  piece: number
  rows: Row[]
  summary: Summary
}
