import type { Paging } from "../domain/list-query"
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
    return this.given(q ? pattern(q) : undefined, (p) => {
      const matches = columns.map((column) => `${column} ilike ${p}`)
      return `(${matches.join(" or ")})`
    })
  }

  /** Passes a value that is no filter by itself. */
  parameter(value: unknown): string {
    this.values.push(value)
    return `$${this.values.length}`
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
  /** SQL of each field that the list can be ordered by. */
  order: Record<string, string>
  /** Unique, so that pages neither overlap nor leave a row out. */
  tieBreak: string
  /** Rows are counted up to here, where nobody needs the exact number. */
  countUpTo?: number
}

/**
 * One page and the number of all rows, in one statement and hence of one
 * moment. Rows travel as JSON: no column may be a moment or a date unless it
 * has been made text.
 */
export async function readPage<T>(
  on: Queryable,
  listing: Listing,
  paging: Paging
): Promise<Page<T>> {
  const [page] = await on.query<Page<T>>(pageStatement(listing, paging))
  return page as Page<T>
}

function pageStatement(listing: Listing, paging: Paging): Statement {
  const { columns, from, filters, order, tieBreak, countUpTo } = listing
  const matching = `from ${from} where ${filters.text}`
  const direction = paging.order.descending ? "desc" : "asc"
  const bound = countUpTo ? `limit ${countUpTo}` : ""
  const limit = filters.parameter(paging.limit)
  const offset = filters.parameter(paging.offset)
  return {
    text: `${listing.with ?? ""}
      select (select count(*) from (select ${matching} ${bound}) counted)
          as count,
        (select coalesce(jsonb_agg(page), '[]') from (
          select ${columns} ${matching}
          order by ${order[paging.order.field]} ${direction},
            ${tieBreak} ${direction}
          limit ${limit} offset ${offset}) page) as rows`,
    values: filters.values,
  }
}

/** A moment as text: ISO 8601 in UTC, milliseconds. */
export function isoText(column: string): string {
  const format = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`
  return `to_char(${column} at time zone 'UTC', ${format})`
}

function pattern(q: string): string {
  return `%${q.replace(/[\\%_]/g, "\\$&")}%`
}
