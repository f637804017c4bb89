import type { ResourceFields } from "../domain/catalog/resource-fields"
import type { ResourceDTO, Span } from "../types"
import type { Statement } from "./database"
import { Filters, isoText, type Listing } from "./lists"
import { keepShown, type SalesScope, shownBehindOne } from "./sold-in"

/** The columns of a ResourceDTO, from RESOURCE_FROM. */
export const RESOURCE = `
  r.id, r.handle, r.name, r.type, r.description, r.group_id, r.timezone,
  r.span, r.default_capacity, r.min_stay, r.max_stay, r.lead_time_hours,
  r.horizon_days, r.hold_ttl_minutes, r.check_in_time, r.check_out_time,
  r.images, r.amenities,
  r.is_active, f.id is not null as is_frozen,
  case when f.id is not null then jsonb_build_object(
    'reason', f.reason, 'note', f.note, 'until', f.end_date) end as freeze,
  r.metadata, ${isoText("r.created_at")} as created_at,
  ${isoText("r.updated_at")} as updated_at`

/**
 * Resources with the freeze that is in force today, in their own zone. A
 * partial unique index allows each one live freeze, so no row comes twice.
 */
const FREEZE_IN_FORCE = `
  f.resource_id = r.id and f.kind = 'freeze' and f.lifted_at is null
  and f.start_date <= (statement_timestamp() at time zone r.timezone)::date
  and (f.end_date is null or f.end_date
    >= (statement_timestamp() at time zone r.timezone)::date)`
export const RESOURCE_FROM = `booking_resource r
  left join booking_blackout f on ${FREEZE_IN_FORCE}`

export const RESOURCE_ORDER = {
  id: "r.id",
  name: "r.name",
  handle: "r.handle",
  type: "r.type",
  created_at: "r.created_at",
  updated_at: "r.updated_at",
}

export type ResourceListFilters = {
  id?: string | string[]
  type?: string | string[]
  group_id?: string | string[]
  is_active?: boolean
  is_frozen?: boolean
  q?: string
  scope?: SalesScope | undefined
}

/** Conditions on `booking_resource r` alone. */
export function resourceFilters(query: ResourceListFilters): Filters {
  const frozen = `exists (
    select from booking_blackout f where ${FREEZE_IN_FORCE})`
  return new Filters()
    .always("r.deleted_at is null")
    .oneOf(query.id, "r.id")
    .oneOf(query.type, "r.type")
    .oneOf(query.group_id, "r.group_id")
    .given(query.is_active, (p) => `r.is_active = ${p}`)
    .given(query.is_frozen, (p) => `${frozen} = ${p}`)
    .containing(query.q, ["r.name", "r.handle", "r.description"])
}

export function resourcesListing(query: ResourceListFilters): Listing {
  const filters = resourceFilters(query)
  const { sold, variants } = keepShown(filters, "resources", query.scope)
  return {
    ...(sold.length > 0 && { with: `with ${sold.join()}` }),
    columns: RESOURCE + variants,
    from: RESOURCE_FROM,
    filters,
    order: RESOURCE_ORDER,
    tieBreak: "r.id",
  }
}

/** A handle has no underscore, an id has one: neither is taken for the other. */
export function selectResource(
  idOrHandle: string,
  scope?: SalesScope
): Statement {
  const shown = shownBehindOne("resources", scope)
  return {
    name: `booking_select_resource${shown.suffix}`,
    text: `select ${RESOURCE}${shown.variants} from ${RESOURCE_FROM}
      where (r.id = $1 or r.handle = $1) and r.deleted_at is null
        and ${shown.condition}`,
    values: [idOrHandle, ...shown.values],
  }
}

/** What an availability says of its resource. */
export type ResourceHead = Pick<
  ResourceDTO,
  "id" | "name" | "type" | "timezone" | "span"
>

