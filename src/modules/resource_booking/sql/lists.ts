import { cursorText, type Paging } from "../domain/shared/list-query"
import type { Page } from "../types"
import type { Queryable, Statement } from "./database"

/** The conditions of a list. A filter that is not given is left out. */
export class Filters {
  private readonly conditions: string[] = []

  /** @param values parameters that the statement has already */
  constructor(readonly values: unknown[] = []) {}

  /** A condition that holds for every row of the list, whoever asks. */
  always(condition: string): this {
    this.conditions.push(condition)
    return this
  }

  /** @param condition SQL around the value's parameter, `$1` and so on */
  given(value: unknown, condition: (parameter: string) => string): this {
    return value === undefined
      ? this
      : this.always(condition(this.parameter(value)))
  }

  /** A column that has the value, or one of the values. */
  oneOf(values: string | string[] | undefined, column: string): this {
    const list = values && [values].flat()
    return this.given(list, (p) => `${column} = any (${p}::text[])`)
  }

  /** A `date[]` with at least one date in inclusive bounds, either or both. */
  anyDateIn(
    column: string,
    bounds: { start_date?: string; end_date?: string }
  ): this {
    const { start_date, end_date } = bounds
    if (start_date === undefined && end_date === undefined) {
      return this
    }
    const first = this.parameter(start_date ?? "-infinity")
    const last = this.parameter(end_date ?? "infinity")
    return this.always(`exists (select from unnest(${column}) as d
      where d between ${first}::date and ${last}::date)`)
  }

  /** A search for text in any of the columns, whatever its case. */
  containing(q: string | undefined, columns: string[]): this {
    return this.given(q ? containing(q) : undefined, (p) => {
      const matches = columns.map((column) => `${column} ilike ${p}`)
      return `(${matches.join(" or ")})`
    })
  }

  /**
   * A search for what indexes know, and need not be read through: one of the
   * columns is the text itself.
   *
   * @param others further conditions of which one may hold instead
   */
  knownAs(
    q: string | undefined,
    columns: string[],
    others: (filters: Filters, q: string) => string[]
  ): this {
    return this.given(q || undefined, (p) => {
      const own = columns.map((column) => `${column} = ${p}`)
      return `(${[...own, ...others(this, q as string)].join(" or ")})`
    })
  }

  /** Text that a column begins with, whatever its case: by `text_pattern_ops`. */
  beginning(column: string, text: string): string {
    return `lower(${column}) like lower(${this.parameter(`${escaped(text)}%`)})`
  }

  /** Passes a value that is no filter by itself. */
  parameter(value: unknown): string {
    this.values.push(value)
    return `$${this.values.length}`
  }

  get isEmpty(): boolean {
    return this.conditions.length === 0
  }

  get text(): string {
    return this.conditions.join("\n and ") || "true"
  }
}

export type Listing = {
  /** `with …`, for what `from` and the filters refer to. */
  with?: string
  columns: string
  from: string
  filters: Filters
  /** SQL of each field that the list can be ordered by; never null. */
  order: Record<string, string>
  /** Unique, so that pages neither overlap nor leave a row out. */
  tieBreak: string
  /** Up to where rows are counted; more if the page itself goes further. */
  countUpTo?: number
}

/** "1,000+": nobody needs the exact number, which costs as much as all rows. */
export const COUNT_UP_TO = 1_000

/** A row, and its place in the order. */
type Placed<T> = T & { cursor_value: string; cursor_id: string }

/**
 * One page and the number of all rows, in one statement and hence of one
 * moment. Rows travel as JSON: no column may be a moment or a date unless it
 * has been made text.
 *
 * The count is exact up to a bound, and always beyond this page if there are
 * more rows: who turns pages until `count` comes to the end of the list.
 */
export async function readPage<T>(
  on: Queryable,
  listing: Listing,
  paging: Paging
): Promise<Page<T>> {
  const { limit, offset, order } = paging
  const countUpTo = Math.max(
    listing.countUpTo ?? COUNT_UP_TO,
    offset + limit + 1
  )
  const [page] = await on.query<{ rows: Placed<T>[]; counted: number }>(
    pageStatement(listing, paging, countUpTo + 1)
  )
  const { rows, counted } = page as { rows: Placed<T>[]; counted: number }
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    rows: rows.slice(0, limit).map(withoutPlace),
    count: Math.min(counted, countUpTo),
    count_is_capped: counted > countUpTo,
    next: last
      ? cursorText({ value: last.cursor_value, id: last.cursor_id }, order)
      : null,
  }
}

function withoutPlace<T>(row: Placed<T>): T {
  const { cursor_value: _, cursor_id: __, ...record } = row
  return record as T
}

/** With one row more than the page has: whether there are more. */
function pageStatement(
  listing: Listing,
  paging: Paging,
  countUpTo: number
): Statement {
  const { columns, from, filters, tieBreak } = listing
  const { after } = paging
  const order = listing.order[paging.order.field] as string
  const descending = paging.order.descending
  const direction = descending ? "desc" : "asc"
  const matching = `from ${from} where ${filters.text}`
  const rest = after
    ? `and (${order}, ${tieBreak}) ${descending ? "<" : ">"}
        (${filters.parameter(after.value)}, ${filters.parameter(after.id)})`
    : ""
  const limit = filters.parameter(paging.limit + 1)
  const offset = filters.parameter(paging.offset)
  return {
    text: `${listing.with ?? ""}
      select (select count(*)
          from (select ${matching} limit ${countUpTo}) counted) as counted,
        (select coalesce(jsonb_agg(page), '[]') from (
          select ${columns}, (${order})::text as cursor_value,
            (${tieBreak})::text as cursor_id
          ${matching} ${rest}
          order by ${order} ${direction}, ${tieBreak} ${direction}
          limit ${limit} offset ${offset}) page) as rows`,
    values: filters.values,
  }
}

/** A moment as text: ISO 8601 in UTC, milliseconds. */
export function isoText(column: string): string {
  const format = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`
  return `to_char(${column} at time zone 'UTC', ${format})`
}

/** A pattern of `like` for what has the text in it. */
export function containing(q: string): string {
  return `%${escaped(q)}%`
}

function escaped(q: string): string {
  return q.replace(/[\\%_]/g, "\\$&")
}
