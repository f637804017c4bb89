import { Filters, isoText, type Listing } from "./lists"

/** Entries at the end of the log: a text is searched in these, or in few. */
const LATE = `o.seq > (select coalesce(max(seq), 0) - 100000
  from booking_operation)`

const OPERATION = `
  'bop_' || o.seq as id, o.operation, o.resource_id, o.hold_id,
  o.allocation_id, o.order_id, o.actor_type, o.actor_id, o.before, o.after,
  o.reason, ${isoText("o.created_at")} as created_at`

/**
 * Entries that name a resource, and those of holds that have it among their
 * items or allocations but name none, since they are about several. Each
 * branch has its index, in each part of the log; an `or` would read the whole
 * log, and so would a look for their numbers.
 */
const ABOUT_RESOURCE = (p: string) => `(
  select direct.* from booking_operation direct
  where direct.resource_id = ${p}
  union all
  select indirect.* from booking_operation indirect
  where indirect.resource_id is null and indirect.hold_id in (
    select i.hold_id from booking_hold_item i where i.resource_id = ${p}
    union
    select a.hold_id from booking_allocation a where a.resource_id = ${p})) o`

export type OperationFilters = {
  resource_id?: string
  hold_id?: string
  order_id?: string
  actor_id?: string
  operation?: string
  q?: string
  /** Moments in epoch milliseconds, from inclusive, to exclusive. */
  from_ms?: number | undefined
  to_ms?: number | undefined
}

export function operationsListing(query: OperationFilters): Listing {
  const moment = (p: string) => `to_timestamp(${p}::bigint / 1000.0)`
  const filters = new Filters()
  const from =
    query.resource_id === undefined
      ? "booking_operation o"
      : ABOUT_RESOURCE(filters.parameter(query.resource_id))
  return {
    columns: OPERATION,
    from,
    filters: filters
      .given(query.hold_id, (p) => `o.hold_id = ${p}`)
      .given(query.order_id, (p) => `o.order_id = ${p}`)
      .given(query.actor_id, (p) => `o.actor_id = ${p}`)
      .given(query.operation, (p) => `o.operation = ${p}`)
      .given(query.from_ms, (p) => `o.created_at >= ${moment(p)}`)
      .given(query.to_ms, (p) => `o.created_at < ${moment(p)}`)
      .containing(query.q, ["o.operation", "o.reason"])
      .always(query.q && !isNarrow(query) ? LATE : "true"),
    order: { created_at: "o.seq" },
    tieBreak: "o.seq",
  }
}

/** By these, there is an index, and few entries behind each. */
function isNarrow({ resource_id, hold_id, order_id }: OperationFilters) {
  return (resource_id ?? hold_id ?? order_id) !== undefined
}
