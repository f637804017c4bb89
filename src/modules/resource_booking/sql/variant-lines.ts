import type { GroupOf, Link } from "../domain/plan-line"
import type { Statement } from "./database"

export type LinkRecord = Link & { span: "day" | "night" }

/**
 * What a variant sells, in its order, without what is deleted. Of a group, the
 * span and price mode are its members'. Answers LinkRecords.
 */
export function linksOfVariant(variantId: string): Statement {
  return {
    name: "booking_links_of_variant",
    text: `
      select l.resource_id, l.group_id,
        coalesce(r.price_mode, m.price_mode, 'per_date') as price_mode,
        coalesce(r.span, m.span, 'night') as span
      from booking_variant_link l
      left join booking_resource r
        on r.id = l.resource_id and r.deleted_at is null
      left join booking_resource_group g
        on g.id = l.group_id and g.deleted_at is null
      left join lateral (
        select span, min(price_mode) as price_mode from booking_resource
        where group_id = g.id and deleted_at is null
        group by span order by count(*) desc limit 1) m on true
      where l.variant_id = $1 and (r.id is not null or g.id is not null)
      order by l.position, l.id`,
    values: [variantId],
  }
}

/** The groups of resources. Answers `{ id, group_id }`. */
export function groupsOfResources(ids: string[]): Statement {
  return {
    text: `select id, group_id from booking_resource
      where id = any ($1::text[]) and deleted_at is null`,
    values: [ids],
  }
}

export function toGroupOf(
  rows: { id: string; group_id: string | null }[]
): GroupOf {
  return new Map(rows.map((row) => [row.id, row.group_id]))
}
