import type { Statement } from "./database"
import type { Filters } from "./lists"

/**
 * What is sold in some sales channels, and whether what nothing sells is shown
 * as well.
 */
export type SalesScope = { channels: string[]; unlinked: boolean }

/** A scope as SQL has it: its parameters. */
type ScopeSql = { channels: string; unlinked: string }

/** What a link is to. */
type Column = "resource_id" | "group_id"

/** Whether a link sells the thing with this id, as a condition. */
type IsSold = (column: Column, id: string) => string

/**
 * A link's variant with its product, where that is published in one of the
 * channels: what Medusa's own store routes show. Here, and nowhere else, other
 * modules' tables are named (docs/adr/0011-medusas-product-tables.md).
 *
 * `offset 0` keeps the planner from reading all products instead.
 */
const shown = (variantId: string, channels: string) => `lateral (
    select v.id, p.id as product_id, p.handle as product_handle
    from product_variant v
    join product p on p.id = v.product_id
    where v.id = ${variantId} and v.deleted_at is null
      and p.deleted_at is null and p.status = 'published'
      and exists (
        select from product_sales_channel s
        where s.product_id = p.id and s.deleted_at is null
          and s.sales_channel_id = any (${channels}::text[]))
    offset 0) v`

/** For one row, or few: by the indexes of the links. */
const soldAlone =
  (channels: string): IsSold =>
  (column, id) => `exists (
    select from booking_variant_link l
    cross join ${shown("l.variant_id", channels)}
    where l.${column} = ${id})`

/** All that is sold in the channels, found once for a whole list. */
const allSold = (channels: string) => `sold as materialized (
    select l.resource_id, l.group_id from booking_variant_link l
    cross join ${shown("l.variant_id", channels)})`

const soldAmongAll: IsSold = (column, id) =>
  `${id} in (select ${column} from sold where ${column} is not null)`

function isLinked(column: Column, id: string): string {
  return `exists (select from booking_variant_link l where l.${column} = ${id})`
}

/** Of `booking_resource r`: by a link of its own, or of its group. */
function resourceIsShown({ unlinked }: ScopeSql, isSold: IsSold): string {
  return `(${isSold("resource_id", "r.id")}
    or r.group_id is not null and ${isSold("group_id", "r.group_id")}
    or ${unlinked}::boolean and not ${isLinked("resource_id", "r.id")}
      and not ${isLinked("group_id", "r.group_id")})`
}

/**
 * Of `booking_resource_group g`. Who holds any of a group may be given each
 * member: so a group that nothing sells is shown where each of its members is.
 */
function groupIsShown({ unlinked }: ScopeSql, isSold: IsSold): string {
  return `(${isSold("group_id", "g.id")}
    or ${unlinked}::boolean and not ${isLinked("group_id", "g.id")}
      and not exists (
        select from booking_resource m
        where m.group_id = g.id and m.deleted_at is null
          and ${isLinked("resource_id", "m.id")}
          and not (${isSold("resource_id", "m.id")})))`
}

/** The variants that have one of the links, in the order of linking. */
function variantsOf(link: string, { channels }: ScopeSql): string {
  return `, (select coalesce(jsonb_agg(jsonb_build_object('id', v.id,
      'product_id', v.product_id, 'product_handle', v.product_handle)
      order by mine.linked_at, v.id), '[]')
    from (
      select l.variant_id, min(l.created_at) as linked_at
      from booking_variant_link l where ${link} group by l.variant_id) mine
    cross join ${shown("mine.variant_id", channels)}) as variants`
}

const ROWS = {
  /** `booking_resource r` */
  resources: {
    isShown: resourceIsShown,
    link: "l.resource_id = r.id or l.group_id = r.group_id",
  },
  /** `booking_resource_group g` */
  groups: { isShown: groupIsShown, link: "l.group_id = g.id" },
}
type Rows = keyof typeof ROWS

/**
 * Leaves a list only what is shown.
 *
 * @returns what its statement needs besides: `sold`, in front of its other
 * common tables, and the column with the variants, behind its others
 */
export function keepShown(
  filters: Filters,
  rows: Rows,
  scope: SalesScope | undefined
): { sold: string[]; variants: string } {
  if (!scope) {
    return { sold: [], variants: "" }
  }
  const { isShown, link } = ROWS[rows]
  const sql = {
    channels: filters.parameter(scope.channels),
    unlinked: filters.parameter(scope.unlinked),
  }
  filters.always(isShown(sql, soldAmongAll))
  return { sold: [allSold(sql.channels)], variants: variantsOf(link, sql) }
}

/**
 * The same for a statement of one row, with one parameter: its scope is `$2` and
 * `$3`. PostgreSQL keeps a plan for each text: `suffix` is for its name.
 */
export function shownBehindOne(
  rows: Rows,
  scope: SalesScope | undefined
): { condition: string; variants: string; values: unknown[]; suffix: string } {
  if (!scope) {
    return { condition: "true", variants: "", values: [], suffix: "" }
  }
  const { isShown, link } = ROWS[rows]
  const sql = { channels: "$2", unlinked: "$3" }
  return {
    condition: isShown(sql, soldAlone(sql.channels)),
    variants: variantsOf(link, sql),
    values: [scope.channels, scope.unlinked],
    suffix: "_shown",
  }
}

/**
 * Answers a row if there is such a resource or group, and it is not shown. One at
 * a time: for a list of ids PostgreSQL would plan anew each time.
 */
export function selectHidden(
  rows: Rows,
  id: string,
  scope: SalesScope
): Statement {
  const { condition, values } = shownBehindOne(rows, scope)
  const from =
    rows === "resources" ? "booking_resource r" : "booking_resource_group g"
  return {
    name: `booking_select_hidden_${rows}`,
    text: `select from ${from} where id = $1 and not ${condition}`,
    values: [id, ...values],
  }
}

/** Answers a row if the variant is sold in one of the channels. */
export function variantShown(id: string, channels: string[]): Statement {
  return {
    name: "booking_variant_shown",
    text: `select from ${shown("$1", "$2")}`,
    values: [id, channels],
  }
}
