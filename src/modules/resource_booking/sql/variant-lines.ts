import type { GroupOf, Link } from "../domain/cart/plan-line"
import type { PriceMode } from "../domain/cart/price"
import type { Statement } from "./database"
import { GROUP_SPAN, PRICE_MODE } from "./variant-links"

export type LinkRecord = Link & {
  span: "day" | "night"
  /** The variant's: the same in each of its links. */
  price_mode: PriceMode
}

/**
 * What a variant sells, in its order, without what is deleted. A group's span
 * is its members'. Answers LinkRecords.
 */
export function linksOfVariant(variantId: string): Statement {
  return {
    name: "booking_links_of_variant",
    text: `
      select l.resource_id, l.group_id,
        coalesce(r.span, ${GROUP_SPAN}, 'night') as span,
        ${PRICE_MODE} as price_mode
      from booking_variant_link l
      left join booking_variant v on v.variant_id = l.variant_id
      left join booking_resource r
        on r.id = l.resource_id and r.deleted_at is null
      left join booking_resource_group g
        on g.id = l.group_id and g.deleted_at is null
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
