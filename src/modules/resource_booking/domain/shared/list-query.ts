import { accept, type Decision, refuse } from "./refusals"
import { isStorable } from "./text"

export const DEFAULT_LIMIT = 20
export const MAX_LIMIT = 100
/**
 * Rows that an offset may skip: each page reads again all that it skips. The
 * rest of a list is turned page by page, by `after`.
 */
const MAX_OFFSET = 10_000
/** Resources on a page of the calendar, which is a list of another kind. */
export const MAX_CALENDAR_ROWS = 500

/** Which rows of a list are wanted, and in which order. */
export type Paging = {
  limit: number
  offset: number
  order: Order
  /** Only what comes after this row; then the offset is 0. */
  after?: Cursor
}

export type Order = { field: string; descending: boolean }

/** A row's place in an order, as PostgreSQL writes it: its field, and its id. */
export type Cursor = { value: string; id: string }

/**
 * Reads how a list is to be paged and ordered.
 *
 * @param fields what the list can be ordered by
 * @param byDefault the order when none is given, `-` for descending
 * @param most rows of a page
 */
export function pagingOf(
  query: {
    limit?: number
    offset?: number
    after?: string
    order?: string
    q?: string
  },
  fields: readonly string[],
  byDefault: string,
  most: number = MAX_LIMIT
): Decision<Paging> {
  if (!isStorable(query)) {
    return refuse("invalid_data", "The filter contains an invalid character.")
  }
  const { limit = DEFAULT_LIMIT, offset = 0, after } = query
  if (!Number.isInteger(limit) || limit < 1 || limit > most) {
    return refuse("invalid_data", `The limit must be from 1 to ${most}.`)
  }
  if (!Number.isSafeInteger(offset) || offset < 0) {
    return refuse(
      "invalid_data",
      "The offset must be a whole number of at least 0."
    )
  }
  if (offset > MAX_OFFSET) {
    return refuse(
      "invalid_data",
      `The offset can be at most ${MAX_OFFSET}. Use \`after\` to read further.`
    )
  }
  const wanted = query.order ?? byDefault
  const descending = wanted.startsWith("-")
  const field = descending ? wanted.slice(1) : wanted
  if (!fields.includes(field)) {
    const known = fields.join(", ")
    return refuse("invalid_data", `This list can be ordered only by: ${known}.`)
  }
  const order = { field, descending }
  if (after === undefined) {
    return accept({ limit, offset, order })
  }
  const cursor = cursorOf(after, order)
  return offset > 0 || cursor === null
    ? refuse(
        "invalid_data",
        "`after` must be the `next` of the previous page, with the same order and no offset."
      )
    : accept({ limit, offset, order, after: cursor })
}

/** What a client gives back to read on after a row. It means nothing to it. */
export function cursorText({ value, id }: Cursor, order: Order): string {
  const parts = [nameOf(order), value, id]
  return Buffer.from(JSON.stringify(parts)).toString("base64url")
}

/** @returns null for what is none, or of a list in another order */
function cursorOf(text: string, order: Order): Cursor | null {
  const [, value, id] = partsOf(text)
  if (typeof value !== "string" || typeof id !== "string") {
    return null
  }
  const cursor = { value, id }
  // Whatever else the text says, and in whatever way, it is not ours.
  const isOurs = cursorText(cursor, order) === text
  return isOurs && isStorable(cursor) ? cursor : null
}

function partsOf(text: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(
      Buffer.from(text, "base64url").toString("utf8")
    )
    return Array.isArray(parts) ? parts : []
  } catch {
    return []
  }
}

function nameOf({ field, descending }: Order): string {
  return descending ? `-${field}` : field
}
