import type { CatalogFields } from "../domain/catalog/resource-fields"
import type { GroupDTO, Span } from "../types"
import type { Statement } from "./database"
import { Filters, isoText, type Listing } from "./lists"
import { keepShown, type SalesScope, shownBehindOne } from "./sold-in"

/** The columns of a GroupDTO, from `booking_resource_group g`. */
export const GROUP = `
  g.id, g.handle, g.name, g.type, g.description, g.images, g.amenities,
  (select count(*) from booking_resource r
    where r.group_id = g.id and r.deleted_at is null) as resource_count,
  g.metadata, ${isoText("g.created_at")} as created_at,
  ${isoText("g.updated_at")} as updated_at`

export const GROUP_ORDER = {
  id: "g.id",
  name: "g.name",
  handle: "g.handle",
  type: "g.type",
  created_at: "g.created_at",
  updated_at: "g.updated_at",
}

export type GroupListFilters = {
  id?: string | string[]
  type?: string | string[]
  q?: string
  scope?: SalesScope | undefined
}

/** Conditions on `booking_resource_group g`, after what is there already. */
export function groupFilters(
  query: GroupListFilters,
  filters = new Filters()
): Filters {
  return filters
    .always("g.deleted_at is null")
    .oneOf(query.id, "g.id")
    .oneOf(query.type, "g.type")
    .containing(query.q, ["g.name", "g.handle", "g.description"])
}

export function groupsListing(query: GroupListFilters): Listing {
  const filters = groupFilters(query)
  const { sold, variants } = keepShown(filters, "groups", query.scope)
  return {
    ...(sold.length > 0 && { with: `with ${sold.join()}` }),
    columns: GROUP + variants,
    from: "booking_resource_group g",
    filters,
    order: GROUP_ORDER,
    tieBreak: "g.id",
  }
}

export function selectGroup(idOrHandle: string, scope?: SalesScope): Statement {
  const shown = shownBehindOne("groups", scope)
  return {
    text: `select ${GROUP}${shown.variants} from booking_resource_group g
      where (g.id = $1 or g.handle = $1) and g.deleted_at is null
        and ${shown.condition}`,
    values: [idOrHandle, ...shown.values],
  }
}

/** What an availability says of its group, and who is in it. */
export type GroupHead = Pick<GroupDTO, "id" | "name" | "type"> & {
  members: { id: string; span: Span }[]
}

/** Answers a GroupHead. */
export function selectGroupHead(id: string, scope?: SalesScope): Statement {
  const shown = shownBehindOne("groups", scope)
  return {
    name: `booking_select_group_head${shown.suffix}`,
    text: `select g.id, g.name, g.type, (
        select coalesce(
          jsonb_agg(jsonb_build_object('id', r.id, 'span', r.span)), '[]')
        from booking_resource r
        where r.group_id = g.id and r.deleted_at is null) as members
      from booking_resource_group g
      where g.id = $1 and g.deleted_at is null and ${shown.condition}`,
    values: [id, ...shown.values],
  }
}

const COLUMNS = {
  handle: "text",
  name: "text",
  type: "text",
  description: "text",
  images: "jsonb",
  amenities: "jsonb",
  metadata: "jsonb",
} satisfies Record<keyof CatalogFields, string>

const NAMES = Object.keys(COLUMNS)
const GIVEN = Object.entries(COLUMNS).map((column) => column.join(" "))

/** Answers no row when somebody has the handle. */
export function insertGroup(id: string, fields: CatalogFields): Statement {
  return {
    text: `
      insert into booking_resource_group
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
export function updateGroup(id: string, fields: CatalogFields): Statement {
  const sets = NAMES.map((name) => `${name} = given.${name}`)
  return {
    text: `
      update booking_resource_group g
      set updated_at = clock_timestamp(), ${sets.join(", ")}
      from jsonb_to_record($2::jsonb) as given (${GIVEN.join(", ")})
      where g.id = $1 and not exists (select from booking_resource_group other
        where other.handle = given.handle and other.id <> g.id
          and other.deleted_at is null)
      returning g.id`,
    values: [id, JSON.stringify(fields)],
  }
}

/** The group goes; its members stay, without it. */
export function deleteGroup(id: string): Statement[] {
  return [
    {
      text: `update booking_resource
        set group_id = null, updated_at = clock_timestamp()
        where group_id = $1 and deleted_at is null`,
      values: [id],
    },
    {
      text: `update booking_resource_group
        set deleted_at = clock_timestamp(), updated_at = clock_timestamp()
        where id = $1`,
      values: [id],
    },
  ]
}

/**
 * Blackouts of a group that are not over everywhere on Earth. Answers
 * `{ id, start_date, end_date }`.
 */
export function groupBlackouts(groupId: string): Statement {
  return {
    text: `select id, start_date, end_date from booking_blackout
      where group_id = $1 and lifted_at is null and end_date
        >= (statement_timestamp() at time zone 'Etc/GMT+12')::date
      order by start_date`,
    values: [groupId],
  }
}