/** Answers a ResourceHead. */
export function selectResourceHead(id: string, scope?: SalesScope): Statement {
  const shown = shownBehindOne("resources", scope)
  return {
    name: `booking_select_resource_head${shown.suffix}`,
    text: `select r.id, r.name, r.type, r.timezone, r.span
      from booking_resource r
      where r.id = $1 and r.deleted_at is null and ${shown.condition}`,
    values: [id, ...shown.values],
  }
}

/** What restoring must know of a resource, deleted or not. */
export type ResourceRemains = {
  lock_number: number
  handle: string
  group_id: string | null
  span: Span
  is_deleted: boolean
}

/** Answers a ResourceRemains. */
export function selectResourceRemains(id: string): Statement {
  return {
    text: `select lock_number, handle, group_id, span,
        deleted_at is not null as is_deleted
      from booking_resource where id = $1`,
    values: [id],
  }
}

/**
 * Fails with `invalid_parameter_value` for a zone that PostgreSQL doesn't
 * know, though ICU does: their lists are not of the same year. Every list of
 * resources would fail on it otherwise.
 */
export function tryTimezone(timezone: string): Statement {
  return { text: "select now() at time zone $1", values: [timezone] }
}
export const UNKNOWN_TIMEZONE = "22023"

/** The spans of a group's members but one. Answers `{ span }`. */
export function otherSpans(groupId: string, resourceId: string): Statement {
  return {
    text: `select distinct span from booking_resource
      where group_id = $1 and id <> $2 and deleted_at is null`,
    values: [groupId, resourceId],
  }
}

/** Every written column with its type, as one JSON parameter is read. */
const COLUMNS = {
  handle: "text",
  name: "text",
  type: "text",
  description: "text",
  group_id: "text",
  timezone: "text",
  span: "text",
  default_capacity: "int",
  min_stay: "int",
  max_stay: "int",
  lead_time_hours: "int",
  horizon_days: "int",
  hold_ttl_minutes: "int",
  check_in_time: "text",
  check_out_time: "text",
  images: "jsonb",
  amenities: "jsonb",
  is_active: "boolean",
  metadata: "jsonb",
} satisfies Record<keyof ResourceFields, string>

const NAMES = Object.keys(COLUMNS)
const GIVEN = Object.entries(COLUMNS).map((column) => column.join(" "))

/** Answers no row when somebody has the handle. */
export function insertResource(id: string, fields: ResourceFields): Statement {
  return {
    text: `
      insert into booking_resource
        (id, created_at, updated_at, ${NAMES.join(", ")})
      select $1, statement_timestamp(), statement_timestamp(),
        ${NAMES.join(", ")}
      from jsonb_to_record($2::jsonb) as given (${GIVEN.join(", ")})
      on conflict (handle) where deleted_at is null do nothing
      returning id`,
    values: [id, JSON.stringify(fields)],
  }
}

/** Answers no row when somebody else has the handle. */
export function updateResource(id: string, fields: ResourceFields): Statement {
  const sets = NAMES.map((name) => `${name} = given.${name}`)
  return {
    text: `
      update booking_resource r
      set updated_at = clock_timestamp(), ${sets.join(", ")}
      from jsonb_to_record($2::jsonb) as given (${GIVEN.join(", ")})
      where r.id = $1 and not exists (select from booking_resource other
        where other.handle = given.handle and other.id <> r.id
          and other.deleted_at is null)
      returning r.id`,
    values: [id, JSON.stringify(fields)],
  }
}

export function deleteResource(id: string): Statement {
  return {
    text: `update booking_resource
      set deleted_at = clock_timestamp(), updated_at = clock_timestamp()
      where id = $1`,
    values: [id],
  }
}

/** Answers no row, or fails, when somebody has the handle. */
export function restoreResource(
  id: string,
  handle: string,
  groupId: string | null
): Statement {
  return {
    text: `update booking_resource
      set deleted_at = null, updated_at = clock_timestamp(), handle = $2,
        group_id = $3
      where id = $1
      returning id`,
    values: [id, handle, groupId],
  }
}
