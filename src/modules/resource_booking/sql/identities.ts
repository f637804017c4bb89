import type { Span } from "../types"
import type { Queryable } from "./database"

/** What must be known of a resource or group before its dates can be locked. */
export type Identity = {
  id: string
  kind: "resource" | "group"
  lock_number: number
  span: Span
}

/**
 * Resources and groups by id, without deleted ones. A group's span is its
 * members'; a group without members has no dates to offer and counts as night.
 */
export async function readIdentities(
  on: Queryable,
  ids: string[]
): Promise<Identity[]> {
  return on.query<Identity>({
    text: `
      select id, 'resource' as kind, lock_number, span
      from booking_resource where id = any ($1::text[]) and deleted_at is null
      union all
      select g.id, 'group', g.lock_number, coalesce((
        select r.span from booking_resource r
        where r.group_id = g.id and r.deleted_at is null limit 1), 'night')
      from booking_resource_group g
      where g.id = any ($1::text[]) and g.deleted_at is null`,
    values: [ids],
  })
}

export type MemberIdentity = {
  id: string
  group_id: string
  /** What its group is called: who asks for a group has seen no other name. */
  group_name: string
  lock_number: number
  span: Span
}

/** The members of groups, to lock them all, or to say why there is none. */
export async function readMembers(
  on: Queryable,
  groupIds: string[]
): Promise<MemberIdentity[]> {
  return on.query<MemberIdentity>({
    text: `
      select r.id, r.group_id, g.name as group_name, r.lock_number, r.span
      from booking_resource r
      join booking_resource_group g on g.id = r.group_id
      where r.group_id = any ($1::text[]) and r.deleted_at is null`,
    values: [groupIds],
  })
}
