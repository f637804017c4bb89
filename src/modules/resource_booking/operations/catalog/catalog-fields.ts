import {
  type CatalogFields,
  changedFields,
  DEFAULTS,
  type ResourceFields,
} from "../../domain/catalog/resource-fields"
import { handleOf } from "../../domain/shared/text"
import { GroupFields as Group, ResourceFields as Resource } from "../../records"
import type {
  CreateGroup,
  CreateResource,
  GroupDTO,
  ResourceDTO,
  UpdateGroup,
  UpdateResource,
} from "../../types"

const RESOURCE = Object.keys(Resource.shape) as (keyof ResourceFields)[]
const GROUP = Object.keys(Group.shape) as (keyof CatalogFields)[]

/** A new resource with every field that was left out. */
export function newResource(
  input: CreateResource,
  timezone: string
): ResourceFields {
  const handle = handleOf(String(input.name), "resource")
  return filled(RESOURCE, input, { ...DEFAULTS, handle, timezone })
}

/** A new group with every field that was left out. */
export function newGroup(input: CreateGroup): CatalogFields {
  const handle = handleOf(String(input.name), "group")
  return filled(GROUP, input, { ...DEFAULTS, handle })
}

function filled<T extends object>(
  names: (keyof T)[],
  input: Partial<T>,
  defaults: Partial<T>
): T {
  const fields = names.map((name) => [
    name,
    input[name] ?? defaults[name] ?? null,
  ])
  return Object.fromEntries(fields) as T
}

/** What staff can write of a resource as it is. */
export function resourceFieldsOf(resource: ResourceDTO): ResourceFields {
  return picked(RESOURCE, resource)
}

/** What staff can write of a group as it is. */
export function groupFieldsOf(group: GroupDTO): CatalogFields {
  return picked(GROUP, group)
}

function picked<T extends object>(names: (keyof T)[], record: T): T {
  return Object.fromEntries(names.map((name) => [name, record[name]])) as T
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
