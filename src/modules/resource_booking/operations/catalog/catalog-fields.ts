import {
  type CatalogFields,
  changedFields,
  type ResourceFields,
} from "../../domain/catalog/resource-fields"
import { handleOf } from "../../domain/shared/text"
import type {
  CreateGroup,
  CreateResource,
  GroupDTO,
  ResourceDTO,
  UpdateGroup,
  UpdateResource,
} from "../../types"

/** A new resource with every field that was left out. */
export function newResource(
  input: CreateResource,
  defaultTimezone: string
): ResourceFields {
  const { group_id, timezone, default_capacity, min_stay, max_stay } = input
  return {
    ...newCatalogFields(input, "resource"),
    group_id: group_id ?? null,
    timezone: timezone ?? defaultTimezone,
    span: input.span,
    default_capacity: default_capacity ?? null,
    min_stay: min_stay ?? null,
    max_stay: max_stay ?? null,
    lead_time_hours: input.lead_time_hours ?? 0,
    horizon_days: input.horizon_days ?? null,
    hold_ttl_minutes: input.hold_ttl_minutes ?? null,
    is_active: input.is_active ?? true,
  }
}

/** A new group with every field that was left out. */
export function newGroup(input: CreateGroup): CatalogFields {
  return newCatalogFields(input, "group")
}

function newCatalogFields(input: CreateGroup, noun: string): CatalogFields {
  const { name, type, handle, description } = input
  return {
    name,
    type,
    handle: handle ?? handleOf(String(name), noun),
    description: description ?? null,
    images: input.images ?? [],
    amenities: input.amenities ?? [],
    metadata: input.metadata ?? {},
  }
}

/** What staff can write of a resource as it is. */
export function resourceFieldsOf(resource: ResourceDTO): ResourceFields {
  return {
    ...groupFieldsOf(resource),
    group_id: resource.group_id,
    timezone: resource.timezone,
    span: resource.span,
    default_capacity: resource.default_capacity,
    min_stay: resource.min_stay,
    max_stay: resource.max_stay,
    lead_time_hours: resource.lead_time_hours,
    horizon_days: resource.horizon_days,
    hold_ttl_minutes: resource.hold_ttl_minutes,
    is_active: resource.is_active,
  }
}

/** What staff can write of a group as it is. */
export function groupFieldsOf(record: GroupDTO | ResourceDTO): CatalogFields {
  const { handle, name, type, description, images } = record
  const { amenities, metadata } = record
  return { handle, name, type, description, images, amenities, metadata }
}

/** The fields after an update; what it leaves out, and unknown ones, stay. */
export function updated<T extends ResourceFields | CatalogFields>(
  fields: T,
  input: UpdateResource | UpdateGroup
): T {
  const given = Object.entries(input).filter(
    ([name, value]) => name in fields && value !== undefined
  )
  return { ...fields, ...Object.fromEntries(given) }
}

/**
 * Before and after of what an update changed, for the log. Metadata is the
 * store's own and may name somebody: that it changed is all that is kept.
 *
 * @returns null when nothing changes
 */
export function changesOf<T extends ResourceFields | CatalogFields>(
  before: T,
  after: T
): { before: Partial<T>; after: Partial<T> } | null {
  const names = changedFields(before, after)
  if (names.length === 0) {
    return null
  }
  return { before: logged(before, names), after: logged(after, names) }
}

/** A new record's fields, for the log. */
export function loggedFields<T extends ResourceFields | CatalogFields>(
  fields: T
): Partial<T> {
  const { metadata: _metadata, ...rest } = fields
  return rest as Partial<T>
}

function logged<T extends ResourceFields | CatalogFields>(
  fields: T,
  names: (keyof T)[]
): Partial<T> {
  const shown = names.map((name) => [
    name,
    name === "metadata" ? "not kept" : fields[name],
  ])
  return Object.fromEntries(shown) as Partial<T>
}
