import { DEFAULT_PRICE_MODE } from "../domain/cart/price"
import type { Span, VariantLinkDTO } from "../types"
import type { Statement } from "./database"
import { isoText } from "./lists"

/** A link, and the span of what it sells: null for a group without members. */
export type VariantLinkRecord = VariantLinkDTO & { span: Span | null }

/** Of `booking_variant v`, which may not be there. */
export const PRICE_MODE = `coalesce(v.price_mode, '${DEFAULT_PRICE_MODE}')`

/** The columns of a VariantLinkDTO, from VARIANT_LINK_FROM. */
export const VARIANT_LINK = `
  l.id, l.variant_id, l.resource_id, l.group_id,
  coalesce(r.name, g.name) as name, ${PRICE_MODE} as price_mode,
  ${isoText("l.created_at")} as created_at`

export const VARIANT_LINK_FROM = `booking_variant_link l
  left join booking_variant v on v.variant_id = l.variant_id
  left join booking_resource r
    on r.id = l.resource_id and r.deleted_at is null
  left join booking_resource_group g
    on g.id = l.group_id and g.deleted_at is null`

/** Not of a link to what was deleted. */
export const VARIANT_LINK_LIVES = "coalesce(r.id, g.id) is not null"

export const GROUP_SPAN = `(
  select m.span from booking_resource m
  where m.group_id = g.id and m.deleted_at is null limit 1)`

/** Answers VariantLinkRecords, in the order in which they were linked. */
export function variantLinks(variantIds: string[]): Statement {
  return {
    name: "booking_variant_links",
    text: `
      select ${VARIANT_LINK}, coalesce(r.span, ${GROUP_SPAN}) as span
      from ${VARIANT_LINK_FROM}
      where l.variant_id = any ($1::text[]) and ${VARIANT_LINK_LIVES}
      order by l.variant_id, l.position`,
    values: [variantIds],
  }
}

/**
 * Nobody else links, or changes the span of what is linked, until the
 * transaction's end; who reads doesn't wait. What a variant sells is compared
 * over rows that may not be there yet, and staff seldom change it.
 */
export function lockVariantLinks(): Statement {
  return { text: "lock table booking_variant_link in share row exclusive mode" }
}

/** One of both. */
export type Sellable = { resource_id?: string; group_id?: string }

/** Answers `{ span }` of a resource or group, or no row. */
export function selectSellable(thing: Sellable): Statement {
  return {
    text: `
      select r.span from booking_resource r
      where r.id = $1 and r.deleted_at is null
      union all
      select ${GROUP_SPAN} from booking_resource_group g
      where g.id = $2 and g.deleted_at is null`,
    values: [thing.resource_id ?? null, thing.group_id ?? null],
  }
}

/**
 * The spans of what is sold together with a resource, by itself or as one of a
 * group, but not its own. Answers `{ span }`.
 */
export function spansSoldWith(
  resourceId: string,
  groupId: string | null
): Statement {
  return {
    text: `
      select distinct sold.span
      from booking_variant_link mine
      join booking_variant_link l on l.variant_id = mine.variant_id
      join booking_resource sold on sold.deleted_at is null
        and (sold.id = l.resource_id or sold.group_id = l.group_id)
      where (mine.resource_id = $1 or mine.group_id = $2) and sold.id <> $1`,
    values: [resourceId, groupId],
  }
}

/** Behind what the variant sells already; the links are locked. */
export function insertVariantLink(
  id: string,
  variantId: string,
  thing: Sellable
): Statement {
  return {
    text: `
      insert into booking_variant_link
        (id, variant_id, resource_id, group_id, position, created_at)
      select $1, $2, $3, $4, coalesce(max(position), 0) + 1, clock_timestamp()
      from booking_variant_link where variant_id = $2`,
    values: [id, variantId, thing.resource_id ?? null, thing.group_id ?? null],
  }
}

/** Answers `{ id }`, or no row when there is no such link. */
export function deleteVariantLink(
  variantId: string,
  thing: Sellable
): Statement {
  return {
    text: `
      delete from booking_variant_link
      where variant_id = $1 and (resource_id = $2 or group_id = $3)
      returning id`,
    values: [variantId, thing.resource_id ?? null, thing.group_id ?? null],
  }
}
